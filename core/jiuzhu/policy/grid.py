"""The columns of a stage's table: the fewest conditions under which each category has one answer.

The facts that the rows look at are cut wherever some row's answer may change; then neighbouring
cuts under which nobody's answer differs are put together again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import TypeAlias, TypeVar

from attrs import evolve

from .conditions import ListTest, RangeTest, Test, WordTest, can_both_hold
from .edition import Rule, StageRules

A = TypeVar("A")
Key: TypeAlias = tuple[str, str]
"""A fact and, for diseases, the list: each list is a question of its own."""
Column: TypeAlias = Mapping[Key, Test | None]
"""For each key what the column asks for; None where it does not matter."""


def key_of(test: Test) -> Key:
    """Return what a test asks about."""
    return test.definition.id, test.list_id if isinstance(test, ListTest) else ""


def first_rule(rules: Iterable[Rule], column: Column) -> Rule | None:
    """Return the first rule that holds throughout a column, the county's before the municipal."""
    return next((rule for rule in rules if _meets(column, rule.tests)), None)


def columns_of(
    stage: StageRules, empty_lists: frozenset[str], answers: Callable[[Column], A]
) -> list[tuple[Column, A]]:
    """Return the columns of a stage's table, each with its answers.

    ``answers`` says what everyone gets in a column; ``empty_lists`` are disease lists that
    nothing can stand in.
    """
    cuts = _cuts(stage, empty_lists)
    found: list[Column] = [dict(zip(cuts, parts, strict=True)) for parts in product(*cuts.values())]
    if stage.entry:
        found = [c for c in found if any(_meets(c, entry.tests) for entry in stage.entry)]
    said = [(column, answers(column)) for column in found]
    while pair := _mergeable(said):
        one, other, key = pair
        merged = {**said[one][0], key: _union(said[one][0][key], said[other][0][key], cuts[key])}
        said[one] = (merged, said[one][1])
        del said[other]
    return said


def asked(column: Column, empty_lists: frozenset[str]) -> list[Test]:
    """Return the conditions of a column that leave something out."""
    return [test for test in column.values() if test is not None and _asks(test, empty_lists)]


def _asks(test: Test, empty_lists: frozenset[str]) -> bool:
    if isinstance(test, RangeTest):
        return bool(test.low) or test.high is not None
    if isinstance(test, WordTest):
        return test.allowed != frozenset(test.definition.values)
    return test.list_id not in empty_lists


def _meets(column: Column, tests: Iterable[Test]) -> bool:
    return all(can_both_hold(column.get(key_of(test)), test) for test in tests)


def _cuts(stage: StageRules, empty_lists: frozenset[str]) -> dict[Key, list[Test | None]]:
    tests: dict[Key, list[Test]] = {}
    for rules in stage.by_category.values():
        for test in (test for rule in rules for test in rule.tests):
            tests.setdefault(key_of(test), []).append(test)
    return {key: parts(found, empty_lists) for key, found in tests.items()}


def parts(tests: Sequence[Test], empty_lists: frozenset[str]) -> list[Test | None]:
    """Return the values of one fact, cut wherever one of the tests about it may change."""
    first = tests[0]
    if isinstance(first, ListTest):
        sides = (False,) if first.list_id in empty_lists else (True, False)
        return [evolve(first, inside=inside) for inside in sides]
    if isinstance(first, RangeTest):
        limits = {limit for test in tests if isinstance(test, RangeTest) for limit in test.limits()}
        starts = [0, *sorted(limits)]
        ends: list[int | None] = [*starts[1:], None]
        return [evolve(first, low=low, high=high) for low, high in zip(starts, ends, strict=True)]
    groups: dict[tuple[bool, ...], list[str | int | bool]] = {}
    for value in first.definition.values:
        asked = tuple(value in test.allowed for test in tests if isinstance(test, WordTest))
        groups.setdefault(asked, []).append(value)
    return [evolve(first, allowed=frozenset(values)) for values in groups.values()]


def _mergeable(said: Sequence[tuple[Column, A]]) -> tuple[int, int, Key] | None:
    """Find two columns with the same answers that differ in one fact, and are neighbours there."""
    for one, other in combinations(range(len(said)), 2):
        (column, says), (second, says_too) = said[one], said[other]
        if says != says_too:
            continue
        different = [key for key in column if column[key] != second[key]]
        if len(different) == 1 and _touch(column[different[0]], second[different[0]]):
            return one, other, different[0]
    return None


def _touch(one: Test | None, other: Test | None) -> bool:
    if isinstance(one, RangeTest) and isinstance(other, RangeTest):
        return one.high == other.low
    return one is not None and other is not None


def _union(one: Test | None, other: Test | None, parts: Sequence[Test | None]) -> Test | None:
    """Return the condition that either meets; None where that is all there can be."""
    if isinstance(one, RangeTest) and isinstance(other, RangeTest):
        whole = one.low == 0 and other.high is None
        return None if whole else evolve(one, high=other.high)
    if isinstance(one, WordTest) and isinstance(other, WordTest):
        allowed = one.allowed | other.allowed
        every = {v for part in parts if isinstance(part, WordTest) for v in part.allowed}
        return None if allowed == every else evolve(one, allowed=allowed)
    return None
