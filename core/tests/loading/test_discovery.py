"""Entry points as strangers write them: what is broken is recorded with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen

from jiuzhu.api import API, CountyManifest, PluginManifest, Text, hookimpl
from jiuzhu.loading import discovery
from jiuzhu.loading.discovery import COUNTY_GROUP, PLUGIN_GROUP, Discovery, discover
from jiuzhu.platform import CountyRefused, Platform
from jiuzhu_schemas.errors import JiuzhuError


@frozen
class Dist:
    name: str
    version: str = "1.0"


@frozen
class Point:
    """A fake entry point."""

    name: str
    thing: Any
    dist: Dist
    value: str = "somewhere:plugin"

    def load(self) -> Any:
        return self.thing() if callable(self.thing) else self.thing


Install = Callable[..., Discovery]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return what installs fake plugins and counties beside nothing else."""

    def put(plugins: Sequence[Any] = (), counties: Sequence[Any] = ()) -> Discovery:
        points = {PLUGIN_GROUP: tuple(plugins), COUNTY_GROUP: tuple(counties)}
        monkeypatch.setattr(discovery, "entry_points", lambda group: points[group])
        return discover()

    return put


def real() -> tuple[PluginManifest, CountyManifest, CountyManifest]:
    import jiuzhu_chongqing
    import jiuzhu_fengjie

    return jiuzhu_chongqing.plugin, jiuzhu_chongqing.county, jiuzhu_fengjie.county


CHONGQING, BASELINE, FENGJIE = real()
GOOD_PLUGIN = Point("chongqing", CHONGQING, Dist("jiuzhu-chongqing"))
GOOD_COUNTY = Point("chongqing", BASELINE, Dist("jiuzhu-chongqing"))
FENGJIE_POINT = Point("fengjie", FENGJIE, Dist("jiuzhu-fengjie"))


def states(found: Discovery) -> dict[str, str]:
    return {
        status.id: status.problem.en if status.problem else ""
        for status in Platform(found).counties()
    }


def test_the_real_installation_is_sorted_and_well() -> None:
    found = discover()
    assert not found.broken
    assert [each.manifest.id for each in found.counties] == sorted(
        each.manifest.id for each in found.counties
    )
    assert {"chongqing", "fengjie"} <= {each.manifest.id for each in found.counties}


def test_fakes_stand_for_the_real_ones(install: Install) -> None:
    assert states(install([GOOD_PLUGIN], [GOOD_COUNTY, FENGJIE_POINT])) == {
        "chongqing": "", "fengjie": ""
    }  # fmt: skip


def test_a_removed_county_leaves_the_baseline_working(install: Install) -> None:
    found = install([GOOD_PLUGIN], [GOOD_COUNTY])
    assert states(found) == {"chongqing": ""}
    with pytest.raises(CountyRefused, match="chongqing"):
        Platform(found).county("fengjie")


def test_one_name_from_two_distributions(install: Install) -> None:
    other = Point("fengjie", FENGJIE, Dist("fengjie-again"))
    found = install([GOOD_PLUGIN], [GOOD_COUNTY, FENGJIE_POINT, other])
    broken = found.broken[0]
    assert broken.name == "fengjie"
    assert "fengjie-again" in broken.problem.en
    assert "jiuzhu-fengjie" in broken.problem.en
    problems = states(found)
    assert problems["chongqing"] == ""
    assert "same name" in problems["fengjie"]


def broken_module(folder: Path, text: str) -> EntryPoint:
    (folder / "ws_broken.py").write_text(text, "utf-8")
    return EntryPoint("wushan", "ws_broken:county", COUNTY_GROUP)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("x = 1\nraise ValueError('bad table')\n", 2, "ValueError: bad table"),
        ("import os\n\nimport no_such_module_here\n", 3, "ModuleNotFoundError"),
        ("def f(:\n", 1, "SyntaxError"),
        ("import sys\nsys.exit(3)\n", 2, "SystemExit: 3"),
        (
            "from jiuzhu.api import CountyManifest\n\n\ncounty = CountyManifest(id='x')\n",
            4,
            "TypeError",
        ),
    ],
)
def test_an_import_error_is_recorded_with_file_and_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    install: Install,
    text: str,
    line: int,
    what: str,
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(__import__("sys").modules, "ws_broken", raising=False)
    point = broken_module(tmp_path, text)
    found = install([GOOD_PLUGIN], [GOOD_COUNTY, point])
    problem = found.broken[0].problem
    assert f"{tmp_path / 'ws_broken.py'}:{line}" in problem.en
    assert f"{tmp_path / 'ws_broken.py'}:{line}" in problem.zh
    assert what in problem.en
    assert states(found)["chongqing"] == ""
    assert what in states(found)["wushan"]


