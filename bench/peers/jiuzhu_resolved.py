"""Jiuzhu from the peers' starting point: identities and ages of the day are known already.

More than the others do: diseases are looked up from their codes, and each claim's identity, rate,
reason, clause and handoff are answered too. The county is loaded beforehand.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.work import CATEGORIES, Result, Work, load_columns
from jiuzhu.platform import Platform
from jiuzhu.settlement.coding import Who
from jiuzhu.settlement.columns import Claims
from jiuzhu.settlement.engine import Engine

LABEL = "jiuzhu, identities resolved"

Prepared = tuple[Engine, Claims, Who]


def prepare(folder: Path) -> Prepared:
    """Load the county's policy, the claims, and who held what on each claim's day."""
    engine = Platform.load().county("fengjie").engine
    work = Work.load(folder)
    masks, held = np.unique(work.mask, return_inverse=True)
    sets = tuple(
        frozenset(name for place, name in enumerate(CATEGORIES) if mask >> place & 1)
        for mask in masks.tolist()
    )
    band_of_80 = engine.policy.ages.index(80) + 1
    age_band = np.where(work.old, band_of_80, 0).astype(np.uint8)
    who = Who(held.astype(np.int32), sets, age_band, work.home_care)
    return engine, load_columns(folder)[2], who


def settle(prepared: Prepared) -> Result:
    """Settle claims whose identities of the day are known."""
    engine, claims, who = prepared
    done = engine.settle_resolved(claims, who)
    return Result(done.award, done.tilt, done.self_pay)
