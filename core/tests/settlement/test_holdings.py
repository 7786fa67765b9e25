"""Who holds what on a day, and who is how old: against loops over intervals and birthdays."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiuzhu.settlement.columns import OPEN_END, Identities, People, day_date, day_number
from jiuzhu.settlement.holdings import _few_distinct, age_bands, resolve

Interval = tuple[int, int, int, int]
"""Person, category, first and last day."""


def columns(intervals: list[Interval], categories: int) -> Identities:
    rows = np.array(intervals, np.int64).reshape(-1, 4)
    return Identities(
        tuple(f"c{number}" for number in range(categories)),
        rows[:, 0].astype(np.int32),
        rows[:, 1].astype(np.uint8),
        rows[:, 2].astype(np.int32),
        rows[:, 3].astype(np.int32),
    )


def check(intervals: list[Interval], categories: int, people: int, days: list[int]) -> None:
    """Compare what is held by everyone on all these days, and around every edge."""
    edges = {edge + d for row in intervals for edge in row[2:] for d in (-1, 0, 1)}
    asked = sorted({*days, *(edge for edge in edges if edge <= OPEN_END)})
    person = np.repeat(np.arange(people, dtype=np.int32), len(asked))
    day = np.tile(np.array(asked, np.int32), people)
    holdings = resolve(columns(intervals, categories), people)
    found = [holdings.sets[held] for held in holdings.on(person, day).tolist()]
    expected = [
        frozenset(f"c{c}" for p, c, first, last in intervals if p == who and first <= on <= last)
        for who, on in zip(person.tolist(), day.tolist(), strict=True)
    ]
    assert found == expected


PEOPLE = 4
DAYS = st.integers(-300, 300)


@st.composite
def some_intervals(draw: st.DrawFn) -> tuple[list[Interval], int]:
    categories = draw(st.sampled_from([1, 2, 14, 15, 16, 31, 40]))
    rows = []
    for _ in range(draw(st.integers(0, 25))):
        first = draw(DAYS)
        length = draw(st.integers(0, 60) | st.just(OPEN_END))
        row = (
            draw(st.integers(0, PEOPLE - 1)),
            draw(st.integers(0, categories - 1)),
            first,
            min(first + length, OPEN_END),
        )
        rows += [row] * draw(st.sampled_from([1, 1, 1, 2, 17]))
    return draw(st.permutations(rows)), categories


@settings(deadline=None)
@given(some_intervals(), st.lists(DAYS, min_size=1, max_size=5))
def test_any_intervals(drawn: tuple[list[Interval], int], days: list[int]) -> None:
    intervals, categories = drawn
    check(intervals, categories, PEOPLE, days)


def test_no_identities_at_all() -> None:
    check([], 1, 3, [0, 19_000])
    check([], 0, 1, [0])
    nobody = resolve(columns([], 0), 0)
    assert nobody.on(np.empty(0, np.int32), np.empty(0, np.int32)).tolist() == []


def test_overlaps_gaps_and_touching_intervals() -> None:
    check([(0, 0, 10, 20), (0, 0, 15, 30), (0, 0, 31, 40), (0, 0, 42, 50)], 1, 1, [41])
    check([(0, 0, 10, 20), (0, 1, 20, 20), (0, 2, 21, 21)], 3, 1, [0])


@pytest.mark.parametrize("equal", [15, 16, 17, 300])
def test_one_interval_many_times_over(equal: int) -> None:
    check([(0, 0, 10, 20)] * equal + [(0, 1, 15, 25), (1, 0, 5, 15)], 2, 2, [0])
    nested = [(0, 1, 10 + number, 1000 - number) for number in range(equal)]
    check([*nested, (0, 0, 12, 12), (1, 1, 5, 5)], 2, 2, [0, 500])


def test_before_1970_and_for_ever() -> None:
    many = [(0, 0, -25_000, -24_000)] * 20
    check([(0, 0, -20_000, -19_000), (0, 1, -19_500, OPEN_END), *many], 2, 1, [0, OPEN_END])


@pytest.mark.parametrize("categories", [30, 31, 45, 46, 250])
def test_many_categories(categories: int) -> None:
    check([(0, c, c, 2 * c + 1) for c in range(categories)], categories, 1, [0, categories])


def completed_years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


BORN = st.dates(date(1900, 1, 1), date(2025, 12, 31)) | st.sampled_from(
    [date(1904, 2, 29), date(1940, 2, 29), date(2000, 2, 29), date(1944, 3, 1), date(1944, 2, 28)]
)
SETTLED = st.dates(date(2012, 7, 24), date(2030, 12, 31)) | st.sampled_from(
    [date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1), date(2023, 2, 28), date(2023, 3, 1)]
)


@given(st.lists(BORN, min_size=1, max_size=5), st.lists(SETTLED, max_size=8),
       st.lists(st.integers(1, 110), max_size=3, unique=True))  # fmt: skip
def test_age_bands(births: list[date], days: list[date], limits: list[int]) -> None:
    limits.sort()
    people = People(
        np.array([day_number(b) for b in births], np.int32), np.zeros(len(births), bool)
    )
    person = np.resize(np.arange(len(births), dtype=np.int32), len(days))
    settled = np.array([day_number(day) for day in days], np.int32)
    bands = age_bands(people, limits, person, settled)
    assert bands.tolist() == [
        sum(completed_years(births[who], day) >= limit for limit in limits)
        for who, day in zip(person.tolist(), days, strict=True)
    ]


@pytest.mark.parametrize(
    ("born", "day", "old_enough"),
    [
        ("1944-02-29", "2024-02-28", False), ("1944-02-29", "2024-02-29", True),
        ("2009-02-28", "2024-02-28", True), ("1944-06-15", "2024-06-14", False),
        ("1944-06-15", "2024-06-15", True), ("1944-12-31", "2024-12-31", True),
        ("1944-01-01", "2023-12-31", False),
    ],
)  # fmt: skip
def test_the_eightieth_and_fifteenth_birthday(born: str, day: str, old_enough: bool) -> None:
    people = People(np.array([born], "M8[D]").astype(np.int32), np.zeros(1, bool))
    limit = 80 if born < "2000" else 15
    on = np.array([day], "M8[D]").astype(np.int32)
    assert age_bands(people, [limit], np.zeros(1, np.int32), on).tolist() == [old_enough]


def test_29_february_completes_a_year_on_1_march_of_a_common_year() -> None:
    people = People(np.array(["2008-02-29"], "M8[D]").astype(np.int32), np.zeros(1, bool))
    days = np.array(["2023-02-28", "2023-03-01"], "M8[D]").astype(np.int32)
    assert age_bands(people, [15], np.zeros(2, np.int32), days).tolist() == [0, 1]


def test_day_numbers_are_days_since_1970() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert day_date(day_number(date(2024, 2, 29))) == date(2024, 2, 29)
    assert day_date(OPEN_END) == date(9999, 12, 31)


@pytest.mark.parametrize("count", [0, 1, 300, 400_000])
def test_distinct_values_are_found_whether_or_not_two_share_a_bucket(count: int) -> None:
    rng = np.random.default_rng(count)
    values = rng.integers(-(2**62), 2**62, count)[rng.integers(0, max(count, 1), 3 * count)]
    found, place = _few_distinct(values)
    assert (found[place] == values).all()
    assert len(np.unique(found)) == len(found) == len(np.unique(values))
