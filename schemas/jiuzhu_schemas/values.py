"""Dated values of a policy: how firm a figure is, how much, and when it holds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from attrs import frozen

ValueKind = Literal["exact", "at_least", "at_most"]
"""``at_least`` is the law's 不低于: paid as written, and a floor for whoever goes beyond."""

IN_YUAN: Final = "written in yuan"
Yuan: TypeAlias = Annotated[int, IN_YUAN]
"""A sum in fen, not negative, that a file writes as text in yuan."""


@frozen
class RateValue:
    """A rate in basis points."""

    kind: ValueKind
    basis_points: int
    since: date | None = None
    until: date | None = None


@frozen
class MoneyValue:
    """A sum in fen."""

    kind: ValueKind
    fen: int
    since: date | None = None
    until: date | None = None
