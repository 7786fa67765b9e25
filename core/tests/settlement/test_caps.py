"""Annual caps against a loop that anybody can follow."""

from __future__ import annotations

from itertools import permutations
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiuzhu.api import Facts, Terms, hookimpl
from jiuzhu.settlement.balances import Balances
from jiuzhu.settlement.caps import Calendar
from jiuzhu.settlement.coding import Who
from jiuzhu_schemas.words import REGIONS, THERAPIES

from .world import county_with, stays

Used = dict[tuple[int, int, int], int]


CAPS = [0, 1, 300, 400, 500, 900, 1000, 2000, 5000, 6000]
POOLS = ("outpatient", "inpatient", "major_disease")


class Capped:
    """A county that pays everything, up to the cap that goes with the hospital."""

    @hookimpl
    def inpatient(self, facts: Facts, identity: str) -> Terms:
        """The whole base; pool and cap by the visit."""
        cap = CAPS[facts.hospital_level + 4 * REGIONS.index(facts.hospital_region)]
        pool = POOLS[THERAPIES.index(facts.therapy)]
        return Terms(clause="test#1", pool=pool, annual_cap=cap, rate=10_000)


CAPPED = county_with(Capped())


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


def by_engine(rows: list[Row], opening: Used) -> list[int]:
    """Pay as the engine does: everything is due, the cap goes by where the visit was."""
    claims = stays(
        [str(np.datetime64(row.day, "D")) for row in rows],
        person=np.array([row.person for row in rows], np.int32),
        base=np.array([row.due for row in rows], np.int64),
        in_scope=np.zeros(len(rows), np.int64),
        therapy=np.array([row.pool for row in rows], np.uint8),
        hospital_level=np.array([CAPS.index(row.cap) % 4 for row in rows], np.uint8),
        hospital_region=np.array([CAPS.index(row.cap) // 4 for row in rows], np.uint8),
    )
    nobody = np.zeros(len(rows), np.uint8)
    who = Who(nobody, (frozenset({"dibao"}),), nobody, nobody.astype(np.bool_))
    keys = list(opening)
    before = Balances(
        POOLS,
        np.array([key[0] for key in keys], np.int32),
        np.array([key[2] for key in keys], np.int32),
        np.array([key[1] for key in keys], np.uint8),
        np.array(list(opening.values()), np.int64),
    )
    settlement = CAPPED.engine.settle_resolved(claims, who, before)
    assert (settlement.due == claims.base).all()
    return [int(paid) for paid in settlement.award]


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


WANTED = st.lists(st.sampled_from(CAPS), min_size=1, max_size=4)


@settings(deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 4), st.integers(0, 60), WANTED)
def test_few_groups(seed: int, people: int, count: int, wanted: list[int]) -> None:
    rows, opening = draw(np.random.default_rng(seed), people, count, wanted)
    assert by_engine(rows, opening) == by_loop(rows, opening)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("wanted", [[1000], [300, 400, 2000], [0, 5000]])
def test_many_groups(seed: int, wanted: list[int]) -> None:
    rows, opening = draw(np.random.default_rng(seed), 40, 1500, wanted)
    assert by_engine(rows, opening) == by_loop(rows, opening)


@pytest.mark.parametrize("order", sorted(set(permutations([300, 400, 400, 0, 1000]))))
def test_caps_that_change_within_a_year_in_every_order(order: tuple[int, ...]) -> None:
    rows = [Row(0, 19_400 + place, 0, 250, cap) for place, cap in enumerate(order)]
    assert by_engine(rows, {}) == by_loop(rows, {})
    assert by_engine(rows, {(0, 0, 2023): 350}) == by_loop(rows, {(0, 0, 2023): 350})


def test_a_lower_cap_takes_nothing_back_and_a_higher_one_pays_the_rest() -> None:
    rows = [Row(0, 19_400, 0, 400, 400), Row(0, 19_401, 0, 50, 300), Row(0, 19_402, 0, 200, 500)]
    assert by_engine(rows, {}) == [400, 0, 100]


def test_an_opening_above_the_cap_pays_nothing() -> None:
    rows = [Row(0, 19_400, 0, 10, 300), Row(0, 19_401, 0, 10, 300)]
    assert by_engine(rows, {(0, 0, 2023): 301}) == [0, 0]
    assert by_engine(rows, {(0, 0, 2023): 299}) == [1, 0]
    assert by_engine(rows, {(0, 0, 2022): 301, (0, 1, 2023): 301}) == [10, 10]


def test_ties_on_one_day_keep_the_order_of_the_file() -> None:
    rows = [Row(0, 19_400, 0, due, 300) for due in (200, 150, 100)]
    assert by_engine(rows, {}) == [200, 100, 0]
    assert by_engine(rows[::-1], {}) == [100, 150, 50]


def test_years_and_pools_do_not_share() -> None:
    new_year = int(np.datetime64("2024-01-01").astype(int))
    rows = [
        Row(0, new_year - 1, 0, 300, 300), Row(0, new_year, 0, 300, 300),
        Row(0, new_year, 1, 300, 300), Row(1, new_year, 0, 300, 300), Row(0, new_year, 0, 1, 300),
    ]  # fmt: skip
    assert by_engine(rows, {}) == [300, 300, 300, 300, 0]


@pytest.mark.parametrize("seed", range(3))
def test_numbers_too_wide_to_pack_are_sorted_all_the_same(seed: int) -> None:
    rng = np.random.default_rng(seed)
    who = rng.integers(2**30, 2**31 - 1, 5)
    rows = [
        Row(int(rng.choice(who)), int(rng.integers(16_000, 1_000_000) // 9000 * 9000),
            int(rng.integers(3)), int(rng.integers(0, 900)), int(rng.choice([900, 1000])))
        for _ in range(3000)
    ]  # fmt: skip
    assert by_engine(rows, {}) == by_loop(rows, {})


def test_nothing_to_pay() -> None:
    assert by_engine([], {}) == []
    assert by_engine([Row(0, 19_400, 0, 0, 300)], {}) == [0]


def test_the_calendar_knows_every_year() -> None:
    days = np.arange("1895-01-01", "2105-01-01", dtype="M8[D]")
    calendar = Calendar.of(days.astype(np.int32))
    expected = days.astype("M8[Y]").astype(np.int64) + 1970
    assert (calendar.year_of(days.astype(np.int32)) == expected).all()
