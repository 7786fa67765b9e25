"""The application: who is logged in, which casebook, where one is; screens only show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.worker import Worker

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import Clock, beijing_now
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from . import keys, office, themes
from .background import look
from .commands import Command
from .desk import Desk, Desks, load_platform
from .dialogs.problem import ProblemScreen
from .faults import AsideError, FaultLog, fatal_sentence, fault_sentence, log_path
from .foreign import visible_lines
from .guarded import Guarded, GuardedApp
from .keys import bound
from .office import Office
from .places import PLACES, Place

if TYPE_CHECKING:
    from jiuzhu import Platform

T = TypeVar("T")
IDLE: Final = timedelta(minutes=10)
"""Without a key or the mouse for so long, the screen is locked."""
_LOOK_AT_CLOCK: Final = 15.0
_SLOWER: Final = 8.0


class JiuzhuApp(Guarded, GuardedApp, inherit_bindings=False):
    """Opens with the login, or with the counties if there is no casebook.

    ``platform`` finds the installed counties, in the background. ``clock`` is the only source of
    time. ``places`` are the screens one can go to.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("ctrl+q", "quit", Text("退出", "Quit"), "quit", show=False, priority=True),
    ]
    CSS = """
    Screen { background: $background; color: $foreground; }
    Toast { width: auto; max-width: 90%; margin-top: 0; padding: 0 1; }
    """
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # As textual declares it.
        (0, "-narrow"), (100, "-wide"), (160, "-very-wide"),
    ]  # fmt: skip
    NOTIFICATION_TIMEOUT = _SLOWER

    def __init__(
        self,
        casebook: Path | None = None,
        platform: Callable[[], Platform] = load_platform,
        clock: Clock = beijing_now,
        *,
        places: Sequence[Place] = PLACES,
        idle: timedelta = IDLE,
        log: Path | None = None,
    ) -> None:
        super().__init__()
        self.title = str(Text("救助", "Jiuzhu"))
        self.casebook = casebook
        self.clock = clock
        self.actor: Actor | None = None
        self.county = ""
        """The office's, if somebody said so; `office` holds what is worked by."""
        self.office: Office | None = None
        self.inputs = 0
        """How many keys and clicks there were."""
        self.desks = Desks(casebook, platform, clock)
        self.faults = FaultLog(log or log_path(), clock)
        self.places = tuple(each for each in places if casebook or not each.needs_casebook)
        self.home = self.places[0 if casebook else -1]
        """The screen below all others: the first place; without a casebook, the last."""
        self.locked = False
        self._idle = idle
        self._last_input: datetime = clock()
        self._waiting: list[Callable[[], object]] = []
        self._added: tuple[Command, ...] | None = None
        self._told_how_to_quit = False
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = themes.DARK.name

    def on_mount(self) -> None:
        """Show the first screen."""
        from .screens.login import LoginScreen

        if self.casebook is None:
            self.push_screen(self.home.make())
            self.call_after_refresh(self._extend)
        else:
            self.push_screen(LoginScreen())
        self.set_interval(_LOOK_AT_CLOCK, lambda: self.guard(self.lock_if_idle))
        self.guard(self._take_keys)
        self.guard(self._take_county)

    def on_unmount(self) -> None:
        """Close the casebook in the threads that opened it."""
        self.desks.close()

    # --- who and where ---

    def log_in(self, actor: Actor) -> None:
        """Let an operator in: the workbench takes the place of the login."""
        self.actor = actor
        self.switch_screen(self.home.make())
        self.call_after_refresh(self._extend)  # What the first screen asks for comes first.

    def log_out(self) -> None:
        """Leave everything and show the login; what was recorded stays."""
        from .screens.login import LoginScreen

        self.actor, self.locked = None, False
        self._waiting.clear()
        while len(self.screen_stack) > 2:  # Textual's own base, and one of ours.
            self.pop_screen()
        self.switch_screen(LoginScreen())

    def go(self, place_id: str) -> None:
        """Go to a place; whatever was opened over the first screen is left."""
        place = next((each for each in self.places if each.id == place_id), None)
        if place is None or (place.needs_casebook and self.actor is None):
            return
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if place is not self.home:
            self.push_screen(place.make())

    def _leave_for(self, place_id: str) -> None:
        """Go to a place as its key does: the screen may ask first, lest something be lost."""
        from .screens.work import WorkScreen

        screen = self.screen
        (screen.action_go if isinstance(screen, WorkScreen) else self.go)(place_id)

    def commands(self) -> Iterator[Command]:
        """Yield the places as commands, and what plugins add."""
        for place in self.places:
            yield Command(place.title, partial(self._leave_for, place.id), place.more, place.key)
        yield from office.commands(self)
        yield from self._added or ()

    def _extend(self) -> None:
        """Ask the plugins, once, for their screens and commands."""
        if self._added is not None:
            return
        from .extensions import Extensions, find_extensions

        self._added = ()
        taken = {each.id for each in self.places}

        def show(found: Extensions) -> None:
            added = (each for each in found.places if self.casebook or not each.needs_casebook)
            self.places = (*self.places, *added)
            self._added = found.commands
            for fault in found.faults:
                self.report(fault)

        look(self.screen, lambda desk: find_extensions(desk, self.county, taken, self), show)

    # --- errors ---

    def guard(self, callback: Callable[[], object]) -> object:
        """Call something; an error is reported and None returned."""
        try:
            return callback()
        except Exception as error:
            self.report(error)
            return None

    def report(self, error: Exception) -> None:
        """Tell the operator what was refused, or that something failed, with its reference."""
        if self.locked:
            self._waiting.append(lambda: self.report(error))
            return
        aside = isinstance(error, AsideError)
        if isinstance(error, JiuzhuError):
            sentence = str(error)
        else:
            sentence = str(fault_sentence(self.faults.record(error)))
        if isinstance(self.screen, ProblemScreen):
            self.screen.add(sentence, aside=aside)
        else:
            self.push_screen(ProblemScreen(sentence, aside=aside))

    def last_words(self, error: BaseException) -> str:
        """Write a fatal error down and return what is printed for it."""
        return str(fatal_sentence(self.faults.record(error, "fatal"), self.faults.path))

    def say(self, text: Text | str, *, warning: bool = False) -> None:
        """Show a short message that goes away by itself; nothing in it acts."""
        self.notify(
            visible_lines(str(text)),
            severity="warning" if warning else "information",
            timeout=_SLOWER if warning else _SLOWER / 2,
            markup=False,
        )

    # --- lock ---

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there."""
        if isinstance(event, (events.Key, events.MouseDown, events.MouseScrollDown, events.Paste)):
            self._last_input = self.clock()
            self.inputs += 1
        await super().on_event(event)

    def lock_if_idle(self) -> None:
        """Lock if nobody has touched anything for as long as is set."""
        if self.clock() - self._last_input >= self._idle:
            self.lock()

    def lock(self) -> None:
        """Hide everything until the operator's password is given."""
        from .dialogs.lock import LockScreen

        if self.actor is None or self.locked:
            return
        self.locked = True
        self.clear_notifications()
        self.push_screen(LockScreen(self.actor))

    def unlock(self) -> None:
        """Show everything again, and what came meanwhile."""
        self.locked = False
        self._last_input = self.clock()
        self.pop_screen()
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            self.guard(each)

    def when_unlocked(self, callback: Callable[[], object]) -> None:
        """Call something now, or once the screen is unlocked."""
        if self.locked:
            self._waiting.append(callback)
        else:
            self.guard(callback)

    def ask_while_locked(
        self, lock: Widget, work: Callable[[Desk], T], then: Callable[[T], None]
    ) -> Worker[None]:
        """Ask something for the lock itself, whose answers do not wait for the unlocking."""

        async def carry() -> None:
            try:
                answer = await self.desks.look.do(work)
            except Exception as error:
                self.say(fault_sentence(self.faults.record(error)), warning=True)
            else:
                lock.call_later(then, answer)

        return lock.run_worker(carry, group="lock", exclusive=True, exit_on_error=False)

    # --- keys and looks ---

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as it stands on the keyboard."""
        return keys.shown(binding.key)

    def change_theme(self) -> None:
        """Change between the light and the dark theme."""
        self.theme = themes.other(self.theme)

    def tell_how_to_quit(self) -> None:
        """Say it once, to who presses Ctrl+C for that."""
        if not self._told_how_to_quit:
            self._told_how_to_quit = True
            self.say(Text("退出请按 Ctrl+Q", "Ctrl+Q quits"))

    def _take_county(self) -> None:
        self.county = office.remembered_county(self.casebook)

    def _take_keys(self) -> None:
        keymap = keys.users_keymap()
        if keymap:
            self.set_keymap(keymap)


def main(casebook: Path | None = None) -> int:
    """Open the application and return its exit status: 0, or 1 after a fatal error."""
    from .start import run

    return run(casebook)
