"""A county whose code is broken, in every way there is: it is named, and the others work."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from datetime import date
from importlib.metadata import EntryPoint, entry_points
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from jiuzhu.cli.main import call
from jiuzhu.loading import discovery, trial
from jiuzhu.loading.discovery import COUNTY_GROUP, PLUGIN_GROUP
from jiuzhu.loading.installation import examine
from jiuzhu.loading.survey import survey_plugins
from jiuzhu.platform import CountyRefused, Platform
from jiuzhu.settlement.columns import Claims, Identities, People, day_number
from jiuzhu.stages import containment, patience
from jiuzhu.stages.facade import PluginFault
from jiuzhu_schemas.errors import JiuzhuError

HEAD = """\
from jiuzhu.api import *
from jiuzhu.api import hookimpl

def county(plugin, **given):
    return CountyManifest(**({
        "id": "wushan", "name": Text("巫山县", "Wushan County"), "api": API,
        "document": "cq-2012-78", "plugin": plugin} | given))

TERMS = dict(rate=8_000, pool="inpatient", annual_cap=600_000, clause="ws#1")

"""
RULE = (
    HEAD
    + """
class Wushan:
    @hookimpl
    def inpatient(self, facts, identity):
        if facts.visit != "inpatient":
            return None
        {body}

it = county(Wushan())
"""
)
LINE_OF_BODY = RULE[: RULE.index("{body}")].count("\n") + 1


def with_rule(body: str) -> str:
    return RULE.replace("{body}", textwrap.indent(body, " " * 8).lstrip())


def with_class(body: str, manifest: str = "county(Wushan())") -> str:
    return f"{HEAD}\nclass Wushan:\n{textwrap.indent(body, '    ')}\n\nit = {manifest}\n"


AT_LOADING = {
    "import error": ("import no_such_module\n", "ModuleNotFoundError", 1),
    "syntax error": ("x = 1\ndef f(:\n", "SyntaxError", 2),
    "sys.exit": ("import sys\nsys.exit(1)\n", "SystemExit", 2),
    "import without end": ("while True:\n    pass\n", "did not end", 0),
    "older API": (with_class("pass", "county(Wushan(), api=0)"), "written for API 0", 0),
    "newer API": (with_class("pass", "county(Wushan(), api=2)"), "upgrade jiuzhu", 0),
    "API that is no number": (with_class("pass", "county(Wushan(), api=True)"), "True", 0),
    "name that is no Text": (with_class("pass", "county(Wushan(), name='巫山')"), "Text(", 0),
    "no manifest": ("it = 5\n", "must be a CountyManifest", 0),
    "other id": (with_class("pass", "county(Wushan(), id='x')"), "differ", 0),
    "class in place of an object": (with_class("pass", "county(Wushan)"), "brackets", 0),
    "unknown hook": (with_class("@hookimpl\ndef inpatients(self): ..."), "inpatients", 13),
    "argument the hook has not": (
        with_class("@hookimpl\ndef inpatient(self, claim): ..."), "claim", 13
    ),
    "hook that is not marked": (
        with_class("def inpatient(self, facts, identity): ..."), "@hookimpl", 13
    ),
    "wrapper that is no generator": (
        with_class("@hookimpl(wrapper=True)\ndef tilt(self, facts): ..."), "generator", 13
    ),
    "wrapper of the old kind": (
        with_class("@hookimpl(hookwrapper=True)\ndef tilt(self, facts): yield"), "wrapper=True", 13
    ),
    "wrapper of files": (
        with_class("@hookimpl(wrapper=True)\ndef fact_files(self): yield"), "cannot be wrapped", 13
    ),
    "files that raise": (
        with_class("@hookimpl\ndef fact_files(self):\n    1 / 0"), "ZeroDivisionError", 15
    ),
    "files that are none": (
        with_class("@hookimpl\ndef fact_files(self):\n    return 'x.toml'"), "list of paths", 13
    ),
    "file that is not there": (
        with_class(
            "@hookimpl\ndef fact_files(self):\n    import pathlib\n"
            "    return [pathlib.Path('nowhere.toml')]"
        ), "nowhere.toml", 0,
    ),
}  # fmt: skip
WHEN_ASKED = {
    "raises": ("raise ValueError('no row')", "ValueError: no row", 0),
    "does not end": ("while True: pass", "did not end", 0),
    "calls itself": ("return self.inpatient(facts, identity)", "without end", None),
    "exits": ("import sys; sys.exit(0)", "sys.exit", 0),
    "changes facts": ("object.__setattr__(facts, 'visit', 'x')", "changed the facts", -4),
    "wrong type": ("return 0.8", "must return", -4),
    "rate above 100 %": ("return Terms(**TERMS | {'rate': 10_001})", "rate", -4),
    "rate a float": ("return Terms(**TERMS | {'rate': 0.8})", "rate", -4),
    "rate a bool": ("return Terms(**TERMS | {'rate': True})", "rate", -4),
    "negative cap": ("return Terms(**TERMS | {'annual_cap': -5})", "annual_cap", -4),
    "huge cap": ("return Terms(**TERMS | {'annual_cap': 2**80})", "annual_cap", -4),
    "unknown pool": ("return Terms(**TERMS | {'pool': 'gold'})", "gold", -4),
    "no clause": ("return Terms(**TERMS | {'clause': ''})", "clause", -4),
    "wrong signature inside": ("return Terms('x')", "TypeError", 0),
}

NUMBERS = count(1)
"""Every module has another name: one that was imported is not imported again."""

Put = Callable[[str], Path]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Put:
    """Return what installs a county “wushan” whose module has some text, beside real ones."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("JIUZHU_LANG", "en")
    real = {group: tuple(entry_points(group=group)) for group in (PLUGIN_GROUP, COUNTY_GROUP)}
    beside = getattr(request, "param", ("chongqing",))

    def install(text: str) -> Path:
        file = tmp_path / f"jiuzhu_broken_{next(NUMBERS)}.py"
        file.write_text(text, "utf-8")
        added = {COUNTY_GROUP: (EntryPoint("wushan", f"{file.stem}:it", COUNTY_GROUP),)}
        monkeypatch.setattr(
            discovery,
            "entry_points",
            lambda group: (
                *(each for each in real[group] if each.name in beside),
                *added.get(group, ()),
            ),
        )
        return file

    return install


