"""Engine columns written out as the text columns of the outside contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jiuzhu.settlement.columns import (
    OPEN_END,
    Claims,
    Codes,
    Days,
    Enrolments,
    Fen,
    Identities,
    People,
    Positions,
)
from jiuzhu_schemas.resident_id import CHECK_CHARACTERS
from jiuzhu_schemas.words import HOSPITAL_LEVELS, INSURANCES, REFERRALS, REGIONS, THERAPIES, VISITS

from .population import resident_id_parts

MONEY_COLUMNS: Final = (
    "total_cost", "in_scope_cost", "basic_paid", "critical_illness_paid", "large_sum_paid",
)  # fmt: skip
"""The claims' columns that hold sums in yuan."""

_DECIMALS: Final = [f".{fen:02d}" for fen in range(100)]
_SHORT: Final = [text.rstrip("0").rstrip(".") for text in _DECIMALS]


def person_ids(people: People) -> pl.Series:
    """Return everyone's resident ID."""
    first_17, check = resident_id_parts(people.born_on)
    return _join(_numbers(first_17), _words(list(CHECK_CHARACTERS), check)).rename("person_id")


def people_frame(people: People, ids: pl.Series) -> pl.DataFrame:
    """Return the people's file as text columns."""
    width = max(6, len(str(len(people))))
    serial = _numbers(np.arange(1, len(people) + 1)).str.zfill(width)
    name = pl.select(pl.lit("测试") + serial).to_series()
    return pl.DataFrame(
        {"person_id": ids, "name": name, "home_care": _words(["0", "1"], people.home_care)}
    )


def identities_frame(identities: Identities, ids: pl.Series) -> pl.DataFrame:
    """Return the identities' file as text columns; an open end is an empty cell."""
    still_valid = identities.last_day == OPEN_END
    ends = _dates(np.where(still_valid, 0, identities.last_day).astype(np.int32))
    return pl.DataFrame(
        {
            "person_id": ids.gather(identities.person),
            "category": _words(identities.categories, identities.category),
            "valid_from": _dates(identities.first_day),
            "valid_to": ends.set(pl.Series(still_valid), ""),
        }
    )


def claims_frame(
    claims: Claims, ids: pl.Series, total: Fen, paid: NDArray[np.int64]
) -> pl.DataFrame:
    """Return the claims' file as text columns; one sum in eight without its last zeros."""
    short = np.arange(len(claims)) % 8 == 0
    sums = (total, claims.in_scope, *paid)
    width = max(8, len(str(len(claims))))
    return pl.DataFrame(
        {
            "claim_id": _join("S", _numbers(np.arange(1, len(claims) + 1)).str.zfill(width)),
            "person_id": ids.gather(claims.person),
            "visit": _words(VISITS, claims.visit),
            "therapy": _words(THERAPIES, claims.therapy),
            "settled_on": _dates(claims.settled_on),
            "hospital_level": _words(
                [str(level) for level in HOSPITAL_LEVELS], claims.hospital_level
            ),
            "hospital_region": _words(REGIONS, claims.hospital_region),
            "referral": _words(REFERRALS, claims.referral),
            "diagnosis": _words(claims.diagnoses, claims.diagnosis),
        }
        | {name: yuan(sums[at], short) for at, name in enumerate(MONEY_COLUMNS)}
    )


def enrolments_frame(enrolments: Enrolments, ids: pl.Series) -> pl.DataFrame:
    """Return the enrolments' file as text columns."""
    return pl.DataFrame(
        {
            "person_id": ids.gather(enrolments.person),
            "year": _numbers(enrolments.year),
            "tier": _words(["", "1", "2"], enrolments.tier),
            "paid_on": _dates(enrolments.paid_on),
            "insurance": _words(INSURANCES, enrolments.insurance),
        }
    )


def yuan(fen: Fen, short: NDArray[np.bool_]) -> pl.Series:
    """Write sums of fen, none negative, in yuan; where ``short``, without trailing zeros."""
    return _join(_numbers(fen // 100), _words(_DECIMALS + _SHORT, fen % 100 + 100 * short))


def typed(claims: pl.DataFrame) -> pl.DataFrame:
    """Return text claims with dates, small integers and decimals, as a Parquet file holds them."""
    return claims.with_columns(
        pl.col("settled_on").str.to_date("%Y-%m-%d"),
        pl.col("hospital_level").cast(pl.Int8),
        pl.col(MONEY_COLUMNS).cast(pl.Decimal(12, 2)),
    )


def _words(words: Sequence[str], at: Codes | Positions | NDArray[np.bool_] | Fen) -> pl.Series:
    return pl.Series(words, dtype=pl.String).gather(pl.Series(at).cast(pl.UInt32))


def _numbers(values: NDArray[np.int64] | NDArray[np.int32]) -> pl.Series:
    return pl.Series(values).cast(pl.String)


def _dates(days: Days) -> pl.Series:
    """Write day numbers, each distinct day once."""
    lowest = int(days.min(initial=0))
    known = pl.Series(np.arange(lowest, int(days.max(initial=0)) + 1, dtype=np.int32))
    return known.cast(pl.Date).dt.to_string("%Y-%m-%d").gather(days - lowest)


def _join(first: pl.Series | str, second: pl.Series) -> pl.Series:
    start = pl.lit(first)
    return pl.select(start + pl.lit(second)).to_series()
