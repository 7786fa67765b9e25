"""Which identities a person holds on a day, and how old they are, for all claims at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from .blocks import blocks
from .columns import Codes, Days, Identities, People, Positions

_LANE: Final = 15
"""Categories counted in one int64, four bits each."""
_MOST_EQUAL: Final = 15
"""How many overlapping intervals of one category four bits can count."""
_UNSETTLED: Final = 0xFF
"""In place of an age band: the person passes a limit while the batch lasts."""
_FOREVER: Final = np.iinfo(np.int32).max
_LONG_AGO: Final = np.iinfo(np.int32).min
_BUCKET_BITS: Final = 18
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
"""An odd number whose multiples spread well: 2**64 by the golden ratio."""
_DAY_ABOVE: Final = 32
_HELD: Final = (1 << _DAY_ABOVE) - 1


@frozen(eq=False)
class Holdings:
    """For each person a run of slots: what is held until the day the next slot begins.

    Both facts of a slot stand in one number, since reading memory in no order is what takes time.
    """

    categories: tuple[str, ...]
    first_slot: Positions
    """Per person, the slot before any identity began."""
    slots: NDArray[np.int64]
    """Per slot ``next day << 32 | held``: the day on which the following slot begins, and a
    position in ``sets``."""
    sets: tuple[frozenset[str], ...]

    def on(self, person: Positions, day: Days) -> NDArray[np.int32]:
        """Return, for each person and day, the position in ``sets`` of what is held."""
        start = self.first_slot
        if len(person) > len(start):  # Many start from the slot of the first day, found once each.
            start = start.copy()
            self._move(start, self.slots[start], _key(np.full(len(start), day.min())))
        held = np.empty(len(person), np.int32)
        for part in blocks(len(person)):
            at = start[person[part].astype(np.intp)]
            found = self.slots[at.astype(np.intp)]
            self._move(at, found, _key(day[part]))
            held[part] = found & _HELD
        return held

    def _move(self, at: Positions, slot: NDArray[np.int64], when: NDArray[np.int64]) -> None:
        """Move on from each slot ``at`` to the one of its day, and ``slot`` to its number."""
        moved = np.flatnonzero(when >= slot)
        near, when = at[moved].astype(np.intp), when[moved]
        while len(moved):
            near += 1
            at[moved] = near
            slot[moved] = found = self.slots[near]
            again = np.flatnonzero(when >= found)
            moved, near, when = moved[again], near[again], when[again]


def _key(day: Days) -> NDArray[np.int64]:
    """Return what a slot's number is not above exactly where the following slot has begun."""
    key: NDArray[np.int64] = day.astype(np.int64) << _DAY_ABOVE | _HELD
    return key


