"""Commands that plugins add: looked for when the core has none of a name, and contained."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import click

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

if TYPE_CHECKING:
    from jiuzhu.loading.extensions import Added

_NO_FAULTS: Final = (
    click.ClickException, click.exceptions.Exit, click.Abort, JiuzhuError, BrokenPipeError,
)  # fmt: skip
"""What every command may raise: wrong arguments, a sentence for people, a reader that has left."""


def added_command(name: str) -> click.Command | None:
    """Return a plugin's command; None if no plugin has one of this name.

    Plugins whose commands cannot be asked for are named then: it may be among them. Raises
    PluginFault for a command that cannot be imported.
    """
    from jiuzhu.loading.discovery import discover
    from jiuzhu.loading.extensions import commands_of, load_command

    discovery = discover()
    found, faults = commands_of(discovery)
    if name not in found:
        _tell(faults)
        for broken in discovery.broken:
            said = Text(
                f"插件 {broken.name} 不可用：{broken.problem.zh}",
                f"plugin {broken.name} is broken: {broken.problem.en}",
            )
            click.echo(str(said), err=True)
        return None
    added = found[name]
    return _contain(added, load_command(added))


def _tell(faults: Iterable[JiuzhuError]) -> None:
    for fault in faults:
        click.echo(str(fault), err=True)


def _contain(added: Added, command: click.Command) -> click.Command:
    """Have whatever the command raises named by plugin, file and line.

    It may print, and may take as long as it needs.
    """
    from jiuzhu.stages.faults import PluginFault, place_of_error, raised

    run = command.invoke

    def invoke(ctx: click.Context) -> Any:
        try:
            return run(ctx)
        except _NO_FAULTS:
            raise
        except (Exception, SystemExit) as error:
            place = place_of_error(error, added.place)
            raise PluginFault(added.plugin, added.thing.name, raised(error), place) from error

    command.invoke = invoke  # type: ignore[method-assign]
    return command
