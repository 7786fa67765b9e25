"""What plugins add by name: importers, commands. Imported when it is used, and contained."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy
from attrs import frozen

from jiuzhu.stages import telling
from jiuzhu.stages.commands import CliCommand
from jiuzhu.stages.containment import contained
from jiuzhu.stages.faults import PluginFault, place_of, shown
from jiuzhu.stages.importing import ImportedTable, Importer
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from .county import County
from .discovery import Discovery
from .managers import alone

if TYPE_CHECKING:
    import click

T = TypeVar("T")


@frozen
class Added:
    """Something that a plugin adds, and where its hook stands."""

    plugin: str
    thing: Any
    place: str


def answers_of(manager: pluggy.PluginManager, hook: str, kind: type) -> list[Added]:
    """Ask every plugin of a manager; PluginFault names one that answers with something else."""
    found: list[Added] = []
    for each in reversed(getattr(manager.hook, hook).get_hookimpls()):
        plugin, place = str(each.plugin_name), place_of(each.function)
        start = perf_counter()
        answer = contained(plugin, hook, lambda ask=each.function: _listed(ask()), place=place)  # type: ignore[misc]
        if telling.wanted():
            telling.tell(hook, "", plugin, f"{len(answer)} added", perf_counter() - start)
        for thing in answer:
            if type(thing) is not kind:
                text = Text(
                    f"应返回 {kind.__name__} 的列表，实含 {shown(thing)}",
                    f"must return a list of {kind.__name__}, which holds {shown(thing)}",
                )
                raise PluginFault(plugin, hook, text, place)
            found.append(Added(plugin, thing, place))
    return found


def load_importer(added: Added) -> Callable[[Path], Iterable[object]]:
    """Import an importer's function. Raises PluginFault."""
    read = _named(added, "importers", added.thing.read)
    if not callable(read):
        raise _no_such(added, "importers", added.thing.read, Text("函数", "a function"))
    return read  # type: ignore[no-any-return]


def load_command(added: Added) -> click.Command:
    """Import a command. Raises PluginFault."""
    import click

    found = _named(added, "cli_commands", added.thing.run)
    if not isinstance(found, click.Command):
        kind = Text("click 命令", "a click command")
        raise _no_such(added, "cli_commands", added.thing.run, kind)
    return found


def name_taken(added: Added) -> PluginFault:
    """Return the fault of a command that has the name of one of the core's."""
    name = added.thing.name
    text = Text(
        f"的“{name}”是系统自己的命令，请另起名", f"“{name}” is the core's; choose another name"
    )
    return PluginFault(added.plugin, "cli_commands", text, added.place)


def importers_of(county: County) -> dict[str, Added]:
    """Return a county's importers by ending; PluginFault if two take the same."""
    found: dict[str, Added] = {}
    for each in answers_of(county.manager, "importers", Importer):
        other = found.setdefault(each.thing.ending, each)
        if other is not each:
            raise _twice("importers", each.thing.ending, other, each)
    return found


def imported(county: County, file: Path, table: ImportedTable) -> list[dict[str, str]] | None:
    """Return a file's records by the county's importer of its ending; None if there is none.

    Raises PluginFault for an importer that fails or gives something else than records.
    """
    added = importers_of(county).get(file.suffix.lower())
    if added is None or table not in added.thing.tables:
        return None
    read = load_importer(added)
    start = perf_counter()
    place = place_of(read)
    records: list[Any] = contained(
        added.plugin, added.thing.id, lambda: list(read(file)), place=place
    )
    if telling.wanted():
        said = f"{len(records)} records"
        telling.tell("importers", added.thing.id, added.plugin, said, perf_counter() - start)
    for number, record in enumerate(records, 1):
        if not _is_record(record):
            text = Text(
                f"第{number}条应为列名到文字的 dict",
                f"record {number} must be a dict of column names to text",
            )
            raise PluginFault(added.plugin, added.thing.id, text, place)
    return records


def commands_of(discovery: Discovery) -> tuple[dict[str, Added], list[JiuzhuError]]:
    """Return the commands that plugins and counties add by name, and what is wrong with others.

    A name that two of them take is neither's.
    """
    found: dict[str, Added] = {}
    faults: list[JiuzhuError] = []
    twice: set[str] = set()
    for each in (*discovery.plugins, *discovery.counties):
        try:
            added = answers_of(alone(each.manifest)[0], "cli_commands", CliCommand)
        except JiuzhuError as error:
            faults.append(error)
            continue
        for command in added:
            other = found.setdefault(command.thing.name, command)
            if other is not command:
                twice.add(command.thing.name)
                faults.append(_twice("cli_commands", command.thing.name, other, command))
    return {name: each for name, each in found.items() if name not in twice}, faults


def _named(added: Added, hook: str, path: str) -> Any:
    """Import what a plugin names as ``module:name``."""
    module, _, name = path.partition(":")
    return contained(
        added.plugin, hook, lambda: getattr(import_module(module), name), place=added.place
    )


def _no_such(added: Added, hook: str, path: str, kind: Text) -> PluginFault:
    text = Text(f"的 {path} 应为{kind.zh}", f"{path} must be {kind.en}")
    return PluginFault(added.plugin, hook, text, added.place)


def _listed(answer: Iterable[T] | None) -> list[T]:
    return [] if answer is None else list(answer)


def _is_record(record: object) -> bool:
    return isinstance(record, dict) and all(
        type(name) is str and type(cell) is str for name, cell in record.items()
    )


def _twice(hook: str, name: str, one: Added, other: Added) -> PluginFault:
    text = Text(
        f"的“{name}”与插件“{one.plugin}”的重复（{one.place}）",
        f"“{name}” is taken by plugin “{one.plugin}” ({one.place})",
    )
    return PluginFault(other.plugin, hook, text, other.place)
