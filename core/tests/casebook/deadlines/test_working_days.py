"""Working days, worked out by hand from the State Council's notice for 2026.

National Day: 1 to 7 October off; Sunday 20 September and Saturday 10 October are working days.
Spring Festival: 15 to 23 February off; Saturdays 14 and 28 February are working days.
"""

from __future__ import annotations

from datetime import date

import pytest

from jiuzhu.casebook.deadlines import (
    CountedDay,
    WorkingDay,
    add_working_days,
    last_working_day,
    working_day,
)


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        ("2026-09-19", False), ("2026-09-20", True), ("2026-10-01", False), ("2026-10-07", False),
        ("2026-10-08", True), ("2026-10-10", True), ("2026-10-11", False), ("2026-02-14", True),
        ("2026-02-16", False), ("2026-02-23", False), ("2026-02-24", True), ("2026-02-28", True),
        ("2024-02-29", True), ("2026-12-31", True), ("2004-01-05", True),
    ],
)  # fmt: skip
def test_a_day_that_the_calendar_knows(day: str, is_working: bool) -> None:
    assert working_day(date.fromisoformat(day)) == WorkingDay(is_working, certain=True)


@pytest.mark.parametrize(
    ("day", "is_working"),
    [("2027-01-01", True), ("2027-01-02", False), ("2027-01-04", True), ("2003-12-31", True)],
)
def test_a_day_beyond_the_calendar_goes_by_the_week_and_says_so(day: str, is_working: bool) -> None:
    assert working_day(date.fromisoformat(day)) == WorkingDay(is_working, certain=False)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-11-20", 1, "2026-11-23"),  # A Friday.
        ("2026-11-20", 3, "2026-11-25"),
        ("2026-11-21", 1, "2026-11-23"),  # A Saturday.
        ("2026-09-30", 2, "2026-10-09"),  # Thursday the 8th and Friday the 9th,
        ("2026-09-30", 3, "2026-10-10"),  # then the swapped Saturday.
        ("2026-09-30", 4, "2026-10-12"),
        ("2026-02-13", 1, "2026-02-14"),  # A swapped Saturday before the long holiday.
        ("2026-02-13", 3, "2026-02-25"),
        ("2024-02-28", 2, "2024-03-01"),  # Over the leap day, a Thursday.
    ],
)
def test_counting_leaves_out_the_first_day(start: str, count: int, expected: str) -> None:
    found = add_working_days(date.fromisoformat(start), count)
    assert found == CountedDay(date.fromisoformat(expected), certain=True)


def test_counting_into_a_year_without_a_calendar_says_so() -> None:
    # 31 December is known; 1 January 2027, a Friday, is taken for a working day.
    assert add_working_days(date(2026, 12, 30), 1) == CountedDay(date(2026, 12, 31), True)
    assert add_working_days(date(2026, 12, 30), 3) == CountedDay(date(2027, 1, 4), False)


@pytest.mark.parametrize("count", [0, -1])
def test_counting_fewer_than_one_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        add_working_days(date(2026, 11, 20), count)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-10-10", "2026-10-10"),
        ("2026-10-25", "2026-10-23"),
        ("2026-05-10", "2026-05-09"),  # A Sunday behind a swapped Saturday.
        ("2026-02-15", "2026-02-14"),
        ("2026-10-07", "2026-09-30"),
    ],
)
def test_the_last_working_day(day: str, expected: str) -> None:
    assert last_working_day(date.fromisoformat(day)).date == date.fromisoformat(expected)
