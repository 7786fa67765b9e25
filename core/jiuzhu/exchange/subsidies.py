"""Premium subsidies out: one row an enrolment, in the input's order."""

from __future__ import annotations

import os

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from .amounts import in_yuan
from .coded import Coded
from .writing import write_table


@frozen(eq=False, kw_only=True)
class SubsidyColumns:
    """What was decided, one entry an enrolment. Sums in int64 fen."""

    person_id: pl.Series
    identity: Coded
    premium: NDArray[np.int64]
    subsidy: NDArray[np.int64]
    department: Coded
    reason: Coded
    clause: Coded


def write_subsidies(path: str | os.PathLike[str], subsidies: SubsidyColumns) -> None:
    """Write subsidies in the contract's columns; ``own_payment`` is premium less subsidy.

    Raises FileError when the file cannot be written; an older file then still stands.
    """
    sums = in_yuan(
        premium=subsidies.premium,
        subsidy=subsidies.subsidy,
        own_payment=subsidies.premium - subsidies.subsidy,
    )
    write_table(
        path,
        {
            "person_id": subsidies.person_id,
            "identity": subsidies.identity.text(),
            **sums,
            "department": subsidies.department.text(),
            "reason": subsidies.reason.text(),
            "clause": subsidies.clause.text(),
        },
    )
