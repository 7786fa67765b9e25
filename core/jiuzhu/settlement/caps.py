"""Annual caps: in the order of settlement, each pool of a person-year pays up to its cap.

``paid = min(due, max(cap − used, 0))`` one after the other. A cap may change within a year.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from .arithmetic import COLUMNS, SINGLE, payable
from .columns import Days, Fen, Positions

_DAY_BITS: Final = 9
"""A day of the year fits in nine bits."""
_MOST_BITS: Final = 63
_FEW_GROUPS: Final = 24
"""With fewer groups left than this, plain integers are quicker than columns."""


@frozen(eq=False)
class Order:
    """Claims in the order in which they draw: by group, then day, ties in file order."""

    claim: NDArray[np.int64]
    """Positions of the claims, sorted."""
    first: NDArray[np.bool_]
    """Where a new group (person, pool, year) starts in ``claim``."""
    starts: NDArray[np.int64]
    """The same as positions."""
    group_key: NDArray[np.int64]
    """Of each group: ``(person · pools + pool) · years + year``."""


@frozen(eq=False)
class Calendar:
    """Days of a batch, as years from the first and days of the year."""

    first_year: int
    years: int
    first_day: int
    packed: NDArray[np.int64]
    """For each day from ``first_day``: ``year << 9 | day of the year``."""

    @classmethod
    def of(cls, days: Days) -> Calendar:
        """Cover every day from the earliest to the latest."""
        low, high = (int(days.min()), int(days.max())) if len(days) else (0, 0)
        span = np.arange(low, high + 1).astype("M8[D]")
        start_of_year = span.astype("M8[Y]")
        year = start_of_year.astype(np.int64) + 1970
        day_of_year = (span - start_of_year.astype("M8[D]")).astype(np.int64)
        first = int(year[0])
        packed = (year - first) << _DAY_BITS | day_of_year
        return cls(first, int(year[-1]) - first + 1, low, packed)

    def year_of(self, days: Days) -> NDArray[np.int64]:
        """Return the calendar year of each day."""
        return (self.packed[days - self.first_day] >> _DAY_BITS) + self.first_year


def draw_order(
    draws: NDArray[np.bool_],
    person: Positions,
    pool: NDArray[np.uint8],
    days: Days,
    calendar: Calendar,
    pools: int,
) -> Order:
    """Sort the claims that draw (where ``draws`` holds) into the order in which they do.

    ``person``, ``pool`` and ``days`` are those of all claims, in file order.
    """
    owner = person.astype(np.int64)
    if pools > 1:
        owner *= pools
        owner += pool
    year_bits = max(calendar.years - 1, 0).bit_length()
    place_bits = max(len(person) - 1, 0).bit_length()
    owner_bits = int(owner.max()).bit_length() if len(owner) else 0
    owner <<= year_bits + _DAY_BITS
    owner |= calendar.packed[days - np.int32(calendar.first_day)]
    if owner_bits + year_bits + _DAY_BITS + place_bits <= _MOST_BITS:
        owner <<= place_bits
        owner |= np.arange(len(owner))
        packed = owner[draws]
        packed.sort()
        claim = packed & ((1 << place_bits) - 1)
        packed >>= place_bits + _DAY_BITS
        grouped = packed
    else:
        drawing = np.flatnonzero(draws)
        key = owner[drawing]
        place = np.argsort(key, kind="stable")
        claim = drawing[place]
        grouped = key[place] >> _DAY_BITS
    first = np.ones(len(grouped), np.bool_)
    np.not_equal(grouped[1:], grouped[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    groups = grouped[starts]
    year = groups & ((1 << year_bits) - 1)
    return Order(claim, first, starts, (groups >> year_bits) * calendar.years + year)


def pay_in_order(order: Order, due: Fen, cap: Fen, opening: Fen) -> Fen:
    """Return what each claim of ``order`` is paid, in that order.

    ``due`` and ``cap`` are in the order's sequence, ``opening`` is what each group had used.
    """
    if not len(due):
        return due
    sizes = np.diff(order.starts, append=len(due))
    running = np.cumsum(due)
    running -= due
    offset = opening - running[order.starts]
    running += np.repeat(offset, sizes)
    remaining = cap - running
    paid: Fen = np.minimum(due, np.maximum(remaining, 0, out=remaining), out=remaining)
    changes = np.flatnonzero((cap[1:] != cap[:-1]) & ~order.first[1:]) + 1
    if len(changes):
        mixed = np.unique(np.searchsorted(order.starts, changes, side="right") - 1)
        _pay_changing_caps(order.starts[mixed], sizes[mixed], due, cap, opening[mixed], paid)
    return paid


def _pay_changing_caps(
    starts: NDArray[np.int64],
    sizes: NDArray[np.int64],
    due: Fen,
    cap: Fen,
    opening: Fen,
    paid: Fen,
) -> None:
    """Pay groups whose cap changes: the first claim of every group, then every second, …"""
    longest_first = np.argsort(-sizes, kind="stable")
    starts, sizes = starts[longest_first], sizes[longest_first]
    used = opening[longest_first].copy()
    step = 0
    active = len(starts)
    while active >= _FEW_GROUPS:
        at = starts[:active] + step
        paid[at] = payable(due[at], cap[at], used[:active], COLUMNS)
        used[:active] += paid[at]
        step += 1
        active = int(np.searchsorted(-sizes, -step, side="left"))
    for group in range(active):
        spent = int(used[group])
        for at in range(int(starts[group]) + step, int(starts[group] + sizes[group])):
            paid[at] = payable(int(due[at]), int(cap[at]), spent, SINGLE)
            spent += int(paid[at])
