"""A list of deaths (死亡名单): who died, and when."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from attrs import frozen

from jiuzhu.policy.spellings import NO_SPELLINGS, Spellings
from jiuzhu.settlement.columns import day_number
from jiuzhu_schemas.text import Text

from .damage import PlainText, refuse_broken_utf8
from .fields import Day
from .headers import layout
from .ids import check_ids
from .people import PERSONAL
from .reading import ReadFile, read
from .roster_fields import ListedId, iso_days
from .rosters import lacking_rows, refuse_too_many
from .tables import Progress

_ID: Final = ListedId()
_NAME: Final = PlainText(required=True)
_PLAIN: Final = PlainText()
_DAY: Final = Day()


class DeathRow(NamedTuple):
    """One good row; ``died_on`` is a text such as ``2026-11-01``."""

    row: int
    """As a person counts."""
    person_id: str
    name: str
    died_on: str
    township: str


@frozen(eq=False, kw_only=True)
class DeathsFile(ReadFile):
    """A list of deaths that was read."""

    rows: list[DeathRow]
    lacking: tuple[int, ...]
    """Row numbers without an ID or a day."""
    places: Mapping[str, int]
    """The position of each of our columns among the sender's."""


def read_deaths(
    path: str | os.PathLike[str],
    today: date,
    *,
    progress: Progress | None = None,
    local: Spellings = NO_SPELLINGS,
) -> DeathsFile:
    """Read deaths: 身份证号码, 姓名, 死亡时间, 镇街.

    Raises FileError for a file that cannot be used; wrong rows are in ``problems``, among them
    deaths after ``today`` and before birth.
    """
    refuse_broken_utf8(Path(path))
    reading = read(
        path,
        layout("deaths", ("township",), local=local),
        {"person_id": _ID, "name": _NAME, "died_on": _DAY, "township": _PLAIN},
        key="person_id",
        hidden=PERSONAL,
        progress=progress,
    )
    refuse_too_many(reading)
    ids, names = reading.values("person_id", _ID), reading.values("name", _NAME)
    died_on = reading.values("died_on", _DAY)
    wrong = (died_on > day_number(today)) | (died_on < check_ids(ids).born_on)
    reading.column("died_on").refuse(
        reading.where(wrong),
        "impossible_death",
        Text("晚于今天，或早于出生日期", "is after today, or before the person was born"),
        Text("请核对身份证号和死亡时间", "check the resident ID and the day"),
    )
    towns = reading.values("township", _PLAIN).to_list() if reading.has("township") else None
    lacking = lacking_rows(reading, ("person_id", "died_on"))
    kept = reading.kept()
    report = reading.report(kept)
    places = np.arange(reading.height)[kept].tolist()
    persons, called, days = ids.to_list(), names.to_list(), iso_days(died_on)
    rows = [
        DeathRow(number, persons[at], called[at], days[at], towns[at] if towns else "")
        for number, at in zip(report.source_rows.tolist(), places, strict=True)
    ]
    return DeathsFile(report=report, rows=rows, lacking=lacking, places=reading.places)
