"""Answers that cannot be: each is refused, naming the plugin and the hook; nothing gets paid."""

# Wrong types are what these tests are about.
# mypy: disable-error-code="arg-type"

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pluggy
import pytest
from attrs import evolve

from jiuzhu.stages.facade import PluginFault, StageHooks
from jiuzhu.stages.specs import ALL_HOOKS, PROJECT, hookimpl
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.terms import Band, Denied, Eligible, Handoff, SubsidyTerms, Terms
from jiuzhu_schemas.text import Text

FACTS = Facts(edition=0, identities=frozenset({"dibao"}))
ENROLMENT = EnrolmentFacts(edition=0, identities=frozenset({"dibao"}), tier=1, insurance="resident")
TERMS = Terms(clause="ws#1", pool="inpatient", annual_cap=600_000, rate=8_000)
SUBSIDY = SubsidyTerms(clause="ws#1", department="民政局", share=9_000)
HANDOFF = Handoff(name="charity", clause="ws#1")
DENIED = Denied(reason="not_covered", clause="ws#1")
ELIGIBLE = Eligible(clause="ws#1", counts_as="dibao")


class Wushan:
    """Answers every hook with what it is told to."""

    def __init__(self, answer: object = None) -> None:
        self.answer = answer

    def _say(self) -> Any:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    @hookimpl
    def eligibility(self, facts: Facts, identity: str) -> Any:
        return self._say()

    @hookimpl
    def subsidy(self, facts: EnrolmentFacts, identity: str) -> Any:
        return self._say()

    @hookimpl
    def inpatient(self, facts: Facts, identity: str) -> Any:
        return self._say()

    @hookimpl
    def tilt(self, facts: Facts, identity: str, stage: str) -> Any:
        return self._say()

    @hookimpl
    def charity_handoff(self, facts: Facts, stage: str, recipient: bool) -> Any:
        return self._say()


def hooks(*plugins: tuple[str, object]) -> StageHooks:
    manager = pluggy.PluginManager(PROJECT)
    for spec in ALL_HOOKS:
        manager.add_hookspecs(spec)
    for name, plugin in plugins:
        manager.register(plugin, name=name)
    manager.check_pending()
    return StageHooks(manager, [frozenset({"inpatient", "tilt"})])


ASK: dict[str, Callable[[StageHooks], object]] = {
    "eligibility": lambda h: h.eligibility(FACTS, "dibao"),
    "subsidy": lambda h: h.subsidy(ENROLMENT, "dibao"),
    "inpatient": lambda h: h.relief("inpatient", FACTS, "dibao"),
    "tilt": lambda h: h.tilt(FACTS, "dibao", "inpatient"),
    "charity_handoff": lambda h: h.handoffs(FACTS, "inpatient", True),
}


def refusal(hook: str, answer: object) -> Text:
    """Ask two plugins, the later of which answers wrongly; return the message."""
    asked = hooks(("innocent", Wushan()), ("wushan", Wushan(answer)))
    with pytest.raises(PluginFault) as refused:
        ASK[hook](asked)
    message = refused.value.message
    assert "“wushan”" in message.en
    assert "“wushan”" in message.zh
    assert "innocent" not in message.en
    assert hook in message.en
    assert hook in message.zh
    return message


