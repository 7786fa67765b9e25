"""A department's wrong rows that did not come back yet, and what was sent to it when."""

from __future__ import annotations

from typing import Final

from attrs import field, frozen
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from jiuzhu.casebook.privacy import redact
from jiuzhu.casebook.roster import ReturnedRow, SentBack, files_sent_back, returned_rows
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Line, Plain
from jiuzhu_tui.screens.work import WorkScreen

_STATUS: Final = {
    "open": Text("未退回", "not sent"),
    "returned": Text("已退未回", "sent, not back"),
    "resolved": Text("已更正", "came back"),
}
_ROWS: Final = (
    Column[ReturnedRow](
        id="row", label=Text("行", "row"), width=5, align="right", value=lambda r: str(r.row)
    ),
    Column[ReturnedRow](
        id="name", label=Text("姓名", "name"), width=8, value=lambda r: r.name, grows=True
    ),
    Column[ReturnedRow](
        id="person_id",
        label=Text("身份证号", "resident ID"),
        width=18,
        value=lambda r: r.masked_id,
    ),
    Column[ReturnedRow](
        id="why",
        label=Text("原因", "why"),
        width=16,
        value=lambda r: "；".join(f"{column}: {why}" for column, why in r.faults),
        grows=True,
    ),
    Column[ReturnedRow](
        id="status", label=Text("状态", "state"), width=8, value=lambda r: str(_STATUS[r.status])
    ),
    Column[ReturnedRow](
        id="file",
        label=Text("文件", "file"),
        width=24,
        value=lambda r: r.file_name,
        from_width=110,
    ),
)
_SENT: Final = (
    Column[SentBack](id="at", label=Text("退回时间", "sent"), width=16, value=lambda r: r.at[:16]),
    Column[SentBack](
        id="rows", label=Text("行数", "rows"), width=5, align="right", value=lambda r: str(r.rows)
    ),
    Column[SentBack](id="month", label=Text("月份", "month"), width=8, value=lambda r: r.month),
    Column[SentBack](
        id="file",
        label=Text("退回的文件", "file"),
        width=20,
        value=lambda r: r.error_file,
        grows=True,
    ),
    Column[SentBack](id="actor", label=Text("经办人", "by"), width=10, value=lambda r: r.actor),
)


@frozen
class _Seen:
    rows: list[ReturnedRow] = field(repr=False)
    sent: list[SentBack]


class ReturnedScreen(WorkScreen):
    """The rows over what was sent over the whole of a row."""

    HELP_TEXT = Text(
        "上：还没有更正返回的行。中：退回过哪些文件。下：所选的行，按部门自己的列，号码隐去中段。",
        "Top: rows that did not come back yet. Middle: the files sent. Below: the row in the"
        " department's own columns, numbers masked.",
    )
    DEFAULT_CSS = """
    ReturnedScreen #rows { height: 2fr; }
    ReturnedScreen #sent-pane { height: 1fr; }
    ReturnedScreen #whole-pane { height: 6; border-top: solid $panel; padding: 0 1; }
    ReturnedScreen .title { text-style: bold; padding: 0 1; }
    ReturnedScreen #whole { width: 1fr; }
    """

    def __init__(self, department: str) -> None:
        super().__init__()
        self._department = department

    def heading(self) -> Text:
        """Return whose rows they are."""
        return Text(f"{self._department}：有误未更正", f"{self._department}: wrong rows")

    def body(self) -> ComposeResult:
        """Lay out the lists over one row."""
        yield PagedList(_ROWS, id="rows")
        with Vertical(id="sent-pane"):
            yield Line(Text("退回过的文件", "Files sent"), classes="title")
            yield PagedList(_SENT, id="sent")
        with VerticalScroll(id="whole-pane"):
            yield Plain(id="whole")

    def on_mount(self) -> None:
        """Begin in the rows."""
        self.query_one("#rows").focus()

    def load(self) -> None:
        """Read the rows and what was sent."""
        department = self._department

        def read(desk: Desk) -> _Seen:
            sent = [each for each in files_sent_back(desk.book) if each.department == department]
            return _Seen(returned_rows(desk.book, department), sent)

        self.look(read, self._show, group="returned")

    def _show(self, seen: _Seen) -> None:
        rows: PagedList[ReturnedRow] = self.query_one("#rows", PagedList)
        sent: PagedList[SentBack] = self.query_one("#sent", PagedList)
        rows.source, sent.source = Rows(seen.rows), Rows(seen.sent)
        rows.reload()
        sent.reload()

    def on_paged_list_moved(self, event: PagedList.Moved) -> None:
        """Show the whole of a row."""
        if isinstance(event.row, ReturnedRow):
            self.query_one("#whole", Plain).show("\n".join(_told(event.row)))


def _told(row: ReturnedRow) -> list[str]:
    lines = [f"{visible(column)}: {why}" for column, why in row.faults]
    cells = zip(row.headers, row.cells, strict=False)
    sent = "  ".join(f"{visible(header)}={_hidden(row, cell)}" for header, cell in cells)
    return [*lines, sent]


def _hidden(row: ReturnedRow, cell: str) -> str:
    """Return a cell as sent; what stands where the ID should is masked, even if it is wrong."""
    if row.person_id and row.person_id in cell:
        cell = cell.replace(row.person_id, mask(row.person_id))
    return visible(redact(cell))
