"""The arithmetic of one claim, line by line, by the functions that settle a batch."""

from __future__ import annotations

from typing import Final, Literal

from attrs import frozen
from jiuzhu_schemas.money import BASIS_POINTS, format_percent, format_yuan
from jiuzhu_schemas.terms import Terms
from jiuzhu_schemas.trace import Line, LineStep

from ..settlement.arithmetic import SINGLE, above_threshold, banded, payable, share

Part = Literal["relief", "tilt"]

_STEPS: Final[dict[Part, tuple[LineStep, LineStep, LineStep, LineStep, LineStep]]] = {
    "relief": ("relieved", "due", "stay_capped", "available", "award"),
    "tilt": ("tilt_relieved", "tilt_due", "tilt_stay_capped", "tilt_available", "tilt"),
}


@frozen(eq=False)
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
    lines = [Line(step="base", formula=_minus(in_scope, in_scope - base), amount=base)]
    due = award = tilt_due = tilted = 0
    if terms is not None:
        due, award = _pay(terms, base, used, "relief", lines)
    left = base - award
    if tilt is not None:
        lines.append(Line(step="left", formula=_minus(base, award), amount=left))
        portion = left if tilt.portion == "remaining" else base
        tilt_due, tilted = _pay(tilt, portion, tilt_used, "tilt", lines)
    formula = shown if terms is None else _minus(base, award)
    if tilt is not None:
        formula = f"{formula} - {format_yuan(tilted)}"
    lines.append(Line(step="self_pay", formula=formula, amount=left - tilted))
    return Worked(due, award, tilt_due, tilted, left - tilted, tuple(lines))


def due_of(terms: Terms, portion: int) -> int:
    """Return what terms give on a portion (fen) before annual caps."""
    return _due(terms, portion, "relief", [])


def _pay(
    terms: Terms, portion: int, used: int, part: Part, lines: list[Line]
) -> tuple[int, int]:
    """Add the lines from the portion to what is paid; return what is due, and what is paid."""
    due = _due(terms, portion, part, lines)
    cap = terms.annual_cap
    if cap is None:
        paid, formula = due, format_yuan(due)
    else:
        left = cap - used
        formula = _minus(cap, used)
        if left < 0:
            left, formula = 0, f"max({formula}, 0)"
        lines.append(Line(step=_STEPS[part][3], formula=formula, amount=left))
        paid = payable(due, cap, used, SINGLE)
        formula = f"min({format_yuan(due)}, {format_yuan(left)})"
    lines.append(Line(step=_STEPS[part][4], formula=formula, amount=paid))
    return due, paid


def _due(terms: Terms, portion: int, part: Part, lines: list[Line]) -> int:
    steps = _STEPS[part]
    relieved = portion
    if terms.threshold:
        relieved = _above(terms, portion, steps[0], lines)
    rounded = False
    if terms.bands:
        due, formula, rounded = _in_bands(terms, relieved)
    elif terms.quota is not None:
        due = min(terms.quota, relieved)
        formula = f"min({format_yuan(terms.quota)}, {format_yuan(relieved)})"
    else:
        rate = terms.rate or 0
        due = share(relieved, rate)
        formula = f"{format_yuan(relieved)} × {format_percent(rate)}%"
        rounded = relieved * rate % BASIS_POINTS != 0
    lines.append(Line(step=steps[1], formula=formula, amount=due, rounded=rounded))
    if terms.stay_cap is not None:
        formula = f"min({format_yuan(due)}, {format_yuan(terms.stay_cap)})"
        due = min(due, terms.stay_cap)
        lines.append(Line(step=steps[2], formula=formula, amount=due))
    return int(due)


def _above(terms: Terms, portion: int, step: LineStep, lines: list[Line]) -> int:
    deduct = terms.threshold_mode == "deduct"
    relieved = int(above_threshold(portion, terms.threshold, deduct, SINGLE))
    if not deduct:
        formula = format_yuan(relieved)
    elif portion >= terms.threshold:
        formula = _minus(portion, terms.threshold)
    else:
        formula = f"max({_minus(portion, terms.threshold)}, 0)"
    lines.append(Line(step=step, formula=formula, amount=relieved))
    return relieved


def _in_bands(terms: Terms, relieved: int) -> tuple[int, str, bool]:
    floors = [band.above for band in terms.bands]
    rates = [band.rate for band in terms.bands]
    ends = [*floors[1:], relieved]
    parts = [
        (min(relieved, max(end, floor)) - floor, rate)
        for floor, end, rate in zip(floors, ends, rates, strict=True)
        if relieved > floor
    ]
    formula = " + ".join(f"{format_yuan(inside)} × {format_percent(rate)}%" for inside, rate in parts)
    exact = sum(inside * rate for inside, rate in parts) % BASIS_POINTS == 0
    return int(banded(relieved, floors, rates, SINGLE)), formula or format_yuan(0), not exact


def _minus(one: int, other: int) -> str:
    return f"{format_yuan(one)} - {format_yuan(other)}"
