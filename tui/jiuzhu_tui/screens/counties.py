"""Which counties are installed, what each settles by, and why one refuses."""

from __future__ import annotations

from typing import Final

from attrs import frozen
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from jiuzhu import Platform
from jiuzhu.platform import CountyStatus
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.lists import Column, PagedList
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.work import WorkScreen


@frozen
class _Row:
    id: str
    name: str
    state: str
    details: str


_COLUMNS: Final = (
    Column[_Row](id="id", label=Text("县", "county"), width=14, value=lambda row: row.id),
    Column[_Row](
        id="name", label=Text("名称", "name"), width=20, value=lambda row: row.name, grows=True
    ),
    Column[_Row](id="state", label=Text("状态", "state"), width=10, value=lambda row: row.state),
)


class _Counties:
    """The counties, each tried."""

    def __init__(self) -> None:
        self._rows: list[_Row] | None = None

    def count(self, desk: Desk) -> int:
        """Return how many there are."""
        self._rows = [_row(desk.platform, status) for status in desk.platform.counties()]
        return len(self._rows)

    def page(self, desk: Desk, offset: int, limit: int) -> list[_Row]:
        """Return some of them."""
        return (self._rows or [])[offset : offset + limit]


class CountiesScreen(WorkScreen):
    """The counties; below them, the documents of the one under the cursor."""

    WATCHES = False
    HELP_TEXT = Text(
        "列出已安装的县。光标所在的县在下方列出其政策文件，或拒绝结算的原因。",
        "The installed counties. Below: the documents of the one under the cursor, or why it"
        " refuses to settle.",
    )
    DEFAULT_CSS = """
    CountiesScreen VerticalScroll { height: 2fr; padding: 1 2; }
    CountiesScreen Plain { width: 1fr; }
    """

    def heading(self) -> Text:
        """Return the screen's name."""
        return Text("已安装的县", "Installed counties")

    def body(self) -> ComposeResult:
        """Lay out the list over the details."""
        yield PagedList(_COLUMNS, id="counties")
        with VerticalScroll():
            yield Plain(id="details")

    def load(self) -> None:
        """Try the counties."""
        self.query_one(PagedList).show_source(_Counties())

    def on_paged_list_moved(self, event: PagedList.Moved) -> None:
        """Show what the county under the cursor settles by."""
        if isinstance(event.row, _Row):
            self.query_one("#details", Plain).show(event.row.details)


def _row(platform: Platform, status: CountyStatus) -> _Row:
    state = Text("拒绝结算", "refuses") if status.problem else Text("可结算", "settles")
    return _Row(status.id, str(status.name), str(state), _details(platform, status))


def _details(platform: Platform, status: CountyStatus) -> str:
    if status.problem:
        return str(status.problem)
    lines = []
    for edition in reversed(platform.county(status.id).policy.editions):
        lines.append(f"{edition.since} - {edition.until or Text('至今', 'now')}")
        lines += [f"    {each.number}  {each.title}" for each in edition.documents]
    return "\n".join(lines)
