"""A county's effective policy on a day: every cell with its clause, and the open questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from attrs import frozen
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.validation import Function
from textual.widgets import Input

from jiuzhu.cli import policy_words as words
from jiuzhu.loading.county import CORE_PLUGIN, County
from jiuzhu.policy.show import show_policy
from jiuzhu.policy.views import PolicyView, TableView
from jiuzhu.stages.facade import STAGE_HOOK_NAMES
from jiuzhu_schemas.text import Text
from jiuzhu_tui.counties import office_county
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Line, Plain
from jiuzhu_tui.screens.work import WorkScreen


@frozen
class _Cell:
    """One cell of a table, in words."""

    stage: str
    who: str
    when: str
    terms: str
    source: str
    whole: str


_COLUMNS: Final = (
    Column[_Cell](id="stage", label=Text("项目", "stage"), width=12, value=lambda r: r.stage),
    Column[_Cell](id="who", label=Text("类别", "category"), width=18, value=lambda r: r.who),
    Column[_Cell](
        id="when",
        label=Text("情形", "when"),
        width=12,
        value=lambda r: r.when,
        grows=True,
    ),
    Column[_Cell](id="terms", label=Text("标准", "terms"), width=14, value=lambda r: r.terms,
                  grows=True),
    Column[_Cell](
        id="source",
        label=Text("依据", "source"),
        width=30,
        value=lambda r: r.source,
        from_width=100,
    ),
)  # fmt: skip


class PolicyScreen(WorkScreen):
    """All cells in one list that a search narrows down; the whole of one stands below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f3", "search", Text("查找", "Search"), "policy.search"),
        bound("f7", "day", Text("日期", "Day"), "policy.day"),
    ]
    HELP_TEXT = Text(
        "每行是一个类别在一种情形下的标准。查找可输入项目、类别、条款号。F7 换日期。",
        "A line is what one category gets in one situation. Search by stage, category or clause."
        " F7 changes the day.",
    )
    DEFAULT_CSS = """
    PolicyScreen #filters { height: 3; }
    PolicyScreen #search { width: 1fr; }
    PolicyScreen #day { width: 18; }
    PolicyScreen #whole { height: 9; border-top: solid $panel; padding: 0 1; }
    PolicyScreen Plain { width: 1fr; }
    PolicyScreen #title { padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[_Cell] = []

    def heading(self) -> Text:
        """Return the screen's name."""
        return Text("政策", "Policy")

    def body(self) -> ComposeResult:
        """Lay out the search over the list over the whole of a cell."""
        with Horizontal(id="filters"):
            yield Input(
                placeholder=str(Text("项目、类别、条款……", "stage, category, clause ...")),
                id="search",
            )
            yield Input(
                placeholder="2026-01-31",
                id="day",
                max_length=10,
                restrict=r"[0-9-]*",
                valid_empty=True,
                validators=[Function(_is_day, str(Text("日期如 2026-01-31", "a day")))],
            )
        yield Line(id="title")
        yield PagedList(_COLUMNS, id="cells")
        with VerticalScroll(id="whole"):
            yield Plain(id="cell")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(PagedList).focus()

    def load(self) -> None:
        """Read the policy of the day."""
        app = the_app(self)
        written = self.query_one("#day", Input).value
        day = date.fromisoformat(written) if _is_day(written) else app.clock().date()
        county = app.county
        self.look(lambda desk: _policy(desk, county, day), self._show, group="policy")

    def _show(self, view: PolicyView) -> None:
        self._cells = list(_cells(view))
        until = view.until or Text("至今", "now")
        documents = "、".join(each.number for each in view.documents)
        title = f"{view.name}  {view.on}  ({view.since} - {until})  {documents}"
        self.query_one("#title", Line).show(title)
        self._narrow()

    def _narrow(self) -> None:
        wanted = self.query_one("#search", Input).value.strip().casefold().split()
        found = [
            each
            for each in self._cells
            if all(word in f"{each.stage} {each.who} {each.whole}".casefold() for word in wanted)
        ]
        cells: PagedList[_Cell] = self.query_one(PagedList)
        cells.show_source(Rows(found))
        if not found:
            self.query_one("#cell", Plain).show(Text("没有找到", "nothing found"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list while one types."""
        if event.input.id == "search":
            self._narrow()
        elif _is_day(event.value):
            self.load()

    def on_input_submitted(self) -> None:
        """Go on to the list."""
        self.query_one(PagedList).focus()

    def on_paged_list_moved(self, event: PagedList.Moved) -> None:
        """Show the whole of a cell."""
        if isinstance(event.row, _Cell):
            self.query_one("#cell", Plain).show(event.row.whole)

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search").focus()

    def action_day(self) -> None:
        """Go to the day."""
        self.query_one("#day").focus()


def _policy(desk: Desk, named: str, day: date) -> PolicyView:
    county = office_county(desk.platform, named)
    code = {name: _plugins_with_code(county, name) for name in STAGE_HOOK_NAMES}
    return show_policy(county.policy, county.manifest.id, county.manifest.name, day, code)


def _plugins_with_code(county: County, hook: str) -> list[str]:
    found = reversed(getattr(county.manager.hook, hook).get_hookimpls())
    return [each.plugin_name for each in found if each.plugin_name != CORE_PLUGIN]


def _cells(view: PolicyView) -> Iterator[_Cell]:
    tables = [*view.stages, *([view.subsidy] if view.subsidy else [])]
    for table in tables:
        yield from _of_table(table)
    for question in view.open_questions:
        reading = question.reading or words.UNDECIDED
        source = words.source(question.source)
        yield _Cell(
            str(Text("未决事项", "open question")),
            question.id,
            str(question.asks),
            str(reading),
            source,
            f"{question.id}  {question.asks}\n{reading}\n{source}",
        )


def _of_table(table: TableView) -> Iterator[_Cell]:
    for row in table.rows:
        name = words.category_name(row)
        for column, cell in zip(table.columns, row.cells, strict=True):
            lines = words.cell_lines(cell, table.portion)
            when = words.column_heading(column)
            yield _Cell(
                str(table.label),
                name,
                when.replace("\n", "; "),
                lines.split("\n")[0],
                words.source(cell.source),
                f"{table.label}  {name}\n{when}\n{lines}",
            )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-01-31")