class Weird:
    """Cannot even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("no")


WRONG_RATES = [-1, 10_001, True, 1.0, math.nan, "70%", 2**70, Weird()]
WRONG_FEN = [-5, -500, True, 1.0, math.nan, math.inf, "5", 10**14, Weird()]


@pytest.mark.parametrize(
    "rate", WRONG_RATES, ids=lambda v: type(v).__name__ + object.__repr__(v)[-4:]
)
@pytest.mark.parametrize("hook", ["inpatient", "tilt"])
def test_wrong_rate(hook: str, rate: Any) -> None:
    refusal(hook, evolve(TERMS, rate=rate))


@pytest.mark.parametrize("name", ["annual_cap", "quota", "stay_cap", "threshold"])
@pytest.mark.parametrize("fen", WRONG_FEN, ids=lambda v: type(v).__name__ + object.__repr__(v)[-4:])
def test_wrong_sum(name: str, fen: Any) -> None:
    terms = evolve(TERMS, rate=None) if name == "quota" else TERMS
    message = refusal("inpatient", evolve(terms, **{name: fen}))
    if not isinstance(fen, Weird):
        assert name in message.en


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(evolve(TERMS, rate=None), id="no way to pay"),
        pytest.param(evolve(TERMS, quota=100), id="two ways to pay"),
        pytest.param(evolve(TERMS, pool="outpatient"), id="unknown pool"),
        pytest.param(evolve(TERMS, pool=""), id="no pool"),
        pytest.param(evolve(TERMS, pool=None), id="pool None"),
        pytest.param(evolve(TERMS, clause=""), id="no clause"),
        pytest.param(evolve(TERMS, clause="  "), id="blank clause"),
        pytest.param(evolve(TERMS, clause=None), id="clause None"),
        pytest.param(evolve(TERMS, threshold=None), id="threshold None"),
        pytest.param(evolve(TERMS, threshold_mode="maybe"), id="threshold mode"),
        pytest.param(evolve(TERMS, portion="total"), id="portion"),
        pytest.param(evolve(TERMS, portion=["base"]), id="portion unhashable"),
        pytest.param(evolve(TERMS, rate=None, bands=[Band(0, 6_000)]), id="bands a list"),
        pytest.param(evolve(TERMS, rate=None, bands=((0, 6_000),)), id="bands of tuples"),
        pytest.param(evolve(TERMS, rate=None, bands=(Band(1, 6_000),)), id="bands from 1"),
        pytest.param(
            evolve(TERMS, rate=None, bands=(Band(0, 6_000), Band(0, 7_000))), id="bands repeat"
        ),
        pytest.param(evolve(TERMS, rate=None, bands=(Band(0, 10_001),)), id="band rate"),
        pytest.param(evolve(TERMS, rate=None, bands=(Band(0, True),)), id="band rate True"),
        pytest.param(evolve(TERMS, rate=None, bands=(Band(-0.0, 1),)), id="band floor"),
        pytest.param(evolve(DENIED, clause=""), id="denied without clause"),
        pytest.param(evolve(DENIED, reason=""), id="denied without reason"),
        pytest.param(evolve(DENIED, reason="Not covered"), id="reason no code"),
        pytest.param(ELIGIBLE, id="Eligible"),
        pytest.param(SUBSIDY, id="SubsidyTerms"),
        pytest.param(HANDOFF, id="Handoff"),
        pytest.param({"rate": 8_000}, id="dict"),
        pytest.param(8_000, id="int"),
        pytest.param(True, id="bool"),
        pytest.param(Terms, id="the class itself"),
        pytest.param([TERMS], id="list"),
        pytest.param(Weird(), id="weird"),
    ],
)
def test_wrong_answer_of_a_relief_stage(answer: object) -> None:
    refusal("inpatient", answer)


def test_a_subclass_of_terms_is_not_terms() -> None:
    class Lavish(Terms):
        pass

    refusal("inpatient", Lavish(clause="ws#1", pool="inpatient", annual_cap=None, rate=1))


@pytest.mark.parametrize(
    "answer",
    [
        TERMS,
        evolve(SUBSIDY, share=None),
        evolve(SUBSIDY, amount=100),
        evolve(SUBSIDY, share=10_001),
        evolve(SUBSIDY, share=True),
        evolve(SUBSIDY, share=None, amount=-1),
        evolve(SUBSIDY, share=None, amount=1.0),
        evolve(SUBSIDY, of_tier=3),
        evolve(SUBSIDY, of_tier=True),
        evolve(SUBSIDY, clause=""),
        evolve(SUBSIDY, department=None),
    ],
    ids=repr,
)
def test_wrong_subsidy(answer: object) -> None:
    refusal("subsidy", answer)


@pytest.mark.parametrize(
    "answer", [TERMS, evolve(ELIGIBLE, clause=""), evolve(ELIGIBLE, counts_as=None), "dibao"]
)
def test_wrong_eligibility(answer: object) -> None:
    refusal("eligibility", answer)


def test_eligibility_must_be_answered() -> None:
    with pytest.raises(PluginFault, match="eligibility"):
        hooks().eligibility(FACTS, "dibao")


@pytest.mark.parametrize(
    "answer",
    [
        HANDOFF,
        "charity",
        [TERMS],
        [HANDOFF, None],
        [evolve(HANDOFF, clause="")],
        [evolve(HANDOFF, name="")],
        [evolve(HANDOFF, occasion="sometimes")],
        [evolve(HANDOFF, threshold=-1)],
        [evolve(HANDOFF, threshold=1.5)],
    ],
    ids=repr,
)
def test_wrong_handoff(answer: object) -> None:
    refusal("charity_handoff", answer)


@pytest.mark.parametrize("hook", ASK)
@pytest.mark.parametrize(
    "error", [ValueError("no row"), KeyError("x"), JiuzhuError(Text("坏了", "broken"))], ids=repr
)
def test_a_plugin_that_raises_is_named(hook: str, error: Exception) -> None:
    message = refusal(hook, error)
    assert type(error).__name__ in message.en


def test_an_answer_checked_for_one_hook_is_checked_again_for_another() -> None:
    asked = hooks(("wushan", Wushan(ELIGIBLE)))
    assert asked.eligibility(FACTS, "dibao") is ELIGIBLE
    with pytest.raises(PluginFault, match="inpatient"):
        asked.relief("inpatient", FACTS, "dibao")


def test_the_pool_is_looked_up_in_the_edition() -> None:
    manager = pluggy.PluginManager(PROJECT)
    for spec in ALL_HOOKS:
        manager.add_hookspecs(spec)
    manager.register(Wushan(TERMS), name="wushan")
    asked = StageHooks(manager, [frozenset({"inpatient"}), frozenset({"outpatient"})])
    assert asked.relief("inpatient", FACTS, "dibao") is TERMS
    with pytest.raises(PluginFault, match="inpatient"):
        asked.relief("inpatient", evolve(FACTS, edition=1), "dibao")


class Spoiler:
    """Wraps a stage, and makes terms out of it that cannot be."""

    def __init__(self, raises: bool = False) -> None:
        self.raises = raises

    @hookimpl(wrapper=True)
    def inpatient(self, facts: Facts, identity: str) -> Any:
        inner = yield
        if self.raises:
            raise ValueError("spoiled")
        return evolve(inner, rate=20_000)


@pytest.mark.parametrize("raises", [False, True])
def test_a_wrapper_that_spoils_a_sound_answer_is_named(raises: bool) -> None:
    asked = hooks(("sound", Wushan(TERMS)), ("spoiler", Spoiler(raises)))
    with pytest.raises(PluginFault) as refused:
        asked.relief("inpatient", FACTS, "dibao")
    assert "“spoiler”" in refused.value.message.en
    assert "sound" not in refused.value.message.en


def test_a_wrapper_around_a_wrong_answer_is_not_blamed() -> None:
    asked = hooks(("wushan", Wushan(evolve(TERMS, annual_cap=-1))), ("spoiler", Spoiler()))
    with pytest.raises(PluginFault, match="wushan"):
        asked.relief("inpatient", FACTS, "dibao")


@pytest.mark.parametrize(
    "answer",
    [
        evolve(TERMS, rate=0),
        evolve(TERMS, rate=10_000, annual_cap=None),
        evolve(TERMS, annual_cap=0),
        evolve(TERMS, rate=None, quota=0),
        evolve(TERMS, rate=None, bands=(Band(0, 6_000), Band(100, 10_000))),
        DENIED,
    ],
    ids=repr,
)
def test_sound_answers_pass(answer: object) -> None:
    assert hooks(("wushan", Wushan(answer))).relief("inpatient", FACTS, "dibao") is answer
