"""Stage hooks: documented, their examples run, and any plugin can override or wrap them."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pluggy
import pytest

from jiuzhu.stages.facade import STAGE_HOOK_NAMES, StageHooks
from jiuzhu.stages.specs import ALL_HOOKS, PROJECT, STAGE_HOOKS, hookimpl
from jiuzhu.stages.terminal import TerminalCommand, TerminalScreen
from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.terms import Band, Denied, Eligible, Handoff, SubsidyTerms, Terms
from jiuzhu_schemas.text import Text

SPECS = {
    name: function
    for spec in ALL_HOOKS
    for name, function in vars(spec).items()
    if not name.startswith("_")
}
FACTS = Facts(edition=0, identities=frozenset({"dibao"}))
ENROLMENT = EnrolmentFacts(edition=0, identities=frozenset({"dibao"}), tier=1, insurance="resident")
POOLS = [frozenset({"outpatient", "inpatient", "major_disease", "large_expense", "tilt"})]
TERMS = Terms(clause="ws#1", pool="inpatient", annual_cap=600_000, rate=8_000)
RELIEF = ("outpatient", "inpatient", "major_disease", "large_expense")


def manager(*plugins: object) -> pluggy.PluginManager:
    found = pluggy.PluginManager(PROJECT)
    for hooks in ALL_HOOKS:
        found.add_hookspecs(hooks)
    for place, plugin in enumerate(plugins):
        found.register(plugin, name=f"plugin-{place}")
    found.check_pending()
    return found


def hooks(*plugins: object) -> StageHooks:
    return StageHooks(manager(*plugins), POOLS)


def example_of(hook: str) -> str:
    text = inspect.getdoc(SPECS[hook]) or ""
    return textwrap.dedent(text.partition("Example::")[2])


def plugin_of(source: str) -> Any:
    """Build a plugin class around the method of an example."""
    names = {
        "hookimpl": hookimpl, "Terms": Terms, "Denied": Denied, "Eligible": Eligible,
        "Handoff": Handoff, "SubsidyTerms": SubsidyTerms, "Band": Band, "Path": Path,
        "TerminalCommand": TerminalCommand, "TerminalScreen": TerminalScreen, "Text": Text,
        "__file__": __file__,
    }  # fmt: skip
    exec("class Plugin:\n" + textwrap.indent(source, "    "), names)
    return names["Plugin"]()  # type: ignore[operator]


# -- documentation


def test_the_facade_knows_every_stage_hook() -> None:
    declared = [name for spec in STAGE_HOOKS for name in vars(spec) if not name.startswith("_")]
    assert list(STAGE_HOOK_NAMES) == declared


@pytest.mark.parametrize("hook", SPECS)
def test_every_hook_has_a_purpose_and_an_example(hook: str) -> None:
    text = inspect.getdoc(SPECS[hook]) or ""
    assert re.match(r"[A-Z][^\n]+\.\n", text), "one sentence on what it is for"
    assert f"def {hook}(" in example_of(hook)
    assert "@hookimpl" in example_of(hook)


@pytest.mark.parametrize("hook", STAGE_HOOK_NAMES)
def test_every_stage_hook_says_what_it_reads_and_what_none_means(hook: str) -> None:
    text = inspect.getdoc(SPECS[hook]) or ""
    assert "\nReads: " in text
    assert "\nNone: " in text


@pytest.mark.parametrize("spec", STAGE_HOOKS, ids=lambda spec: spec.__name__)
def test_every_stage_has_its_chinese_name(spec: type) -> None:
    assert re.match(r"[\u4e00-\u9fff]+: ", spec.__doc__ or "")


@pytest.mark.parametrize("hook", SPECS)
def test_the_example_is_a_hook_implementation(hook: str) -> None:
    found = manager(plugin_of(example_of(hook)))
    implementations = getattr(found.hook, hook).get_hookimpls()
    assert [each.plugin_name for each in implementations] == ["plugin-0"]
    specified = inspect.signature(SPECS[hook]).parameters
    assert implementations[0].argnames == tuple(name for name in specified if name != "self")


def example_answers() -> dict[str, object]:
    outside = Facts(edition=0, identities=frozenset({"student"}), hospital_region="outside")
    visit = Facts(edition=0, identities=frozenset({"dibao_edge"}), visit="outpatient")
    costly = Facts(edition=0, identities=frozenset({"dibao"}), in_scope=3_000_001)
    rare = Facts(edition=0, identities=frozenset({"dibao"}), disease_lists=frozenset({"rare"}))
    no_level = Facts(edition=0, identities=frozenset({"dibao"}), hospital_level=0)

    def of(hook: str) -> StageHooks:
        return hooks(plugin_of(example_of(hook)))

    return {
        "eligibility": of("eligibility").eligibility(outside, "student"),
        "subsidy": of("subsidy").subsidy(ENROLMENT, "dibao"),
        "outpatient": of("outpatient").relief("outpatient", visit, "dibao_edge"),
        "inpatient": of("inpatient").relief("inpatient", no_level, "dibao"),
        "major_disease": of("major_disease").relief("major_disease", rare, "dibao"),
        "large_expense": of("large_expense").relief("large_expense", costly, "dibao"),
        "tilt": of("tilt").tilt(FACTS, "dibao", "inpatient"),
        "charity_handoff": of("charity_handoff").handoffs(FACTS, "inpatient", True),
    }


def test_the_examples_answer_and_the_core_accepts_it() -> None:
    answers = example_answers()
    assert set(answers) == set(STAGE_HOOK_NAMES)
    assert all(answers.values())


def test_what_a_plugin_adds_to_the_terminal_can_be_read() -> None:
    (screen,) = plugin_of(example_of("terminal_screens")).terminal_screens()
    assert screen.screen == "jiuzhu_wushan.screens:Beds"
    (command,) = plugin_of(example_of("terminal_commands")).terminal_commands()
    assert command.run == "jiuzhu_wushan.report:write"
    for wrong in ({"id": "Beds"}, {"screen": "jiuzhu_wushan.screens"}, {"title": "床位"}):
        fields = {"id": "beds", "title": Text("床位", "Beds"), "screen": "beds:Beds"} | wrong
        with pytest.raises(ValueError, match=next(iter(wrong))):
            TerminalScreen(**fields)  # type: ignore[arg-type]


# -- overriding and wrapping, hook by hook

Ask = Callable[[StageHooks], object]
CASES: dict[str, tuple[object, object, Ask]] = {
    "eligibility": (
        Eligible(clause="ws#1", counts_as="dibao"),
        Denied(reason="not_covered", clause="ws#2"),
        lambda h: h.eligibility(FACTS, "dibao"),
    ),
    "subsidy": (
        SubsidyTerms(clause="ws#1", department="民政局", share=9_000),
        SubsidyTerms(clause="ws#2", department="民政局", amount=5_000),
        lambda h: h.subsidy(ENROLMENT, "dibao"),
    ),
    "tilt": (
        Terms(clause="ws#1", pool="tilt", annual_cap=None, rate=7_000, portion="remaining"),
        Denied(reason="not_covered", clause="ws#2"),
        lambda h: h.tilt(FACTS, "dibao", "inpatient"),
    ),
    "charity_handoff": (
        (Handoff(name="charity", clause="ws#1"),),
        (Handoff(name="school_aid", clause="ws#2"),),
        lambda h: h.handoffs(FACTS, "none", False),
    ),
    **{
        stage: (
            TERMS,
            Denied(reason="not_covered", clause="ws#2"),
            lambda h, stage=stage: h.relief(stage, FACTS, "dibao"),  # type: ignore[misc]
        )
        for stage in RELIEF
    },
}
ARGUMENTS = {
    "tilt": "facts, identity, stage",
    "charity_handoff": "facts, stage, recipient",
}


def answering(hook: str, answer: object, options: str = "") -> Any:
    arguments = ARGUMENTS.get(hook, "facts, identity")
    source = f"@hookimpl({options})\ndef {hook}(self, {arguments}):\n    return self.answer\n"
    plugin = plugin_of(source)
    plugin.answer = answer
    return plugin


def wrapping(hook: str, change: Callable[[object], object]) -> Any:
    arguments = ARGUMENTS.get(hook, "facts, identity")
    source = (
        f"@hookimpl(wrapper=True)\ndef {hook}(self, {arguments}):\n"
        "    inner = yield\n    return self.change(inner)\n"
    )
    plugin = plugin_of(source)
    plugin.change = change
    return plugin


@pytest.mark.parametrize("hook", STAGE_HOOK_NAMES)
def test_a_later_plugin_overrides(hook: str) -> None:
    first, second, ask = CASES[hook]
    assert ask(hooks(answering(hook, first, "trylast=True"))) == first
    assert ask(hooks(answering(hook, first, "trylast=True"), answering(hook, second))) == second


@pytest.mark.parametrize("hook", STAGE_HOOK_NAMES)
def test_none_asks_the_next(hook: str) -> None:
    first, _, ask = CASES[hook]
    assert ask(hooks(answering(hook, first), answering(hook, None))) == first


@pytest.mark.parametrize("hook", STAGE_HOOK_NAMES)
def test_a_wrapper_adjusts(hook: str) -> None:
    first, second, ask = CASES[hook]
    seen: list[object] = []

    def change(inner: object) -> object:
        seen.append(inner)
        return second

    assert ask(hooks(answering(hook, first), wrapping(hook, change))) == second
    assert seen == [first]


@pytest.mark.parametrize("hook", [name for name in STAGE_HOOK_NAMES if name != "eligibility"])
def test_nobody_answers(hook: str) -> None:
    assert not CASES[hook][2](hooks())
