"""Gives plugins the claims of a file to look through, and refuses the rows that they refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jiuzhu.settlement.columns import Claims
from jiuzhu_schemas.words import HOSPITAL_LEVELS, REFERRALS, REGIONS, THERAPIES, VISITS

from .people import PERSONAL
from .reading import Reading
from .tables import column_name

if TYPE_CHECKING:
    from jiuzhu.stages.doubts import RefusedClaim

ClaimChecks: TypeAlias = Callable[[pl.DataFrame], "Iterable[RefusedClaim]"]
"""Looks through claims and returns the rows to refuse, each of them and its column there."""

_WORDS: Final = {
    "visit": VISITS,
    "therapy": THERAPIES,
    "hospital_level": HOSPITAL_LEVELS,
    "hospital_region": REGIONS,
    "referral": REFERRALS,
}
_SUMS: Final = (
    "total_cost", "in_scope_cost", "basic_paid", "critical_illness_paid", "large_sum_paid",
)  # fmt: skip


def ask_checks(reading: Reading, keys: pl.Series, claims: Claims, checks: ClaimChecks) -> None:
    """Refuse the rows that checks refuse. ``keys`` (claim ids) and ``claims`` are all rows."""
    for each in checks(_frame(reading, keys, claims)):
        rows = np.array([each.row], np.int64)
        place = _place(reading, each.column)
        reading.refusals.add(rows, place, each.code, each.reason, each.expected)


def _frame(reading: Reading, keys: pl.Series, claims: Claims) -> pl.DataFrame:
    """Return the rows without fault: our columns, and the sender's further ones as text.

    ``person`` stands for the person, whose ID and name are left out.
    """
    kept = reading.kept()
    rows = np.arange(reading.height)[kept]
    ours: dict[str, pl.Series] = {
        "row": pl.Series(rows, dtype=pl.Int64),
        "claim_id": keys[rows],
        "person": pl.Series(claims.person[kept], dtype=pl.Int32),
        "settled_on": pl.Series(claims.settled_on[kept], dtype=pl.Int32).cast(pl.Date),
        "diagnosis": _words(claims.diagnoses, claims.diagnosis[kept]),
        **{name: _words(words, getattr(claims, name)[kept]) for name, words in _WORDS.items()},
        "in_scope": pl.Series(claims.in_scope[kept], dtype=pl.Int64),
        "base": pl.Series(claims.base[kept], dtype=pl.Int64),
        **{
            name: _words(column.values, column.code[kept])
            for name, column in claims.declared.items()
        },
    }
    return pl.DataFrame(ours | _further(reading, rows, ours.keys()))


def _words(words: tuple[object, ...], codes: NDArray[Any]) -> pl.Series:
    return pl.Series(words or ("",)).gather(codes.astype(np.int64))


def _further(reading: Reading, rows: NDArray[Any], taken: Iterable[str]) -> dict[str, pl.Series]:
    """Return the sender's columns that are none of ours, under the sender's headers."""
    known = {*taken, *_SUMS, *PERSONAL}
    places = set(reading.places.values())
    cells = reading.table.pick(rows)
    return {
        header: cells[column_name(place)]
        for place, header in enumerate(reading.table.headers)
        if place not in places and header not in known and header.strip()
    }


def _place(reading: Reading, column: str) -> int:
    """Return where a column stands; of one that is worked out, where the claim's id stands."""
    if column in reading.places:
        return reading.places[column]
    if column in reading.table.headers:
        return reading.table.headers.index(column)
    return reading.places["claim_id"]
