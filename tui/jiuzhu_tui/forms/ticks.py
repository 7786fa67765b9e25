"""A list of boxes to tick: ``[x]`` and ``[ ]``, told apart without colour."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from jiuzhu_schemas.text import Text
from jiuzhu_tui.guarded import Guarded
from jiuzhu_tui.plain import Plain, safe

_SIGNS: Final = {True: "[x]", False: "[ ]"}
_SETTLED: Final = "[-]"


class Boxes(Guarded, OptionList):
    """The list itself; space does what Enter does."""

    def on_focus(self) -> None:
        """Stand on the first box, so that space ticks it."""
        if self.highlighted is None and self.option_count:
            self.highlighted = 0

    def on_key(self, event: events.Key) -> None:
        """Tick by space."""
        if event.key == "space":
            event.stop()
            self.action_select()


class Ticks(Guarded, Vertical):
    """Boxes under a name; space ticks. Those that are settled cannot be changed."""

    DEFAULT_CSS = """
    Ticks { height: auto; width: 1fr; }
    Ticks > Boxes { height: auto; max-height: 20; border: none; background: $panel; }
    Ticks > Plain { padding-left: 2; width: 1fr; }
    """

    class Changed(Message):
        """Something was ticked, or no longer is."""

    class Left(Message):
        """One has left the list."""

    def __init__(self, label: Text, boxes: Sequence[tuple[str, Text]], *, id: str) -> None:
        super().__init__(id=id)
        self._heading = label
        self._words = dict(boxes)
        self._ticked: set[str] = set()
        self._settled: frozenset[str] = frozenset()
        self._boxes = Boxes(compact=True, markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the name over the boxes."""
        yield Plain(self._heading)
        yield self._boxes

    def on_mount(self) -> None:
        """Show the boxes."""
        self._boxes.add_options([Option(self._shown(key), id=key) for key in self._words])

    @property
    def ticked(self) -> frozenset[str]:
        """What is ticked."""
        return frozenset(self._ticked)

    @property
    def is_full(self) -> bool:
        """Whether nothing is left to tick."""
        return set(self._words) <= self._ticked | self._settled

    def go_here(self) -> None:
        """Begin to tick."""
        self.screen.set_focus(self._boxes)

    def tick(self, keys: Collection[str], settled: Collection[str] = ()) -> None:
        """Tick these and no others; ``settled`` can no longer be changed."""
        self._ticked, self._settled = set(keys), frozenset(settled)
        for key in self._words:
            self._boxes.replace_option_prompt(key, self._shown(key))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick, or take the tick away."""
        event.stop()
        key = event.option_id
        if key is not None and key not in self._settled:
            self._ticked ^= {key}
            self._boxes.replace_option_prompt(key, self._shown(key))
            self.post_message(self.Changed())

    def on_descendant_blur(self) -> None:
        """Tell."""
        self.post_message(self.Left())

    def _shown(self, key: str) -> Content:
        sign = _SETTLED if key in self._settled else _SIGNS[key in self._ticked]
        return safe(f"{sign} {self._words[key]}")
