"""对象一览（示例）: a command of its own. What it needs is imported when it is called."""

from __future__ import annotations

from collections.abc import Sequence

from jiuzhu.api import CliCommand, PluginManifest, Text, hookimpl


class Recipients:
    """Adds ``jiuzhu recipients``."""

    @hookimpl
    def cli_commands(self) -> Sequence[CliCommand]:
        """Name the command, and where it is."""
        return [
            CliCommand(
                name="recipients",
                title=Text("列出一个县的救助对象", "list a county's recipients"),
                run="jiuzhu_recipients.command:command",
            )
        ]


plugin = PluginManifest(
    id="recipients", name=Text("对象一览", "Recipients"), api=1, plugin=Recipients()
)
