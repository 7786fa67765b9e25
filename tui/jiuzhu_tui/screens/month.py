"""A month's money by stage against the month before, who reached a cap, who is left with most."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar, Final

from attrs import field, frozen
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.ledger.overview import (
    PersonSum,
    StageSum,
    claims_of_stage,
    month_by_stage,
    people_at_cap,
    people_left_with_most,
)
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import STAGE_LABELS
from jiuzhu_tui.category_names import pool_name
from jiuzhu_tui.counties import office_county
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Line
from jiuzhu_tui.screens.payments_claims import open_claims
from jiuzhu_tui.screens.work import WorkScreen

_MOST: Final = 200
"""People listed, and claims opened from a sum."""
_NONE: Final = StageSum("", 0, 0, 0)


@frozen
class _Stage:
    stage: str
    now: StageSum
    before: StageSum


@frozen
class _AtCap:
    of: PersonSum = field(repr=False)
    pool: Text


@frozen
class _Seen:
    stages: list[_Stage]
    at_cap: list[_AtCap]
    left: list[PersonSum] = field(repr=False)


def _stage_name(stage: str) -> str:
    return str(STAGE_LABELS.get(stage, Text(stage, stage)))


def _change(row: _Stage) -> str:
    change = row.now.award + row.now.tilt - row.before.award - row.before.tilt
    return f"{'+' if change > 0 else ''}{format_yuan(change)}"


_STAGES: Final = (
    Column[_Stage](
        id="stage", label=Text("类型", "stage"), width=12, value=lambda r: _stage_name(r.stage),
        grows=True,
    ),
    Column[_Stage](
        id="claims", label=Text("笔数", "claims"), width=6, align="right",
        value=lambda r: str(r.now.claims),
    ),
    Column[_Stage](
        id="award", label=Text("救助", "relief"), width=13, align="right",
        value=lambda r: format_yuan(r.now.award),
    ),
    Column[_Stage](
        id="tilt", label=Text("倾斜", "tilt"), width=12, align="right",
        value=lambda r: format_yuan(r.now.tilt),
    ),
    Column[_Stage](
        id="before", label=Text("上月合计", "month before"), width=13, align="right",
        value=lambda r: format_yuan(r.before.award + r.before.tilt),
    ),
    Column[_Stage](
        id="change", label=Text("增减", "change"), width=13, align="right", value=_change
    ),
)  # fmt: skip


def _who(of: Any) -> tuple[Column[Any], ...]:
    """Return the columns that say who it is; ``of``: takes the person out of a row."""
    return (
        Column(id="name", label=Text("姓名", "name"), width=8, value=lambda r: of(r).name,
               grows=True),
        Column(id="id", label=Text("身份证号", "resident ID"), width=18,
               value=lambda r: of(r).masked_id, from_width=70),
        Column(id="township", label=Text("乡镇", "township"), width=12,
               value=lambda r: of(r).township),
    )  # fmt: skip


_AT_CAP: Final = (
    *_who(lambda r: r.of),
    Column[_AtCap](id="pool", label=Text("限额", "pool"), width=20, value=lambda r: str(r.pool)),
    Column[_AtCap](
        id="cap", label=Text("封顶", "cap"), width=12, align="right",
        value=lambda r: format_yuan(r.of.other),
    ),
)  # fmt: skip
_LEFT: Final = (
    *_who(lambda r: r),
    Column[PersonSum](
        id="given", label=Text("本年救助", "relief"), width=13, align="right",
        value=lambda r: format_yuan(r.given),
    ),
    Column[PersonSum](
        id="left", label=Text("个人仍负担", "left to pay"), width=13, align="right",
        value=lambda r: format_yuan(r.other),
    ),
)  # fmt: skip


class MonthScreen(WorkScreen):
    """Three lists: the month's stages, who is at a cap, who is left with most."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f7", "month(-1)", Text("上月", "Month before"), "month.before"),
        bound("f8", "month(1)", Text("下月", "Month after"), "month.after"),
    ]
    HELP_TEXT = Text(
        "上：按结算日所在月份，各类救助的笔数、金额和与上月相比的增减。后来的冲正、调整计入原结算"
        "所在月份，上月数因此会变；已冲正的不计笔数，Enter 看各笔时仍列出，现为 0.00。"
        "中：本年某项限额已用完的人。下：本年个人仍负担最多的人。Enter 打开此人，Tab 换列表，"
        "F7、F8 换月份。",
        "Top: by the month of settlement, what was given in each stage and how it differs from the"
        " month before. A later reversal or adjustment counts in its claim's month, which so"
        " changes; a reversed claim is not counted, but listed as 0.00 by Enter. Middle: who"
        " has used an annual cap up. Below: who has most left to pay this year. Enter opens a"
        " person, Tab changes the list, F7 and F8 the month.",
    )
    DEFAULT_CSS = """
    MonthScreen Vertical { height: 1fr; }
    MonthScreen .title { text-style: bold; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._first: date | None = None

    def heading(self) -> Text:
        """Return the month."""
        month = f"{self._first:%Y-%m}" if self._first else ""
        return Text(f"本月情况 {month}".strip(), f"The month {month}".strip())

    def body(self) -> ComposeResult:
        """Lay out the three lists."""
        for name, columns in (("stages", _STAGES), ("at-cap", _AT_CAP), ("left", _LEFT)):
            with Vertical():
                yield Line(id=f"{name}-title", classes="title")
                yield PagedList[Any](columns, id=name)

    def load(self) -> None:
        """Read the month and its year."""
        app = the_app(self)
        actor, county = app.actor, app.county
        if self._first is None:
            self._first = app.clock().date().replace(day=1)
        first = self._first
        if actor is not None:
            self.look(lambda desk: _read(desk, actor, county, first), self._show, group="month")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no month that has not begun."""
        if action == "month" and parameters == (1,):
            today = the_app(self).clock().date()
            return self._first is not None and _next(self._first) <= today
        return super().check_action(action, parameters)

    def action_month(self, step: int) -> None:
        """Show the month before or after."""
        if self._first is not None:
            before = (self._first - timedelta(days=1)).replace(day=1)
            self._first = _next(self._first) if step > 0 else before
            self.load()
            self.show_heading()

    def _show(self, seen: _Seen) -> None:
        given = sum(each.now.award + each.now.tilt for each in seen.stages)
        before = sum(each.before.award + each.before.tilt for each in seen.stages)
        year = self._first.year if self._first else ""
        titles = {
            "stages": Text(
                f"本月救助 {format_yuan(given)} 元，上月 {format_yuan(before)} 元"
                "（按结算日；冲正计入原月）",
                f"given: {format_yuan(given)} yuan; the month before {format_yuan(before)}"
                " (by settlement day)",
            ),
            "at-cap": Text(
                f"{year} 年限额已用完 {len(seen.at_cap)}{_more(seen.at_cap)} 项",
                f"{year}: {len(seen.at_cap)}{_more(seen.at_cap)} annual caps used up",
            ),
            "left": Text(f"{year} 年个人仍负担最多", f"{year}: who is left with most to pay"),
        }
        found: dict[str, list[Any]] = {
            "stages": seen.stages, "at-cap": seen.at_cap, "left": seen.left,
        }  # fmt: skip
        for name, rows in found.items():
            self.query_one(f"#{name}-title", Line).show(titles[name])
            each: PagedList[Any] = self.query_one(f"#{name}", PagedList)
            each.source = Rows(rows)
            each.reload()
        self.refresh_bindings()

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Go to the claims of a sum, or to the person."""
        from jiuzhu_tui.screens.person import PersonScreen

        row, actor, first = event.row, the_app(self).actor, self._first
        if isinstance(row, _Stage) and actor is not None and first is not None:
            month, stage = f"{first:%Y-%m}", row.stage
            self.look(
                lambda desk: claims_of_stage(desk.book, actor, month, stage, limit=_MOST),
                lambda claims: open_claims(self, claims),
            )
        elif isinstance(row, _AtCap):
            self.app.push_screen(PersonScreen(row.of.person))
        elif isinstance(row, PersonSum):
            self.app.push_screen(PersonScreen(row.person))


def _read(desk: Desk, actor: Actor, county: str, first: date) -> _Seen:
    book, before = desk.book, first - timedelta(days=1)
    now = {each.stage: each for each in month_by_stage(book, actor, f"{first:%Y-%m}")}
    past = {each.stage: each for each in month_by_stage(book, actor, f"{before:%Y-%m}")}
    stages = [each for each in STAGE_LABELS if each in now or each in past]
    return _Seen(
        [_Stage(each, now.get(each, _NONE), past.get(each, _NONE)) for each in stages],
        [
            _AtCap(each, _pool(desk, county, each.pool, first))
            for each in people_at_cap(book, actor, first.year, limit=_MOST)
        ],
        people_left_with_most(book, actor, first.year, limit=_MOST),
    )


def _pool(desk: Desk, county: str, pool: str, day: date) -> Text:
    try:
        return pool_name(office_county(desk.platform, county), pool, day)
    except JiuzhuError:
        return Text(pool, pool)  # The county is broken: its code says what there is to say.


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _more(rows: list[Any]) -> str:
    return "+" if len(rows) == _MOST else ""
