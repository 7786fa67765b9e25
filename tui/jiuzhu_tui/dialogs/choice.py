"""Choosing one of a few things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen
from textual.app import ComposeResult
from textual.containers import Vertical

from jiuzhu_schemas.text import Text
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Dialog

_MOST_SEEN: Final = 14


@frozen
class Choice:
    """One of the things; ``more`` says what it is about."""

    id: str
    label: Text | str
    more: Text | str = ""


_COLUMNS: Final = (
    Column[Choice](id="label", label=Text("", ""), width=20, value=lambda r: str(r.label)),
    Column[Choice](
        id="more", label=Text("", ""), width=30, value=lambda r: str(r.more), grows=True
    ),
)


class ChoiceScreen(Dialog[str]):
    """Answers with the id of what was chosen with Enter."""

    HELP_TEXT = Text(
        "方向键移动，Enter 选定，Esc 返回。", "Arrows move, Enter chooses, Esc goes back."
    )
    DEFAULT_CSS = """
    ChoiceScreen Plain { width: 1fr; }
    ChoiceScreen PagedList { scrollbar-size-vertical: 1; }
    """

    def __init__(self, title: Text, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._choices = tuple(choices)

    def compose(self) -> ComposeResult:
        """Lay the choices out under the title."""
        with Vertical(classes="panel"):
            yield Plain(self._title)
            rows = PagedList(_COLUMNS, Rows(self._choices), id="choices")
            rows.styles.height = min(len(self._choices), _MOST_SEEN) + 1
            yield rows
            yield Plain(Text("Enter 选定    Esc 返回", "Enter: choose    Esc: back"))

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(PagedList).focus()

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Answer."""
        if isinstance(event.row, Choice):
            self.dismiss(event.row.id)
