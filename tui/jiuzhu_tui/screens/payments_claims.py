"""From a transfer to what it pays: its claims, and each one's case or entries and trace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from attrs import frozen
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from jiuzhu.casebook.cases import number_of_claim
from jiuzhu.casebook.ledger import Entry, entries_of, trace_of
from jiuzhu.casebook.payments import Item, payments_of_claim
from jiuzhu.casebook.payments.records import CHANNEL_LABELS, ITEM_STATE_LABELS
from jiuzhu.explanation.text import render
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Common
from jiuzhu_tui.screens.work import WorkScreen

_KINDS: Final = {
    "settle": Text("结算", "settled"),
    "reverse": Text("冲正", "reversed"),
    "adjust": Text("调整", "adjusted"),
}


def open_claims(screen: Common[Any], claims: Sequence[str]) -> None:
    """Open the case or the claim behind a transfer; of several, their list."""
    if len(claims) == 1:
        open_claim(screen, claims[0])
    elif claims:
        screen.app.push_screen(ClaimsScreen(claims))


def open_claim(screen: Common[Any], claim_id: str) -> None:
    """Open the case that a claim belongs to; the claim itself if it came without one."""
    from jiuzhu_tui.screens.case import CaseScreen

    def show(number: str) -> None:
        screen.app.push_screen(CaseScreen(number) if number else ClaimScreen(claim_id))

    screen.look(lambda desk: number_of_claim(desk.book, claim_id) or "", show)


@frozen
class _Claim:
    claim_id: str
    case: str
    standing: int
    count: int


_COLUMNS: Final = (
    Column[_Claim](
        id="claim", label=Text("结算编号", "claim"), width=24, value=lambda r: r.claim_id,
        grows=True,
    ),
    Column[_Claim](id="case", label=Text("案号", "case"), width=14, value=lambda r: r.case),
    Column[_Claim](
        id="count", label=Text("账目", "entries"), width=7, align="right",
        value=lambda r: str(r.count),
    ),
    Column[_Claim](
        id="sum", label=Text("现为", "now"), width=12, align="right",
        value=lambda r: format_yuan(r.standing),
    ),
)  # fmt: skip


class ClaimsScreen(WorkScreen):
    """The claims that one transfer pays."""

    HELP_TEXT = Text(
        "一笔转账所付的各项结算，Enter 打开案件或结算依据。",
        "The claims that one transfer pays; Enter opens the case or the settlement.",
    )

    def __init__(self, claims: Sequence[str]) -> None:
        super().__init__()
        self._claims = tuple(claims)
        self._zero = 0

    def heading(self) -> Text:
        """Return how many there are, and of how many nothing stands."""
        count, zero = len(self._claims), self._zero
        if not zero:
            return Text(f"{count} 项结算", f"{count} claims")
        return Text(f"{count} 项结算，其中 {zero} 项现为 0.00", f"{count} claims, {zero} of 0.00")

    def body(self) -> ComposeResult:
        """Lay out the list."""
        yield PagedList(_COLUMNS, id="claims")

    def load(self) -> None:
        """Read the claims."""
        claims = self._claims

        def work(desk: Desk) -> list[_Claim]:
            return [_claim(desk, each) for each in claims]

        self.look(work, self._show, group="claims")

    def _show(self, rows: list[_Claim]) -> None:
        shown: PagedList[_Claim] = self.query_one(PagedList)
        shown.source = Rows(rows)
        shown.reload()
        self._zero = sum(not each.standing for each in rows)
        self.show_heading()

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Open one."""
        if isinstance(event.row, _Claim):
            open_claim(self, event.row.claim_id)


@frozen
class _Seen:
    entries: list[Entry]
    items: tuple[Item, ...]
    explained: str


class ClaimScreen(WorkScreen):
    """A claim that came without a case: its entries, its payments, why it got what it got."""

    HELP_TEXT = Text(
        "一站式结算的账目、拨付情况和结算依据。",
        "The entries, the payments and the settlement of a one-stop claim.",
    )
    DEFAULT_CSS = """
    ClaimScreen VerticalScroll { height: 1fr; padding: 0 1; }
    ClaimScreen Plain { width: 1fr; }
    """

    def __init__(self, claim_id: str) -> None:
        super().__init__()
        self._claim_id = claim_id

    def heading(self) -> Text:
        """Return the claim's id."""
        return Text(f"结算 {self._claim_id}", f"Claim {self._claim_id}")

    def body(self) -> ComposeResult:
        """Lay out one text."""
        with VerticalScroll():
            yield Plain(id="claim")

    def load(self) -> None:
        """Read the claim."""
        claim_id = self._claim_id
        self.look(lambda desk: _read(desk, claim_id), self._show, group="claim")

    def _show(self, seen: _Seen) -> None:
        lines = [str(Text("账目", "Entries"))]
        for each in seen.entries:
            change = format_yuan(each.award_change + each.tilt_change)
            note = f"  {visible(each.note)}" if each.note else ""
            lines.append(
                f"  {each.at}  {_KINDS[each.kind]}  {change}  {CHANNEL_LABELS[each.channel]}"
                f"  {visible(each.actor)}{note}"
            )
        lines += ["", str(Text("拨付", "Payments"))]
        for item in seen.items:
            run = Text(f"第 {item.run} 号清单", f"run {item.run}")
            state = ITEM_STATE_LABELS[item.state]
            lines.append(f"  {run}  {format_yuan(item.amount)}  {state}  {visible(item.reason)}")
        self.query_one("#claim", Plain).show("\n".join([*lines, "", seen.explained]))


def _claim(desk: Desk, claim_id: str) -> _Claim:
    entries = entries_of(desk.book, claim_id)
    standing = sum(each.award_change + each.tilt_change for each in entries)
    return _Claim(claim_id, number_of_claim(desk.book, claim_id) or "", standing, len(entries))


def _read(desk: Desk, claim_id: str) -> _Seen:
    entries = entries_of(desk.book, claim_id)
    explained = ""
    if entries:
        try:
            county = desk.platform.county(entries[-1].county)
            explained = render(trace_of(desk.book, county, entries[-1]))
        except JiuzhuError as error:
            explained = str(error)
    return _Seen(entries, payments_of_claim(desk.book, claim_id), explained)
