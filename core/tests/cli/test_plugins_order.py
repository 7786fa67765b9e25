"""``jiuzhu plugins --order``: wrappers from the outside in, then who is asked first."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

import jiuzhu_chongqing
from jiuzhu.api import API, CountyManifest, PluginManifest, Text, hookimpl
from jiuzhu.cli.main import call
from jiuzhu.loading import discovery
from jiuzhu.loading.discovery import COUNTY_GROUP, PLUGIN_GROUP


@frozen
class Point:
    name: str
    thing: Any
    value: str = "somewhere:it"
    dist: None = None

    def load(self) -> Any:
        return self.thing


class Usual:
    @hookimpl
    def inpatient(self, facts: object, identity: str) -> None:
        """Leave it."""


class First:
    @hookimpl(tryfirst=True)
    def inpatient(self, facts: object, identity: str) -> None:
        """Leave it."""


class Last:
    @hookimpl(trylast=True)
    def inpatient(self, facts: object, identity: str) -> None:
        """Leave it."""


class Outside:
    @hookimpl(wrapper=True)
    def inpatient(self, facts: object, identity: str) -> Any:
        return (yield)


class Inside(Outside):
    pass


class County(Usual):
    pass


def block(name: str, plugin: object) -> Point:
    return Point(name, PluginManifest(id=name, name=Text(name, name), api=API, plugin=plugin))


BLOCKS = [
    Point("chongqing", jiuzhu_chongqing.plugin), block("a_usual", Usual()),
    block("b_inside", Inside()), block("c_first", First()), block("d_last", Last()),
    block("e_outside", Outside()), block("f_usual", Usual()),
]  # fmt: skip
WUSHAN = CountyManifest(
    id="wushan", name=Text("巫山县", "Wushan"), api=API, document="cq-2012-78", plugin=County()
)
Install = Callable[..., None]


@pytest.fixture(autouse=True)
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    monkeypatch.setenv("JIUZHU_LANG", "en")
    monkeypatch.setenv("COLUMNS", "220")

    def put(counties: Sequence[Any]) -> None:
        points = {PLUGIN_GROUP: tuple(BLOCKS), COUNTY_GROUP: tuple(counties)}
        monkeypatch.setattr(discovery, "entry_points", lambda group: points[group])

    put([Point("chongqing", jiuzhu_chongqing.county), Point("wushan", WUSHAN)])
    return put


def order(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert call(["plugins", "--order", "--format", "json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


EXPECTED = [
    ("e_outside", "plugin", "wrapper"), ("b_inside", "plugin", "wrapper"),
    ("c_first", "plugin", "first"), ("wushan", "county", "usual"),
    ("f_usual", "plugin", "usual"), ("a_usual", "plugin", "usual"),
    ("d_last", "plugin", "last"), ("jiuzhu-core", "core", "default"),
]  # fmt: skip


def test_the_order_of_one_hook_of_one_county(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = order(capsys, "--county", "wushan", "--hook", "inpatient")
    assert (found["county"], found["hook"]) == ("wushan", "inpatient")
    assert found["first_answer_counts"] is True
    assert [(c["plugin"], c["kind"], c["role"]) for c in found["calls"]] == EXPECTED
    line = inspect.getsourcelines(Usual.inpatient)[1]
    assert found["calls"][3]["place"] == f"{__file__}:{line}"


def test_it_is_the_order_in_which_they_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed is compared with a call, so that it cannot drift from the truth."""
    from jiuzhu.platform import Platform

    seen: list[str] = []
    county = Platform.load().county("wushan")
    for implementation in county.manager.hook.inpatient.get_hookimpls():
        bare: Any = implementation
        asked, name, wraps = bare.function, bare.plugin_name, bare.wrapper

        def wrapper(*given: Any, asked: Any = asked, name: str = name) -> Any:
            seen.append(name)
            return (yield from asked(*given))

        def rule(*given: Any, asked: Any = asked, name: str = name) -> Any:
            seen.append(name)
            return asked(*given)

        monkeypatch.setattr(bare, "function", wrapper if wraps else rule)
    from jiuzhu_schemas.facts import Facts

    county.hooks.relief("inpatient", Facts(edition=0, identities=frozenset({"dibao"})), "dibao")
    assert seen == [plugin for plugin, _, _ in EXPECTED]


def test_all_hooks_that_somebody_implements(capsys: pytest.CaptureFixture[str]) -> None:
    found = order(capsys, "--county", "wushan")
    hooks = [each["hook"] for each in found]
    assert hooks[0] == "eligibility"
    assert "policy_documents" in hooks
    assert "terminal_screens" not in hooks
    (files,) = (each for each in found if each["hook"] == "policy_documents")
    assert files["first_answer_counts"] is False


def test_a_county_without_own_code(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = order(capsys, "--county", "chongqing", "--hook", "tilt")
    assert [each["plugin"] for each in found["calls"]] == ["jiuzhu-core"]


def test_a_hook_that_nobody_implements(capsys: pytest.CaptureFixture[str]) -> None:
    found = order(capsys, "--hook", "claim_check")
    assert [(each["county"], each["calls"]) for each in found] == [
        ("chongqing", []),
        ("wushan", []),
    ]
    assert call(["plugins", "--order", "--hook", "claim_check"]) == 0
    assert "nobody" in capsys.readouterr().out


def test_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["plugins", "--order", "--county", "wushan", "--hook", "inpatient"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if "inpatient" in line]
    assert [row[3] for row in rows] == [plugin for plugin, _, _ in EXPECTED]
    assert "wrapper," in rows[0]
    assert "tryfirst" in rows[2]
    assert rows[3][-1].endswith(".py:" + str(inspect.getsourcelines(Usual.inpatient)[1]))
    assert "trylast" in rows[6]


def test_an_unknown_hook(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["plugins", "--order", "--hook", "inpatients"]) == 2
    assert "did you mean “inpatient”" in capsys.readouterr().err


def test_an_unknown_county(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["plugins", "--order", "--county", "atlantis"]) == 2
    shown = capsys.readouterr()
    assert "atlantis" in shown.err
    assert shown.out == ""


@pytest.mark.parametrize("option", ["--county", "--hook"])
def test_what_needs_order(capsys: pytest.CaptureFixture[str], option: str) -> None:
    assert call(["plugins", option, "inpatient"]) == 2
    assert "--order" in capsys.readouterr().err


def test_a_county_that_refuses_has_no_order_and_is_named(
    capsys: pytest.CaptureFixture[str], install: Install, tmp_path: Path
) -> None:
    install([Point("wushan", WUSHAN), EntryPoint("wuxi", "ws_nowhere:it", COUNTY_GROUP)])
    assert call(["plugins", "--order", "--hook", "tilt", "--format", "json"]) == 1
    shown = capsys.readouterr()
    assert [each["county"] for each in json.loads(shown.out)] == ["wushan"]
    assert "wuxi refuses" in shown.err
