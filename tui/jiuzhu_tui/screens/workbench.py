"""The workbench: what waits, what is due when; each number leads to its list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import field, frozen
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import (
    STATE_LABELS,
    STEP_LABELS,
    DueCase,
    Filters,
    State,
    count_by_state,
    due_cases,
)
from jiuzhu.casebook.operators import ACTS
from jiuzhu_schemas.text import Text
from jiuzhu_tui.counties import office_county
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Line, Plain
from jiuzhu_tui.screens.work import WorkScreen

if TYPE_CHECKING:
    from jiuzhu.casebook.deadlines import Deadline

_SOON: Final = timedelta(days=1)
_WAITS_FOR: Final[dict[State, str]] = {
    "draft": "case.accept",
    "returned": "case.draft",
    "accepted": "case.review",
    "reviewed": "case.approve",
    "approved": "payrun.make",
    "sent": "payrun.settle",
}
"""Which right a case in a state waits for."""


@frozen
class _State:
    state: State
    count: int
    mine: bool


@frozen
class _Seen:
    """What the workbench shows."""

    states: list[_State]
    due: list[DueCase] = field(repr=False)


def _mine(row: _State) -> str:
    return str(Text("待我", "mine")) if row.mine and row.count else ""


def _late(row: DueCase) -> str:
    return str(Text("逾期!", "LATE")) if row.overdue else ""


_STATES: Final = (
    Column[_State](id="mine", label=Text("", ""), width=4, value=_mine),
    Column[_State](
        id="state",
        label=Text("环节", "state"),
        width=10,
        value=lambda r: str(STATE_LABELS[r.state]),
        grows=True,
    ),
    Column[_State](
        id="count",
        label=Text("件数", "cases"),
        width=8,
        align="right",
        value=lambda r: str(r.count),
    ),
)
_DUE: Final = (
    Column[DueCase](
        id="when", label=Text("期限", "due"), width=10, value=lambda r: r.due_on.isoformat()
    ),
    Column[DueCase](id="late", label=Text("", ""), width=5, value=_late),
    Column[DueCase](
        id="number", label=Text("案号", "number"), width=13, value=lambda r: r.case.number
    ),
    Column[DueCase](
        id="name", label=Text("姓名", "name"), width=6, value=lambda r: r.case.name, grows=True
    ),
    Column[DueCase](
        id="waits",
        label=Text("待办", "waits for"),
        width=8,
        value=lambda r: str(STEP_LABELS[r.waits_for]),
    ),
)


class WorkbenchScreen(WorkScreen):
    """Cases by state, those that are due, and the month's clock."""

    HELP_TEXT = Text(
        "左边按环节列出件数，带“待我”的等您办理；右边是今明两天到期和逾期的案件。Enter 打开。",
        "Left: cases by state; “mine” waits for you. Right: cases due today, tomorrow or overdue."
        " Enter opens.",
    )
    DEFAULT_CSS = """
    WorkbenchScreen #tables { height: 1fr; }
    WorkbenchScreen #states { width: 34; height: 100%; }
    WorkbenchScreen #work { width: 1fr; height: 100%; }
    WorkbenchScreen.-narrow #states { width: 28; }
    WorkbenchScreen .title { text-style: bold; padding: 0 1; width: 1fr; }
    WorkbenchScreen #clock { height: auto; max-height: 8; padding: 0 1; width: 1fr; }
    """

    def heading(self) -> Text:
        """Return the screen's name."""
        return Text("工作台", "Workbench")

    def body(self) -> ComposeResult:
        """Lay out the two lists over the clock."""
        with Horizontal(id="tables"):
            with Vertical(id="states"):
                yield Line(Text("各环节案件", "Cases by state"), classes="title")
                yield PagedList(_STATES, id="by-state")
            with Vertical(id="work"):
                yield Line(Text("到期与逾期", "Due and overdue"), classes="title")
                yield PagedList(_DUE, id="due")
        yield Plain(id="clock")

    def load(self) -> None:
        """Count anew."""
        app = the_app(self)
        actor, today, county = app.actor, app.clock().date(), app.county
        if actor is not None:
            self.look(lambda desk: _seen(desk, actor, today), self._show, group="counts")
            # Apart, and after: counties take a moment to load when they are first asked for.
            self.look(lambda desk: _clock(desk, today, county), self._show_clock, group="clock")

    def _show(self, seen: _Seen) -> None:
        states: PagedList[_State] = self.query_one("#by-state", PagedList)
        due: PagedList[DueCase] = self.query_one("#due", PagedList)
        for each, rows in ((states, seen.states), (due, seen.due)):
            each.source = Rows(rows)  # type: ignore[assignment]
            each.reload()

    def _show_clock(self, clock: tuple[Deadline, ...]) -> None:
        today = the_app(self).clock().date()
        past, still = Text("已过", "past"), Text("未到", "open")
        lines = [
            f"{past if each.date < today else still}  {each.date}  {each.who}: {each.label}"
            for each in clock
        ]
        self.query_one("#clock", Plain).show("\n".join(lines))

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Go to what is behind a number, or to the case."""
        from jiuzhu_tui.screens.case import CaseScreen
        from jiuzhu_tui.screens.cases import CasesScreen

        if isinstance(event.row, _State):
            self.app.push_screen(CasesScreen(Filters(states=(event.row.state,))))
        elif isinstance(event.row, DueCase):
            self.app.push_screen(CaseScreen(event.row.case.number))


def _seen(desk: Desk, actor: Actor, today: date) -> _Seen:
    counted = count_by_state(desk.book, actor)
    states = [_State(each, number, _may(actor, each)) for each, number in counted.items()]
    due = due_cases(desk.book, actor, today, until=today + _SOON)
    return _Seen(states, due)


def _clock(desk: Desk, today: date, named: str) -> tuple[Deadline, ...]:
    from jiuzhu.casebook.deadlines import monthly_clock  # With all that counties need.

    return monthly_clock(office_county(desk.platform, named), today)


def _may(actor: Actor, state: State) -> bool:
    act = _WAITS_FOR.get(state)
    return act is not None and actor.role in ACTS[act]
