"""The arithmetic of one claim as it reads, line by line."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from jiuzhu.settlement.worked import Part, Worked
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


def lines_of(worked: Worked) -> tuple[Line, ...]:
    """Return the lines that lead to a claim's sums."""
    base, in_scope = worked.base, worked.in_scope
    formula = format_yuan(base)
    lines = [Line("base", f"{format_yuan(in_scope)} - {format_yuan(in_scope - base)}", base)]
    if worked.relief is not None:
        formula = f"{formula} - {_add_part(worked.relief, _RELIEF, lines)}"
    if worked.tilting is not None:
        lines.append(Line("left", formula, worked.left))
        formula = f"{formula} - {_add_part(worked.tilting, _TILT, lines)}"
    lines.append(Line("self_pay", formula, worked.self_pay))
    return tuple(lines)


def _add_part(part: Part, steps: _Steps, lines: list[Line]) -> str:
    """Add the lines from a portion to what is paid; return how that reads."""
    due_shown = _add_due(part, steps, lines)
    cap = part.terms.annual_cap
    if cap is None:
        lines.append(Line(steps.paid, due_shown, part.due))
        return due_shown
    left = cap - part.used
    formula = f"{format_yuan(cap)} - {format_yuan(part.used)}"
    if left < 0:
        left, formula = 0, f"max({formula}, 0)"
    lines.append(Line(steps.available, formula, left))
    left_shown = format_yuan(left)
    lines.append(Line(steps.paid, f"min({due_shown}, {left_shown})", part.paid))
    return due_shown if part.paid == part.due else left_shown


def _add_due(part: Part, steps: _Steps, lines: list[Line]) -> str:
    """Add the lines from a portion to what is due before annual caps; return how that reads."""
    terms, shown = part.terms, format_yuan(part.portion)
    if terms.threshold:
        lines.append(Line(steps.relieved, _relieved(part, shown), part.relieved))
        shown = format_yuan(part.relieved)
    lines.append(_full(part, shown, steps))
    shown = format_yuan(part.full)
    if terms.stay_cap is not None:
        formula = f"min({shown}, {format_yuan(terms.stay_cap)})"
        lines.append(Line(steps.stay_capped, formula, part.in_stay))
        shown = format_yuan(part.in_stay)
    if part.due < part.in_stay:
        left = format_yuan(part.due)
        lines.append(Line("tilt_held", f"min({shown}, {left})", part.due))
        shown = left
    return shown


def _relieved(part: Part, shown: str) -> str:
    if part.terms.threshold_mode != "deduct":
        return format_yuan(part.relieved)
    formula = f"{shown} - {format_yuan(part.terms.threshold)}"
    return f"max({formula}, 0)" if part.portion < part.terms.threshold else formula


def _full(part: Part, shown: str, steps: _Steps) -> Line:
    terms, relieved = part.terms, part.relieved
    if terms.bands:
        formula, rounded = _in_bands(terms, relieved)
        return Line(steps.due, formula, part.full, rounded)
    if terms.quota is not None:
        return Line(steps.due, f"min({format_yuan(terms.quota)}, {shown})", part.full)
    rate = terms.rate or 0
    rounded = relieved * rate % BASIS_POINTS != 0
    return Line(steps.due, f"{shown} × {_percent(rate)}", part.full, rounded)


def _in_bands(terms: Terms, relieved: int) -> tuple[str, bool]:
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
    return formula or format_yuan(0), not exact


@lru_cache(maxsize=64)
def _percent(rate: int) -> str:
    return f"{format_percent(rate)}%"
