"""Annual caps: in the order of settlement, each pool of a person-year pays up to its cap.

``paid = min(due, max(cap − used, 0))`` one after the other. A cap may change within a year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from .arithmetic import COLUMNS, SINGLE, payable
from .coding import BLOCK, blocks
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
    cap: Fen
    """The cap that each of them meets, in this order."""
    first: NDArray[np.bool_]
    """Where a new group (person, pool, year) starts in ``claim``."""
    starts: NDArray[np.int64]
    """The same as positions."""
    group_key: NDArray[np.int64]
    """Of each group: ``(person · pools + pool) · years + year``."""


@frozen(eq=False)
class Draws:
    """What claims want from their pools, in file order."""

    due: Fen
    person: Positions
    settled_on: Days
    kind: NDArray[np.intp]
    pool: NDArray[np.uint8]
    """By kind, a position among ``pools`` pools."""
    cap: Fen
    """By kind, the annual cap, or ``NO_CAP``."""
    pools: int


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


def draw(draws: Draws, calendar: Calendar, used_before: Callable[[NDArray[np.int64]], Fen]) -> Fen:
    """Pay what is due, in order, up to each pool's annual cap; returns it in file order.

    ``used_before`` gives what groups had used, by their keys (see `Order.group_key`).
    """
    paid = np.zeros(len(draws.due), np.int64)
    for order in draw_orders(draws, calendar):
        opening = used_before(order.group_key)
        paid[order.claim] = pay_in_order(order, draws.due[order.claim], opening)
    return paid


def draw_orders(draws: Draws, calendar: Calendar) -> Iterator[Order]:
    """Sort the claims that are due something into the order in which they draw.

    Comes in blocks of whole groups. Person, pool, year, day, place in the file and cap are
    packed into one number, highest first, and the numbers are sorted; where they do not fit,
    an index is sorted instead.
    """
    caps, cap_code = np.unique(draws.cap, return_inverse=True)
    cap_bits = max(len(caps) - 1, 0).bit_length()
    place_bits = max(len(draws.due) - 1, 0).bit_length()
    year_bits = max(calendar.years - 1, 0).bit_length()
    owners = (int(draws.person.max(initial=0)) + 1) * draws.pools
    low_bits = place_bits + cap_bits
    if (owners - 1).bit_length() + year_bits + _DAY_BITS + low_bits > _MOST_BITS:
        yield from _orders_by_index(draws, calendar, year_bits)
        return
    keys = []
    for part in blocks(len(draws.due)):
        place = np.flatnonzero(draws.due[part] > 0) + part.start
        key = _group_and_day(draws, calendar, place, year_bits)
        key <<= place_bits
        key |= place
        key <<= cap_bits
        key |= cap_code[draws.kind[place]]
        keys.append(key)
    if not keys:
        return
    key = np.concatenate(keys)
    key.sort()
    for part in _whole_groups(key, low_bits + _DAY_BITS):
        block = key[part]
        claim = (block >> cap_bits) & ((1 << place_bits) - 1)
        cap = caps[block & ((1 << cap_bits) - 1)]
        yield _grouped(claim, cap, block >> (low_bits + _DAY_BITS), year_bits, calendar)


def _orders_by_index(draws: Draws, calendar: Calendar, year_bits: int) -> Iterator[Order]:
    claim = np.flatnonzero(draws.due > 0)
    key = _group_and_day(draws, calendar, claim, year_bits)
    order = np.argsort(key, kind="stable")
    claim, key = claim[order], key[order]
    for part in _whole_groups(key, _DAY_BITS):
        cap = draws.cap[draws.kind[claim[part]]]
        yield _grouped(claim[part], cap, key[part] >> _DAY_BITS, year_bits, calendar)


def _whole_groups(key: NDArray[np.int64], shift: int) -> Iterator[slice]:
    """Cut sorted keys into blocks that end where a group (the bits above ``shift``) ends."""
    start = 0
    while start < len(key):
        last = min(start + BLOCK, len(key)) - 1
        stop = int(np.searchsorted(key, ((int(key[last]) >> shift) + 1) << shift))
        yield slice(start, stop)
        start = stop


def _group_and_day(
    draws: Draws, calendar: Calendar, place: NDArray[np.int64], year_bits: int
) -> NDArray[np.int64]:
    key = draws.person[place].astype(np.int64)
    if draws.pools > 1:
        key *= draws.pools
        key += draws.pool[draws.kind[place]]
    key <<= year_bits + _DAY_BITS
    key |= calendar.packed[draws.settled_on[place] - np.int32(calendar.first_day)]
    return key


def _grouped(
    claim: NDArray[np.int64],
    cap: Fen,
    group: NDArray[np.int64],
    year_bits: int,
    calendar: Calendar,
) -> Order:
    first = np.ones(len(group), np.bool_)
    np.not_equal(group[1:], group[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    groups = group[starts]
    year = groups & ((1 << year_bits) - 1)
    return Order(claim, cap, first, starts, (groups >> year_bits) * calendar.years + year)


def pay_in_order(order: Order, due: Fen, opening: Fen) -> Fen:
    """Return what each claim of ``order`` is paid, in that order.

    ``due`` is in the order's sequence, ``opening`` is what each group had used.
    """
    cap = order.cap
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
        for place in range(int(starts[group]) + step, int(starts[group] + sizes[group])):
            one: int = payable(int(due[place]), int(cap[place]), spent, SINGLE)
            paid[place] = one
            spent += one
