"""Choosing the columns of a list."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from jiuzhu_schemas.text import Text
from jiuzhu_tui.dialogs.box import Box
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Layout
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Dialog


class ColumnsScreen(Dialog[frozenset[str]]):
    """Answers with the ids of the columns that are wanted; at least one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f9", "take", Text("采用", "Take"), "columns.take"),
    ]
    HELP_TEXT = Text("空格选中或取消，F9 采用。", "Space ticks, F9 takes the choice.")

    def __init__(self, layout: Layout[Any]) -> None:
        super().__init__()
        self._columns = layout.columns
        self._shown = layout.shown

    def compose(self) -> ComposeResult:
        """Lay out one box a column."""
        with VerticalScroll(classes="panel"):
            yield Plain(Text("显示哪些列", "Which columns"))
            for each in self._columns:
                yield Box(each.label, each.id in self._shown, id=f"column-{each.id}")
            yield Plain(Text("空格 选中    F9 采用    Esc 返回", "Space: tick   F9: take   Esc"))

    def action_take(self) -> None:
        """Answer with what is ticked."""
        ids = frozenset(
            each.id for each in self._columns if self.query_one(f"#column-{each.id}", Box).value
        )
        if ids:
            self.dismiss(ids)
