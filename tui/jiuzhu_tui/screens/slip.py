"""The printed slip of a case, as it will be, and where to save it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import see_case
from jiuzhu.slip import Slip, as_text, slip_of_case, write_slip
from jiuzhu_schemas.text import Text
from jiuzhu_tui.background import Progress, long_work
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.save import SaveScreen, Target
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.work import WorkScreen

_FULL_ID: Final = Text("写入完整身份证号（留痕）", "with the full resident ID (recorded)")


class SlipScreen(WorkScreen):
    """Shows the slip of one case as text; Ctrl+S saves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("ctrl+s", "save", Text("存为文件", "Save"), "slip.save"),
    ]
    HELP_TEXT = Text(
        "结算单预览。Ctrl+S 存为 .html（可打印）或 .txt；只有本人能读该文件，已有的文件先问再换。",
        "The slip as it will be. Ctrl+S saves it as .html, to print, or .txt. Only you can read"
        " the file; one that is there already is replaced after a question.",
    )
    DEFAULT_CSS = """
    SlipScreen #page { height: 1fr; padding: 0 2; }
    SlipScreen #slip { width: 1fr; }
    """

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number

    def heading(self) -> Text:
        """Return what it is the slip of."""
        return Text(f"结算单 {self._number}", f"Slip of {self._number}")

    def body(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll(id="page"):
            yield Plain(id="slip")

    def load(self) -> None:
        """Make the slip of what is recorded now."""
        actor, number = the_app(self).actor, self._number
        if actor is not None:
            self.look(lambda desk: _slip(desk, actor, number), self._show, group="slip")

    def action_save(self) -> None:
        """Ask where to, and save it there."""
        proposed = Path(os.environ.get("HOME", ".")) / f"{self._number}.html"
        title = Text("结算单存到哪里（.html 或 .txt）", "Where to save the slip (.html or .txt)")
        self.ask(SaveScreen(title, proposed, (".html", ".txt"), _FULL_ID), self._save)

    def _show(self, slip: Slip) -> None:
        self.query_one("#slip", Plain).show(as_text(slip))

    def _save(self, target: Target) -> None:
        actor, number = the_app(self).actor, self._number
        if actor is None:
            return

        def work(desk: Desk, progress: Progress) -> None:
            progress.step(0)
            write_slip(_slip(desk, actor, number, full_id=target.extra), target.path)

        def then(_: None) -> None:
            the_app(self).say(Text(f"已存 {target.path}", f"saved {target.path}"))

        # Recording who saw the full ID may wait for other writers.
        long_work(self, Text("保存结算单", "Save the slip"), work, then)


def _slip(desk: Desk, actor: Actor, number: str, *, full_id: bool = False) -> Slip:
    county = desk.platform.county(see_case(desk.book, actor, number).county)
    return slip_of_case(desk.book, county, actor, number, full_id=full_id)
