"""Annual caps: in the order of settlement, each pool of a person-year pays up to its cap.

``paid = min(due, max(cap − used, 0))`` one after the other. A cap may change within a year.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from .arithmetic import COLUMNS, NO_CAP, SINGLE, payable
from .blocks import BLOCK, blocks
from .columns import Days, Fen, Positions

_DAY_BITS: Final = 9
"""A day of the year fits in nine bits."""
_MOST_BITS: Final = 63
_SPARSE: Final = 32
"""With more possible groups than this for each claim, no table of all groups is made."""
_FEW_GROUPS: Final = 24
"""With fewer groups left than this, plain integers are quicker than columns."""


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
class Order:
    """Claims in the order in which they draw: by group, then day, ties in file order."""

    claim: NDArray[np.int64]
    """Positions of the claims, sorted."""
    cap: Fen
    """The cap that each of them meets, in this order."""
    first: NDArray[np.bool_]
    """Where a new group starts in ``claim``."""
    starts: NDArray[np.int64]
    """The same as positions."""
    group: NDArray[np.int64]
    """The groups, one after the other."""


@frozen(eq=False)
class Used:
    """What was used before: ``group`` ascends, one entry each, ``used`` in fen.

    A group is a person's pool in a year: ``(person · pools + pool) · years + year``.
    """

    group: NDArray[np.int64]
    used: Fen

    def of(self, group: NDArray[np.int64]) -> Fen:
        """Return what each of these groups had used."""
        if not len(self.group):
            return np.zeros(len(group), np.int64)
        place = np.minimum(np.searchsorted(self.group, group), len(self.group) - 1)
        return np.where(self.group[place] == group, self.used[place], 0)


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

    def of_days(self, days: Days) -> NDArray[np.int64]:
        """Return the packed year and day of the year of each day."""
        packed: NDArray[np.int64] = self.packed[days - np.int32(self.first_day)]
        return packed

    def year_of(self, days: Days) -> NDArray[np.int64]:
        """Return the calendar year of each day."""
        return (self.of_days(days) >> _DAY_BITS) + self.first_year


def draw(draws: Draws, calendar: Calendar, used: Used) -> Fen:
    """Pay what is due, in order, up to each pool's annual cap; returns it in file order."""
    paid = draws.due.copy()
    place, group = _drawing(draws, calendar)
    place, group = _contested(draws, calendar, used, place, group)
    for order in _orders(draws, calendar, place, group):
        paid[order.claim] = pay_in_order(order, draws.due[order.claim], used.of(order.group))
    return paid


def _drawing(draws: Draws, calendar: Calendar) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions of the claims that are due something, and the group of each."""
    places, groups = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for part in blocks(len(draws.due)):
        place = np.flatnonzero(draws.due[part] > 0) + part.start
        group = draws.person[place].astype(np.int64)
        if draws.pools > 1:
            group *= draws.pools
            group += draws.pool[draws.kind[place]]
        if calendar.years > 1:
            group *= calendar.years
            group += calendar.of_days(draws.settled_on[place]) >> _DAY_BITS
        places.append(place)
        groups.append(group)
    return np.concatenate(places), np.concatenate(groups)


def _contested(
    draws: Draws,
    calendar: Calendar,
    used: Used,
    place: NDArray[np.int64],
    group: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Leave out groups whose pool has enough for all: there the order does not matter."""
    size = (int(draws.person.max(initial=0)) + 1) * draws.pools * calendar.years
    if size > _SPARSE * len(place):
        return place, group
    wanted = np.zeros(size, np.int64)
    known = used.group < size
    wanted[used.group[known]] = used.used[known]
    for part in blocks(len(place)):
        np.add.at(wanted, group[part], draws.due[place[part]])
    lowest = np.full(draws.pools, NO_CAP, np.int64)
    np.minimum.at(lowest, draws.pool, draws.cap)
    enough = lowest[draws.pool]
    places, groups = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for part in blocks(len(place)):
        near, which = place[part], group[part]
        short = np.flatnonzero(wanted[which] > enough[draws.kind[near]])
        places.append(near[short])
        groups.append(which[short])
    return np.concatenate(places), np.concatenate(groups)


def _orders(
    draws: Draws, calendar: Calendar, place: NDArray[np.int64], group: NDArray[np.int64]
) -> Iterator[Order]:
    """Sort claims into the order in which they draw; comes in blocks of whole groups.

    Group, day of the year, place in the file and cap are packed into one number, highest first,
    and the numbers are sorted; where they do not fit, an index is sorted instead.
    """
    if not len(place):
        return
    caps, cap_code = np.unique(draws.cap, return_inverse=True)
    cap_bits = max(len(caps) - 1, 0).bit_length()
    place_bits = int(place[-1]).bit_length()
    shift = _DAY_BITS + place_bits + cap_bits
    key = group << _DAY_BITS
    key |= calendar.of_days(draws.settled_on[place]) & ((1 << _DAY_BITS) - 1)
    if int(group.max()).bit_length() + shift > _MOST_BITS:
        order = np.argsort(key, kind="stable")
        claim, key, shift = place[order], key[order], _DAY_BITS
        cap = draws.cap[draws.kind[claim]]
    else:
        key <<= place_bits
        key |= place
        key <<= cap_bits
        key |= cap_code[draws.kind[place]]
        key.sort()
        claim = (key >> cap_bits) & ((1 << place_bits) - 1)
        cap = caps[key & ((1 << cap_bits) - 1)]
    for part in _whole_groups(key, shift):
        yield _grouped(claim[part], cap[part], key[part] >> shift)


def _whole_groups(key: NDArray[np.int64], shift: int) -> Iterator[slice]:
    """Cut sorted keys into blocks that end where a group (the bits above ``shift``) ends."""
    start = 0
    while start < len(key):
        last = min(start + BLOCK, len(key)) - 1
        stop = int(np.searchsorted(key, ((int(key[last]) >> shift) + 1) << shift))
        yield slice(start, stop)
        start = stop


def _grouped(claim: NDArray[np.int64], cap: Fen, group: NDArray[np.int64]) -> Order:
    first = np.ones(len(group), np.bool_)
    np.not_equal(group[1:], group[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    return Order(claim, cap, first, starts, group[starts])


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
