"""A text to read: a result, or the whole of something that a list only names."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from jiuzhu_schemas.text import Text
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Dialog


class ReadingScreen(Dialog[None]):
    """Shows a text; enter or escape goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("enter", "leave", Text("知道了", "Go on"), "reading.go_on"),
    ]
    HELP_TEXT = Text("看完按 Enter 继续。", "Enter goes on.")
    DEFAULT_CSS = """
    ReadingScreen Plain { width: 1fr; margin-bottom: 1; }
    """

    def __init__(self, title: Text, text: Text | str) -> None:
        super().__init__()
        self._about = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Show the text."""
        with VerticalScroll(classes="panel"):
            yield Plain(self._about)
            yield Plain(self._text, id="text")
            yield Plain(Text("按 Enter 继续", "Enter: go on"))
