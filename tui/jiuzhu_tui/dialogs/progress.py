"""How far long work is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import ProgressBar

from jiuzhu_schemas.text import Text
from jiuzhu_tui.background import Progress, Stepped
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Dialog


class ProgressScreen(Dialog[None]):
    """Stays until the work is done; escape asks it to stop."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("escape", "leave", Text("停止", "Stop"), "progress.stop"),
    ]
    HELP_TEXT = Text(
        "正在后台办理。按 Esc 停止：停止后不会写入任何内容。",
        "Working. Esc stops it: nothing is recorded then.",
    )

    def __init__(self, title: Text) -> None:
        super().__init__()
        self._title = title
        self.progress = Progress(self)

    def compose(self) -> ComposeResult:
        """Show the title, the bar and how to stop."""
        with VerticalScroll(classes="panel"):
            yield Plain(self._title)
            yield ProgressBar(show_eta=False)
            yield Plain(Text("按 Esc 停止", "Esc: stop"), id="hint")

    def on_stepped(self, event: Stepped) -> None:
        """Move the bar."""
        bar = self.query_one(ProgressBar)
        bar.update(total=event.total or None, progress=event.done)

    def action_leave(self) -> None:
        """Ask the work to stop; the dialog stays until it has."""
        self.progress.stop()
        self.query_one("#hint", Plain).show(Text("正在停止……", "stopping ..."))

    def finish(self, then: Callable[[], object]) -> None:
        """Leave, with what was opened over it, and do what follows."""
        app = the_app(self)
        while app.screen is not self:
            app.pop_screen()
        self.dismiss(None)
        app.guard(then)
