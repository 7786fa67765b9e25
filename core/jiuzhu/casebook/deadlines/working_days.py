"""Working days by the State Council's calendar, with its swapped weekends, as far as it is known.

The calendar is that of the package ``chinesecalendar``. Outside its years Monday to Friday count
as working days, and every answer that rests on that says so.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import chinese_calendar  # type: ignore[import-untyped]
from attrs import frozen

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


@frozen
class WorkingDay:
    """Whether a day is a working day. Not ``certain``: guessed by the day of the week."""

    is_working: bool
    certain: bool


@frozen
class CountedDay:
    """A day found by counting. Not ``certain``: a year without a known calendar was passed."""

    date: date
    certain: bool


def working_day(day: date) -> WorkingDay:
    """Tell whether a day is a working day."""
    try:
        return WorkingDay(bool(chinese_calendar.is_workday(day)), certain=True)
    except NotImplementedError:  # A year whose holidays the package does not have.
        return WorkingDay(day.weekday() < _SATURDAY, certain=False)


def add_working_days(start: date, count: int) -> CountedDay:
    """Return the ``count``-th working day after a day; the day itself does not count.

    Raises ValueError if ``count`` is less than 1.
    """
    if count < 1:
        raise ValueError(f"expected at least 1 working day, not {count}")
    day, certain = start, True
    while count:
        day += _DAY
        found = working_day(day)
        certain = certain and found.certain
        count -= found.is_working
    return CountedDay(day, certain)


def last_working_day(day: date) -> CountedDay:
    """Return the day itself if it is a working day, else the last one before it."""
    found = working_day(day)
    certain = found.certain
    while not found.is_working:
        day -= _DAY
        found = working_day(day)
        certain = certain and found.certain
    return CountedDay(day, certain)
