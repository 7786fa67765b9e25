"""A list of any length: it draws the lines that are seen and reads the pages they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from jiuzhu_schemas.text import Text
from jiuzhu_tui import background
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.guarded import Guarded
from jiuzhu_tui.keys import bound

from .columns import Column, Layout
from .source import PAGE, Pages, Rows, Source

R = TypeVar("R")
_HEADER = 1
_GUTTER = 2
_DOUBLE = 2


class PagedList(Guarded, ScrollView, Generic[R], can_focus=True, inherit_bindings=False):
    """Rows of a `Source` under a header that stays. Enter or a double click opens a row.

    The row under the cursor is marked by ``>`` and not by its colour alone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"paged-list--header", "paged-list--cursor"}
    DEFAULT_CSS = """
    PagedList {
        height: 1fr; background: $surface; color: $foreground;
        overflow-y: scroll; scrollbar-size-vertical: 1;
    }
    PagedList > .paged-list--header { text-style: bold; background: $panel; color: $foreground; }
    PagedList > .paged-list--cursor { background: $primary 30%; text-style: bold; }
    PagedList:focus > .paged-list--cursor { background: $primary; color: $text; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("enter", "open", Text("打开", "Open"), "list.open"),
        bound("up", "move(-1)", Text("上一行", "Row up"), "list.up", show=False),
        bound("down", "move(1)", Text("下一行", "Row down"), "list.down", show=False),
        bound("pageup", "page(-1)", Text("上一页", "Page up"), "list.page_up", show=False),
        bound("pagedown", "page(1)", Text("下一页", "Page down"), "list.page_down", show=False),
        bound("home", "first", Text("第一行", "First row"), "list.first", show=False),
        bound("end", "last", Text("最后一行", "Last row"), "list.last", show=False),
        bound("left", "scroll_left", Text("向左", "Left"), "list.left", show=False),
        bound("right", "scroll_right", Text("向右", "Right"), "list.right", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor stands on another row, or its row was read."""

        def __init__(self, row: object, index: int) -> None:
            self.row = row
            self.index = index
            super().__init__()

    class Opened(Message):
        """A row was opened."""

        def __init__(self, row: object, index: int) -> None:
            self.row = row
            self.index = index
            super().__init__()

    class Counted(Message):
        """It is known how many rows there are."""

        def __init__(self, count: int) -> None:
            self.count = count
            super().__init__()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        source: Source[R] | None = None,
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.arrangement = Layout(columns)
        self.source = source
        self._pages: Pages[R] = Pages()

    def on_mount(self) -> None:
        """Read the first rows."""
        if self.source is not None:
            self.reload()

    def show_source(self, source: Source[R]) -> None:
        """Show the rows of another source, from the first."""
        self.source = source
        self.cursor = 0
        self.scroll_to(0, 0, animate=False)
        self.reload()

    def reload(self) -> None:
        """Read the rows anew; the cursor stays where it is, and the old rows until they come."""
        source = self.source
        if source is None:
            return
        first = max(0, self.scroll_offset.y) // PAGE
        if isinstance(source, Rows):  # They need not wait for what else is asked for.
            self._show(source, first, (len(source.rows), source.rows[first * PAGE :][:PAGE]))
            return

        def read(desk: Desk) -> tuple[int, Sequence[R]]:
            return source.count(desk), source.page(desk, first * PAGE, PAGE)

        background.look(self, read, lambda got: self._show(source, first, got), group="list")

    def _show(self, source: Source[R], first: int, answer: tuple[int, Sequence[R]]) -> None:
        """Show how many rows of a source there are, and the page that was read."""
        if source is not self.source:
            return
        self._pages = Pages()
        self._pages.count = answer[0]
        self._pages.keep(first, answer[1])
        self._resize()
        self.cursor = min(self.cursor, max(0, answer[0] - 1))
        self.refresh()
        self.post_message(self.Counted(answer[0]))
        self._tell()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._pages.count

    @property
    def row(self) -> R | None:
        """The row under the cursor, None if there is none or it is not read yet."""
        return self._pages.row(self.cursor)

    def choose_columns(self, ids: frozenset[str] | None) -> None:
        """Show these columns; None: those that fit."""
        self.arrangement.chosen = ids
        self._resize()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is seen."""
        if y == 0:
            style = self.get_component_rich_style("paged-list--header")
            return self._strip("  " + self.arrangement.header(), style)
        index = self.scroll_offset.y + y - _HEADER
        base = self.rich_style
        if index >= self.count:
            return self._strip("", base)
        under = index == self.cursor
        style = self.get_component_rich_style("paged-list--cursor") if under else base
        return self._strip(("> " if under else "  ") + self._text(index), style)

    def _text(self, index: int) -> str:
        row = self._pages.row(index)
        if row is None:
            self._fetch(index)
            return "..."
        try:
            return self.arrangement.line(row)
        except Exception as error:  # A column of a plugin that fails must not end the program.
            return f"! {visible(type(error).__name__)}"

    def _strip(self, text: str, style: Style) -> Strip:
        left, width = self.scroll_offset.x, self.size.width
        return Strip([Segment(text, style)]).crop_extend(left, left + width, style)

    def _fetch(self, index: int) -> None:
        source, pages = self.source, self._pages
        top = self.scroll_offset.y
        for number in pages.missing(min(index, top), index + self.size.height):
            if source is not None:
                self._read(source, pages, number)

    def _read(self, source: Source[R], pages: Pages[R], number: int) -> None:
        def read(desk: Desk) -> Sequence[R]:
            return source.page(desk, number * PAGE, PAGE)

        def show(rows: Sequence[R]) -> None:
            pages.keep(number, rows)
            if pages is self._pages:
                self.refresh()
                if self.cursor // PAGE == number:
                    self._tell()

        background.look(self, read, show)

    def _resize(self) -> None:
        self.arrangement.fit(max(1, self.scrollable_content_region.width - _GUTTER))
        self.virtual_size = Size(self.arrangement.width + _GUTTER, self.count + _HEADER)

    def on_resize(self) -> None:
        """Fit the columns to the room."""
        self._resize()

    def watch_cursor(self, old: int, new: int) -> None:
        """Keep the cursor in sight."""
        seen = max(1, self.scrollable_content_region.height - _HEADER)
        top = self.scroll_offset.y
        if new < top:
            self.scroll_to(y=new, animate=False)
        elif new >= top + seen:
            self.scroll_to(y=new - seen + 1, animate=False)
        self.refresh_line(old + _HEADER)
        self.refresh_line(new + _HEADER)
        self._tell()

    def validate_cursor(self, value: int) -> int:
        """Keep the cursor on a row."""
        return min(max(0, value), max(0, self.count - 1))

    def _tell(self) -> None:
        row = self.row
        if row is not None:
            self.post_message(self.Moved(row, self.cursor))

    def action_move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move the cursor by as many rows as are seen."""
        self.cursor += pages * max(1, self.size.height - _HEADER - 1)

    def action_first(self) -> None:
        """Move to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move to the last row."""
        self.cursor = self.count - 1

    def action_open(self) -> None:
        """Open the row under the cursor."""
        row = self.row
        if row is not None:
            self.post_message(self.Opened(row, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; a double click opens."""
        index = self.scroll_offset.y + event.y - _HEADER
        if event.y >= _HEADER and 0 <= index < self.count:
            self.cursor = index
            if event.chain >= _DOUBLE:
                self.action_open()
