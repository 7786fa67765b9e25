"""A deadline: what is due, by whom, when, and where that stands."""

from __future__ import annotations

import datetime
from typing import Final

from attrs import frozen

from jiuzhu.policy.views import Reference
from jiuzhu_schemas.text import Text


@frozen(kw_only=True)
class Deadline:
    """One deadline on the calendar.

    Where the document says "before the 10th", ``date`` is the 10th itself. If that is no working
    day, ``working_day_before`` is the last one before it, and None otherwise: never a later day.
    """

    id: str
    label: Text
    """What is to be done."""
    who: Text
    """Who is to do it."""
    date: datetime.date
    working_day_before: datetime.date | None
    sooner: datetime.date | None
    """Where the document names two figures (2 to 3 working days): the day of the lower one."""
    clause: str
    """``document#clause``"""
    source: Reference
    certain: bool
    """False: some working day was guessed by the day of the week; say so."""

    @property
    def sentence(self) -> Text:
        """The date in words, with what is to be known of it."""
        zh, en = str(self.date), str(self.date)
        if self.working_day_before:
            before = self.working_day_before
            zh += f"（非工作日，此前最后一个工作日为 {before}）"
            en += f" (no working day; the last one before it is {before})"
        if not self.certain:
            zh, en = zh + UNCERTAIN.zh, en + " " + UNCERTAIN.en
        return Text(zh, en)


UNCERTAIN: Final = Text(
    "（该年放假安排未知，工作日按周一至周五推算）",
    "(that year's holidays are not known; Monday to Friday were counted as working days)",
)
