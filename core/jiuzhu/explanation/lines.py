"""The arithmetic of one claim, line by line, by the functions that settle a batch."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from attrs import frozen

from jiuzhu.settlement.arithmetic import SINGLE, above_threshold, banded, payable, share
from jiuzhu_schemas.money import BASIS_POINTS, format_percent, format_yuan
from jiuzhu_schemas.terms import Terms
from jiuzhu_schemas.trace import Line, LineStep


class _Steps(NamedTuple):
    """What the lines of one part are called."""

    relieved: LineStep
    due: LineStep
    stay_capped: LineStep
    available: LineStep
    paid: LineStep


_RELIEF: Final = _Steps("relieved", "due", "stay_capped", "available", "award")
_TILT: Final = _Steps("tilt_relieved", "tilt_due", "tilt_stay_capped", "tilt_available", "tilt")


@frozen(eq=False, slots=False)
class Worked:
    """A claim worked out: sums in fen, and the lines that lead to them."""

    due: int
    award: int
    tilt_due: int
    tilt: int
    self_pay: int
    lines: tuple[Line, ...]


def work_out(
    in_scope: int,
    base: int,
    terms: Terms | None,
    tilt: Terms | None,
    used: int,
    tilt_used: int,
) -> Worked:
    """Work out one claim; ``used`` and ``tilt_used`` are what the two pools had given before."""
    shown = format_yuan(base)
    lines = [Line("base", f"{format_yuan(in_scope)} - {format_yuan(in_scope - base)}", base)]
    due = award = tilt_due = tilted = 0
    left, left_shown, formula = base, shown, shown
    if terms is not None:
        due, award, paid_shown = _pay(terms, base, shown, used, _RELIEF, lines)
        left = base - award
        formula = f"{shown} - {paid_shown}"
        left_shown = format_yuan(left)
    if tilt is not None:
        lines.append(Line("left", formula, left))
        portion, of = (left, left_shown) if tilt.portion == "remaining" else (base, shown)
        tilt_due, tilted, paid_shown = _pay(tilt, portion, of, tilt_used, _TILT, lines, left)
        formula = f"{formula} - {paid_shown}"
    lines.append(Line("self_pay", formula, left - tilted))
    return Worked(due, award, tilt_due, tilted, left - tilted, tuple(lines))


def due_of(terms: Terms, portion: int) -> int:
    """Return what terms give on a portion (fen) before annual caps."""
    return _due(terms, portion, "", _RELIEF, [])[0]


def _pay(
    terms: Terms,
    portion: int,
    shown: str,
    used: int,
    steps: _Steps,
    lines: list[Line],
    most: int | None = None,
) -> tuple[int, int, str]:
    """Add the lines from a portion to what is paid; return what is due, paid, and how it reads.

    ``most``: what is left to relieve, where the terms are on more than that.
    """
    due, due_shown = _due(terms, portion, shown, steps, lines)
    if most is not None and due > most:
        lines.append(Line("tilt_held", f"min({due_shown}, {format_yuan(most)})", most))
        due, due_shown = most, format_yuan(most)
    cap = terms.annual_cap
    if cap is None:
        lines.append(Line(steps.paid, due_shown, due))
        return due, due, due_shown
    left = cap - used
    formula = f"{format_yuan(cap)} - {format_yuan(used)}"
    if left < 0:
        left, formula = 0, f"max({formula}, 0)"
    lines.append(Line(steps.available, formula, left))
    paid = payable(due, cap, used, SINGLE)
    left_shown = format_yuan(left)
    lines.append(Line(steps.paid, f"min({due_shown}, {left_shown})", paid))
    return due, paid, due_shown if paid == due else left_shown


def _due(
    terms: Terms, portion: int, shown: str, steps: _Steps, lines: list[Line]
) -> tuple[int, str]:
    """Add the lines from a portion to what is due before annual caps; return it."""
    relieved = portion
    if terms.threshold:
        relieved = _above(terms, portion, shown, steps, lines)
        shown = format_yuan(relieved)
    rounded = False
    if terms.bands:
        due, formula, rounded = _in_bands(terms, relieved)
    elif terms.quota is not None:
        due = min(terms.quota, relieved)
        formula = f"min({format_yuan(terms.quota)}, {shown})"
    else:
        rate = terms.rate or 0
        due = share(relieved, rate)
        formula = f"{shown} × {_percent(rate)}"
        rounded = relieved * rate % BASIS_POINTS != 0
    lines.append(Line(steps.due, formula, due, rounded))
    due_shown = format_yuan(due)
    if terms.stay_cap is not None:
        formula = f"min({due_shown}, {format_yuan(terms.stay_cap)})"
        due = min(due, terms.stay_cap)
        due_shown = format_yuan(due)
        lines.append(Line(steps.stay_capped, formula, due))
    return due, due_shown


def _above(terms: Terms, portion: int, shown: str, steps: _Steps, lines: list[Line]) -> int:
    deduct = terms.threshold_mode == "deduct"
    relieved: int = above_threshold(portion, terms.threshold, deduct, SINGLE)
    if deduct:
        formula = f"{shown} - {format_yuan(terms.threshold)}"
        if portion < terms.threshold:
            formula = f"max({formula}, 0)"
    else:
        formula = format_yuan(relieved)
    lines.append(Line(steps.relieved, formula, relieved))
    return relieved


def _in_bands(terms: Terms, relieved: int) -> tuple[int, str, bool]:
    floors = [band.above for band in terms.bands]
    rates = [band.rate for band in terms.bands]
    ends = [*floors[1:], relieved]
    parts = [
        (min(relieved, end) - floor, rate)
        for floor, end, rate in zip(floors, ends, rates, strict=True)
        if relieved > floor
    ]
    formula = " + ".join(f"{format_yuan(inside)} × {_percent(rate)}" for inside, rate in parts)
    exact = sum(inside * rate for inside, rate in parts) % BASIS_POINTS == 0
    return banded(relieved, floors, rates, SINGLE), formula or format_yuan(0), not exact


@lru_cache(maxsize=64)
def _percent(rate: int) -> str:
    return f"{format_percent(rate)}%"
