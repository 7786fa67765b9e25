"""What a plugin adds to the command line and to the terminal: every implementation is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .markers import hookspec

if TYPE_CHECKING:
    from .commands import CliCommand
    from .terminal import TerminalCommand, TerminalScreen


class CommandHooks:
    """What a plugin adds to the command line: every implementation is asked."""

    @hookspec
    def cli_commands(self) -> Sequence[CliCommand] | None:
        """Return commands that ``jiuzhu`` has besides its own, by the names of click commands.

        Asked when somebody calls a command that the core does not have, and by ``jiuzhu
        plugins``; nothing else is imported before. A command that fails is named.

        Example::

            @hookimpl
            def cli_commands(self):
                return [CliCommand(name="wushan-report", title=Text("月报", "Monthly report"),
                                   run="jiuzhu_wushan.report:command")]
        """


class TerminalHooks:
    """What a plugin adds to the terminal interface: every implementation is asked."""

    @hookspec
    def terminal_screens(self) -> Sequence[TerminalScreen] | None:
        """Return screens that the terminal's palette offers, by the names of their classes.

        Asked once, after the first screen; nothing is imported before somebody goes there. A
        screen that fails is named and the terminal goes on.

        Example::

            @hookimpl
            def terminal_screens(self):
                return [TerminalScreen(id="wushan_beds", title=Text("床位", "Beds"),
                                       screen="jiuzhu_wushan.screens:Beds")]
        """

    @hookspec
    def terminal_commands(self) -> Sequence[TerminalCommand] | None:
        """Return commands that the terminal's palette offers, by the names of functions.

        Asked once, after the first screen. A function is called with the application.

        Example::

            @hookimpl
            def terminal_commands(self):
                return [TerminalCommand(id="wushan_report", title=Text("月报", "Report"),
                                        run="jiuzhu_wushan.report:write")]
        """
