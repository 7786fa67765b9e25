"""What cannot well be true together, within a list or between departments. Shown, not refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from .compare import Terms
from .known import KnownRoster
from .records import Contradiction, Interval, PersonChange

# Our own reading of the categories' definitions; nothing is refused by it.
_EXCLUSIVE: Final = (
    frozenset({"tekun", "sanwu", "wubao", "dibao", "dibao_edge"}),
    frozenset({"orphan", "unattended_child"}),
    frozenset(
        {
            "returned_to_poverty",
            "unstable_out_of_poverty",
            "at_risk_of_poverty",
            "sudden_hardship",
        }
    ),
)


def contradictions(
    changes: Iterable[PersonChange], known: KnownRoster, terms: Terms
) -> Iterator[Contradiction]:
    """Return what contradicts once the list is in force, in the order of its people."""
    for change in changes:
        others = _others(change.person, known, terms)
        if len(change.after) + len(others) > 1:
            yield from _of_person(change, others)


def _others(person: int | None, known: KnownRoster, terms: Terms) -> list[Interval]:
    if person is None:
        return []
    return [
        each.interval
        for each in known.of_department(person, "")
        if each.interval.department != terms.department and each.interval.covers(terms.effective)
    ]


def _of_person(change: PersonChange, others: list[Interval]) -> Iterator[Contradiction]:
    said = [*change.after, *others]
    for place, one in enumerate(change.after):
        for other in said[place + 1 :]:
            sides = tuple((each.category, each.department) for each in (one, other))
            if one.category == other.category:
                if one.department != other.department:
                    yield Contradiction(
                        "two_departments", change.person, change.person_id, change.name, sides
                    )
            elif any({one.category, other.category} <= group for group in _EXCLUSIVE):
                yield Contradiction(
                    "exclusive", change.person, change.person_id, change.name, sides
                )
