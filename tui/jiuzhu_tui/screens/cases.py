"""The cases: found, filtered, opened."""

from __future__ import annotations

from typing import ClassVar, Final

from attrs import evolve
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Select

from jiuzhu.casebook.cases import CASE_KINDS, STATE_LABELS, STATES, CaseRow, Filters, kind_of
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_tui.case_source import MOST_FOUND, CaseSource
from jiuzhu_tui.dialogs.columns import ColumnsScreen
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList
from jiuzhu_tui.plain import Line
from jiuzhu_tui.screens.work import WorkScreen

_COLUMNS: Final = (
    Column[CaseRow](id="number", label=Text("案号", "number"), width=14, value=lambda r: r.number),
    Column[CaseRow](
        id="name", label=Text("姓名", "name"), width=10, value=lambda r: r.name, grows=True
    ),
    Column[CaseRow](
        id="person_id",
        label=Text("身份证号", "resident ID"),
        width=18,
        value=lambda r: r.person_id,
        from_width=100,
    ),
    Column[CaseRow](
        id="kind",
        label=Text("类型", "kind"),
        width=16,
        value=lambda r: str(kind_of(r.kind).label),
        from_width=90,
    ),
    Column[CaseRow](
        id="state",
        label=Text("状态", "state"),
        width=10,
        value=lambda r: str(STATE_LABELS[r.state]),
    ),
    Column[CaseRow](
        id="township", label=Text("乡镇", "township"), width=12, value=lambda r: r.township
    ),
    Column[CaseRow](id="due", label=Text("期限", "due"), width=10, value=lambda r: r.due_on or ""),
    Column[CaseRow](
        id="sum",
        label=Text("救助金额", "relief"),
        width=12,
        align="right",
        value=lambda r: format_yuan(r.award + r.tilt) if r.award or r.tilt else "",
    ),
    Column[CaseRow](
        id="since",
        label=Text("状态时间", "since"),
        width=16,
        value=lambda r: r.state_since[:16],
        from_width=130,
    ),
    Column[CaseRow](
        id="made_by",
        label=Text("经办人", "made by"),
        width=12,
        value=lambda r: r.made_by,
        from_width=150,
    ),
)


class CasesScreen(WorkScreen):
    """A list of cases with a search above it. ``filters``: what the list begins with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f3", "search", Text("查找", "Search"), "cases.search"),
        bound("f7", "state", Text("状态", "State"), "cases.state"),
        bound("ctrl+o", "columns", Text("选列", "Columns"), "cases.columns", show=False),
    ]
    HELP_TEXT = Text(
        "查找：案号开头、姓名开头、身份证号的前几位或后几位。方向键移动，Enter 打开案件。",
        "Search: how a case number or name begins, or the first or last digits of a resident"
        " ID. Arrows move, Enter opens a case.",
    )
    DEFAULT_CSS = """
    CasesScreen #filters { height: 3; }
    CasesScreen #search { width: 1fr; }
    CasesScreen Select { width: 22; }
    CasesScreen.-narrow #kind { display: none; }
    CasesScreen #found { padding: 0 1; }
    """

    def __init__(self, filters: Filters | None = None) -> None:
        super().__init__()
        self._filters = filters or Filters()

    def heading(self) -> Text:
        """Return the screen's name."""
        return Text("案件", "Cases")

    def body(self) -> ComposeResult:
        """Lay out the filters over the list."""
        states = self._filters.states
        with Horizontal(id="filters"):
            yield Input(
                self._filters.search,
                placeholder=str(Text("案号、姓名或身份证号数字", "case number, name or ID digits")),
                id="search",
            )
            yield Select(
                [(str(STATE_LABELS[each]), each) for each in STATES],
                prompt=str(Text("所有状态", "every state")),
                value=states[0] if len(states) == 1 else Select.NULL,
                id="state",
            )
            yield Select(
                [(str(kind_of(each).label), each) for each in CASE_KINDS],
                prompt=str(Text("所有类型", "every kind")),
                value=self._filters.kind or Select.NULL,
                id="kind",
            )
        yield PagedList(_COLUMNS, id="cases")
        yield Line(id="found")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(PagedList).focus()

    def load(self) -> None:
        """Read the list anew; the cursor stays."""
        cases = self.query_one(PagedList)
        if cases.source is None:
            self._find()
        else:
            cases.reload()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search while one types."""
        if event.value.strip() != self._filters.search:
            self._filters = evolve(self._filters, search=event.value.strip())
            self._find()

    def on_input_submitted(self) -> None:
        """Go on to the list."""
        self.query_one(PagedList).focus()

    def on_select_changed(self, event: Select.Changed) -> None:
        """Filter by state or kind."""
        chosen = "" if event.value is Select.NULL else str(event.value)
        if event.select.id == "kind":
            wanted = evolve(self._filters, kind=chosen)
        elif chosen or len(self._filters.states) < 2:  # Several: from elsewhere.
            wanted = evolve(self._filters, states=(chosen,) if chosen else ())
        else:
            return
        if wanted != self._filters:
            self._filters = wanted
            self._find()

    def on_paged_list_counted(self, event: PagedList.Counted) -> None:
        """Say how many there are."""
        source = self.query_one(PagedList).source
        text = Text(f"共 {event.count} 件", f"{event.count} cases")
        if isinstance(source, CaseSource) and source.cut_off:
            text = Text(
                f"只列出前 {MOST_FOUND} 件，请缩小范围",
                f"only the first {MOST_FOUND} are listed: narrow it down",
            )
        self.query_one("#found", Line).show(text)

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Open a case."""
        from jiuzhu_tui.screens.case import CaseScreen

        if isinstance(event.row, CaseRow):
            self.app.push_screen(CaseScreen(event.row.number))

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search").focus()

    def action_state(self) -> None:
        """Go to the choice of states."""
        self.query_one("#state").focus()

    def action_columns(self) -> None:
        """Choose columns."""
        cases: PagedList[CaseRow] = self.query_one(PagedList)
        self.ask(ColumnsScreen(cases.arrangement), cases.choose_columns)

    def _find(self) -> None:
        actor = the_app(self).actor
        if actor is not None:
            self.query_one(PagedList).show_source(CaseSource(actor, self._filters))
