"""Importers, checks of claims and commands that misbehave: named, and nothing else is touched."""

# Wrong types are what these tests are about.
# mypy: disable-error-code="arg-type"

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import polars as pl
import pytest
from attrs import frozen

import jiuzhu_chongqing
from jiuzhu.api import (
    API,
    CliCommand,
    CountyManifest,
    Importer,
    PluginManifest,
    RefusedClaim,
    TerminalScreen,
    Text,
    hookimpl,
)
from jiuzhu.cli.added import added_command
from jiuzhu.cli.main import call
from jiuzhu.exchange.tables import ENDINGS_IN
from jiuzhu.loading import discovery
from jiuzhu.loading.claim_checks import claim_checks
from jiuzhu.loading.discovery import COUNTY_GROUP, PLUGIN_GROUP
from jiuzhu.loading.extensions import imported
from jiuzhu.loading.installation import examine
from jiuzhu.platform import Platform
from jiuzhu.stages import containment, patience
from jiuzhu.stages.faults import PluginFault
from jiuzhu.stages.importing import OWN_ENDINGS

REFUSED = RefusedClaim(
    row=0, column="claim_id", code="odd", reason=Text("奇怪", "is odd"), expected=Text("-", "-")
)
COMMAND = CliCommand(name="greet", title=Text("问候", "Greet"), run="made_up:greet")
IMPORTER = Importer(
    id="his", title=Text("清单", "list"), ending=".his", tables=("claims",), read="made_up:read"
)
CLAIMS = pl.DataFrame({"row": [0, 2], "claim_id": ["a", "b"]})


@frozen
class Point:
    name: str
    thing: Any
    value: str = "somewhere:it"
    dist: None = None

    def load(self) -> Any:
        return self.thing


