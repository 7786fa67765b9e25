"""``jiuzhu counties``, ``plugins`` and ``doctor``: well, and with something broken."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen

import jiuzhu_chongqing
import jiuzhu_fengjie
from jiuzhu.api import CountyManifest, Text, hookimpl
from jiuzhu.cli.counties import state
from jiuzhu.cli.main import call
from jiuzhu.loading import discovery, installation
from jiuzhu.loading.discovery import COUNTY_GROUP, PLUGIN_GROUP


@frozen
class Dist:
    name: str
    version: str = "1.0"


@frozen
class Point:
    name: str
    thing: Any
    dist: Dist
    value: str = "somewhere:plugin"

    def load(self) -> Any:
        return self.thing


class Folder:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        return sorted(self.folder.glob("*.toml"))


Install = Callable[..., None]
PLUGIN = Point("chongqing", jiuzhu_chongqing.plugin, Dist("jiuzhu-chongqing"))
BASELINE = Point("chongqing", jiuzhu_chongqing.county, Dist("jiuzhu-chongqing"))


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    def put(counties: Sequence[Any], plugins: Sequence[Any] = (PLUGIN,)) -> None:
        points = {PLUGIN_GROUP: tuple(plugins), COUNTY_GROUP: tuple(counties)}
        monkeypatch.setattr(discovery, "entry_points", lambda group: points[group])

    return put


@pytest.fixture
def broken_county(tmp_path: Path) -> Point:
    folder = Path(shutil.copytree(Path(jiuzhu_fengjie.__file__).parent / "policy", tmp_path / "p"))
    file = folder / "fj-2023-49.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace('rate = { exact = "80%" }', "rate = 0.8", 1), "utf-8")
    manifest = CountyManifest(
        id="copy", name=Text("副本", "copy"), api=1, document="fj-2023-49", plugin=Folder(folder)
    )
    return Point("copy", manifest, Dist("copy-dist", "2.0"))


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert call(arguments) == status
    found = capsys.readouterr()
    assert found.err == ""
    return found.out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> Any:
    return json.loads(printed(capsys, *arguments, "--format", "json", status=status))


# -- counties


def test_counties(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "counties")
    line = next(each for each in text.splitlines() if "fengjie" in each)
    for expected in ("奉节县", "奉节府办发〔2023〕49号", "jiuzhu-fengjie", "可结算"):
        assert expected in line
    found = {each["id"]: each for each in as_json(capsys, "counties")}
    assert found["chongqing"]["document"] == "渝府发〔2012〕78号"
    assert found["chongqing"]["settles"] is True
    assert found["chongqing"]["problem"] is None
    assert found["chongqing"]["draft"] is False
    assert (state(True, draft=True), state(True), state(False)) == ("草案", "可结算", "拒绝结算")


def test_a_county_that_refuses_says_why(
    capsys: pytest.CaptureFixture[str], install: Install, broken_county: Point
) -> None:
    install([BASELINE, broken_county])
    text = printed(capsys, "counties", status=1)
    lines = text.splitlines()
    assert "拒绝结算" in next(each for each in lines if "copy-dist 2.0" in each)
    assert "可结算" in next(each for each in lines if "jiuzhu-chongqing" in each)
    joined = "".join(lines)
    assert "fj-2023-49.toml" in joined
    assert "inpatient.rows[0].rate" in joined
    found = {each["id"]: each for each in as_json(capsys, "counties", status=1)}
    assert re.search(r"第[0-9]+行 inpatient\.rows\[0\]\.rate", found["copy"]["problem"]["zh"])
    assert "fj-2023-49.toml" in found["copy"]["problem"]["en"]
    assert found["copy"]["document"] == ""


# -- plugins


def test_plugins_in_calling_order(capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "plugins")
    kinds = [each["kind"] for each in found["plugins"]]
    assert kinds == sorted(kinds)
    assert found["calling_order"]["fengjie"]["policy_documents"] == ["fengjie", "chongqing"]
    assert found["calling_order"]["fengjie"]["inpatient"] == ["jiuzhu-core"]
    fengjie = next(each for each in found["plugins"] if each["id"] == "fengjie")
    assert (fengjie["api"], fengjie["hooks"]) == (1, ["policy_documents", "deadline_files"])
    text = printed(capsys, "plugins")
    assert "fengjie > chongqing" in text
    assert "disease_catalogues" in text


def test_hooks_stand_in_the_order_of_a_claim(
    capsys: pytest.CaptureFixture[str], install: Install
) -> None:
    class Wushan:
        @hookimpl
        def tilt(self, facts: object, identity: str, stage: str) -> None:
            """Leave it."""

        @hookimpl(wrapper=True)
        def eligibility(self, facts: object, identity: str) -> Any:
            return (yield)

    county = evolve(jiuzhu_chongqing.county, id="wushan", plugin=Wushan())
    install([Point("wushan", county, Dist("wushan"))])
    found = as_json(capsys, "plugins")
    assert found["plugins"][0]["hooks"] == ["eligibility", "tilt"]
    order = found["calling_order"]["wushan"]
    assert order["eligibility"] == ["wushan (wrapper)", "jiuzhu-core"]


def test_broken_plugins_are_named_with_their_place(
    capsys: pytest.CaptureFixture[str],
    install: Install,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "ws_faulty.py").write_text("x = 1\n1 / 0\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    install([BASELINE, EntryPoint("wushan", "ws_faulty:county", COUNTY_GROUP)])
    found = as_json(capsys, "plugins", status=1)
    broken = next(each for each in found["plugins"] if each["id"] == "wushan")
    assert "ws_faulty.py:2" in broken["problem"]["en"]
    assert broken["kind"] == "county"
    assert "ZeroDivisionError" in "".join(printed(capsys, "plugins", status=1).splitlines())


def test_a_plugin_with_an_unknown_hook_is_named(
    capsys: pytest.CaptureFixture[str], install: Install
) -> None:
    class Misspelt:
        @hookimpl
        def inpatients(self) -> None:
            """No such hook."""

    county = evolve(jiuzhu_chongqing.county, id="wushan", plugin=Misspelt())
    install([BASELINE, Point("wushan", county, Dist("wushan"))])
    found = as_json(capsys, "plugins", status=1)
    problem = next(each for each in found["plugins"] if each["id"] == "wushan")["problem"]
    assert "inpatients" in problem["en"]
    assert "wushan" not in found["calling_order"]


# -- doctor


def test_a_well_installation(capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "doctor")
    assert found["problems"] == []
    assert found["environment"]["time zone data"] in ("Asia/Shanghai", "-")
    assert found["environment"]["sqlite"]
    assert {"jiuzhu", "jiuzhu-schemas", "polars", "jiuzhu-fengjie"} <= set(found["versions"])
    assert all(found["versions"][name] for name in installation.NEEDED)
    hashes = {Path(each["file"]).name: each for each in found["files"]}
    document = hashes["fj-2023-49.toml"]
    assert document["plugin"] == "fengjie"
    assert document["sha256"] == hashlib.sha256(Path(document["file"]).read_bytes()).hexdigest()
    assert {"premiums.toml", "diseases.toml", "cq-2012-78.toml"} <= set(hashes)
    assert all(each["settles"] for each in found["counties"])


def test_a_well_installation_in_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = printed(capsys, "doctor")
    assert "一切正常" in text
    assert "fj-2023-49.toml" in text
    monkeypatch.setenv("JIUZHU_LANG", "en")
    assert "Everything is well" in printed(capsys, "doctor")


def test_a_broken_county_makes_the_doctor_say_so(
    capsys: pytest.CaptureFixture[str], install: Install, broken_county: Point
) -> None:
    install([BASELINE, broken_county])
    text = "".join(printed(capsys, "doctor", status=1).splitlines())
    assert "问题：副本（copy）拒绝结算" in text
    assert "一切正常" not in text
    found = as_json(capsys, "doctor", status=1)
    assert len(found["problems"]) == 1


def test_no_county_at_all(capsys: pytest.CaptureFixture[str], install: Install) -> None:
    install([])
    assert "没有安装任何县" in printed(capsys, "doctor", status=1)


def test_a_missing_library_and_missing_time_zones(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(name: str) -> str:
        if name in ("polars", "textual"):
            raise PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(installation, "version", version)
    monkeypatch.setattr(installation, "_has_zone", lambda: False)
    found = as_json(capsys, "doctor", status=1)
    assert [each["en"] for each in found["problems"]] == ["polars is not installed"]
    assert "UTC+8" in found["warnings"][0]["en"]
    assert found["versions"]["textual"] == ""


@pytest.mark.parametrize("command", ["counties", "plugins", "doctor"])
def test_unusable_arguments(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert call([command, "--format", "xml"]) == 2
    assert call([command, "surplus"]) == 2
    assert capsys.readouterr().out == ""
