"""Remembered answers: kept by the facts they rest on, refused where they rest on something else."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.api import Facts, Terms, hookimpl
from jiuzhu.settlement.columns import DeclaredColumn
from jiuzhu.settlement.flat_tree import FlatTree
from jiuzhu.settlement.memo import FactTree, UnsteadyRules, fact_key, names_read, noted

from .world import county_with, someone, stays

Rule = Callable[[Facts], Any]


def ask(tree: FactTree[Any], facts: Facts, rule: Rule) -> Any:
    """Ask as the engine does: what is known, else the rule."""
    leaf = tree.find(facts)
    if leaf is None:
        fresh = noted(facts)
        answer = rule(fresh)
        leaf = tree.learn(facts, names_read(fresh), answer)
    return leaf.answer


def facts(**given: Any) -> Facts:
    return Facts(**{"edition": 0, "identities": frozenset(), **given})


def test_facts_note_what_is_read_in_order_and_once() -> None:
    fresh = noted(facts(age=80, declared={"application": "x"}))
    assert names_read(fresh) == ()
    assert (fresh.visit, fresh.age, fresh.visit) == ("inpatient", 80, "inpatient")
    assert fresh.declared["application"] == "x"
    assert names_read(fresh) == ("visit", "age", "declared")
    assert noted(fresh) == fresh


def by_age_then_level(asked: Facts) -> tuple[Any, ...]:
    if asked.age >= 80:
        return ("old",)
    return ("young", asked.hospital_level, asked.declared.get("application", ""))


SOME_FACTS = st.builds(
    facts,
    age=st.sampled_from([0, 15, 80]),
    home_care=st.booleans(),
    hospital_level=st.sampled_from([0, 1, 2, 3]),
    identities=st.frozensets(st.sampled_from(["dibao", "tekun", "orphan"])),
    declared=st.dictionaries(st.just("application"), st.sampled_from(["", "x"])).map(
        MappingProxyType
    ),
)


@given(st.lists(SOME_FACTS, max_size=20))
def test_a_rule_is_asked_once_for_facts_it_cannot_tell_apart(asked: list[Facts]) -> None:
    tree: FactTree[Any] = FactTree("test")
    calls = []

    def rule(one: Facts) -> Any:
        calls.append(1)
        return by_age_then_level(one)

    assert [ask(tree, one, rule) for one in asked] == [by_age_then_level(one) for one in asked]
    keys = {
        one.age if one.age >= 80 else (one.age, one.hospital_level, fact_key(one.declared))
        for one in asked
    }
    assert len(calls) == tree.size == len(keys)


@given(st.lists(SOME_FACTS, min_size=1, max_size=12), st.lists(SOME_FACTS, max_size=12))
def test_a_tree_laid_out_flat_answers_the_same(learned: list[Facts], asked: list[Facts]) -> None:
    tree: FactTree[Any] = FactTree("test")
    for one in learned:
        ask(tree, one, by_age_then_level)
    flat = FlatTree.of(tree)
    assert flat is not None
    everyone = [*learned, *asked]
    found = flat.walk(
        lambda name, codes: np.array(
            [codes.get(fact_key(getattr(one, name)), len(codes)) for one in everyone]
        )
    )
    leaves = [tree.find(one) for one in everyone]
    assert [flat.answers[at] if at >= 0 else None for at in found.tolist()] == [
        leaf.answer if leaf else None for leaf in leaves
    ]
    assert all(found[: len(learned)] >= 0)


def test_a_rule_that_reads_nothing_has_one_answer() -> None:
    tree: FactTree[Any] = FactTree("test")
    assert FlatTree.of(tree) is None
    assert ask(tree, facts(), lambda _: "same") == "same"
    assert ask(tree, facts(age=80), lambda _: pytest.fail("asked again")) == "same"
    assert FlatTree.of(tree) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("age",), ("visit",)),
        (("visit", "age"), ("visit", "referral")),
        (("visit", "age"), ("visit",)),
        (("visit",), ("visit", "age")),
        ((), ("visit",)),
    ],
)
def test_reading_other_things_for_equal_facts_is_refused(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    tree: FactTree[Any] = FactTree("inpatient")
    tree.learn(facts(), one, "first")
    with pytest.raises(UnsteadyRules) as caught:
        tree.learn(facts(), other, "second")
    assert "inpatient" in caught.value.message.zh
    assert "plugins" in caught.value.message.en


class Moody:
    """A county whose rule looks at one thing the first time and at another the next."""

    def __init__(self) -> None:
        self.turns = count()

    @hookimpl
    def inpatient(self, facts: Facts, identity: str) -> Terms | None:
        """Read a fact that depends on how often it was asked."""
        name = ("hospital_level", "hospital_region")[next(self.turns) % 2]
        return None if getattr(facts, name) == "none" else _terms(5000)


def test_a_plugin_with_a_memory_is_found_out() -> None:
    county = county_with(Moody())
    claims = stays(
        ["2024-01-01", "2024-01-02"],
        hospital_level=np.array([1, 2], np.uint8),
        hospital_region=np.array([0, 1], np.uint8),
    )
    with pytest.raises(UnsteadyRules):
        county.settle(*someone("dibao"), claims)


class Applied:
    """A county that pays more for what was applied for, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    @hookimpl
    def inpatient(self, facts: Facts, identity: str) -> Terms | None:
        """Look at a declared fact alone."""
        self.asked += 1
        applied = facts.declared.get("application", "") == "low_income_illness"
        return _terms(9000 if applied else 1000)


def _terms(rate: int) -> Terms:
    return Terms(clause="test#1", pool="inpatient", annual_cap=None, rate=rate)


def test_a_declared_fact_decides() -> None:
    plugin = Applied()
    county = county_with(plugin)
    application = DeclaredColumn(
        ("", "low_income_illness", "unheard"), np.array([0, 1, 2, 1], np.uint8)
    )
    claims = stays(
        ["2024-01-01"] * 4, declared={"application": application, "unknown": application}
    )
    settlement = county.settle(*someone("dibao"), claims)
    assert settlement.award.tolist() == [10_000, 90_000, 10_000, 90_000]
    assert plugin.asked == 3
    again = county.settle(*someone("dibao"), stays(["2024-01-01"]))
    assert again.award.tolist() == [10_000]
    assert county.settle(*someone("dibao"), claims).award.tolist() == settlement.award.tolist()
    assert plugin.asked == 3  # A column that is not there means its first value.
