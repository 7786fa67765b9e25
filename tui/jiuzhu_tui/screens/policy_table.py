"""One table of a policy as the law prints it: a row for each category."""

from __future__ import annotations

from attrs import frozen
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from jiuzhu.policy import words
from jiuzhu.policy.views import CategoryRow, PolicyView, TableView
from jiuzhu_schemas.text import Text
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Line, Plain
from jiuzhu_tui.screens.work import WorkScreen


@frozen
class _Row:
    category: str
    name: str
    cells: tuple[str, ...]
    """The first line of each cell."""
    whole: str


class PolicyTableScreen(WorkScreen):
    """A table; below it, all cells of the category under the cursor with their clauses."""

    WATCHES = False
    HELP_TEXT = Text(
        "一行一个类别，一列一种情形；下方是光标所在类别的全部标准和条款。左右键横向移动。",
        "A row is a category, a column a situation. Below: everything of the category under the"
        " cursor with its clauses. Left and right scroll.",
    )
    DEFAULT_CSS = """
    PolicyTableScreen #whole { height: 40%; border-top: solid $panel; padding: 0 1; }
    PolicyTableScreen Plain { width: 1fr; }
    PolicyTableScreen #title { padding: 0 1; }
    """

    def __init__(self, view: PolicyView, table: TableView, category: str = "") -> None:
        super().__init__()
        self._view = view
        self._table = table
        self._category = category
        self._rows = [_row(table, each) for each in table.rows]

    def heading(self) -> Text:
        """Return the table's name."""
        return self._table.label

    def body(self) -> ComposeResult:
        """Lay out the table over the category under the cursor."""
        yield Line(id="title")
        yield PagedList(_columns(self._table), id="table")
        with VerticalScroll(id="whole"):
            yield Plain(id="row")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(PagedList).focus()

    def load(self) -> None:
        """Show the rows, the cursor on the category one came from."""
        view, table = self._view, self._table
        code = ""
        if table.plugins:
            names = "、".join(table.plugins)
            code = str(Text(f"  注意：插件 {names} 的代码可先于此表", f"  code of {names} first"))
        self.query_one("#title", Line).show(f"{view.name}  {view.on}{code}")
        shown: PagedList[_Row] = self.query_one(PagedList)
        shown.show_source(Rows(self._rows))

    def on_paged_list_counted(self) -> None:
        """Go to the category one came from, the first time."""
        place = next((at for at, row in enumerate(self._rows) if row.category == self._category), 0)
        self._category = ""
        if place:
            self.query_one(PagedList).cursor = place

    def on_paged_list_moved(self, event: PagedList.Moved) -> None:
        """Show everything of a category."""
        if isinstance(event.row, _Row):
            self.query_one("#row", Plain).show(event.row.whole)


def _columns(table: TableView) -> tuple[Column[_Row], ...]:
    first = Column[_Row](
        id="category", label=Text("类别", "category"), width=20, value=lambda row: row.name
    )
    others = (
        _column(number, words.column_heading(column).replace("\n", "; "))
        for number, column in enumerate(table.columns)
    )
    return (first, *others)


def _column(number: int, heading: str) -> Column[_Row]:
    return Column[_Row](
        id=f"column-{number}",
        label=Text(heading, heading),
        width=16,
        value=lambda row: row.cells[number],
        grows=True,
    )


def _row(table: TableView, row: CategoryRow) -> _Row:
    lines = [words.cell_lines(cell, table.portion) for cell in row.cells]
    headings = [words.column_heading(column).replace("\n", "; ") for column in table.columns]
    name = words.category_name(row)
    parts = (
        f"[{heading}]\n" + "\n".join(f"  {line}" for line in cell.split("\n"))
        for heading, cell in zip(headings, lines, strict=True)
    )
    return _Row(
        row.category, name, tuple(each.split("\n")[0] for each in lines),
        "\n".join([name, *parts]),
    )  # fmt: skip