def resolve(identities: Identities, people: int) -> Holdings:
    """Turn intervals (first and last day inclusive, in any order, overlapping) into slots."""
    identities = _merge_repeated(identities, people)
    person = np.concatenate((identities.person, identities.person)).astype(np.int64)
    day = np.concatenate((identities.first_day, identities.last_day + 1)).astype(np.int64)
    order = _by_person_and_day(person, day)
    person, day = person[order], day[order]
    last = np.ones(len(person), np.bool_)
    np.logical_or(person[1:] != person[:-1], day[1:] != day[:-1], out=last[:-1])
    lanes = range(max(-(-len(identities.categories) // _LANE), 1))
    states = [_running_counts(identities, order, lane)[last] for lane in lanes]
    held, sets = _sets(states, identities.categories)
    return _slots(identities.categories, people, person[last], day[last], held, sets)


def _by_person_and_day(person: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sort events. Two of one person and day may come in either order."""
    bits = max(len(person) - 1, 0).bit_length()
    earliest = int(day.min(initial=0))
    span = int(day.max(initial=0)) - earliest + 1
    if (int(person.max(initial=0)) + 1) * span << bits >= 1 << 63:
        return np.lexsort((day, person))
    packed = (person * span + (day - earliest)) << bits | np.arange(len(person))
    packed.sort()
    return packed & ((1 << bits) - 1)


def _slots(
    categories: tuple[str, ...],
    people: int,
    person: NDArray[np.int64],
    day: NDArray[np.int64],
    held: NDArray[np.int32],
    sets: tuple[frozenset[str], ...],
) -> Holdings:
    events = np.bincount(person, minlength=people)
    first_slot = np.zeros(people, np.int32)
    np.cumsum(events[:-1] + 1, out=first_slot[1:])
    at = np.arange(len(person)) + person  # One extra slot before each person's first event.
    slots = np.full(len(person) + people, np.int64(_FOREVER) << _DAY_ABOVE)
    slots[at] = day << _DAY_ABOVE
    slots[at + 1] |= held
    return Holdings(categories, first_slot, slots, sets)


def _running_counts(
    identities: Identities, order: NDArray[np.int64], lane: int
) -> NDArray[np.int64]:
    """Count, four bits a category, how many intervals cover the time after each event."""
    first = lane * _LANE
    steps = np.zeros(max(len(identities.categories), 1), np.int64)
    here = steps[first : first + _LANE]
    here[:] = np.int64(1) << (4 * np.arange(len(here)))
    step = steps[identities.category]
    return np.cumsum(np.concatenate((step, -step))[order])


def _sets(
    states: Sequence[NDArray[np.int64]], categories: Sequence[str]
) -> tuple[NDArray[np.int32], tuple[frozenset[str], ...]]:
    """Number the distinct sets of categories; 0 is the empty one."""
    if len(states) == 1:
        found, place = _few_distinct(states[0])
        distinct = found[:, None]
    else:
        distinct, place = np.unique(np.column_stack(states), axis=0, return_inverse=True)
    numbers: dict[frozenset[str], int] = {frozenset(): 0}
    renumber = np.zeros(len(distinct), np.int32)
    for index, lanes in enumerate(distinct.tolist()):
        held = frozenset(
            category
            for position, category in enumerate(categories)
            if lanes[position // _LANE] >> (4 * (position % _LANE)) & 0xF
        )
        renumber[index] = numbers.setdefault(held, len(numbers))
    return renumber[place.ravel()], tuple(numbers)


def _few_distinct(values: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Return the distinct values and the place of each, quickly where they are few.

    Each value gets a bucket by multiplication; only if two values share one are they sorted.
    """
    bucket = (values.view(np.uint64) * _SPREAD >> np.uint64(64 - _BUCKET_BITS)).astype(np.intp)
    kept = np.zeros(1 << _BUCKET_BITS, np.int64)
    kept[bucket] = values
    if not np.array_equal(kept[bucket], values):
        return np.unique(values, return_inverse=True)
    used = np.flatnonzero(np.bincount(bucket, minlength=len(kept)))
    place = np.zeros(len(kept), np.intp)
    place[used] = np.arange(len(used))
    return kept[used], place[bucket]


def _merge_repeated(identities: Identities, people: int) -> Identities:
    """Join overlapping intervals of one person and category where there are too many to count."""
    pair = identities.person.astype(np.int64) * len(identities.categories) + identities.category
    if not len(pair) or np.unique(pair, return_counts=True)[1].max() <= _MOST_EQUAL:
        return identities
    order = np.lexsort((identities.first_day, pair))
    pair, first, last = pair[order], identities.first_day[order], identities.last_day[order]
    reach = np.maximum.accumulate((pair << 32) + last) - (pair << 32)
    begins = np.ones(len(pair), np.bool_)
    begins[1:] = (pair[1:] != pair[:-1]) | (first[1:] > reach[:-1] + 1)
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], len(pair)) - 1
    return Identities(
        identities.categories,
        identities.person[order][starts],
        identities.category[order][starts],
        first[starts],
        reach[ends].astype(np.int32),
    )


def age_bands(people: People, limits: Sequence[int], person: Positions, day: Days) -> Codes:
    """Return how many of the ascending age limits each person has reached on each day."""
    low, high = (int(day.min()), int(day.max())) if len(day) else (0, 0)
    born_in = _years(people.born_on)
    first, last = _years(np.array([low, high], np.int32)).tolist()
    turning = [_turns(people.born_on, born_in, limit, first, last) for limit in limits]
    settled = _count(turning, low, len(people))
    settled[settled != _count(turning, high, len(people))] = _UNSETTLED
    bands = np.empty(len(person), np.uint8)
    for part in blocks(len(person)):
        who = person[part].astype(np.intp)
        block = settled[who]
        turned = np.flatnonzero(block == _UNSETTLED)
        if len(turned):
            who, when = who[turned], day[part][turned]
            block[turned] = sum((when >= turns[who]).astype(np.uint8) for turns in turning)
        bands[part] = block
    return bands


def _count(turning: Sequence[Days], day: int, people: int) -> Codes:
    reached = np.zeros(people, np.uint8)
    for turns in turning:
        reached += turns <= day
    return reached


def _years(days: Days) -> Days:
    """Return the calendar year of each day."""
    years: Days = days.astype("M8[D]").astype("M8[Y]").astype(np.int32) + np.int32(1970)
    return years


def _turns(born_on: Days, born_in: Days, age: int, first: int, last: int) -> Days:
    """Return the day on which each person completes ``age`` years.

    Exact in the years ``first`` to ``last``; before and after them only that it is. Someone
    born on 29 February completes a year on 1 March where there is no such day.
    """
    year = born_in + np.int32(age)
    turns = np.where(year < first, _LONG_AGO, _FOREVER).astype(np.int32)
    near = np.flatnonzero((year >= first) & (year <= last))
    born = born_on[near].astype("M8[D]")
    month = born.astype("M8[M]")
    turns[near] = ((month + 12 * age).astype("M8[D]") + (born - month)).astype(np.int32)
    return turns
