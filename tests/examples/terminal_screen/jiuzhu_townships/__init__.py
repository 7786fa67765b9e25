"""各乡镇人数（示例）: a screen and a command of the terminal. Nothing here imports textual."""

from __future__ import annotations

from collections.abc import Sequence

from jiuzhu.api import PluginManifest, TerminalCommand, TerminalScreen, Text, hookimpl


class Townships:
    """Names a screen and a command, and where they are."""

    # region: terminal_screens
    @hookimpl
    def terminal_screens(self) -> Sequence[TerminalScreen]:
        """Add the townships."""
        return [
            TerminalScreen(
                id="example_townships",
                title=Text("各乡镇人数", "People by township"),
                more=Text("名册人数", "how many are on the roster"),
                screen="jiuzhu_townships.screen:TownshipsScreen",
            )
        ]

    # endregion
    # region: terminal_commands
    @hookimpl
    def terminal_commands(self) -> Sequence[TerminalCommand]:
        """Add a greeting."""
        return [
            TerminalCommand(
                id="example_hello",
                title=Text("问候", "Greet"),
                run="jiuzhu_townships.screen:greet",
            )
        ]

    # endregion


plugin = PluginManifest(
    id="townships", name=Text("各乡镇人数", "People by township"), api=1, plugin=Townships()
)
