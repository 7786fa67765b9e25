"""Rows that tie: two that answer for the same category, facts and day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from jiuzhu_schemas.text import Text

from .conditions import can_both_hold
from .coverage import Row, Tests


def ties(rows: Sequence[Row], tests: Sequence[Tests]) -> Iterator[tuple[int, int]]:
    """Yield each row that ties with an earlier one, and that one."""
    for one, other in combinations(range(len(rows)), 2):
        if (
            set(rows[one].categories) & set(rows[other].categories)
            and _overlap(rows[one], rows[other])
            and all(
                can_both_hold(tests[one].get(fact), tests[other].get(fact)) for fact in tests[one]
            )
        ):
            yield other, one


def tie(other: int, line: int) -> Text:
    """Say that a row ties with ``rows[other]`` of its table, which begins on a line."""
    return Text(
        f"与同表 rows[{other}]（文件第{line}行）对同一类别、同一条件都成立，无法取舍；"
        "请改 if 的条件、删去一行，或用 from、to 分出先后",
        f"holds for the same category and facts as rows[{other}] (line {line}):"
        " change an if, delete one, or date them with from and to",
    )


def _overlap(one: Row, other: Row) -> bool:
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (
        one.until or date.max
    )
