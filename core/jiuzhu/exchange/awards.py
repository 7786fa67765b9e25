"""Awards out: one row a claim, in the input's order."""

from __future__ import annotations

import os
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu_schemas.money import BASIS_POINTS, format_percent

from .amounts import in_yuan
from .coded import Coded
from .writing import defused, write_table

NO_RATE: Final = -1
"""The rate of a claim to which none was applied."""


@frozen(eq=False, kw_only=True)
class AwardColumns:
    """What was decided, one entry a claim. Sums in int64 fen, rates in basis points."""

    claim_id: pl.Series
    stage: Coded
    identity: Coded
    rate: NDArray[np.signedinteger[Any]]
    """NO_RATE where none was applied."""
    base: NDArray[np.int64]
    award: NDArray[np.int64]
    tilt: NDArray[np.int64]
    charity: Coded
    reason: Coded
    clause: Coded


def write_awards(path: str | os.PathLike[str], awards: AwardColumns) -> None:
    """Write awards in the contract's columns; the kind of file goes by the ending.

    Raises FileError when the file cannot be written; an older file then still stands.
    """
    sums = in_yuan(
        base=awards.base,
        award=awards.award,
        tilt=awards.tilt,
        self_pay=awards.base - awards.award - awards.tilt,
    )
    write_table(
        path,
        {
            "claim_id": defused(awards.claim_id),
            "stage": awards.stage.text(),
            "identity": awards.identity.text(),
            "rate": _percent(awards.rate),
            **sums,
            "charity": awards.charity.text(),
            "reason": awards.reason.text(),
            "clause": awards.clause.text(),
        },
    )


def _percent(rate: NDArray[np.signedinteger[Any]]) -> pl.Series:
    """Return rates as percent text: 7000 is ``70``, NO_RATE is empty."""
    shifted = rate - NO_RATE
    used = np.flatnonzero(np.bincount(shifted))
    place = np.zeros(BASIS_POINTS - NO_RATE + 1, np.uint32)
    place[used] = np.arange(len(used), dtype=np.uint32)
    words = (
        format_percent(points) if points != NO_RATE else "" for points in (used + NO_RATE).tolist()
    )
    return Coded(tuple(words), place[shifted]).text()
