"""Annual caps against a loop that anybody can follow."""

from __future__ import annotations

from itertools import permutations
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.settlement import caps
from jiuzhu.settlement.caps import Calendar, draw_order, pay_in_order

Used = dict[tuple[int, int, int], int]


class Row(NamedTuple):
    """A claim: who, on which day, from which pool; what is due, and the cap that day."""

    person: int
    day: int
    pool: int
    due: int
    cap: int


def by_loop(rows: list[Row], opening: Used) -> list[int]:
    """Pay one after the other, in the order of the days; ties in the order they stand."""
    used = dict(opening)
    paid = [0] * len(rows)
    for place in sorted(range(len(rows)), key=lambda place: rows[place].day):
        row = rows[place]
        key = (row.person, row.pool, year_of(row.day))
        paid[place] = min(row.due, max(row.cap - used.get(key, 0), 0))
        used[key] = used.get(key, 0) + paid[place]
    return paid


def by_scan(rows: list[Row], opening: Used, pools: int = 3) -> list[int]:
    """Pay as the engine does."""
    person, day, pool, due, cap = (
        np.array([row[at] for row in rows], np.int64) for at in range(5)
    )
    days = day.astype(np.int32)
    calendar = Calendar.of(days)
    order = draw_order(
        due > 0, person.astype(np.int32), pool.astype(np.uint8), days, calendar, pools
    )
    before = []
    for key in order.group_key.tolist():
        owner, year = divmod(key, calendar.years)
        whose = (*divmod(owner, pools), year + calendar.first_year)
        before.append(opening.get(whose, 0))
    paid = np.zeros(len(rows), np.int64)
    paid[order.claim] = pay_in_order(
        order, due[order.claim], cap[order.claim], np.array(before, np.int64)
    )
    return [int(sum_of_money) for sum_of_money in paid]


def year_of(day: int) -> int:
    return int(np.datetime64(day, "D").astype("M8[Y]").astype(int)) + 1970


def draw(
    rng: np.random.Generator, people: int, count: int, caps: list[int], most: int = 900
) -> tuple[list[Row], Used]:
    """Draw claims over three years, many on one day, and what was used before."""
    days = rng.integers(19_000, 20_000, max(count // 3, 1))
    rows = [
        Row(
            person=int(rng.integers(people)),
            day=int(rng.choice(days)),
            pool=int(rng.integers(3)),
            due=int(rng.integers(0, most)) * int(rng.random() < 0.9),
            cap=int(rng.choice(caps)),
        )
        for _ in range(count)
    ]
    opening = {
        (row.person, row.pool, year_of(row.day)): int(rng.integers(0, 2500))
        for row in rows
        if rng.random() < 0.3
    }
    return rows, opening


CAPS = st.lists(st.sampled_from([0, 1, 300, 400, 1000, 2000, 6000]), min_size=1, max_size=4)


@given(st.integers(0, 2**32), st.integers(1, 4), st.integers(0, 60), CAPS)
def test_few_groups(seed: int, people: int, count: int, wanted: list[int]) -> None:
    rows, opening = draw(np.random.default_rng(seed), people, count, wanted)
    assert by_scan(rows, opening) == by_loop(rows, opening)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("wanted", [[1000], [300, 400, 2000], [0, 5000]])
def test_many_groups(seed: int, wanted: list[int]) -> None:
    rows, opening = draw(np.random.default_rng(seed), 40, 1500, wanted)
    assert by_scan(rows, opening) == by_loop(rows, opening)


def test_both_ways_of_paying_changing_caps_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns while many groups are left, plain numbers for the last few: each alone agrees."""
    rows, opening = draw(np.random.default_rng(3), 40, 1500, [300, 900, 2000])
    for few_groups in (1, 10_000):
        monkeypatch.setattr(caps, "_FEW_GROUPS", few_groups)
        assert by_scan(rows, opening) == by_loop(rows, opening)


@pytest.mark.parametrize("order", sorted(set(permutations([300, 400, 400, 0, 1000]))))
def test_caps_that_change_within_a_year_in_every_order(order: tuple[int, ...]) -> None:
    rows = [Row(0, 19_400 + place, 0, 250, cap) for place, cap in enumerate(order)]
    assert by_scan(rows, {}) == by_loop(rows, {})
    assert by_scan(rows, {(0, 0, 2023): 350}) == by_loop(rows, {(0, 0, 2023): 350})


def test_a_lower_cap_takes_nothing_back_and_a_higher_one_pays_the_rest() -> None:
    rows = [Row(0, 19_400, 0, 400, 400), Row(0, 19_401, 0, 50, 300), Row(0, 19_402, 0, 200, 500)]
    assert by_scan(rows, {}) == [400, 0, 100]


def test_an_opening_above_the_cap_pays_nothing() -> None:
    rows = [Row(0, 19_400, 0, 10, 300), Row(0, 19_401, 0, 10, 300)]
    assert by_scan(rows, {(0, 0, 2023): 301}) == [0, 0]
    assert by_scan(rows, {(0, 0, 2023): 299}) == [1, 0]
    assert by_scan(rows, {(0, 0, 2022): 301, (0, 1, 2023): 301}) == [10, 10]


def test_ties_on_one_day_keep_the_order_of_the_file() -> None:
    rows = [Row(0, 19_400, 0, due, 300) for due in (200, 150, 100)]
    assert by_scan(rows, {}) == [200, 100, 0]
    assert by_scan(rows[::-1], {}) == [100, 150, 50]


def test_years_and_pools_do_not_share() -> None:
    new_year = int(np.datetime64("2024-01-01").astype(int))
    rows = [
        Row(0, new_year - 1, 0, 300, 300), Row(0, new_year, 0, 300, 300),
        Row(0, new_year, 1, 300, 300), Row(1, new_year, 0, 300, 300), Row(0, new_year, 0, 1, 300),
    ]  # fmt: skip
    assert by_scan(rows, {}) == [300, 300, 300, 300, 0]


@pytest.mark.parametrize("seed", range(3))
def test_numbers_too_wide_to_pack_are_sorted_all_the_same(seed: int) -> None:
    rng = np.random.default_rng(seed)
    who = rng.integers(2**30, 2**31 - 1, 5)
    rows = [
        Row(int(rng.choice(who)), int(rng.integers(-40_000, 60_000) // 900 * 900),
            int(rng.integers(200, 250)), int(rng.integers(0, 900)), 1000)
        for _ in range(400)
    ]  # fmt: skip
    wide = [row._replace(pool=row.pool % 3 + 240) for row in rows]
    assert by_scan(wide, {}, pools=250) == by_loop(wide, {})


def test_nothing_to_pay() -> None:
    assert by_scan([], {}) == []
    assert by_scan([Row(0, 19_400, 0, 0, 300)], {}) == [0]


def test_the_calendar_knows_every_year() -> None:
    days = np.arange("1895-01-01", "2105-01-01", dtype="M8[D]")
    calendar = Calendar.of(days.astype(np.int32))
    expected = days.astype("M8[Y]").astype(np.int64) + 1970
    assert (calendar.year_of(days.astype(np.int32)) == expected).all()
