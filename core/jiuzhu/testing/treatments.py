"""Invented claims: visits, diagnoses and sums, with the edges that rules stumble over."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from jiuzhu.settlement.columns import Claims, Codes, Days, Fen, Flags, Identities, Positions

from .population import Calendar, eightieth_birthdays

LISTED: Final = (
    "C34.900", "C34.100x002", "C15.900", "C16.902", "C18.900", "C19.x00", "C20.x00", "C50.900",
    "C53.900", "R65.300", "R68.800x001", "D60.900", "D61.900", "N18.500", "N18.501", "N19.x01",
    "A15.000x016", "A15.100x005", "B20.000", "B22.700", "F20.000", "F22.000", "F25.900",
    "F31.600", "F06.800", "F72.000", "D66.x00", "D67.x00", "Z94.000", "Z94.400", "T86.100",
    "T86.400", "Z49.100", "Z49.200", "Z99.200", "C92.100", "C91.000", "C92.000", "C95.900",
    "I21.900", "I22.000", "I63.900", "I63.801", "J10.001", "J10.802", "E10.900", "E05.900",
    "Q35.900", "Q36.900", "Q37.900", "D56.101",
)  # fmt: skip
"""Codes of diseases that the law lists, by the project's own mapping."""

NEAR_MISSES: Final = (
    "C33.x00", "C17.900", "C21.000", "C51.900", "C54.100", "C90.000", "C96.000", "R65.200",
    "R68.800x002", "D59.900", "D62.x00", "N18.400", "N18.900", "N19.x00", "A15.000x001", "B23.000",
    "B24.x00", "F21.x00", "F32.900", "F06.700", "F71.000", "D68.000", "Z94.100", "Z94.300",
    "T86.000", "Z49.000", "Z99.100", "I20.900", "I64.x00", "J10.000", "E11.900", "E04.900",
    "Q34.900", "Q38.100", "D55.000", "D57.100",
)  # fmt: skip
"""Codes beside the listed ones, which the mapping leaves out."""

QUOTA: Final = ("Q21.000", "Q21.100", "Q22.100", "Q25.000")
"""Congenital heart disease: fixed quotas in the municipal document."""

ORDINARY: Final = (
    "J18.900", "J44.100", "I10.x00x002", "E78.500", "K29.500", "K80.200", "M51.202", "S72.000",
    "S82.800", "N20.000", "H25.900", "K35.800", "J06.900", "A09.900", "I50.900", "I25.103",
    "K74.600", "N40.x00", "M17.900", "J20.900", "G45.900", "R42.x00", "L03.900", "O80.000",
)  # fmt: skip
"""Codes that no rule names."""

DIAGNOSES: Final = LISTED + NEAR_MISSES + QUOTA + ORDINARY

_GROUPS: Final = ((LISTED, 0.40), (NEAR_MISSES, 0.13), (QUOTA, 0.02), (ORDINARY, 0.45))
_BASES: Final = (
    1_000_000, 1_000_001, 1_000_003, 750_000, 750_002, 1_500_000, 1_500_003, 300_000, 300_001,
    1_000_005, 10_000_005, 14_285_715,
)  # fmt: skip
"""Bases in fen of which 70, 60 or 80 % leave exactly 3000.00 or 3000.01 yuan, and their like."""
_IN_SCOPE: Final = (2_999_999, 3_000_000, 3_000_001)
_LARGEST: Final = 200_000_000
_HEAVIEST: Final = 30.0
"""Against a mean of 0.87: some two hundred claims, as someone on dialysis has."""


def draw_claims(
    rng: np.random.Generator,
    count: int,
    born_on: Days,
    identities: Identities,
    calendar: Calendar,
    diagnoses: tuple[str, ...],
    oddity: float,
) -> tuple[Claims, Fen, NDArray[np.int64]]:
    """Draw claims in file order: roughly by date, as hospitals report them.

    Returns the columns, the total costs, and a (3, count) array of what basic insurance,
    critical illness insurance and the large-sum scheme paid; all in fen. An ``oddity`` share of
    the claims combines any therapy, hospital and referral with any diagnosis.
    """
    person, day = _draw_who_and_when(rng, count, born_on, identities, calendar)
    visit = (rng.random(count) < 0.45).astype(np.uint8)
    odd = rng.random(count) < oddity
    names, diagnosis = _draw_diagnoses(rng, count, diagnoses)
    ordinary = np.isin(names, ORDINARY)[diagnosis]
    region = rng.choice(3, count, p=(0.78, 0.18, 0.04)).astype(np.uint8)
    severity = rng.lognormal(0.0, 0.6, born_on.size)[person]
    total, in_scope, base = _draw_amounts(rng, visit, severity)
    claims = Claims(
        person=person,
        settled_on=day,
        visit=visit,
        therapy=_draw_therapy(rng, visit, ordinary & ~odd),
        hospital_level=_draw_level(rng, (region > 0) & ~odd),
        hospital_region=region,
        referral=_draw_referral(rng, region, odd),
        diagnoses=names,
        diagnosis=diagnosis,
        in_scope=in_scope,
        base=base,
    )
    return claims, total, _split_payments(rng, in_scope - base)


