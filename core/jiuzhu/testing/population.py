"""Invented people and their identities, drawn column by column.

Nobody here exists: the area code of every resident ID is unassigned, every name is a number.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu.settlement.columns import OPEN_END, Days, Enrolments, Flags, Identities, Positions

CATEGORIES: Final = (
    "dibao", "tekun", "orphan", "unattended_child", "returned_to_poverty", "youfu",
    "severe_disability", "dibao_edge", "unstable_out_of_poverty", "at_risk_of_poverty",
    "sudden_hardship", "sanwu", "wubao", "other_hardship", "student",
)  # fmt: skip
"""Every category of the municipal and the county document, the county's eleven first."""

PREMIUM_YEARS: Final = (2021, 2026)
"""First and last insurance year whose premium is known."""

_AGE: Final = 80
_IDENTITIES_PER_PERSON: Final = (0.10, 0.62, 0.22, 0.06)
_COMMON_CATEGORIES: Final = 9.0
"""How much oftener the first category occurs than the last."""
_COMPANIONS: Final = (6, 1)
"""How many places after the first category its usual second and third stand."""


@frozen
class Calendar:
    """The first and last day that claims are settled on."""

    first_year: int
    last_year: int

    @property
    def first_day(self) -> int:
        """The first of January of the first year, as a day number."""
        return _new_year(self.first_year)

    @property
    def last_day(self) -> int:
        """The last of December of the last year, as a day number."""
        return _new_year(self.last_year + 1) - 1

    @property
    def length(self) -> int:
        """How many days there are."""
        return self.last_day - self.first_day + 1


def draw_births(rng: np.random.Generator, people: int, calendar: Calendar) -> Days:
    """Draw birth dates: every age, and one in four close to the eightieth birthday."""
    newest = _new_year(calendar.first_year)
    born = rng.integers(_new_year(calendar.first_year - 100), newest, people)
    near = rng.random(people) < 0.25
    born[near] = rng.integers(
        _new_year(calendar.first_year - _AGE - 2),
        _new_year(calendar.last_year - _AGE + 3),
        int(near.sum()),
    )
    leap = rng.random(people) < 0.02
    leap_days = _leap_days(calendar.first_year - 100, calendar.first_year)
    born[leap] = rng.choice(leap_days, int(leap.sum()))
    return born.astype(np.int32)


def eightieth_birthdays(born_on: Days) -> Days:
    """Return the day on which each person completes 80 years."""
    born = born_on.astype("datetime64[D]")
    months = born.astype("datetime64[M]")
    birthday = (months + 12 * _AGE).astype("datetime64[D]") + (born - months)
    days: Days = birthday.astype(np.int64).astype(np.int32)
    return days


def draw_home_care(
    rng: np.random.Generator, people: int, identities: Identities, oddity: float
) -> Flags:
    """Draw who needs maintenance treatment outside hospital: dibao, and an odd few others."""
    needed = rng.random(people) < 0.2
    dibao = np.zeros(people, dtype=np.bool_)
    if "dibao" in identities.categories:
        code = identities.categories.index("dibao")
        dibao[identities.person[identities.category == code]] = True
    return needed & (dibao | (rng.random(people) < oddity))


def draw_identities(
    rng: np.random.Generator,
    people: int,
    calendar: Calendar,
    categories: tuple[str, ...],
    oddity: float,
) -> Identities:
    """Draw none to three intervals a person, in an order that has nothing to do with dates.

    A second and third category is mostly one that goes with the first; for an ``oddity`` share
    of the people it can be any.
    """
    how_many = rng.choice(4, people, p=_IDENTITIES_PER_PERSON)
    weights = np.geomspace(_COMMON_CATEGORIES, 1.0, len(categories))
    odd = rng.random(people) < oddity
    first = np.zeros((3, people), dtype=np.int64)
    last = np.zeros((3, people), dtype=np.int64)
    category = np.empty((3, people), dtype=np.uint8)
    for turn in range(3):
        first[turn], last[turn] = _draw_intervals(rng, people, calendar)
        category[turn] = rng.choice(len(categories), people, p=weights / weights.sum())
        if turn:
            usual = (category[0] + _COMPANIONS[turn - 1]) % len(categories)
            category[turn] = np.where(odd, category[turn], usual)
            _follow(rng, first, last, category, turn)
    kept = np.arange(3)[:, None] < how_many
    order = rng.permutation(int(kept.sum()))
    return Identities(
        categories=categories,
        person=np.broadcast_to(np.arange(people), (3, people))[kept][order].astype(np.int32),
        category=category[kept][order],
        first_day=first[kept][order].astype(np.int32),
        last_day=last[kept][order].astype(np.int32),
    )


