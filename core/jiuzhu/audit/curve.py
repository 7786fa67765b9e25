"""Relief as a function of the base, with untouched pools: the engine's arithmetic on a line.

Between two breakpoints the relief is a straight line, rounded to the fen. With rates in whole
percent its rounding repeats every 100 yuan, so that the greatest and the least value of a stretch,
or of the difference of two, lie within 100 yuan of a breakpoint: `window` holds these bases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from jiuzhu.settlement.arithmetic import COLUMNS, payable
from jiuzhu.settlement.columns import Fen
from jiuzhu.settlement.terms_table import TermsTable
from jiuzhu_schemas.terms import Terms

MOST_BASE: Final = 10**9
"""Ten million yuan: no base is looked at beyond."""

PERIOD: Final = 10_000
_PARTS: Final = 256


class Curve:
    """What one kind of claim gets for each base; None gives nothing."""

    def __init__(self, terms: Terms | None, tilt: Terms | None) -> None:
        self._terms, self._tilt = terms, tilt
        self._relief_table = TermsTable.of([terms])
        self._tilt_table = TermsTable.of([tilt])

    def due(self, base: Fen) -> Fen:
        """Return what the stage's terms give before the annual cap."""
        return self._relief_table.due(np.zeros(len(base), np.intp), base)

    def award(self, base: Fen) -> Fen:
        """Return the relief of each base, with nothing used of its pool."""
        paid: Fen = payable(self.due(base), self._relief_table.annual_cap[0], 0, COLUMNS)
        return paid

    def tilt(self, base: Fen) -> Fen:
        """Return the tilt of each base, with nothing used of its pool."""
        left = base - self.award(base)
        due = self._tilt_table.due(np.zeros(len(base), np.intp), base, left)
        paid: Fen = payable(np.minimum(due, left), self._tilt_table.annual_cap[0], 0, COLUMNS)
        return paid

    def total(self, base: Fen) -> Fen:
        """Return relief and tilt together."""
        return self.award(base) + self.tilt(base)

    def breakpoints(self, top: int = MOST_BASE) -> list[int]:
        """Return the bases from 0 to ``top`` at which the line bends or jumps; ascending."""
        relief = {0, top, *_within(_limits(self._terms), top)}
        for sum_ in _sums(self._terms):
            relief |= set(_first(self.due, 0, top, sum_))
        found = set(relief)
        for low, high in pairwise(sorted(relief)):
            found |= set(self._tilt_bends(low + 1, high))
        return sorted(found)

    def _tilt_bends(self, low: int, high: int) -> Iterator[int]:
        """Yield where the tilt bends inside a stretch on which relief does not jump."""
        if self._tilt is None:
            return

        def portion(base: Fen) -> Fen:
            return base - self.award(base) if self._tilt_on_the_rest else base

        for limit in _limits(self._tilt):
            yield from _first(portion, low, high, limit)
        for sum_ in _sums(self._tilt):
            yield from _first(self.tilt, low, high, sum_)

    @property
    def _tilt_on_the_rest(self) -> bool:
        return self._tilt is not None and self._tilt.portion == "remaining"


def window(breakpoints: Iterable[int], top: int) -> Fen:
    """Return every base within one period of a breakpoint, from 0 to ``top``; ascending."""
    spans: list[tuple[int, int]] = []
    for at in sorted(breakpoints):
        low, high = max(at - PERIOD, 0), min(at + PERIOD, top)
        if spans and low <= spans[-1][1] + 1:
            low, _ = spans.pop()
        spans.append((low, high))
    return np.concatenate([np.arange(low, high + 1, dtype=np.int64) for low, high in spans])


def first_change(test: Callable[[Fen], Fen], low: int, high: int) -> int:
    """Return the first base above ``low`` at which ``test`` (0 or 1) is as at ``high``.

    It must change once between the two.
    """
    goal = int(test(np.array([high], np.int64))[0])
    (found,) = _first(lambda base: (test(base) == goal).astype(np.int64), low, high, 1)
    return found


def _limits(terms: Terms | None) -> Iterator[int]:
    """Yield the sums after which the terms count otherwise: one fen more is another rule."""
    if terms is not None:
        yield from {terms.threshold, terms.threshold + 1}
        for band in terms.bands:
            yield from {band.above + terms.threshold, band.above}


def _sums(terms: Terms | None) -> Iterator[int]:
    """Yield the sums beyond which the terms give no more."""
    if terms is not None:
        yield from (each for each in (terms.annual_cap, terms.stay_cap, terms.quota) if each)


def _within(limits: Iterable[int], top: int) -> Iterator[int]:
    return (limit for limit in limits if limit <= top)


def _first(line: Callable[[Fen], Fen], low: int, high: int, sum_: int) -> list[int]:
    """Return the first base from ``low`` to ``high`` where a rising line reaches a sum, if any."""
    if low > high or int(line(np.array([high], np.int64))[0]) < sum_:
        return []
    while low < high:
        step = max((high - low) // _PARTS, 1)
        grid = np.append(np.arange(low, high, step), high)
        at = int(np.argmax(line(grid) >= sum_))
        low, high = (int(grid[at - 1]) + 1 if at else low), int(grid[at])
    return [high]
