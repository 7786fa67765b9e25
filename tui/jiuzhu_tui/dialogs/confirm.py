"""A question before what cannot be undone."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from jiuzhu_schemas.text import Text
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Dialog


class ConfirmScreen(Dialog[bool]):
    """Says what will happen and asks. Only F9 does it: enter, pressed by habit, does nothing.

    ``act``: what will be done, in a few words; ``what``: the whole of it, with sums and names.
    ``leaves``: a form is left and nothing done. ``undo``: how it can be undone after all.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f9", "agree", Text("确认办理", "Do it"), "confirm.agree"),
    ]
    HELP_TEXT = Text(
        "请看清将要发生的事。按 F9 办理，按 Esc 返回而不办理。",
        "Read what will happen. F9 does it, Esc goes back without doing it.",
    )
    DEFAULT_CSS = """
    ConfirmScreen > .panel { border: round $warning; }
    ConfirmScreen Plain { width: 1fr; margin-bottom: 1; }
    """

    def __init__(
        self, act: Text, what: Text | str, undo: Text | None = None, *, leaves: bool = False
    ) -> None:
        super().__init__()
        self._act = act
        self._what = what
        self._undo = undo or Text("此事不能撤销。", "No undo.")
        self._leaves = leaves

    def compose(self) -> ComposeResult:
        """Show the question."""
        with VerticalScroll(classes="panel"):
            yield Plain(Text(f"？{self._act.zh}", f"? {self._act.en}"))
            yield Plain(self._what, id="what")
            yield Plain(self._keys())

    def _keys(self) -> Text:
        if self._leaves:
            return Text("F9 离开    Esc 留下", "F9: leave    Esc: stay")
        undo = self._undo
        return Text(f"{undo.zh}F9 确认办理    Esc 返回", f"{undo.en} F9: do it    Esc: back")

    def action_agree(self) -> None:
        """Answer yes."""
        self.dismiss(True)
