"""Falls of relief on a line of bases: the greatest one between two curves, and those along one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from attrs import frozen

from jiuzhu.settlement.columns import Fen
from jiuzhu_schemas.terms import Terms

from .curve import MOST_BASE, Curve, first_change, window

_ROUNDING: Final = 100
"""Fewer bases in a row that lose nothing among those that do are the rounding's."""


@frozen
class Pair:
    """The terms and the tilt on the two sides of a limit."""

    terms_below: Terms | None
    tilt_below: Terms | None
    terms_above: Terms | None
    tilt_above: Terms | None


@frozen
class Fall:
    """Where relief falls; fen.

    ``at``: the first base of the lower side; ``base``: where most is lost; ``below`` and ``above``:
    relief there on the two sides; ``first`` to ``last``: the bases for which less is paid, all
    of them ``throughout`` but for a fen of rounding, else some.
    """

    at: int
    base: int
    below: int
    above: int
    first: int
    last: int
    throughout: bool

    @property
    def loss(self) -> int:
        """What is lost at worst."""
        return self.below - self.above


def fall_between(pair: Pair, top: int) -> Fall | None:
    """Return the greatest fall from one side of a limit to the other, for bases up to ``top``.

    None if no base gets less on the far side.
    """
    if (pair.terms_below, pair.tilt_below) == (pair.terms_above, pair.tilt_above):
        return None
    below = Curve(pair.terms_below, pair.tilt_below)
    above = Curve(pair.terms_above, pair.tilt_above)
    bends = sorted({*below.breakpoints(top), *above.breakpoints(top)})

    def lost(base: Fen) -> Fen:
        return below.total(base) - above.total(base)

    bases = window([*bends, *_crossings(lost, bends)], top)
    losses = lost(bases)
    most = losses.max()
    if most <= 0:
        return None
    worst = bases[losses == most]
    at_a_bend = worst[np.isin(worst, bends)]  # Of equal places, the one that can be explained.
    base = at_a_bend[-1:] if len(at_a_bend) else worst[-1:]
    falling = bases[losses > 0]
    return Fall(
        at=int(falling[0]),
        base=int(base[0]),
        below=int(below.total(base)[0]),
        above=int(above.total(base)[0]),
        first=int(falling[0]),
        last=int(falling[-1]),
        throughout=bool((np.diff(np.flatnonzero(losses > 0)) <= _ROUNDING).all()),
    )


def falls_along(pair: Pair) -> Iterator[Fall]:
    """Yield the falls of one curve (the pair's lower side) as the base rises."""
    curve = Curve(pair.terms_below, pair.tilt_below)
    bends = curve.breakpoints()
    bases = window(bends, MOST_BASE)
    totals = curve.total(bases)
    falling = (totals[1:] < totals[:-1]) & (bases[1:] == bases[:-1] + 1)
    for place in np.flatnonzero(falling).tolist():
        yield _from(curve, bends, int(bases[place]), int(totals[place]))


def _from(curve: Curve, bends: Sequence[int], before: int, paid: int) -> Fall:
    """Follow a fall that begins after ``before`` until as much is paid again."""

    def lost(base: Fen) -> Fen:
        return paid - curve.total(base)

    later = [before + 1, *(at for at in bends if at > before)]
    bases = window([*later, *_crossings(lost, later)], MOST_BASE)
    bases = bases[bases > before]
    losses = lost(bases)
    recovered = np.flatnonzero(losses <= 0)
    end = int(recovered[0]) if len(recovered) else len(bases)
    worst = int(np.argmax(losses[:end]))
    return Fall(
        at=before + 1,
        base=int(bases[worst]),
        below=paid,
        above=paid - int(losses[worst]),
        first=before + 1,
        last=int(bases[end - 1]),
        throughout=True,
    )


def _crossings(lost: Callable[[Fen], Fen], bends: Sequence[int]) -> Iterator[int]:
    """Yield where a line between two bends begins or ceases to be above 0."""

    def sign(base: Fen) -> Fen:
        return (lost(base) > 0).astype(np.int64)

    for low, high in pairwise(bends):
        start = low + 1
        if start < high and sign(np.array([start], np.int64)) != sign(np.array([high], np.int64)):
            yield first_change(sign, start, high)
