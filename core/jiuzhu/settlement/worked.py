"""One claim's sums, step by step, by the functions that settle a batch. Integer fen throughout."""

from __future__ import annotations

from attrs import frozen

from jiuzhu_schemas.terms import Terms

from .arithmetic import SINGLE, above_threshold, banded, payable, share


@frozen(eq=False, slots=False)
class Part:
    """What terms pay on a portion: relief on the base, or tilt on what is left."""

    terms: Terms
    portion: int
    relieved: int
    """What of the portion the terms are on: less than it where there is a threshold."""
    full: int
    """By the rate, the bands or the quota."""
    in_stay: int
    """The same within the cap of one settlement."""
    due: int
    """The same within what is left to relieve: what is due before annual caps."""
    used: int
    """What the pool had given before."""
    paid: int


@frozen(eq=False, slots=False)
class Worked:
    """A claim worked out: its relief and its tilt, each None where there are no terms."""

    in_scope: int
    base: int
    relief: Part | None
    tilting: Part | None
    due: int
    award: int
    tilt_due: int
    tilt: int

    @property
    def left(self) -> int:
        """What relief left of the base."""
        return self.base - self.award

    @property
    def self_pay(self) -> int:
        """What the person bears."""
        return self.base - self.award - self.tilt


def work_out(
    in_scope: int,
    base: int,
    terms: Terms | None,
    tilt: Terms | None,
    used: int,
    tilt_used: int,
) -> Worked:
    """Work out one claim; ``used`` and ``tilt_used`` are what the two pools had given before."""
    relief = tilting = None
    due = award = tilt_due = tilted = 0
    if terms is not None:
        relief = _part(terms, base, base, used)
        due, award = relief.due, relief.paid
    if tilt is not None:
        left = base - award
        tilting = _part(tilt, left if tilt.portion == "remaining" else base, left, tilt_used)
        tilt_due, tilted = tilting.due, tilting.paid
    return Worked(in_scope, base, relief, tilting, due, award, tilt_due, tilted)


def due_of(terms: Terms, portion: int) -> int:
    """Return what terms give on a portion (fen) before annual caps."""
    return _part(terms, portion, portion, 0).due


def _part(terms: Terms, portion: int, left: int, used: int) -> Part:
    """Work out one part; ``left`` is all that it may relieve, ``used`` what its pool gave."""
    relieved = portion
    if terms.threshold:
        deduct = terms.threshold_mode == "deduct"
        relieved = above_threshold(portion, terms.threshold, deduct, SINGLE)
    full = in_stay = _full(terms, relieved)
    if terms.stay_cap is not None and full > terms.stay_cap:
        in_stay = terms.stay_cap
    due = min(in_stay, left)
    cap = terms.annual_cap
    paid = due if cap is None else payable(due, cap, used, SINGLE)
    return Part(terms, portion, relieved, full, in_stay, due, used, paid)


def _full(terms: Terms, relieved: int) -> int:
    sum_: int
    if terms.bands:
        floors = [band.above for band in terms.bands]
        sum_ = banded(relieved, floors, [band.rate for band in terms.bands], SINGLE)
    elif terms.quota is not None:
        sum_ = min(terms.quota, relieved)
    else:
        sum_ = share(relieved, terms.rate or 0)
    return sum_
