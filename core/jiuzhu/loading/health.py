"""Whether the code of the installed plugins does what it should: everything is tried once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from attrs import frozen

from jiuzhu.platform import Platform
from jiuzhu.stages.terminal import TerminalCommand, TerminalScreen
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.resident_id import check_character
from jiuzhu_schemas.text import Text

from .claim_checks import claim_checks
from .county import County
from .discovery import Discovery, Found
from .extensions import (
    answers_of,
    commands_of,
    importers_of,
    load_command,
    load_importer,
    name_taken,
)
from .managers import PluginRefused, alone
from .trial import TRIAL_SECONDS, try_code

_NOBODY: Final = "50023619750315101"
_TERMINAL: Final = (("terminal_screens", TerminalScreen), ("terminal_commands", TerminalCommand))


@frozen(kw_only=True)
class Health:
    """What was found. ``faults`` keep something from working, ``warnings`` do not yet."""

    faults: tuple[Text, ...]
    warnings: tuple[Text, ...]
    failing: tuple[str, ...] = ()
    """The ids of the counties whose code, their own or a building block's, is among the faults."""


def examine_code(platform: Platform, discovery: Discovery, taken: Collection[str]) -> Health:
    """Try what plugins implement; each fault names plugin, file and line, and stands once.

    ``taken``: the names of the core's own commands.
    """
    counties = [platform.county(each.id) for each in platform.counties() if not each.problem]
    trials = [(county, try_code(county)) for county in counties]
    of_counties = {
        county.manifest.id: [
            said_with_place(fault) for fault in (*trial.faults, *_of_files(county))
        ]
        for county, trial in trials
    }
    faults = [
        *(fault for found in of_counties.values() for fault in found),
        *_of_commands(discovery, taken),
        *_of_terminals(discovery),
    ]
    warnings = [
        *(_unfinished(county, hook) for county, trial in trials for hook in trial.unfinished),
        *(each for found in _found(discovery) for each in _warnings(found)),
    ]
    return Health(
        faults=tuple(dict.fromkeys(faults)),
        warnings=tuple(dict.fromkeys(warnings)),
        failing=tuple(county for county, found in of_counties.items() if found),
    )


def said_with_place(error: JiuzhuError) -> Text:
    """Return what an error says, led by its file and line."""
    text = error.message
    return Text(f"{error.place}：{text.zh}", f"{error.place}: {text.en}") if error.place else text


def _found(discovery: Discovery) -> Iterator[Found]:
    yield from (*discovery.plugins, *discovery.counties)


def _unfinished(county: County, hook: str) -> Text:
    name = county.manifest.name
    return Text(
        f"{name.zh}的 {hook} 太慢，{TRIAL_SECONDS:g} 秒内没有试完",
        f"{name.en}: {hook} is too slow to be tried to the end within {TRIAL_SECONDS:g} seconds",
    )


def _of_files(county: County) -> Iterator[JiuzhuError]:
    """Yield what is wrong with checks of claims and with importers."""
    try:
        _try_checks(county)
    except JiuzhuError as error:
        yield error
    try:
        for added in importers_of(county).values():
            load_importer(added)
    except JiuzhuError as error:
        yield error


def _try_checks(county: County) -> None:
    """Read one invented claim, with nothing in it but what every file has."""
    checks = claim_checks(county)
    if checks is None:
        return
    from jiuzhu.exchange import read_claims, read_people
    from jiuzhu.exchange.in_memory import Records

    who = _NOBODY + check_character(_NOBODY)
    people = read_people(Records("-", [{"person_id": who, "name": "测试甲", "home_care": 0}]))
    claim = {
        "claim_id": "T-1", "person_id": who, "visit": "inpatient", "therapy": "",
        "settled_on": county.policy.first_day, "hospital_level": 2, "hospital_region": "county",
        "referral": "not_needed", "diagnosis": "J18.9", "total_cost": 10_000,
        "in_scope_cost": 9_000, "basic_paid": 5_000, "critical_illness_paid": 0,
    }  # fmt: skip
    first_day = county.policy.first_day
    read_claims(Records("-", [claim]), people, first_day=first_day, checks=checks)


def _of_commands(discovery: Discovery, taken: Collection[str]) -> Iterator[Text]:
    commands, faults = commands_of(discovery)
    yield from (said_with_place(each) for each in faults if not isinstance(each, PluginRefused))
    for name, added in commands.items():
        try:
            if name in taken:
                raise name_taken(added)
            load_command(added)
        except JiuzhuError as error:
            yield said_with_place(error)


def _of_terminals(discovery: Discovery) -> Iterator[Text]:
    """Ask for screens and commands; what they name is imported by the terminal alone."""
    for each in _found(discovery):
        for hook, kind in _TERMINAL:
            try:
                answers_of(alone(each.manifest)[0], hook, kind)
            except PluginRefused:  # The state of the plugin says so.
                continue
            except JiuzhuError as error:
                yield said_with_place(error)


def _warnings(found: Found) -> Iterator[Text]:
    """Yield what will stop working, and what does nothing."""
    manifest = found.manifest
    try:
        manager, deprecated = alone(manifest)
    except PluginRefused:  # The state of the plugin says so.
        return
    for each in deprecated:
        zh, en = each.text
        yield Text(
            f"{each.place}：插件“{each.plugin}”：{zh}",
            f"{each.place}: plugin “{each.plugin}”: {en}",
        )
    if manifest.plugin is not None and not manager.get_hookcallers(manifest.plugin):
        yield Text(
            f"插件“{manifest.id}”没有实现任何挂钩",
            f"plugin “{manifest.id}” implements no hook",
        )
