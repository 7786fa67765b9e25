"""Awards out: one row a claim, in the input's order."""

from __future__ import annotations

import os
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu.settlement.settlement import STAGES, Settlement
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


def award_columns(settlement: Settlement, claim_id: pl.Series) -> AwardColumns:
    """Return what a settlement decided; ``claim_id``: the ids of its claims, in their order."""
    outcome = settlement.outcome
    return AwardColumns(
        claim_id=claim_id,
        stage=Coded(STAGES, outcome.stage),
        identity=Coded(outcome.identities, outcome.identity),
        rate=outcome.rate,
        base=settlement.claims.base,
        award=settlement.award,
        tilt=settlement.tilt,
        charity=Coded(outcome.handoffs, outcome.charity),
        reason=Coded(outcome.reasons, outcome.reason),
        clause=Coded(outcome.clauses, outcome.clause),
    )


def write_awards(path: str | os.PathLike[str], awards: AwardColumns) -> None:
    """Write awards in the contract's columns; the kind of file goes by the ending.

    Raises FileError when the file cannot be written; an older file then still stands.
    """
    columns = shown_awards(awards)
    write_table(path, {**columns, "claim_id": defused(columns["claim_id"])})


def shown_awards(awards: AwardColumns) -> dict[str, pl.Series]:
    """Return awards in the contract's columns: sums as Decimal(18, 2) in yuan, else words."""
    sums = in_yuan(
        base=awards.base,
        award=awards.award,
        tilt=awards.tilt,
        self_pay=awards.base - awards.award - awards.tilt,
    )
    return {
        "claim_id": awards.claim_id,
        "stage": awards.stage.text(),
        "identity": awards.identity.text(),
        "rate": _percent(awards.rate),
        **sums,
        "charity": awards.charity.text(),
        "reason": awards.reason.text(),
        "clause": awards.clause.text(),
    }


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