def _draw_intervals(
    rng: np.random.Generator, people: int, calendar: Calendar
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Draw intervals that cover the years, begin or end within them, or miss them."""
    kind = rng.choice(7, people, p=(0.50, 0.15, 0.15, 0.11, 0.03, 0.02, 0.04))
    start, stop = calendar.first_day, calendar.last_day
    before = rng.integers(start - 3000, start, people)
    inside = np.sort(rng.integers(start, stop + 1, (2, people)), axis=0)
    after = rng.integers(stop + 1, stop + 400, people)
    year = rng.integers(calendar.first_year, calendar.last_year + 1, people)
    year_start = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    expired = np.minimum(before + rng.integers(0, 900, people), start - 1)
    first = np.choose(kind, [before, inside[0], before, inside[0], before, after, year_start])
    open_end = np.full(people, OPEN_END)
    one_day_or_more = year_start + rng.choice([0, 30, 180], people)
    last = np.choose(
        kind, [open_end, open_end, inside[1], inside[1], expired, open_end, one_day_or_more]
    )
    return first, last


def _follow(
    rng: np.random.Generator,
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    category: NDArray[np.uint8],
    turn: int,
) -> None:
    """Let some intervals follow the one before: the next day, after a gap, or overlapping it."""
    ended = last[turn - 1] != OPEN_END
    follows = ended & (rng.random(ended.size) < 0.5)
    step = rng.choice([1, 1, 2, 45, 120, 0, -20], ended.size)
    begins = np.maximum(last[turn - 1] + step, first[turn - 1])
    same = follows & (rng.random(ended.size) < 0.4)
    first[turn] = np.where(follows, begins, first[turn])
    length = rng.integers(0, 500, ended.size)
    ends = np.where(rng.random(ended.size) < 0.5, OPEN_END, begins + length)
    last[turn] = np.where(follows, ends, last[turn])
    category[turn] = np.where(same, category[turn - 1], category[turn])


def draw_enrolments(rng: np.random.Generator, people: int, calendar: Calendar) -> Enrolments:
    """Draw premiums paid for the known years: most people once a year, a few twice."""
    years = range(
        max(calendar.first_year, PREMIUM_YEARS[0]), min(calendar.last_year, PREMIUM_YEARS[1]) + 1
    )
    drawn = [np.flatnonzero(rng.random(people) < 0.7) for _ in years]
    again = [rng.choice(joined, joined.size // 50) for joined in drawn]
    parts = [np.concatenate(pair) for pair in zip(drawn, again, strict=True)]
    person = np.concatenate([np.empty(0, dtype=np.int64), *parts])
    year = np.repeat(np.array(list(years), dtype=np.int64), [part.size for part in parts])
    opens = (year - 1 - 1970).astype("datetime64[Y]").astype("datetime64[M]") + 8
    paid = opens.astype("datetime64[D]").astype(np.int64) + rng.integers(0, 480, year.size)
    order = np.argsort(paid + rng.integers(0, 20, year.size), kind="stable")
    return Enrolments(
        person=person[order].astype(np.int32),
        year=year[order].astype(np.int32),
        tier=rng.choice(np.array([1, 2], dtype=np.uint8), year.size, p=(0.85, 0.15)),
        paid_on=paid[order].astype(np.int32),
        insurance=(rng.random(year.size) < 0.08).astype(np.uint8),
    )


def resident_id_parts(born_on: Days) -> tuple[NDArray[np.int64], Positions]:
    """Return each person's first 17 places as a number, and 0–10 for the check character.

    The area code is 990000, which is assigned to no county (and the next ones once a thousand
    people share a birth date); people born on one day are numbered in their order.
    """
    order = np.argsort(born_on, kind="stable")
    ordered = born_on[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))
    rank = np.empty(born_on.size, dtype=np.int64)
    rank[order] = np.arange(born_on.size) - np.repeat(starts, np.diff([*starts, born_on.size]))
    serial = rank + 1
    day = born_on.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    year = day.astype("datetime64[Y]")
    written = (year.astype(np.int64) + 1970) * 10_000
    written += ((month - year.astype("datetime64[M]")).astype(np.int64) + 1) * 100
    written += (day - month.astype("datetime64[D]")).astype(np.int64) + 1
    first_17 = (990_000 + serial // 1000) * 10**11 + written * 1000 + serial % 1000
    return first_17, _check_positions(first_17)


def _check_positions(first_17: NDArray[np.int64]) -> Positions:
    """Return the MOD 11-2 remainder of 17-digit numbers."""
    total = np.zeros(first_17.size, dtype=np.int64)
    rest = first_17.copy()
    for place in range(1, 18):
        rest, digit = np.divmod(rest, 10)
        total += digit * (2**place % 11)
    return (total % 11).astype(np.int32)


def _new_year(year: int) -> int:
    return int(np.datetime64(f"{year:04d}-01-01").astype(np.int64))


def _leap_days(first_year: int, last_year: int) -> NDArray[np.int64]:
    years = [y for y in range(first_year, last_year) if y % 4 == 0 and (y % 100 or y % 400 == 0)]
    return np.array([int(np.datetime64(f"{y}-02-29").astype(np.int64)) for y in years])
