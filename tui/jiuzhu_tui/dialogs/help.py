"""Help for where one stands: what the screen is for, and every key that works now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import VerticalScroll

from jiuzhu_schemas.text import Text
from jiuzhu_tui.foreign import cell
from jiuzhu_tui.keys import bound, worded
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Common, Dialog
from jiuzhu_tui.words import built_in

_KEYS: Final = 16
_WORDS: Final = 34


class HelpScreen(Dialog[None]):
    """Lists the keys, first those of the field or list one stands in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f1", "leave", Text("返回", "Back"), "help.leave"),
    ]
    DEFAULT_CSS = "HelpScreen Plain { width: 1fr; }"

    def __init__(self, about: Common[Any]) -> None:
        super().__init__()
        self._about = about
        self._bindings_there = about.active_bindings

    def compose(self) -> ComposeResult:
        """Show what was found."""
        with VerticalScroll(classes="panel", can_focus=True):
            if str(self._about.HELP_TEXT):
                yield Plain(self._about.HELP_TEXT)
                yield Plain()
            for heading, lines in self._sections():
                yield Plain(heading)
                yield Plain("\n".join(lines) + "\n")
            yield Plain(
                Text(
                    "右列是按键编号，可在 keys.toml 中改键。Esc 返回",
                    "The right column has the ids by which keys.toml remaps. Esc: back",
                )
            )

    def _sections(self) -> Iterator[tuple[Text, list[str]]]:
        focused = self._about.focused
        here = [each for each in self._bindings_there.items() if each[1].node is focused]
        screen = [each for each in self._bindings_there.items() if each[1].node is not focused]
        if here:
            yield Text("光标所在处", "Where the cursor is"), self._lines(here)
        yield Text("本屏", "This screen"), self._lines(screen)

    def _lines(self, bindings: list[tuple[str, ActiveBinding]]) -> list[str]:
        keys: dict[tuple[str, str], tuple[list[str], ActiveBinding]] = {}
        for _, active in bindings:
            name = (active.binding.action, active.binding.id or "")
            shown = self.app.get_key_display(active.binding)
            keys.setdefault(name, ([], active))[0].append(shown)
        return [self._line(shown, active) for shown, active in keys.values()]

    def _line(self, keys: list[str], active: ActiveBinding) -> str:
        binding = active.binding
        words = worded(binding.description)
        if not binding.id:  # Textual's own, described in English.
            words = built_in(binding.action) or words
        if binding.tooltip:
            words = f"{words}: {worded(binding.tooltip)}"
        off = "" if active.enabled else str(Text("（现在不可用）", " (not now)"))
        line = f"  {cell(' '.join(keys), _KEYS)} {cell(words + off, _WORDS)} {binding.id or ''}"
        return line.rstrip()
