"""The application: which counties are installed, what each settles by, and why one refuses."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import DataTable, Footer, Header, Static

from jiuzhu import Platform
from jiuzhu.platform import CountyStatus
from jiuzhu_schemas.text import Text


class JiuzhuApp(App[None]):
    """Lists the counties; below them, the documents of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", str(Text("退出", "Quit")), id="quit"),
    ]
    CSS = "DataTable { height: 1fr; } VerticalScroll { height: 2fr; padding: 1 2; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, platform: Platform) -> None:
        super().__init__()
        self.title = str(Text("救助", "Jiuzhu"))
        self._platform = platform
        self._counties = {status.id: status for status in platform.counties()}

    def compose(self) -> ComposeResult:
        """Lay out the table of counties over the details of one."""
        yield Header()
        yield DataTable(cursor_type="row")
        with VerticalScroll():
            yield Static(id="details", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns(
            str(Text("县", "county")), str(Text("名称", "name")), str(Text("状态", "state"))
        )
        for status in self._counties.values():
            state = Text("拒绝结算", "refuses") if status.problem else Text("可结算", "settles")
            table.add_row(status.id, str(status.name), str(state), key=status.id)
        table.focus()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Show what the county under the cursor settles by."""
        county_id = event.row_key.value
        if county_id in self._counties:
            self.query_one("#details", Static).update(self._details(self._counties[county_id]))

    def _details(self, status: CountyStatus) -> str:
        if status.problem:
            return str(status.problem)
        lines = []
        for edition in reversed(self._platform.county(status.id).policy.editions):
            until = str(edition.until or Text("至今", "now"))
            lines.append(f"{edition.since} - {until}")
            lines.extend(
                f"    {document.number}  {document.title}" for document in edition.documents
            )
        return "\n".join(lines)


def main() -> None:
    """Open the application."""
    JiuzhuApp(Platform.load()).run()
