"""Intervals on a line of months, drawn in characters: a column of two cells is a month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final

from attrs import frozen
from rich.cells import cell_len
from textual import events
from textual.binding import BindingType

from jiuzhu_schemas.text import Text
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.guarded import Guarded
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain

_CELLS: Final = 2
_YEAR: Final = 12
_AHEAD: Final = 5
"""Months after today's that are seen at first."""
_FEWEST: Final = 12
_QUARTERS: Final = (1, 4, 7, 10)
_ROOM_OF_A_YEAR: Final = 2
"""Months over which the four digits of a year stand."""


@frozen
class Bar:
    """An interval with what it is; ``last`` None: no end is known. ``more``: below, if need be."""

    label: str
    more: str
    first: date
    last: date | None


class Timeline(Guarded, Plain, can_focus=True):
    """Bars over months up to a little after today; left and right move it by a year."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("left", "shift(-1)", Text("早一年", "A year back"), "timeline.back", show=False),
        bound("right", "shift(1)", Text("晚一年", "A year on"), "timeline.on", show=False),
    ]
    DEFAULT_CSS = """
    Timeline { width: 1fr; height: auto; text-wrap: nowrap; }
    Timeline:focus { background: $panel; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bars: tuple[Bar, ...] = ()
        self._day = date.min
        self._sign = ""
        self._years = 0

    def show_bars(self, bars: Sequence[Bar], day: date, *, today: bool = True) -> None:
        """Show other bars around a day, which is marked; ``today``: it is this one."""
        self._bars, self._day = tuple(bars), day
        self._sign = str(Text("今", "v today") if today else Text("看", "v then"))
        self._draw()

    def action_shift(self, years: int) -> None:
        """Move the months that are seen."""
        self._years += years
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Show as many months as there is room for."""
        self._draw()

    def _draw(self) -> None:
        if self._day == date.min:
            return
        months = max(_FEWEST, (self.size.width or 76) // _CELLS)
        first = _month(self._day) + _AHEAD - months + 1 + self._years * _YEAR
        self.show("\n".join(draw(self._bars, first, months, (self._day, self._sign))))


def draw(bars: Sequence[Bar], first: int, months: int, marked: tuple[date, str]) -> list[str]:
    """Return the lines of a time line.

    ``first``: the first month, counted from the year 0; ``marked``: a day and the sign for it. A
    bar is ``[====]``; ``<`` and ``>``: it goes on beyond what is seen.
    """
    lines = [_years(first, months), _months(first, months), _mark(first, months, *marked)]
    if not bars:
        lines.append(str(Text("没有身份记录", "no identities are known")))
    for each in bars:
        lines += [*_named(each, months * _CELLS), _bar(each, first, months)]
    return [line.rstrip() for line in lines]


def _month(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def _years(first: int, months: int) -> str:
    line = ""
    for month in range(first, first + months):
        begins = month == first or month % _YEAR == 0
        room = _YEAR - month % _YEAR >= _ROOM_OF_A_YEAR
        if begins and room and len(line) <= (month - first) * _CELLS:
            line = line.ljust((month - first) * _CELLS) + str(month // _YEAR)
    return line


def _months(first: int, months: int) -> str:
    numbers = (month % _YEAR + 1 for month in range(first, first + months))
    return "".join(str(each).ljust(_CELLS) if each in _QUARTERS else "  " for each in numbers)


def _mark(first: int, months: int, day: date, sign: str) -> str:
    place = _month(day) - first
    return " " * (_CELLS * place) + sign if 0 <= place < months else ""


def _named(bar: Bar, room: int) -> list[str]:
    label, more = visible(bar.label), visible(bar.more)
    whole = f"{label}  {more}"
    return [whole] if cell_len(whole) <= room else [label, f"  {more}"]


def _bar(bar: Bar, first: int, months: int) -> str:
    begin = _month(bar.first)
    end = _month(bar.last) if bar.last else None
    last = first + months - 1
    if begin > last:
        return " " * (_CELLS * months - 1) + ">"
    if end is not None and end < first:
        return "<"
    cells = []
    for month in range(first, last + 1):
        if month < begin or (end is not None and month > end):
            cells.append("  ")
            continue
        left = "[" if month == begin else "<" if month == first else "="
        goes_on = month == last and (end is None or end > last)
        cells.append(left + ("]" if month == end else ">" if goes_on else "="))
    return "".join(cells)
