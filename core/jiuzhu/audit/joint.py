"""Two stage tables laid over each other: the cells under which neither changes its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from jiuzhu.policy.edition import Edition, Rule, StageRules
from jiuzhu.policy.grid import Column, columns_of

A = TypeVar("A")


def stages_of(edition: Edition) -> dict[str, StageRules]:
    """Return every table of an edition: the relief stages, the tilt, and the subsidy."""
    found = dict(edition.stages)
    if edition.subsidy is not None:
        found["subsidy"] = edition.subsidy
    return found


def joint_columns(
    one: StageRules,
    other: StageRules,
    empty_lists: frozenset[str],
    answers: Callable[[Column], A],
) -> list[tuple[Column, A]]:
    """Return the fewest columns throughout which ``answers``, about both tables, are the same."""
    together = StageRules(
        stage=one.stage,
        not_covered=one.not_covered,
        entry=(*one.entry, *other.entry),
        by_category=_together((one.by_category, other.by_category)),
    )
    return columns_of(together, empty_lists, answers)


def empty_in_both(one: Edition, other: Edition) -> frozenset[str]:
    """Return the disease lists in which nothing can stand, in either edition."""
    return empty_lists(one) - _filled(other) | empty_lists(other) - _filled(one)


def empty_lists(edition: Edition) -> frozenset[str]:
    """Return the disease lists of an edition in which nothing can stand."""
    return frozenset(edition.disease_lists) - _filled(edition)


def _filled(edition: Edition) -> frozenset[str]:
    return frozenset(name for name, (_, each) in edition.disease_lists.items() if each.classes)


def _together(tables: Iterable[Mapping[str, tuple[Rule, ...]]]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for table in tables:
        for category, rules in table.items():
            found[category] = (*found.get(category, ()), *rules)
    return found