def _draw_who_and_when(
    rng: np.random.Generator, count: int, born_on: Days, identities: Identities, calendar: Calendar
) -> tuple[Positions, Days]:
    """Draw persons with a heavy tail, and days with birthdays, interval ends and ties."""
    people = born_on.size
    weight = np.minimum(rng.pareto(2.5, people), _HEAVIEST) + 0.2
    counts = rng.poisson(weight * (count / weight.sum()))
    person = np.repeat(np.arange(people), counts)
    rng.shuffle(person)
    missing = max(0, count - person.size)
    person = np.concatenate([person, rng.integers(0, people, missing)])[:count]
    day = rng.integers(calendar.first_day, calendar.last_day + 1, count)

    one_off = rng.choice([-1, 0, 0, 1], count)
    near_birthday = eightieth_birthdays(born_on)[person] + one_off
    birthday = _inside(near_birthday, calendar) & (rng.random(count) < 0.08)
    day[birthday] = near_birthday[birthday]
    if identities.person.size:
        row = rng.integers(0, identities.person.size, count)
        ends = rng.random(count) < 0.5
        edge = np.where(ends, identities.last_day[row], identities.first_day[row]) + one_off
        at_edge = _inside(edge, calendar) & (rng.random(count) < 0.05)
        person[at_edge], day[at_edge] = identities.person[row][at_edge], edge[at_edge]
    tie = np.flatnonzero(rng.random(count) < 0.04)
    tie = tie[tie > 0]
    person[tie], day[tie] = person[tie - 1], day[tie - 1]

    order = np.argsort(day + rng.integers(0, 25, count), kind="stable")
    return person[order].astype(np.int32), day[order].astype(np.int32)


def _inside(day: NDArray[np.int64], calendar: Calendar) -> NDArray[np.bool_]:
    return (day >= calendar.first_day) & (day <= calendar.last_day)


def _draw_therapy(rng: np.random.Generator, visit: Codes, untreated: Flags) -> Codes:
    """Draw the four therapies, more often for outpatients, for none of the ``untreated``."""
    treated = rng.random(visit.size) < np.where(visit == 0, 0.35, 0.12)
    therapy = np.where(treated & ~untreated, rng.integers(1, 5, visit.size), 0)
    return therapy.astype(np.uint8)


def _draw_level(rng: np.random.Generator, large: Flags) -> Codes:
    """Draw the hospital's level; ``large`` ones are of level 2 or 3."""
    level = rng.choice(4, large.size, p=(0.06, 0.30, 0.38, 0.26))
    return np.where(large, np.maximum(level, 2), level).astype(np.uint8)


def _draw_referral(rng: np.random.Generator, region: Codes, odd: Flags) -> Codes:
    """Draw referrals: not needed at home, recorded elsewhere or missing, anything if ``odd``."""
    at_home = rng.choice(3, region.size, p=(0.92, 0.08, 0.0))
    elsewhere = rng.choice(3, region.size, p=(0.0, 0.8, 0.2))
    usual = np.where(region == 0, at_home, elsewhere)
    return np.where(odd, rng.integers(0, 3, region.size), usual).astype(np.uint8)


def _draw_diagnoses(
    rng: np.random.Generator, count: int, wanted: tuple[str, ...]
) -> tuple[tuple[str, ...], Positions]:
    """Draw codes, the four groups in their shares, and name only those that occur."""
    share = {code: part / len(group) for group, part in _GROUPS for code in group}
    weights = np.array([share.get(code, 0.005) for code in wanted])
    drawn = rng.choice(len(wanted), count, p=weights / weights.sum())
    occurs = np.bincount(drawn, minlength=len(wanted)) > 0
    places = (np.cumsum(occurs) - 1).astype(np.int32)
    names = tuple(code for code, found in zip(wanted, occurs.tolist(), strict=True) if found)
    return names, places[drawn]


def _draw_amounts(
    rng: np.random.Generator, visit: Codes, severity: NDArray[np.float64]
) -> tuple[Fen, Fen, Fen]:
    """Draw total, in-scope cost and base, in fen, with spikes where rules have their edges."""
    count = visit.size
    median = np.where(visit == 0, 40_000.0, 750_000.0) * severity
    total = np.minimum(median * rng.lognormal(0.0, 1.0, count), _LARGEST).astype(np.int64) + 1
    in_scope = np.minimum(total, (total * rng.uniform(0.6, 1.05, count)).astype(np.int64))
    inpatient = visit == 1
    spike = inpatient & (rng.random(count) < 0.05)
    in_scope[spike] = rng.choice(_IN_SCOPE, int(spike.sum()))
    base = (in_scope * rng.uniform(0.1, 0.7, count)).astype(np.int64)
    base = np.where(rng.random(count) < 0.05, base - base % 10 + 5, base)
    base = np.where(rng.random(count) < 0.02, in_scope, np.minimum(base, in_scope))
    base[rng.random(count) < 0.02] = 0
    spike = rng.random(count) < np.where(inpatient, 0.04, 0.01)
    base[spike] = rng.choice(_BASES, int(spike.sum()))
    in_scope = np.maximum(in_scope, base)
    return np.maximum(total, in_scope), in_scope, base


def _split_payments(rng: np.random.Generator, paid: Fen) -> NDArray[np.int64]:
    """Split what insurance paid into basic, critical illness and large-sum payments."""
    critical = np.where(rng.random(paid.size) < 0.2, paid * rng.random(paid.size) * 0.5, 0.0)
    large = np.where(rng.random(paid.size) < 0.05, paid * rng.random(paid.size) * 0.3, 0.0)
    parts = np.stack([np.zeros_like(paid), critical.astype(np.int64), large.astype(np.int64)])
    parts[0] = paid - parts[1] - parts[2]
    return parts
