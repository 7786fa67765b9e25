"""What a document says must be done by when: dates of every month, working days after an event."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from .text import Text

Every = Literal["month", "year"]


@frozen(kw_only=True)
class Due:
    """When something is due, counted from a month, a year, or the day of an occasion.

    Either working days after the occasion, or a day of the calendar.
    """

    working_days: int | None = None
    """So many working days after the occasion; its own day does not count."""
    sooner: int | None = None
    """The lower figure where the document names two, as in 2 to 3 working days."""
    years_later: int = 0
    months_later: int = 0
    """Counted from the month of the occasion; -1 is the month before it."""
    month: int | None = None
    """1 to 12; if not given, the month counted from."""
    day: int | None = None
    """1 to 31; if not given, the last day of the month."""


@frozen(kw_only=True)
class DeadlineRule:
    """One deadline of a document. It recurs (``every``) or follows from an ``occasion``.

    A county's rule replaces the baseline's of the same id while its document is in force.
    """

    id: str
    clause: str
    """``document#clause``"""
    label: Text
    """What is to be done."""
    who: Text
    """Who is to do it."""
    every: Every | None = None
    occasion: str = ""
    after: Text | None = None
    """The occasion in words."""
    due: Due
    since: date | None = None
    until: date | None = None


@frozen(kw_only=True)
class DeadlineFile:
    """The file of deadlines."""

    deadlines: tuple[DeadlineRule, ...]
