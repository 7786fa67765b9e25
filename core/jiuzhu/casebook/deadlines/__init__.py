"""Deadlines: dates from the rules that the documents set, in working days where they say so.

The rules are data (``deadline_files``); no figure stands in code.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .reckoning import due_for as due_for
    from .reckoning import monthly_clock as monthly_clock
    from .reckoning import monthly_deadline as monthly_deadline
    from .reckoning import occasion_rules as occasion_rules
    from .reckoning import overdue as overdue
    from .records import Deadline as Deadline
    from .working_days import CountedDay as CountedDay
    from .working_days import WorkingDay as WorkingDay
    from .working_days import add_working_days as add_working_days
    from .working_days import last_working_day as last_working_day
    from .working_days import working_day as working_day

_HOME: Final = {
    "CountedDay": "working_days",
    "Deadline": "records",
    "WorkingDay": "working_days",
    "add_working_days": "working_days",
    "due_for": "reckoning",
    "last_working_day": "working_days",
    "monthly_clock": "reckoning",
    "monthly_deadline": "reckoning",
    "occasion_rules": "reckoning",
    "overdue": "reckoning",
    "working_day": "working_days",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
