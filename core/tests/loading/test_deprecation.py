"""A hook that is going to be removed: who implements it is told where, and still works."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest
from attrs import frozen

import jiuzhu_chongqing
from jiuzhu.api import API, CountyManifest, Text, hookimpl
from jiuzhu.cli.main import call
from jiuzhu.loading import discovery
from jiuzhu.loading.discovery import COUNTY_GROUP, PLUGIN_GROUP
from jiuzhu.platform import Platform
from jiuzhu.stages import specs
from jiuzhu.stages.deprecation import DeprecatedHook
from jiuzhu.stages.markers import hookspec


class FormerHooks:
    """What the core had once."""

    @hookspec(
        firstresult=True,
        warn_on_impl=DeprecatedHook("ward_relief", since=1, gone=2, instead="inpatient"),
    )
    def ward_relief(self, facts: object, identity: str) -> None:
        """Give the terms of a ward."""

    @hookspec(
        warn_on_impl_args={
            "bed": DeprecatedHook("ward_report(bed)", since=1, gone=2, instead="facts")
        }
    )
    def ward_report(self, facts: object, bed: int) -> None:
        """Report a bed."""


class Wushan:
    @hookimpl
    def ward_relief(self, facts: object) -> None:
        """Leave it."""

    @hookimpl
    def ward_report(self, facts: object, bed: int) -> None:
        """Report nothing."""


class Adapted:
    @hookimpl
    def ward_report(self, facts: object) -> None:
        """Report nothing; the argument is not asked for any more."""


@frozen
class Point:
    name: str
    thing: Any
    value: str = "somewhere:it"
    dist: None = None

    def load(self) -> Any:
        return self.thing


def install(monkeypatch: pytest.MonkeyPatch, plugin: object) -> None:
    wushan = CountyManifest(
        id="wushan", name=Text("巫山县", "Wushan"), api=API, document="cq-2012-78", plugin=plugin
    )
    points = {
        PLUGIN_GROUP: (Point("chongqing", jiuzhu_chongqing.plugin),),
        COUNTY_GROUP: (Point("wushan", wushan),),
    }
    monkeypatch.setattr(discovery, "entry_points", lambda group: points[group])
    monkeypatch.setattr(specs, "ALL_HOOKS", (*specs.ALL_HOOKS, FormerHooks))


@pytest.mark.parametrize("command", ["plugins", "doctor"])
def test_who_implements_it_is_named_with_the_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    install(monkeypatch, Wushan())
    assert call([command, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["warnings"]
    hook, argument = [each for each in found if "wushan" in each["en"]]
    line = inspect.getsourcelines(Wushan.ward_relief)[1]
    assert hook["en"] == (
        f"{__file__}:{line}: plugin “wushan”: ward_relief is deprecated since API 1 and goes with"
        " API 2; use inpatient"
    )
    assert "自接口版本 1 起弃用，版本 2 将取消，请改用 inpatient" in hook["zh"]
    assert "ward_report(bed)" in argument["en"]
    assert call([command]) == 0
    assert "注意：" in capsys.readouterr().out


def test_it_still_works_and_nobody_else_hears_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Warnings are errors in these tests: loading must not let one out."""
    install(monkeypatch, Wushan())
    assert Platform.load().county("wushan").policy.editions
    assert call(["counties"]) == 0
    assert capsys.readouterr().err == ""


def test_who_has_adapted_is_not_warned(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    install(monkeypatch, Adapted())
    assert call(["doctor", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["warnings"]
    assert [each for each in found if "wushan" in each["en"]] == []
