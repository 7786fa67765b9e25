"""A group of commands of which each is imported only when it is called for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from jiuzhu_schemas.text import Text

from .speech import in_language


class LazyCommands(click.Group):
    """Holds commands by name: the module of this package that has it as ``command``, a label."""

    def __init__(self, *, table: Mapping[str, tuple[str, Text]], **settings: Any) -> None:
        super().__init__(**settings)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, in the order of use."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command, of a plugin's if the core has none; None for an unknown name."""
        if cmd_name not in self._table:
            from .added import added_command

            added = added_command(cmd_name)
            return None if added is None else in_language(added)
        module = import_module(f"{__package__}.{self._table[cmd_name][0]}")
        command: click.Command = module.command
        return in_language(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section(str(Text("命令", "Commands"))):
            formatter.write_dl([(name, str(label)) for name, (_, label) in self._table.items()])
        further = Text(
            "插件的命令见 jiuzhu plugins", "for the commands of plugins see jiuzhu plugins"
        )
        formatter.write_text(str(further))
