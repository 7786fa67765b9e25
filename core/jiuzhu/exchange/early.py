"""Days that cannot be: before the first loaded policy, or before the person was born."""

from __future__ import annotations

from datetime import date

from jiuzhu.settlement.columns import Days, Positions, day_number
from jiuzhu_schemas.text import Text

from .people import PeopleFile
from .reading import Reading


def refuse_early(
    reading: Reading, name: str, days: Days, people: PeopleFile, person: Positions, first_day: date
) -> None:
    """Refuse the rows whose day is before ``first_day`` or before their person's birth."""
    first = day_number(first_day)
    column = reading.column(name)
    column.refuse(
        reading.where(days < first),
        "before_policy",
        Text(
            f"早于已载入的第一份政策（{first_day}）",
            f"is before the first loaded policy ({first_day})",
        ),
        Text(f"应不早于 {first_day}", f"expected {first_day} or later"),
    )
    born_on = people.columns.born_on
    if len(born_on) == 0:  # then every row is refused already, for naming nobody
        return
    column.refuse(
        reading.where((days < born_on[person]) & (days >= first)),
        "before_birth",
        Text("早于出生日期", "is before the person was born"),
        Text("请核对身份证号和这个日期", "check the resident ID and this date"),
    )
