"""Plain Python: one claim after the other, exact integers. The truth the others are held to.

The lists are made beforehand; sorting by date is part of the work.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from bench.work import BIT, NEW_YEAR_2025, Result, Work

LABEL = "plain Python, integers"

FIRST_FIVE = (
    BIT["dibao"] | BIT["tekun"] | BIT["orphan"] | BIT["unattended_child"]
    | BIT["returned_to_poverty"]
)  # fmt: skip
OUTPATIENT_60 = BIT["dibao"] | BIT["orphan"] | BIT["unattended_child"] | BIT["youfu"]
TILT_70 = BIT["dibao"] | BIT["tekun"] | BIT["returned_to_poverty"]
TILT_60 = (
    BIT["dibao_edge"] | BIT["unstable_out_of_poverty"] | BIT["at_risk_of_poverty"]
    | BIT["sudden_hardship"]
)  # fmt: skip

OUTPATIENT, INPATIENT, MAJOR, LARGE = range(4)
CAPS = {INPATIENT: 600_000, MAJOR: 10_000_000, LARGE: 6_000_000}
TILT_CAP = 3_000_000
TILT_THRESHOLD = 300_000
LARGE_ABOVE = 3_000_000

Row = tuple[int, ...]


def prepare(folder: Path) -> list[list[Any]]:
    """Return the columns as lists."""
    work = Work.load(folder)
    return [
        column.tolist()
        for column in (
            work.settled, work.person, work.visit, work.therapy, work.listed, work.level,
            work.region, work.referral, work.in_scope, work.base, work.mask, work.old,
            work.home_care,
        )
    ]  # fmt: skip


def settle(columns: list[list[Any]]) -> Result:
    """Settle claim by claim in date order."""
    settled = columns[0]
    used: dict[tuple[int, bool, int], int] = {}
    awards, tilts = [0] * len(settled), [0] * len(settled)
    rows = list(zip(*columns, strict=True))
    for at in sorted(range(len(rows)), key=settled.__getitem__):
        day, person, visit, therapy, listed, level, region, referral = rows[at][:8]
        in_scope, base, mask, old, home_care = rows[at][8:]
        if not mask or referral == 2:
            continue
        pool = route(visit, therapy, listed, level, in_scope)
        rate, cap = terms(pool, mask, level, old, home_care)
        year = day >= NEW_YEAR_2025
        due = (base * rate + 50) // 100
        drawn = used.get((person, year, pool), 0)
        award = min(due, max(0, cap - drawn))
        used[person, year, pool] = drawn + award
        awards[at] = award
        left = base - award - TILT_THRESHOLD
        if left > 0 and pool != OUTPATIENT and (region == 0 or (region == 1 and referral == 1)):
            due = (left * tilt_rate(mask) + 50) // 100
            drawn = used.get((person, year, -1), 0)
            tilts[at] = min(due, TILT_CAP - drawn)
            used[person, year, -1] = drawn + tilts[at]
    award_fen, tilt_fen = np.array(awards, np.int64), np.array(tilts, np.int64)
    base_fen = np.fromiter(chain(columns[9]), np.int64, len(settled))
    return Result(award_fen, tilt_fen, base_fen - award_fen - tilt_fen)


def route(visit: int, therapy: int, listed: bool, level: int, in_scope: int) -> int:
    """Return the pool of the stage that a claim belongs to."""
    if listed and (visit == 1 or therapy):
        return MAJOR
    if visit == 0:
        return OUTPATIENT
    return LARGE if level >= 2 and in_scope > LARGE_ABOVE else INPATIENT


def terms(pool: int, mask: int, level: int, old: bool, home_care: bool) -> tuple[int, int]:
    """Return the best rate in percent, and its annual cap in fen."""
    first_five = bool(mask & FIRST_FIVE)
    if pool == OUTPATIENT:
        if mask & BIT["tekun"] or (mask & BIT["dibao"] and (old or home_care)):
            return 100, 40_000
        return (60 if mask & OUTPATIENT_60 else 0), 30_000
    if pool == INPATIENT:
        return (80 if first_five else 70) - (10 if level == 3 else 0), CAPS[pool]
    return (70 if first_five else 60), CAPS[pool]


def tilt_rate(mask: int) -> int:
    """Return the best rate of the tilt in percent, 0 for a category that has none."""
    if mask & TILT_70:
        return 70
    return 60 if mask & TILT_60 else 0
