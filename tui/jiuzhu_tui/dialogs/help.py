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
    """Lists the keys: the screen's own, those of the field one stands in, those of every screen."""

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
        from jiuzhu_tui.screens.work import is_own

        focused = self._about.focused
        every = self._bindings_there.items()
        here = [each for each in every if each[1].node is focused]
        own = [each for each in every if each not in here and is_own(each[1].binding)]
        general = [each for each in every if each not in here and each not in own]
        for heading, found in (
            (Text("本屏", "This screen"), own),
            (Text("光标所在处", "Where the cursor is"), here),
            (Text("各屏都有", "On every screen"), general),
        ):
            if found:
                yield heading, self._lines(found)

    def _lines(self, bindings: list[tuple[str, ActiveBinding]]) -> list[str]:
        keys: dict[tuple[str, str], tuple[list[str], ActiveBinding]] = {}
        for _, active in bindings:
            name = (active.binding.action, active.binding.id or "")
            shown = self.app.get_key_display(active.binding)
            keys.setdefault(name, ([], active))[0].append(shown)
        return [line for shown, active in keys.values() for line in self._told(shown, active)]

    def _told(self, keys: list[str], active: ActiveBinding) -> Iterator[str]:
        """Yield a line for a binding, and one more for what explains it."""
        binding = active.binding
        words = worded(binding.description)
        if not binding.id:  # Textual's own, described in English.
            words = built_in(binding.action) or words
        off = "" if active.enabled else str(Text("（现在不可用）", " (not now)"))
        line = f"  {cell(' '.join(keys), _KEYS)} {cell(words + off, _WORDS)} {binding.id or ''}"
        yield line.rstrip()
        if binding.tooltip:
            yield f"  {'':{_KEYS}}   {worded(binding.tooltip)}"
