"""The command palette: everything that can be done here, found in Chinese, pinyin or English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar

from rich.text import Text as RichText
from textual.binding import BindingType
from textual.command import (
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
    SearchIcon,
)
from textual.widgets.option_list import Option

from jiuzhu_schemas.text import Text

from .commands import Command
from .foreign import visible
from .hosting import the_app
from .keys import Label, bound
from .screens.base import Common

_HIDDEN = frozenset({"palette", "go"})
"""The palette itself, and the places, which are commands already."""


class Palette(CommandPalette, inherit_bindings=False):
    """Textual's palette, in the operator's language and with ids on its bindings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("escape", "escape", Text("返回", "Back"), "palette.leave"),
        bound("down", "cursor_down", Text("下一项", "Down"), "palette.down", show=False),
        bound("up", "command_list('cursor_up')", Text("上一项", "Up"), "palette.up", show=False),
        bound(
            "pagedown", "command_list('page_down')", Text("下一页", "Page down"),
            "palette.page_down", show=False,
        ),
        bound(
            "pageup", "command_list('page_up')", Text("上一页", "Page up"),
            "palette.page_up", show=False,
        ),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__(
            providers=[Commands],
            placeholder=str(Text("要办什么？汉字、拼音或首字母", "What to do? Chinese or English")),
        )

    def on_mount(self) -> None:
        """Show a sign that every font has."""
        self.query_one(SearchIcon).icon = ">"

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Say at once that there is nothing; textual says it in English, after a while."""
        self._stop_no_matches_countdown()
        if search_value:
            nothing = RichText(str(Text("没有找到", "nothing found")))
            self.query_one(CommandList).add_option(
                Option(nothing, disabled=True, id=self._NO_MATCHES)
            )
        self._list_visible = bool(search_value)


class Commands(Provider):
    """Offers the places one can go to, what the screen offers, and its bindings."""

    async def search(self, query: str) -> Hits:
        """Yield what fits."""
        for command in self._commands():
            how_well = command.fits(query)
            if how_well > 0:
                yield Hit(
                    how_well,
                    _shown(command),
                    _run(self, command),
                    str(command.title),
                    _more(command),
                )

    async def discover(self) -> Hits:
        """Yield everything."""
        for command in self._commands():
            yield DiscoveryHit(
                _shown(command), _run(self, command), str(command.title), _more(command)
            )

    def _commands(self) -> Iterator[Command]:
        app = the_app(self.screen)
        yield from app.commands()
        screen = self.screen
        if isinstance(screen, Common):
            yield from screen.commands()
            yield from _bound(screen)


def _bound(screen: Common[Any]) -> Iterator[Command]:
    """Yield what the keys of a screen do, as far as it is described."""
    app = the_app(screen)
    for active in screen.active_bindings.values():
        binding, node = active.binding, active.node
        if not active.enabled or not binding.show or binding.action.partition("(")[0] in _HIDDEN:
            continue
        words = _words_of(node, binding.id, binding.description)
        yield Command(
            words,
            partial(app.run_action, binding.action, node),
            Text(binding.tooltip, binding.tooltip),
            app.get_key_display(binding),
        )


def _words_of(node: Any, id: str | None, shown: str) -> Text:
    """Return both languages of a binding, so that either finds it."""
    for _, binding in node._bindings:
        if binding.id == id and isinstance(binding.description, Label):
            return binding.description.words
    return Text(shown, shown)


def _shown(command: Command) -> RichText:
    key = f"   {command.key}" if command.key else ""
    return RichText(f"{visible(str(command.title))}{key}")


def _more(command: Command) -> str | None:
    """Return the explanation; textual reads it as markup, so brackets are made harmless."""
    return visible(str(command.more)).replace("[", "\\[") or None


def _run(provider: Provider, command: Command) -> Callable[[], object]:
    return lambda: the_app(provider.screen).guard(command.run)
