"""Rows that tie: two that answer for the same category, facts and day; and rows that lapse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Protocol

from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import Text

from .conditions import Test, can_both_hold

Tests = Mapping[str, Test | None]


class Row(Protocol):
    """What tables' rows have in common."""

    @property
    def categories(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def since(self) -> date | None: ...  # noqa: D102
    @property
    def until(self) -> date | None: ...  # noqa: D102


def ties(
    rows: Sequence[Row], tests: Sequence[Tests], document: PolicyDocument
) -> Iterator[tuple[int, int, Callable[[int], Text]]]:
    """Yield each row that ties with an earlier one, and each that ends with nothing after it."""
    for one, other in combinations(range(len(rows)), 2):
        if (
            set(rows[one].categories) & set(rows[other].categories)
            and _overlap(rows[one], rows[other])
            and all(
                can_both_hold(tests[one].get(fact), tests[other].get(fact)) for fact in tests[one]
            )
        ):
            yield other, one, _tie
    for place, row in enumerate(rows):
        if _lapses(row, tests[place], rows, tests, document):
            yield place, place, _lapse


def _overlap(one: Row, other: Row) -> bool:
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (
        one.until or date.max
    )


def _lapses(
    row: Row, cells: Tests, rows: Sequence[Row], tests: Sequence[Tests], document: PolicyDocument
) -> bool:
    """A row ends before its document, and no row of the same categories begins the day after."""
    if row.until is None or row.until >= (document.until or date.max):
        return False
    next_day = row.until + timedelta(days=1)
    followed = {
        category
        for other, others in zip(rows, tests, strict=True)
        if other.since == next_day
        and all(can_both_hold(cells.get(fact), others.get(fact)) for fact in cells)
        for category in other.categories
    }
    return not set(row.categories) <= followed


def _tie(other: int) -> Text:
    return Text(
        f"与同表第{other + 1}行对同一类别、同一条件都成立，无法取舍",
        f"holds for the same category and facts as row {other + 1} of the table",
    )


def _lapse(_: int) -> Text:
    return Text("到期后没有接续的行", "ends, and no row takes over the day after")
