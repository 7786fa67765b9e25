"""Rows that tie: two that answer for the same category, facts and day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from jiuzhu_schemas.text import Text

from .conditions import can_both_hold
from .coverage import Row, Tests


def ties(rows: Sequence[Row], tests: Sequence[Tests]) -> Iterator[tuple[int, Text]]:
    """Yield each row that ties with an earlier one."""
    for one, other in combinations(range(len(rows)), 2):
        if (
            set(rows[one].categories) & set(rows[other].categories)
            and _overlap(rows[one], rows[other])
            and all(
                can_both_hold(tests[one].get(fact), tests[other].get(fact)) for fact in tests[one]
            )
        ):
            yield other, _tie(one)


def _overlap(one: Row, other: Row) -> bool:
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (
        one.until or date.max
    )


def _tie(other: int) -> Text:
    return Text(
        f"与同表第{other + 1}行对同一类别、同一条件都成立，无法取舍",
        f"holds for the same category and facts as row {other + 1} of the table",
    )
