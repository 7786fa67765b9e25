"""Screens and commands that plugins add; one that fails is named, and the application goes on."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from textual.app import ComposeResult

from jiuzhu.stages.terminal import TerminalCommand, TerminalScreen
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from .commands import Command
from .faults import AsideError
from .hosting import the_app
from .places import Place
from .plain import Plain

if TYPE_CHECKING:
    from .app import JiuzhuApp
    from .desk import Desk
    from .screens.work import WorkScreen

_HOOKS: Final = (("terminal_screens", TerminalScreen), ("terminal_commands", TerminalCommand))


class ExtensionFault(JiuzhuError):
    """A plugin's screen or command does not work; names the plugin and what it raised."""


class HookFault(ExtensionFault, AsideError):
    """A plugin's hook raised, or answered with something else."""


@frozen
class Extensions:
    """What the plugins add, and what is wrong with the rest."""

    places: tuple[Place, ...]
    commands: tuple[Command, ...]
    faults: tuple[ExtensionFault, ...]


def find_extensions(desk: Desk, county: str, taken: Collection[str], app: JiuzhuApp) -> Extensions:
    """Ask the building blocks and the office's county, in a background thread.

    ``taken``: the ids of the screens there are. A county that does not load adds nothing: the
    screens that need it say why.
    """
    from .counties import office_county

    try:
        manager = office_county(desk.platform, county).manager
    except JiuzhuError:
        return Extensions((), (), ())
    asked = _Asked(app, set(taken))
    for hook, kind in _HOOKS:
        for implementation in reversed(getattr(manager.hook, hook).get_hookimpls()):
            asked.take(implementation.plugin_name, hook, kind, implementation.function)
    return Extensions(tuple(asked.places), tuple(asked.commands), tuple(asked.faults))


class _Asked:
    """Takes what each plugin answers."""

    def __init__(self, app: JiuzhuApp, taken: set[str]) -> None:
        self._app = app
        self._taken = taken
        self.places: list[Place] = []
        self.commands: list[Command] = []
        self.faults: list[ExtensionFault] = []

    def take(self, plugin: str, hook: str, kind: type, ask: Callable[[], Any]) -> None:
        """Ask one plugin; whatever it raises is named."""
        try:
            for each in ask() or ():
                self._add(plugin, kind, each)
        except Exception as error:  # A stranger's code may raise anything.
            self.faults.append(HookFault(_fault(plugin, hook, error).message))

    def _add(self, plugin: str, kind: type, added: TerminalScreen | TerminalCommand) -> None:
        if not isinstance(added, kind):
            raise TypeError(f"must hold {kind.__name__}, holds {added!r:.80}")
        if added.id in self._taken:
            raise ValueError(f"the id “{added.id}” is taken")
        self._taken.add(added.id)
        if isinstance(added, TerminalScreen):
            self.places.append(
                Place(
                    id=added.id,
                    title=added.title,
                    more=added.more,
                    make=partial(make_screen, plugin, added.screen),
                    needs_casebook=added.needs_casebook,
                )
            )
        else:
            run = partial(run_command, plugin, added.run, self._app)
            self.commands.append(Command(added.title, run, added.more))


def make_screen(plugin: str, path: str) -> WorkScreen:
    """Import and build a plugin's screen. Raises ExtensionFault."""
    from .screens.work import WorkScreen

    try:
        screen = _named(path)()
        if not isinstance(screen, WorkScreen):
            raise TypeError(f"must make a WorkScreen, made {type(screen).__name__}")
    except Exception as error:
        raise _fault(plugin, path, error) from error
    _contain(plugin, path, screen)
    return screen


def run_command(plugin: str, path: str, app: JiuzhuApp) -> object:
    """Import and run a plugin's command. Raises ExtensionFault, or what the casebook refuses."""
    return _guarded(plugin, path, app, lambda: _named(path)(app))


def _contain(plugin: str, path: str, screen: WorkScreen) -> None:
    """See to it that a screen which cannot be laid out or loaded is named and ends nothing."""
    body, load = screen.body, screen.load

    def contained_body() -> ComposeResult:
        try:
            yield from body()
        except Exception as error:  # Textual would end the program.
            the_app(screen).faults.record(error, f"plugin {plugin}, {path}")
            yield Plain(str(_fault(plugin, path, error, aloud=False)))

    def contained_load() -> None:
        _guarded(plugin, path, the_app(screen), load)

    screen.body = contained_body  # type: ignore[method-assign]
    screen.load = contained_load  # type: ignore[method-assign]


def _guarded(plugin: str, path: str, app: JiuzhuApp, act: Callable[[], object]) -> object:
    try:
        return act()
    except JiuzhuError:
        raise
    except Exception as error:
        app.faults.record(error, f"plugin {plugin}, {path}")
        raise _fault(plugin, path, error, aloud=False) from error


def _named(path: str) -> Callable[..., Any]:
    module, _, name = path.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def _fault(plugin: str, what: str, error: Exception, *, aloud: bool = True) -> ExtensionFault:
    """Name the plugin; ``aloud``: what the error says holds nothing of the casebook."""
    said = f"{type(error).__name__}: {error}" if aloud else type(error).__name__
    return ExtensionFault(
        Text(
            f"插件“{plugin}”的 {what} 出错（{said}），其余功能不受影响",
            f"plugin “{plugin}”, {what}: raised {said}; everything else goes on",
        )
    )
