"""Dated rows and values: one after the other, without a gap and without an overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol, TypeVar

from jiuzhu_schemas.text import Text

_DAY = timedelta(days=1)


class Dated(Protocol):
    """Something in force from one day to another; None is open."""

    @property
    def since(self) -> date | None: ...  # noqa: D102
    @property
    def until(self) -> date | None: ...  # noqa: D102


D = TypeVar("D", bound=Dated)


def in_force(dated: Dated, day: date) -> bool:
    """Tell whether it holds on a day."""
    return (dated.since is None or dated.since <= day) and (
        dated.until is None or day <= dated.until
    )


def on_day(values: Sequence[D], day: date) -> D | None:
    """Return the value that holds on a day, if one does."""
    return next((value for value in values if in_force(value, day)), None)


def boundaries(dated: Dated) -> Iterator[date]:
    """Yield the days on which what is in force may change."""
    if dated.since:
        yield dated.since
    if dated.until and dated.until < date.max:
        yield dated.until + _DAY


def check_values(values: Sequence[Dated], start: date, end: date | None) -> Iterator[Text]:
    """Yield what is wrong with dated values that must cover ``start`` to ``end``."""
    if not values:
        return
    ordered = sorted(values, key=lambda value: value.since or date.min)
    first, last = ordered[0], ordered[-1]
    if first.since and first.since > start:
        yield _gap(start, first.since - _DAY)
    for one, other in pairwise(ordered):
        if one.until is None or other.since is None or one.until >= other.since:
            yield Text("两个值的日期重叠", "two values overlap in time")
        elif one.until + _DAY != other.since:
            yield _gap(one.until + _DAY, other.since - _DAY)
    if last.until and last.until < (end or date.max):
        yield _gap(last.until + _DAY, end)


def _gap(first: date, last: date | None) -> Text:
    return Text(
        f"{first} 至 {last or '以后'} 没有值",
        f"there is no value from {first} to {last or 'any later day'}",
    )
