"""The money: integer fen in, integer fen out, rounded half up once. The only place that does it.

Every function works on numpy int64 columns and on plain integers alike; `Numbers` says how to
choose between two values of either. A batch uses `COLUMNS`, a single claim `SINGLE`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from attrs import frozen

from jiuzhu_schemas.money import BASIS_POINTS

NO_CAP: Final = 2**62
"""Stands for “no cap”: above any sum, and still an int64 when a sum is taken off."""

_HALF: Final = BASIS_POINTS // 2


@frozen(eq=False)
class Numbers:
    """How to take the lesser, the greater, or one of two values."""

    lesser: Callable[[Any, Any], Any]
    greater: Callable[[Any, Any], Any]
    choose: Callable[[Any, Any, Any], Any]


COLUMNS: Final = Numbers(np.minimum, np.maximum, np.where)
SINGLE: Final = Numbers(min, max, lambda holds, one, other: one if holds else other)


def share(amount: Any, rate: Any) -> Any:
    """Return ``rate`` basis points of ``amount`` fen, half up to the fen."""
    part = amount * rate
    part += _HALF  # In place where it is a column; a plain integer is simply replaced.
    part //= BASIS_POINTS
    return part


def above_threshold(amount: Any, threshold: Any, deduct: Any, numbers: Numbers) -> Any:
    """Return the part of ``amount`` that is relieved.

    ``deduct``: what exceeds the threshold; else (trigger) all of it once it exceeds.
    """
    excess = numbers.greater(amount - threshold, 0)
    return numbers.choose(deduct, excess, numbers.choose(excess > 0, amount, 0))


def banded(amount: Any, floors: Any, rates: Any, numbers: Numbers) -> Any:
    """Return the sum of marginal shares: band ``j`` relieves what lies above ``floors[j]``.

    A band ends where the next begins. Rounded once, on the sum. ``floors`` and ``rates`` are
    sequences of numbers, or of columns; an unused band has the floor `NO_CAP`.
    """
    total = amount * 0
    for place, (floor, rate) in enumerate(zip(floors, rates, strict=True)):
        inside = numbers.greater(amount - floor, 0)
        if place + 1 < len(floors):
            inside = inside - numbers.greater(amount - floors[place + 1], 0)
        total = total + inside * rate
    return (total + _HALF) // BASIS_POINTS


def payable(due: Any, cap: Any, used: Any, numbers: Numbers) -> Any:
    """Return what a pool can still pay of ``due``: never below 0, never above the cap."""
    return numbers.lesser(due, numbers.greater(cap - used, 0))
