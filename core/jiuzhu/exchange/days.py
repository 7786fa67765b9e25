"""Dates as files write them, to days since 1970-01-01."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Final

from jiuzhu.settlement.columns import day_number

from .cleaning import clean

_CLOCK: Final = (
    r"(?:[ T](?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_DATE: Final = re.compile(
    r"(?:(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})"
    r"|(?P<y2>[0-9]{4})(?P<m2>[0-9]{2})(?P<d2>[0-9]{2})"
    rf"|(?P<y3>[0-9]{{4}})年(?P<m3>[0-9]{{1,2}})月(?P<d3>[0-9]{{1,2}})日){_CLOCK}\Z"
)
_BEIJING: Final = timezone(timedelta(hours=8))
_SEPARATORS: Final = frozenset("-/.")
_FIRST_YEAR: Final = 1900
EARLIEST: Final = day_number(date(_FIRST_YEAR, 1, 1))
"""The first day that is taken for a date."""


def parse_day(text: str) -> int | None:
    """Return the day number of a written date, None if it is none or never was.

    Accepts 2023-06-01, 2023/6/1, 2023.6.1, 20230601 and 2023年6月1日, with or without a time of
    day behind it (the national platform writes one). With an offset from UTC, as in
    2023-06-01T20:00:00Z, it is the day in Beijing.
    """
    found = _DATE.match(clean(text))
    if found is None:
        return None
    *parts, hour, minute, zone = found.groups()
    year, month, day = (int(part) for part in parts if part and part not in _SEPARATORS)
    try:
        written = date(year, month, day)
        if zone is not None:
            written = _in_beijing(written, int(hour), int(minute), zone)
    except (ValueError, OverflowError):
        return None
    return day_number(written) if year >= _FIRST_YEAR else None


def _in_beijing(day: date, hour: int, minute: int, zone: str) -> date:
    """Return the day it is in Beijing at a time that is given with its distance from UTC."""
    if zone == "Z":
        zone = "+00:00"
    distance = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    there = timezone(-distance if zone[0] == "-" else distance)
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=there)
    return moment.astimezone(_BEIJING).date()
