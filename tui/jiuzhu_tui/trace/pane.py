"""A pane that shows a trace, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.segment import Segment
from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from jiuzhu.explanation.layout import wrapped
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Trace
from jiuzhu_schemas.trace_rules import Citation
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.guarded import Guarded
from jiuzhu_tui.keys import bound

from .clauses import cited_in
from .page import trace_page

if TYPE_CHECKING:
    from jiuzhu_tui.screens.base import Common

_LEFT = 1
_HANGING = 2
"""Cells by which a full stop or bracket may hang over: it never begins a line."""


class TracePane(Guarded, ScrollView, can_focus=True, inherit_bindings=False):
    """Scrolls with the arrows. What it shows is laid out for its own width.

    It draws its lines itself: while somebody types it changes at every key, and a text widget
    would have the whole screen laid out anew each time.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("enter", "clauses", Text("条款", "Clauses"), "trace.clauses"),
        bound("up", "scroll_up", Text("向上滚动", "Up"), "trace.up", show=False),
        bound("down", "scroll_down", Text("向下滚动", "Down"), "trace.down", show=False),
        bound("pageup", "page_up", Text("上一页", "Page up"), "trace.page_up", show=False),
        bound("pagedown", "page_down", Text("下一页", "Page down"), "trace.page_down", show=False),
        bound("home", "scroll_home", Text("到开头", "To the start"), "trace.first", show=False),
        bound("end", "scroll_end", Text("到末尾", "To the end"), "trace.last", show=False),
    ]
    DEFAULT_CSS = """
    TracePane { width: 1fr; height: 100%; overflow-y: scroll; scrollbar-size-vertical: 1; }
    TracePane:focus { background: $panel 40%; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.trace: Trace | None = None
        self._above = ""
        self._lines: list[str] = []

    def show_trace(self, trace: Trace, above: Text | str = "") -> None:
        """Show a trace, under a line that says what it is."""
        if trace != self.trace or str(above) != self._above:
            self.trace, self._above = trace, str(above)
            self._lay_out()

    def show_text(self, text: Text | str) -> None:
        """Show why there is no trace."""
        self.trace, self._above = None, str(text)
        self._lay_out()

    @property
    def text(self) -> str:
        """What is shown."""
        return "\n".join(self._lines)

    def citations(self) -> Iterator[Citation]:
        """Yield the clauses that are cited, each once; first those that decided."""
        if self.trace is not None:
            yield from cited_in(self.trace)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There are clauses only where something was settled."""
        return self.trace is not None if action == "clauses" else True

    def action_clauses(self) -> None:
        """Choose a clause and go to the policy table it stands in."""
        from jiuzhu_tui.dialogs.choice import Choice, ChoiceScreen

        cited = {each.ref: each for each in self.citations()}
        choices = [
            Choice(ref, each.cite, f"{each.number}  {each.says}".strip())
            for ref, each in cited.items()
        ]
        title = Text("打开哪一条款所在的政策表", "To the policy of which clause")
        screen = cast("Common[Any]", self.screen)
        screen.ask(ChoiceScreen(title, choices), lambda ref: self._open_policy(cited[ref]))

    def _open_policy(self, clause: Citation) -> None:
        from jiuzhu_tui.screens.policy import PolicyScreen

        if self.trace is not None:
            day = self.trace.claim.settled_on
            self.app.push_screen(PolicyScreen(at_clause=_place(clause), on=day))

    def on_resize(self) -> None:
        """Lay everything out for the new width."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is seen."""
        place = self.scroll_offset.y + y
        text = self._lines[place] if place < len(self._lines) else ""
        style, width = self.rich_style, self.size.width
        return Strip([Segment(" " * _LEFT + text, style)]).crop_extend(0, width, style)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width - 2 * _LEFT - _HANGING
        if width <= 0:
            return
        lines: list[str] = []
        for each in self._above.split("\n"):
            lines += wrapped(visible(each), 0, 0, width=width)
        if self.trace is not None:
            lines += [visible(each) for each in trace_page(self.trace, width).split("\n")]
        if lines != self._lines:
            self._lines = lines
            self.virtual_size = Size(width, len(lines))
            self.refresh()


def _place(clause: Citation) -> str:
    return f"{clause.number} {clause.cite}".strip()
