"""Dates as files write them, to days since 1970-01-01."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from jiuzhu.settlement.columns import day_number

from .cleaning import clean

_CLOCK: Final = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)?"
_DATE: Final = re.compile(
    r"(?:(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})"
    r"|(?P<y2>[0-9]{4})(?P<m2>[0-9]{2})(?P<d2>[0-9]{2})"
    rf"|(?P<y3>[0-9]{{4}})年(?P<m3>[0-9]{{1,2}})月(?P<d3>[0-9]{{1,2}})日){_CLOCK}\Z"
)
_SEPARATORS: Final = frozenset("-/.")
_FIRST_YEAR: Final = 1900


def parse_day(text: str) -> int | None:
    """Return the day number of a written date, None if it is none or never was.

    Accepts 2023-06-01, 2023/6/1, 2023.6.1, 20230601 and 2023年6月1日, with or without a time of
    day behind it (the national platform writes one).
    """
    found = _DATE.match(clean(text))
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part and part not in _SEPARATORS)
    try:
        return day_number(date(year, month, day)) if year >= _FIRST_YEAR else None
    except ValueError:
        return None
