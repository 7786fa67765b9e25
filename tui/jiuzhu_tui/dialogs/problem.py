"""A message about what did not work."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from jiuzhu_schemas.text import Text
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Dialog


class ProblemScreen(Dialog[None]):
    """Says what is wrong and how to mend it; enter or escape goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("enter", "leave", Text("知道了", "Go on"), "problem.go_on"),
    ]
    HELP_TEXT = Text(
        "这一步没有完成。提示中有编号的，请告诉维护人员。",
        "This step was not done. If there is a reference, tell it to support.",
    )
    DEFAULT_CSS = """
    ProblemScreen > .panel { border: round $error; }
    ProblemScreen Plain { width: 1fr; margin-bottom: 1; }
    """

    def __init__(self, sentence: str, *, aside: bool = False) -> None:
        super().__init__()
        self._sentences = [sentence]
        self.aside = aside
        """Whether it speaks of something besides what is shown below it."""

    def compose(self) -> ComposeResult:
        """Show the sentence."""
        with VerticalScroll(classes="panel"):
            yield Plain(Text("！未能完成", "! Not done"))
            yield Plain("\n".join(self._sentences), id="sentence")
            yield Plain(Text("按 Enter 继续", "Enter: go on"))

    def add(self, sentence: str, *, aside: bool = False) -> None:
        """Add what went wrong meanwhile; the same thing is not said twice."""
        self.aside = self.aside and aside
        if sentence not in self._sentences:
            self._sentences.append(sentence)
            for shown in self.query("#sentence").results(Plain):  # None before it is mounted.
                shown.show("\n".join(self._sentences))
