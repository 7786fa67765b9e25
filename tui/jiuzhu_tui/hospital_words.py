"""A hospital of the register in words: its level and state on a day, and its whole history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jiuzhu.casebook.hospitals import Hospital
from jiuzhu_schemas.text import Text
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.pinyin import score, search_key

REGIONS: Final = {
    "county": Text("县内", "county"),
    "city": Text("市内县外", "city"),
    "outside": Text("市外", "outside"),
}
STATUS: Final = {
    "designated": Text("定点", "designated"),
    "never": Text("从未定点", "never"),
    "not_yet": Text("尚未定点", "not yet"),
    "ended": Text("已终止", "ended"),
    "suspended": Text("暂停！", "SUSPENDED"),
}


def level_name(level: int) -> str:
    """Return what a level is called."""
    return str(Text(f"{level}级", f"level {level}") if level else Text("未定级", "none"))


def is_suspended(row: Hospital) -> bool:
    """Tell whether a suspension is open, whatever the day that is looked at."""
    return any(each.until is None for each in row.suspensions)


def fits(row: Hospital, wanted: str) -> bool:
    """Tell whether a search finds a hospital: by name, pinyin or code."""
    return wanted.upper() in row.code or score(wanted, search_key(row.name)) > 0


def told(row: Hospital, day: date) -> Iterator[str]:
    """Yield what holds on a day, then the whole history."""
    on = row.on(day)
    yield f"{row.code}  {visible(row.name)}  {REGIONS[row.region]}"
    yield f"{day}: {level_name(on.level)}  {STATUS[on.status]}  {visible(str(on.why or ''))}"
    for level in row.levels:
        yield str(Text(f"{level.since} 起 ", f"from {level.since}: ")) + level_name(level.level)
    for one in row.designations:
        yield f"{Text('定点', 'designated')}  {_days(one.since, one.until)}  {visible(one.why)}"
    for other in row.suspensions:
        days = _days(other.since, other.until)
        yield f"{Text('暂停', 'suspended')}  {days}  {visible(other.why)}"


def _days(since: date, until: date | None) -> str:
    return f"{since} - {until or Text('至今', 'now')}"