def test_a_module_that_is_not_there_is_named(install: Install) -> None:
    found = install([GOOD_PLUGIN], [EntryPoint("wushan", "ws_nowhere:county", COUNTY_GROUP)])
    assert "ws_nowhere:county" in found.broken[0].problem.en


def test_a_module_without_the_attribute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(__import__("sys").modules, "ws_broken", raising=False)
    found = install([], [broken_module(tmp_path, "x = 1\n")])
    assert "AttributeError" in found.broken[0].problem.en
    assert "ws_broken:county" in found.broken[0].problem.en


def test_another_api_number_names_both(install: Install) -> None:
    point = Point("wushan", evolve(FENGJIE, id="wushan", api=API + 1), Dist("wushan"))
    problem = install([GOOD_PLUGIN], [point]).broken[0].problem
    assert f"written for API {API + 1}, this platform has API {API}" in problem.en
    assert str(API + 1) in problem.zh


def test_a_wrong_type_of_manifest(install: Install) -> None:
    for group, thing in ((0, BASELINE), (1, CHONGQING), (1, object())):
        points: list[list[Point]] = [[], []]
        points[group] = [Point("wushan", thing if group else BASELINE, Dist("wushan"))]
        found = install(*points)
        expected = "PluginManifest" if group == 0 else "CountyManifest"
        assert f"must be a {expected}" in found.broken[0].problem.en


def test_an_entry_point_under_another_name(install: Install) -> None:
    found = install([GOOD_PLUGIN], [Point("wushan", FENGJIE, Dist("wushan"))])
    assert "“wushan”" in found.broken[0].problem.en
    assert "“fengjie”" in found.broken[0].problem.en


# -- a broken building block stops every county that gets it


def test_a_building_block_that_cannot_be_imported_stops_everyone(install: Install) -> None:
    bad = EntryPoint("audit", "audit_nowhere:plugin", PLUGIN_GROUP)
    problems = states(install([GOOD_PLUGIN, bad], [GOOD_COUNTY, FENGJIE_POINT]))
    assert len(problems) == 2
    assert all("“audit”" in problem for problem in problems.values())


class Misspelt:
    @hookimpl
    def inpatients(self, facts: object, identity: str) -> None:
        """No such hook."""


class WrongArgument:
    @hookimpl
    def inpatient(self, facts: object, category: str) -> None:
        """No such argument."""


class Raises:
    @hookimpl
    def policy_documents(self) -> list[Path]:
        raise ValueError("no folder")


class NotPaths:
    @hookimpl
    def fact_files(self) -> str:
        return "facts.toml"


BAD = [
    (Misspelt(), "inpatients"),
    (WrongArgument(), "category"),
    (Raises(), "ValueError: no folder"),
    (NotPaths(), "must return a list of paths"),
]


@pytest.mark.parametrize(("thing", "what"), BAD, ids=lambda v: type(v).__name__)
def test_a_building_block_that_does_not_fit_stops_everyone(
    install: Install, thing: object, what: str
) -> None:
    manifest = PluginManifest(id="audit", name=Text("审计", "audit"), api=API, plugin=thing)
    found = install(
        [GOOD_PLUGIN, Point("audit", manifest, Dist("audit"))], [GOOD_COUNTY, FENGJIE_POINT]
    )
    problems = states(found)
    assert len(problems) == 2
    assert all("“audit”" in each and what in each for each in problems.values()), problems


@pytest.mark.parametrize(("thing", "what"), BAD, ids=lambda v: type(v).__name__)
def test_a_county_that_does_not_fit_stops_only_itself(
    install: Install, thing: object, what: str
) -> None:
    county = evolve(FENGJIE, id="wushan", plugin=thing)
    problems = states(
        install(
            [GOOD_PLUGIN], [GOOD_COUNTY, FENGJIE_POINT, Point("wushan", county, Dist("wushan"))]
        )
    )
    assert problems["chongqing"] == problems["fengjie"] == ""
    assert "“wushan”" in problems["wushan"]
    assert what in problems["wushan"]


def test_a_county_of_a_building_block_s_name(install: Install) -> None:
    county = evolve(FENGJIE, id="chongqing")
    problems = states(install([GOOD_PLUGIN], [Point("chongqing", county, Dist("x"))]))
    assert "“chongqing”" in problems["chongqing"]


def test_without_the_baseline_the_county_says_what_is_missing(install: Install) -> None:
    problem = states(install([], [FENGJIE_POINT]))["fengjie"]
    assert problem
    with pytest.raises(JiuzhuError):
        Platform(install([], [FENGJIE_POINT])).county("fengjie")
