"""One person: identities on a time line, the best of a day, the year's pools, all settlements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll

from jiuzhu.casebook.operators import view_full_id
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import STAGE_LABELS
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.questions import Question, QuestionsScreen, a_day, a_day_or_nothing
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.person_view import (
    Asked,
    SeenPerson,
    Settled,
    bars,
    facts,
    pools,
    read_person,
    stages,
)
from jiuzhu_tui.plain import Line, Plain
from jiuzhu_tui.screens.work import WorkScreen
from jiuzhu_tui.timeline import Timeline

_KINDS: Final = {
    "settle": Text("结算", "settled"),
    "reverse": Text("冲正", "reversed"),
    "adjust": Text("调整", "adjusted"),
}
_CHANNELS: Final = {
    "county_hospital": Text("县内医院", "county hospital"),
    "city_platform": Text("市级平台", "city platform"),
    "person_account": Text("个人账户", "own account"),
}
_GAUGE: Final = 22


def _stage(row: Settled) -> str:
    stage = row.entry.stage
    return str(STAGE_LABELS.get(stage, Text(stage, stage)))


_COLUMNS: Final = (
    Column[Settled](
        id="day", label=Text("结算日", "settled"), width=10, value=lambda r: r.entry.settled_on
    ),
    Column[Settled](
        id="kind", label=Text("账目", "entry"), width=8, value=lambda r: str(_KINDS[r.entry.kind])
    ),
    Column[Settled](id="stage", label=Text("类型", "stage"), width=10, value=_stage),
    Column[Settled](
        id="change",
        label=Text("本次变动", "change"),
        width=11,
        align="right",
        value=lambda r: format_yuan(r.entry.change),
    ),
    Column[Settled](
        id="paid",
        label=Text("救助合计", "relief"),
        width=11,
        align="right",
        value=lambda r: format_yuan(r.entry.paid),
        from_width=76,
    ),
    Column[Settled](
        id="case",
        label=Text("案号或结算编号", "case or claim"),
        width=14,
        value=lambda r: r.case or r.entry.claim_id,
        grows=True,
    ),
    Column[Settled](
        id="channel",
        label=Text("支付", "paid by"),
        width=10,
        value=lambda r: str(_CHANNELS[r.entry.channel]),
        from_width=90,
    ),
)


class PersonScreen(WorkScreen):
    """A person by their opaque number."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound(
            "f7",
            "day",
            Text("换日期", "Other day"),
            "person.day",
            more=Text("看另一天的身份，或按某天当时所知", "another day, or as known on one"),
        ),
        bound(
            "f8",
            "full_id",
            Text("完整号码", "Full ID"),
            "person.full_id",
            more=Text("查看完整身份证号，会留痕", "shows the full resident ID; it is recorded"),
        ),
        bound("f9", "account", Text("收款账户", "Account"), "person.account",
              more=Text("看或改此人的收款账户", "where the person is paid; changed here")),
        bound("ctrl+e", "explain", Text("结算依据", "Explain"), "person.explain", show=False),
    ]  # fmt: skip
    HELP_TEXT = Text(
        "时间轴上一列（两格）为一个月，[ 起 ] 止，< > 表示延续到看不到的地方，左右键移动一年。"
        "F7 看另一天，或按某天当时所知。F9 收款账户。结算记录上按 Enter 打开案件，Ctrl+E 看依据。",
        "On the time line a column of two cells is a month, [ begins, ] ends, < > go on beyond"
        " what is seen; left and right move it by a year. F7: another day, or as it was known on"
        " one. F9: the account. On a settlement Enter opens its case, Ctrl+E says why.",
    )
    DEFAULT_CSS = """
    PersonScreen #panes { height: 1fr; }
    PersonScreen #about { width: 1fr; height: 100%; padding: 0 1; }
    PersonScreen #money { width: 1fr; height: 100%; border-left: solid $panel; }
    PersonScreen.-narrow #panes { layout: vertical; }
    PersonScreen.-narrow #about { width: 100%; height: 1fr; }
    PersonScreen.-narrow #money { width: 100%; height: 11; border-left: none;
        border-top: solid $panel; }
    PersonScreen Plain { width: 1fr; }
    PersonScreen #facts, PersonScreen Timeline { margin-bottom: 1; }
    PersonScreen #pools-pane { height: auto; max-height: 50%; padding: 0 1; }
    PersonScreen.-narrow #pools-pane { height: 5; max-height: 5; }
    PersonScreen .title { padding: 0 1; text-style: bold; }
    """

    def __init__(self, person: int) -> None:
        super().__init__()
        self._person = person
        self._asked: Asked | None = None
        self._seen: SeenPerson | None = None
        self._full_id = ""

    def heading(self) -> Text:
        """Return the person's opaque number; the name stands below."""
        return Text(f"人员 第{self._person}号", f"Person {self._person}")

    def body(self) -> ComposeResult:
        """Lay out what is known of them beside what they were given."""
        with Horizontal(id="panes"):
            with VerticalScroll(id="about"):
                yield Plain(id="facts")
                yield Timeline(id="identities")
                yield Plain(id="stages")
            with Vertical(id="money"):
                with VerticalScroll(id="pools-pane"):
                    yield Plain(id="pools")
                yield Line(id="title", classes="title")
                yield PagedList(_COLUMNS, id="entries")

    def on_mount(self) -> None:
        """Begin in the settlements."""
        self.query_one(PagedList).focus()

    def load(self) -> None:
        """Read everything."""
        app, person = the_app(self), self._person
        actor, county = app.actor, app.county
        asked = self._asked or Asked(app.clock().date())
        if actor is not None:
            self.look(
                lambda desk: read_person(desk, actor, county, person, asked),
                self._show,
                group="person",
            )

    def on_screen_suspend(self) -> None:
        """Hide the full resident ID again when another screen covers this one."""
        self._full_id = ""
        self._show_facts()

    def _show_facts(self) -> None:
        if self._seen is not None:
            shown_id = self._full_id or self._seen.row.masked_id
            self.query_one("#facts", Plain).show("\n".join(facts(self._seen, shown_id)))

    def _show(self, seen: SeenPerson) -> None:
        before, self._seen = self._seen, seen
        if before and before.asked == seen.asked and before.intervals != seen.intervals:
            the_app(self).say(
                Text("此人的身份已有变动，已刷新", "the identities were changed; shown anew"),
                warning=True,
            )
        self._show_facts()
        day = seen.asked.day
        today = day == the_app(self).clock().date()
        self.query_one(Timeline).show_bars(bars(seen), day, today=today)
        self.query_one("#stages", Plain).show("\n".join(stages(seen)))
        self.query_one("#pools", Plain).show("\n".join(pools(seen, _GAUGE)))
        self.query_one("#title", Line).show(
            Text(
                f"全部结算 {len(seen.settled)} 笔    Enter 案件    Ctrl+E 依据",
                f"{len(seen.settled)} settlements    Enter: case    Ctrl+E: why",
            )
        )
        entries: PagedList[Settled] = self.query_one(PagedList)
        entries.source = Rows(seen.settled)
        entries.reload()

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Open the case of a settlement; its explanation if it is of none."""
        from jiuzhu_tui.screens.case import CaseScreen

        row = event.row
        if isinstance(row, Settled) and row.case:
            self.app.push_screen(CaseScreen(row.case))
        elif isinstance(row, Settled):
            self._open_entry(row)

    def action_explain(self) -> None:
        """Explain the settlement under the cursor."""
        row = self.query_one(PagedList).row
        if isinstance(row, Settled):
            self._open_entry(row)

    def _open_entry(self, row: Settled) -> None:
        from jiuzhu_tui.screens.entry import EntryScreen

        self.app.push_screen(EntryScreen(row.entry))

    def action_go(self, place: str) -> None:
        """Go to a place; a new case is about this person."""
        if place == "new_case":
            from jiuzhu_tui.screens.new_case import NewCaseScreen

            self.app.push_screen(NewCaseScreen(person=self._person))
        else:
            super().action_go(place)

    def action_day(self) -> None:
        """Ask for another day."""
        asked = self._asked or Asked(the_app(self).clock().date())
        known = asked.known_on.isoformat() if asked.known_on else ""
        self.ask(
            QuestionsScreen(
                Text("看哪一天", "Which day"),
                Text(
                    "第一项：看哪一天的身份。第二项：按哪一天当时所知；空着表示按现在所知。",
                    "First: of which day. Second: as it was known on which; empty: as it is now.",
                ),
                (
                    Question(
                        id="day",
                        label=Text("身份日期", "identities of"),
                        value=asked.day.isoformat(),
                        check=a_day,
                    ),
                    Question(
                        id="known",
                        label=Text("按哪天所知（可空）", "as known on (or nothing)"),
                        value=known,
                        check=a_day_or_nothing,
                    ),
                ),
            ),
            self._ask_anew,
        )

    def _ask_anew(self, answers: Mapping[str, str]) -> None:
        known = answers["known"]
        self._asked = Asked(
            date.fromisoformat(answers["day"]), date.fromisoformat(known) if known else None
        )
        self.load()

    def action_account(self) -> None:
        """Open where the person is paid."""
        from jiuzhu_tui.screens.account import AccountScreen

        self.app.push_screen(AccountScreen(self._person))

    def action_full_id(self) -> None:
        """Show the full resident ID; that it was looked at is recorded."""
        actor, person = the_app(self).actor, self._person
        if actor is None:
            return

        def read(desk: Desk) -> str:
            return view_full_id(desk.book, actor, person)

        self.look(read, self._reveal)

    def _reveal(self, full: str) -> None:
        if self.is_current:
            self._full_id = full
            self._show_facts()
