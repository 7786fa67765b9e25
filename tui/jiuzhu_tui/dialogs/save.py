"""Asking where to save a file; one that is there already is replaced after a question only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from attrs import frozen
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from jiuzhu_schemas.text import Text
from jiuzhu_tui.dialogs.box import Box
from jiuzhu_tui.dialogs.confirm import ConfirmScreen
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Dialog


@frozen
class Target:
    """Where to, and whether the box below was ticked."""

    path: Path
    extra: bool


class SaveScreen(Dialog[Target]):
    """``endings``: those the file may have; ``extra``: a box to tick, not ticked at first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f9", "take", Text("保存", "Save"), "save.take"),
    ]
    HELP_TEXT = Text(
        "写明文件夹和文件名，F9 保存；已有同名文件时先问是否替换。",
        "Give folder and name, F9 saves; a file of that name is replaced after a question.",
    )
    DEFAULT_CSS = "SaveScreen Plain { width: 1fr; }"

    def __init__(self, title: Text, proposed: Path, endings: Sequence[str], extra: Text) -> None:
        super().__init__()
        self._title = title
        self._proposed = proposed
        self._endings = tuple(endings)
        self._extra = extra

    def compose(self) -> ComposeResult:
        """Lay out the name over the box."""
        with VerticalScroll(classes="panel"):
            yield Plain(self._title)
            yield Input(str(self._proposed), id="path")
            yield Box(self._extra, id="extra")
            yield Plain(id="why")
            yield Plain(Text("F9 保存    Esc 返回", "F9: save    Esc: back"))

    def on_mount(self) -> None:
        """Begin in the name."""
        self.query_one(Input).focus()

    def on_input_submitted(self) -> None:
        """Go on to the box."""
        self.query_one(Box).focus()

    def action_take(self) -> None:
        """Answer, after a question if the file is there."""
        written = self.query_one(Input).value.strip()
        path = Path(written).expanduser()
        why = self._wrong(written, path)
        if why is not None:
            self.query_one("#why", Plain).show(why)
            return
        target = Target(path, self.query_one(Box).value)
        if path.exists():
            act = Text("替换已有的文件", "Replace the file that is there")
            self.ask(ConfirmScreen(act, str(path)), lambda _: self._answer(target))
        else:
            self.dismiss(target)

    def _answer(self, target: Target) -> None:
        self.dismiss(target)

    def _wrong(self, written: str, path: Path) -> Text | None:
        if not written or path.suffix.lower() not in self._endings:
            listed = "、".join(self._endings)
            return Text(f"文件名应以 {listed} 结尾", f"the name ends in {', '.join(self._endings)}")
        if path.is_dir():
            return Text("这是文件夹", "this is a folder")
        if not path.parent.is_dir():
            return Text("没有此文件夹", "there is no such folder")
        return None
