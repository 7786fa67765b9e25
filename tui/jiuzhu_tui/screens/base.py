"""What every screen and dialog has: words in both languages, help, guarded handlers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, ClassVar, TypeVar

from textual.binding import ActiveBinding, BindingType
from textual.screen import ModalScreen, Screen
from textual.worker import Worker

from jiuzhu_schemas.text import Text
from jiuzhu_tui import background
from jiuzhu_tui.commands import Command
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.guarded import Guarded
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound, worded

T = TypeVar("T")
R = TypeVar("R")


class Common(Guarded, Screen[R], inherit_bindings=False):
    """A screen or dialog. ``HELP_TEXT`` says what it is for; F1 shows it with the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f1", "help", Text("帮助", "Help"), "help"),
        # At once, before the next key is handed to the field that is left: what is typed on after
        # a Tab, such as a password, would else land in the field before it.
        bound("tab", "app.focus_next", Text("下一项", "Next field"), "focus.next", show=False,
              priority=True),
        bound("shift+tab", "app.focus_previous", Text("上一项", "Field before"), "focus.previous",
              show=False, priority=True),
        bound("ctrl+c", "copy", Text("复制所选", "Copy selection"), "copy", show=False),
    ]  # fmt: skip
    HELP_TEXT: ClassVar[Text] = Text("", "")

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work now, described in the chosen language."""
        return {
            key: active._replace(
                binding=replace(
                    active.binding,
                    description=worded(active.binding.description),
                    tooltip=worded(active.binding.tooltip),
                ),
                tooltip=worded(active.tooltip),
            )
            for key, active in super().active_bindings.items()
        }

    def commands(self) -> Iterable[Command]:
        """Yield what the command palette offers here, besides the bindings."""
        return ()

    def look(
        self,
        work: Callable[[Desk], T],
        then: Callable[[T], None],
        *,
        group: str = "",
        pause: float = 0.0,
    ) -> Worker[None]:
        """See `jiuzhu_tui.background.look`."""
        return background.look(self, work, then, group=group, pause=pause)

    def ask(self, question: Screen[T], then: Callable[[T], None]) -> None:
        """Show a dialog and hand its answer to ``then``; nothing happens if it is left."""

        def answered(answer: T | None) -> None:
            if answer is not None:
                the_app(self).guard(lambda: then(answer))

        the_app(self).clear_notifications()  # They would cover what is asked.
        self.app.push_screen(question, answered)

    def action_copy(self) -> None:
        """Copy what is selected; where nothing is, Ctrl+C was meant to quit."""
        if self.get_selected_text() is None:
            the_app(self).tell_how_to_quit()
        else:
            self.action_copy_text()

    def action_help(self) -> None:
        """Show what can be done where one stands."""
        from jiuzhu_tui.dialogs.help import HelpScreen

        if not isinstance(self, HelpScreen):
            self.app.push_screen(HelpScreen(self))


class Dialog(Common[R], ModalScreen[R]):
    """A dialog over a screen; escape leaves it without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("escape", "leave", Text("返回", "Back"), "dialog.leave"),
    ]
    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > .panel {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    """

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


AnyScreen = Screen[Any]