class Plugin:
    """Answers each hook by a function it is given."""

    def __init__(self, **answers: Callable[..., Any]) -> None:
        self.answers = answers

    @hookimpl
    def importers(self) -> Any:
        return self.answers.get("importers", lambda: None)()

    @hookimpl
    def claim_check(self, claims: pl.DataFrame) -> Any:
        return self.answers.get("claim_check", lambda claims: None)(claims)

    @hookimpl
    def cli_commands(self) -> Any:
        return self.answers.get("cli_commands", lambda: None)()

    @hookimpl
    def terminal_screens(self) -> Any:
        return self.answers.get("terminal_screens", lambda: None)()


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module that plugins name."""
    module = ModuleType("made_up")
    monkeypatch.setitem(sys.modules, "made_up", module)
    monkeypatch.setenv("JIUZHU_LANG", "en")
    return module


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Platform]:
    def put(*plugins: Plugin) -> Platform:
        blocks = [
            PluginManifest(id=f"block{at}", name=Text("块", "block"), api=API, plugin=each)
            for at, each in enumerate(plugins)
        ]
        county = CountyManifest(
            id="wushan", name=Text("巫山县", "Wushan"), api=API, document="cq-2012-78"
        )
        points = {
            PLUGIN_GROUP: (
                Point("chongqing", jiuzhu_chongqing.plugin),
                *(Point(each.id, each) for each in blocks),
            ),
            COUNTY_GROUP: (Point("wushan", county),),
        }
        monkeypatch.setattr(discovery, "entry_points", lambda group: points[group])
        return Platform.load()

    return put


Install = Callable[..., Platform]


def hurry(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    """Shorten the time limit, for a test of what does not end alone: others may be held up."""
    if said == "did not end":
        monkeypatch.setattr(containment, "LOADING_SECONDS", 0.3)
        monkeypatch.setattr(patience._WATCH, "tick", 0.02)


def problems(commands: Sequence[str] = ()) -> list[str]:
    found = discovery.discover()
    return [each.en for each in examine(Platform(found), found, commands).problems]


def loop(*_: object) -> None:
    while True:
        pass


def later(*_: object) -> Iterator[RefusedClaim]:
    yield REFUSED
    raise ValueError("in between")


# -- checks of claims


@pytest.mark.parametrize(
    ("check", "said"),
    [
        (lambda claims: 1 / 0, "ZeroDivisionError"),
        (lambda claims: sys.exit(3), "sys.exit"),
        (loop, "did not end"),
        (later, "in between"),
        (lambda claims: 5, "TypeError"),
        (lambda claims: [0], "RefusedClaim"),
        (lambda claims: [RefusedClaim(**_fields(row=1))], "no row 1"),
        (lambda claims: [RefusedClaim(**_fields(column="invoice"))], "no column “invoice”"),
        (lambda claims: [RefusedClaim(**_fields(row=True))], "row must be"),
        (lambda claims: [RefusedClaim(**_fields(reason="odd"))], "reason must be a Text"),
        (lambda claims: [RefusedClaim(**_fields(code="Odd!"))], "code must be like"),
        (lambda claims: claims["nowhere"], "ColumnNotFoundError"),
    ],
)
def test_a_check_that_misbehaves(
    install: Install,
    check: Callable[[pl.DataFrame], Any],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hurry(monkeypatch, said)
    county = install(Plugin(claim_check=check)).county("wushan")
    look = claim_checks(county)
    assert look is not None
    with pytest.raises(PluginFault) as refused:
        look(CLAIMS)
    assert said in refused.value.message.en
    assert (refused.value.plugin, refused.value.hook) == ("block0", "claim_check")
    assert refused.value.place.startswith(f"{__file__}:")
    if "no row" not in said and "RefusedClaim" not in said:
        assert any(said in each for each in problems())


def _fields(**changed: Any) -> dict[str, Any]:
    return {
        "row": 0, "column": "claim_id", "code": "odd", "reason": Text("奇怪", "is odd"),
        "expected": Text("-", "-"),
    } | changed  # fmt: skip


def test_checks_are_all_asked_and_none_sees_what_another_changed(install: Install) -> None:
    def spoil(claims: pl.DataFrame) -> list[RefusedClaim]:
        claims[0, "claim_id"] = "spoiled"
        return [REFUSED]

    def look_up(claims: pl.DataFrame) -> list[RefusedClaim]:
        assert claims["claim_id"].to_list() == ["a", "b"]
        return [RefusedClaim(**_fields(row=2))]

    platform = install(Plugin(claim_check=look_up), Plugin(claim_check=spoil))
    look = claim_checks(platform.county("wushan"))
    assert look is not None
    assert [each.row for each in look(CLAIMS)] == [0, 2]


def test_without_a_check_nothing_is_asked(install: Install) -> None:
    class Nothing:
        pass

    assert claim_checks(install(Nothing()).county("wushan")) is None


# -- files of other systems


def test_the_endings_are_those_that_the_core_reads() -> None:
    assert set(OWN_ENDINGS) == set(ENDINGS_IN)


@pytest.mark.parametrize(
    "change",
    [
        {"ending": ".csv"}, {"ending": "his"}, {"ending": ".HIS"}, {"id": "His"},
        {"title": "清单"}, {"read": "made_up"}, {"tables": ("awards",)}, {"tables": ()},
        {"tables": "claims"},
    ],
    ids=str,
)  # fmt: skip
def test_an_importer_that_cannot_be(change: dict[str, Any]) -> None:
    fields = {
        "id": "his", "title": Text("清单", "list"), "ending": ".his", "tables": ("claims",),
        "read": "made_up:read",
    } | change  # fmt: skip
    with pytest.raises(ValueError, match=next(iter(change))):
        Importer(**fields)


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (lambda file: 1 / 0, "ZeroDivisionError"),
        (lambda file: sys.exit(), "sys.exit"),
        (loop, "did not end"),
        (lambda file: [{"claim_id": 5}], "record 1 must be a dict"),
        (lambda file: [{"claim_id": "a"}, ["b"]], "record 2 must be a dict"),
        (None, "must be a function"),
    ],
)
def test_an_importer_that_misbehaves(
    install: Install, made_up: ModuleType, read: Any, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch, said)
    made_up.read = read  # type: ignore[attr-defined]
    county = install(Plugin(importers=lambda: [IMPORTER])).county("wushan")
    with pytest.raises(PluginFault) as refused:
        imported(county, Path("x.his"), "claims")
    assert said in refused.value.message.en
    assert refused.value.plugin == "block0"


def test_an_importer_reads_its_own_tables_alone(install: Install, made_up: ModuleType) -> None:
    made_up.read = lambda file: [{"claim_id": "a"}]  # type: ignore[attr-defined]
    county = install(Plugin(importers=lambda: [IMPORTER])).county("wushan")
    assert imported(county, Path("x.HIS"), "claims") == [{"claim_id": "a"}]
    assert imported(county, Path("x.his"), "people") is None
    assert imported(county, Path("x.dbf"), "claims") is None


def test_two_importers_of_one_ending(install: Install, made_up: ModuleType) -> None:
    one = Plugin(importers=lambda: [IMPORTER])
    county = install(one, Plugin(importers=lambda: [IMPORTER])).county("wushan")
    with pytest.raises(PluginFault) as refused:
        imported(county, Path("x.his"), "claims")
    assert "“block0”" in refused.value.message.en
    assert "“block1”" in refused.value.message.en
    assert any("“.his” is taken" in each for each in problems())


def test_an_importer_whose_module_is_missing_is_found_by_the_doctor(install: Install) -> None:
    install(Plugin(importers=lambda: [IMPORTER]))
    (problem,) = problems()
    assert "ModuleNotFoundError: No module named 'made_up'" in problem
    assert problem.startswith(f"{__file__}:")


# -- commands


@pytest.fixture
def greet(made_up: ModuleType, install: Install) -> Callable[[Callable[..., Any]], int]:
    """Return what calls a plugin's command that does something."""

    def run(act: Callable[..., Any]) -> int:
        made_up.greet = click.command()(act)  # type: ignore[attr-defined]
        install(Plugin(cli_commands=lambda: [COMMAND]))
        return call(["greet"])

    return run