def hurry(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    """Shorten the time limits, for a test of what does not end alone: others may be held up."""
    if said == "did not end":
        monkeypatch.setattr(containment, "RULE_SECONDS", 0.1)
        monkeypatch.setattr(containment, "LOADING_SECONDS", 0.5)
        monkeypatch.setattr(patience._WATCH, "tick", 0.02)


def stay(day: str = "2025-03-05") -> tuple[People, Identities, Claims]:
    """Return one stay of 1 000.00 yuan of somebody with 低保."""
    zero, code = np.zeros(1, np.int32), np.zeros(1, np.uint8)
    first = np.array([day_number(date(2010, 1, 1))], np.int32)
    claims = Claims(
        person=zero, settled_on=np.array([day_number(date.fromisoformat(day))], np.int32),
        visit=code + np.uint8(1), therapy=code, hospital_level=code + np.uint8(2),
        hospital_region=code, referral=code, diagnoses=("J18.9",), diagnosis=zero,
        in_scope=np.array([100_000]), base=np.array([100_000]),
    )  # fmt: skip
    people = People(np.zeros(1, np.int32), np.zeros(1, np.bool_))
    return people, Identities(("dibao",), zero, code, first, first + 20_000), claims


def settled(platform: Platform, county: str) -> list[int]:
    found: list[int] = platform.county(county).settle(*stay()).award.tolist()
    return found


def asked(capsys: pytest.CaptureFixture[str], command: str) -> tuple[int, Any, str]:
    status = call([command, "--format", "json"])
    shown = capsys.readouterr()
    return status, json.loads(shown.out), shown.out


@pytest.mark.parametrize("kind", AT_LOADING)
def test_what_cannot_be_loaded(put: Put, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text, said, line = AT_LOADING[kind]
    hurry(monkeypatch, said)
    file = put(text)
    platform = Platform(found := discovery.discover())
    with pytest.raises(JiuzhuError) as refused:
        platform.county("wushan")
    message = f"{refused.value.place} {refused.value.message.en}"
    assert said in message
    if line:
        assert f"{file}:{line}" in message
    assert settled(platform, "chongqing") == [60_000]
    problems = examine(platform, found).problems
    assert problems
    assert all(said in each.en and "wushan" in each.en for each in problems)
    if kind != "file that is not there":  # Nothing is wrong with the code then.
        (broken,) = (each for each in survey_plugins(found) if each.problem)
        assert broken.id == "wushan"
        assert broken.problem is not None
        assert said in broken.problem.en


@pytest.mark.parametrize("kind", WHEN_ASKED)
def test_what_fails_when_it_is_asked(put: Put, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body, said, offset = WHEN_ASKED[kind]
    hurry(monkeypatch, said)
    file = put(with_rule(body))
    platform = Platform(found := discovery.discover())
    with pytest.raises(PluginFault) as refused:
        settled(platform, "wushan")
    assert refused.value.plugin == "wushan"
    assert said in refused.value.message.en
    place = refused.value.place
    assert place.startswith(f"{file}:")
    if offset is not None:
        assert place == f"{file}:{LINE_OF_BODY + offset}"
    assert settled(platform, "chongqing") == [60_000]
    (problem,) = examine(platform, found).problems
    assert problem.en.startswith(f"{file}:")
    assert "plugin “wushan”, hook inpatient: " in problem.en
    assert said in problem.en


@pytest.mark.parametrize("put", [("chongqing", "fengjie")], indirect=True)
def test_a_broken_third_county_leaves_two_working_and_is_named_by_the_doctor(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    """Five kinds of breakage, one after the other."""
    kinds = {
        "import error": AT_LOADING["import error"][0],
        "unknown hook": AT_LOADING["unknown hook"][0],
        "another API": AT_LOADING["newer API"][0],
        "a rule that raises": with_rule(WHEN_ASKED["raises"][0]),
        "a rule that pays too much": with_rule(WHEN_ASKED["rate above 100 %"][0]),
    }
    for kind, text in kinds.items():
        file = put(text)
        platform = Platform.load()
        assert settled(platform, "chongqing") == [60_000], kind
        assert settled(platform, "fengjie") == [80_000], kind
        with pytest.raises((CountyRefused, JiuzhuError)):
            settled(platform, "wushan")
        status, found, _ = asked(capsys, "doctor")
        assert status == 1, kind
        assert asked(capsys, "plugins")[0] == 1, kind
        said = " ".join(each["en"] for each in found["problems"])
        assert "wushan" in said, kind
        assert file.stem in said or "API" in kind, kind
        states = {each["id"]: each["settles"] for each in found["counties"]}
        assert states["chongqing"], kind
        assert states["fengjie"], kind


@pytest.mark.parametrize(("written", "way"), [(0, "upgrade wushan-dist"), (7, "upgrade jiuzhu")])
def test_another_api_says_both_numbers_and_how_to_mend(
    put: Put, monkeypatch: pytest.MonkeyPatch, written: int, way: str
) -> None:
    put(with_class("pass", f"county(Wushan(), api={written})"))
    monkeypatch.setattr(discovery, "_distribution", lambda point: f"{point.name}-dist")
    (broken,) = discovery.discover().broken
    assert f"written for API {written}, this platform has API 1; {way}" in broken.problem.en
    assert f"按接口版本 {written} 编写，当前平台为版本 1；请升级" in broken.problem.zh


def test_a_plugin_without_any_hook_is_warned_of(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put(with_class("pass"))
    status, found, _ = asked(capsys, "doctor")
    assert status == 0
    assert "plugin “wushan” implements no hook" in [each["en"] for each in found["warnings"]]


def test_a_rule_that_is_too_slow_to_be_tried_is_warned_of(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(with_rule("return None"))
    monkeypatch.setattr(trial, "TRIAL_SECONDS", -1.0)
    found = discovery.discover()
    state = examine(Platform(found), found)
    assert state.problems == ()
    assert any("Wushan County: inpatient is too slow" in each.en for each in state.warnings)


TWO_HELD = """\
@hookimpl(wrapper=True)
def inpatient(self, facts, identity):
    answer = yield
    if isinstance(answer, Terms) and len(facts.identities) {held} and facts.hospital_level == 3:
        return Terms(**(TERMS | {{"rate": 12_000}}))
    return answer
"""


@pytest.mark.parametrize("held", ["== 2", "> 2"])
def test_a_rule_that_fails_with_several_identities_is_found_out(
    put: Put, capsys: pytest.CaptureFixture[str], held: str
) -> None:
    """A stranger's wrapper gave 120 % to holders of two identities, and the doctor was content."""
    put(with_class(TWO_HELD.format(held=held)))
    status, found, _ = asked(capsys, "doctor")
    assert status == 1
    (problem,) = found["problems"]
    assert "is 12000 (120 %); asked about " in problem["en"]
    assert "inpatient, level 3" in problem["en"]
    assert "实为 12000 (120 %)（所问：" in problem["zh"]
    assert {each["id"]: each["code_fails"] for each in found["counties"]} == {
        "wushan": True, "chongqing": False,
    }  # fmt: skip
    assert call(["doctor"]) == 1
    shown = capsys.readouterr().out.splitlines()
    (line,) = (each for each in shown if each.strip().startswith("wushan "))
    assert "its code fails, see below" in line
    assert asked(capsys, "plugins")[0] == 1


def test_a_fault_while_settling_says_what_was_asked(put: Put) -> None:
    put(with_rule('return Terms(**(TERMS | {"rate": 12_000}))'))
    with pytest.raises(PluginFault) as refused:
        settled(Platform.load(), "wushan")
    assert "asked about dibao (dibao), inpatient, level 2" in refused.value.message.en
    assert "所问：dibao（dibao），住院，二级" in refused.value.message.zh


def test_what_is_printed_while_loading_stays_out_of_the_result(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put("print('hello')\n" + with_rule("print('asked'); return None"))
    assert call(["counties", "--format", "json"]) == 0
    shown = capsys.readouterr()
    assert {each["id"] for each in json.loads(shown.out)} == {"wushan", "chongqing"}
    assert shown.err == "[wushan] hello\n"
