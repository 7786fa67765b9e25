"""Jiuzhu, everything: identities are resolved from their intervals, ages from birth dates.

More than the others do: it also answers each claim's identity, rate, reason, clause and handoff.
The county is loaded beforehand.
"""

from __future__ import annotations

from pathlib import Path

from bench.work import Result, load_columns
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform
from jiuzhu.settlement.columns import Claims, Identities, People

LABEL = "jiuzhu, everything (from people and intervals)"

Prepared = tuple[County, People, Identities, Claims]


def prepare(folder: Path) -> Prepared:
    """Load the county's policy, and the work as the engine's columns."""
    return (Platform.load().county("fengjie"), *load_columns(folder))


def settle(prepared: Prepared) -> Result:
    """Settle from people, identities and claims."""
    county, people, identities, claims = prepared
    done = county.settle(people, identities, claims)
    return Result(done.award, done.tilt, done.self_pay)
