"""The bar of keys below a screen: its own first, then those that work everywhere, as many as fit.

It is one widget that draws a line. Textual's footer makes a widget of every key, all anew whenever
the focus moves, and cuts the last one off where the line ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from attrs import frozen
from rich.cells import cell_len
from rich.text import Text as RichText
from textual import events
from textual.binding import Binding
from textual.widget import Widget

from .foreign import visible
from .hosting import the_app

if TYPE_CHECKING:
    from textual.screen import Screen

_PADDING: Final = 3
"""Cells around a key and after its words."""
HELP: Final = "help"
"""The id of the binding that is always seen: it leads to all the others."""


@frozen
class _Key:
    binding: Binding
    shown: str
    words: str
    enabled: bool

    @property
    def width(self) -> int:
        return cell_len(self.shown) + cell_len(self.words) + _PADDING


class KeyBar(Widget, can_focus=False):
    """``is_own``: tells a screen's own bindings from those of every screen."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--off"}
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: 1; width: 100%;
        color: $footer-foreground; background: $footer-background;
    }
    KeyBar > .key-bar--key { color: $footer-key-foreground; text-style: bold; }
    KeyBar > .key-bar--off { text-style: dim; }
    """

    def __init__(self, is_own: Callable[[Binding], bool]) -> None:
        super().__init__()
        self._is_own = is_own
        self._keys: list[_Key] = []
        self._places: list[tuple[int, _Key]] = []
        """Where each key ends, in cells, for the mouse."""

    def on_mount(self) -> None:
        """Follow what the screen's keys are."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: Screen[object]) -> None:
        if not self.is_attached or screen is not self.screen:
            return
        keys = self._read()
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _read(self) -> list[_Key]:
        """Return what is shown, one key for an action: own ones, then the others."""
        app = the_app(self)
        found: dict[str, _Key] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and binding.action not in found:
                found[binding.action] = _Key(
                    binding, app.get_key_display(binding), visible(binding.description),
                    active.enabled,
                )  # fmt: skip
        return sorted(found.values(), key=lambda each: not self._is_own(each.binding))

    def render(self) -> RichText:
        """Draw the keys that fit."""
        key, off = (self.get_component_rich_style(f"key-bar--{each}") for each in ("key", "off"))
        line = RichText(no_wrap=True, style=self.rich_style)
        self._places = []
        end = 0
        for each in fitting(self._keys, self.size.width):
            line.append(f" {each.shown} ", key if each.enabled else off)
            line.append(f"{each.words} ", None if each.enabled else off)
            end += each.width
            self._places.append((end, each))
        return line

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key that the mouse points at."""
        for end, each in self._places:
            if event.x < end:
                if each.enabled:
                    self.app.simulate_key(each.binding.key)
                return


def fitting(keys: Sequence[_Key], width: int) -> Iterable[_Key]:
    """Yield the keys that fit whole, in order; the help always has its room."""
    helping = sum(each.width for each in keys if each.binding.id == HELP)
    left = width - helping
    for each in keys:
        if each.binding.id == HELP:
            yield each
        elif each.width <= left:
            left -= each.width
            yield each
        else:
            left = 0