def test_a_command_prints_and_gives_a_status(
    greet: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    def say() -> int:
        click.echo("hello")
        return 1

    assert greet(say) == 1
    assert capsys.readouterr().out == "hello\n"


@pytest.mark.parametrize(
    ("act", "said"),
    [(lambda: 1 / 0, "ZeroDivisionError"), (lambda: sys.exit(7), "sys.exit")],
)
def test_a_command_that_fails_is_named(
    greet: Callable[..., int], capsys: pytest.CaptureFixture[str], act: Any, said: str
) -> None:
    assert greet(act) == 2
    shown = capsys.readouterr().err
    assert "plugin “block0”, hook greet: " in shown
    assert said in shown
    assert "Traceback" not in shown


def test_a_reader_that_has_left_is_no_fault(install: Install, made_up: ModuleType) -> None:
    def piped() -> None:
        raise BrokenPipeError

    made_up.greet = click.command()(piped)  # type: ignore[attr-defined]
    install(Plugin(cli_commands=lambda: [COMMAND]))
    command = added_command("greet")
    assert command is not None
    with pytest.raises(BrokenPipeError):
        command.invoke(click.Context(command))


def test_a_command_that_is_none(
    install: Install, made_up: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    made_up.greet = "hello"  # type: ignore[attr-defined]
    install(Plugin(cli_commands=lambda: [COMMAND]))
    assert call(["greet"]) == 2
    assert "must be a click command" in capsys.readouterr().err
    assert any("must be a click command" in each for each in problems())


def test_a_command_of_the_core_s_name(install: Install, made_up: ModuleType) -> None:
    named = CliCommand(name="settle", title=Text("结算", "Settle"), run="made_up:greet")
    install(Plugin(cli_commands=lambda: [named]))
    (problem,) = problems(["settle", "doctor"])
    assert "“settle” is the core's" in problem


def test_a_command_that_two_plugins_have(
    install: Install, made_up: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    made_up.greet = click.command()(lambda: None)  # type: ignore[attr-defined]
    one = Plugin(cli_commands=lambda: [COMMAND])
    install(one, Plugin(cli_commands=lambda: [COMMAND]))
    assert call(["greet"]) == 2
    assert "“greet” is taken by plugin “block0”" in capsys.readouterr().err


def test_an_unknown_command_names_the_plugins_that_could_not_be_asked(
    install: Install, made_up: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    install(Plugin(cli_commands=lambda: 1 / 0))
    assert call(["greeet"]) == 2
    shown = capsys.readouterr().err
    assert "ZeroDivisionError" in shown
    assert "greeet" in shown


def test_a_broken_plugin_leaves_the_core_s_commands_alone(
    install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    install(Plugin(cli_commands=lambda: 1 / 0))
    assert call(["counties"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", ["Greet", "greet all", "-greet", "greet-", ""])
def test_a_command_s_name(name: str) -> None:
    with pytest.raises(ValueError, match="name must be like"):
        CliCommand(name=name, title=Text("问候", "Greet"), run="made_up:greet")


def test_screens_that_are_none_are_found_by_the_doctor(install: Install) -> None:
    install(Plugin(terminal_screens=lambda: [TerminalScreen]))
    assert any("list of TerminalScreen" in each for each in problems())
