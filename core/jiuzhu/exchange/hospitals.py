"""A file of hospitals for the register: code, name, level, region, designated since and until."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl
from attrs import frozen

from jiuzhu.settlement.columns import OPEN_END, Codes, Days, day_date
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import HOSPITAL_LEVELS, REGIONS, Region

from .coded import Coded, distinct_codes
from .fields import Day, Listed, word_field
from .headers import layout
from .hospital_codes import HospitalCode
from .hospital_words import LONGEST_NAME
from .reading import Column, Field, ReadFile, Reading, read


@frozen(kw_only=True)
class HospitalRow:
    """One hospital as a file has it. ``row`` counts as a person does; ``until`` None: open."""

    row: int
    code: str
    name: str
    level: int
    region: Region
    since: date
    until: date | None


@frozen(eq=False, kw_only=True)
class HospitalsFile(ReadFile):
    """Good rows in file order, and the sender's headers by our names."""

    rows: tuple[HospitalRow, ...]
    headers: Mapping[str, str]


@frozen(eq=False)
class _Name(Listed):
    """A hospital's name: some characters, not too many."""

    def finish(self, quick: pl.Series, column: Column) -> Coded:
        """See `Field`."""
        cells = distinct_codes(quick)
        names = tuple(word.strip() for word in cells.words)
        wrong = np.array([not 0 < len(name) <= LONGEST_NAME for name in names], np.bool_)
        column.refuse(
            np.flatnonzero(wrong[cells.code]),
            "not_a_name",
            Text("是空的或过长", "is empty or too long"),
            Text(f"应为 1 至 {LONGEST_NAME} 个字", f"expected 1 to {LONGEST_NAME} characters"),
        )
        return Coded(names, cells.code)


def read_hospitals(path: str | os.PathLike[str]) -> HospitalsFile:
    """Read a file of hospitals: 机构编码 机构名称 等级 区域 定点起 and, if there, 定点止.

    Raises FileError for a file that cannot be used; wrong rows are in ``problems``. A code that
    comes twice is one.
    """
    code, name = HospitalCode(), _Name()
    level = word_field("hospital_level", HOSPITAL_LEVELS)
    region = word_field("hospital_region", REGIONS)
    since, until = Day(), Day(empty=OPEN_END)
    fields: dict[str, Field[object]] = {
        "hospital_code": code,
        "name": name,
        "level": level,
        "region": region,
        "since": since,
        "until": until,
    }
    reading = read(path, layout("hospitals", optional=("until",)), fields, key="hospital_code")
    codes = reading.values("hospital_code", code)
    names = reading.values("name", name)
    levels = reading.values("level", level).astype(np.uint8)
    regions = reading.values("region", region).astype(np.uint8)
    first = reading.values("since", since)
    last = _last_days(reading, until, first)
    _refuse_repeated(reading, codes)
    return _file(reading, codes, names, (levels, regions), (first, last))


def _file(
    reading: Reading,
    codes: Coded,
    names: Coded,
    words: tuple[Codes, Codes],
    days: tuple[Days, Days],
) -> HospitalsFile:
    kept = np.arange(reading.height)[reading.kept()]
    report = reading.report(kept)
    rows = tuple(
        HospitalRow(
            row=int(report.source_rows[place]),
            code=codes.words[codes.code[at]],
            name=names.words[names.code[at]],
            level=HOSPITAL_LEVELS[words[0][at]],
            region=REGIONS[words[1][at]],
            since=day_date(int(days[0][at])),
            until=None if days[1][at] == OPEN_END else day_date(int(days[1][at])),
        )
        for place, at in enumerate(kept.tolist())
    )
    headers = {name: reading.table.headers[place] for name, place in reading.places.items()}
    return HospitalsFile(report=report, rows=rows, headers=headers)


def _last_days(reading: Reading, until: Day, first: Days) -> Days:
    if not reading.has("until"):
        return np.full(reading.height, OPEN_END, np.int32)
    last = reading.values("until", until)
    reading.column("until").refuse(
        reading.where(last < first),
        "ends_before_start",
        Text("早于定点起始日期", "is before the first day"),
        Text("应不早于定点起", "expected a day not before the first one"),
    )
    return last


def _refuse_repeated(reading: Reading, codes: Coded) -> None:
    seen: set[str] = set()
    again = []
    for row, word in enumerate(codes.words[code] for code in codes.code.tolist()):
        if word and word in seen:
            again.append(row)
        seen.add(word)
    reading.column("hospital_code").refuse(
        np.array(again, np.int64),
        "repeated",
        Text("在本文件中重复", "stands in the file twice"),
        Text("一个机构只写一行", "expected one row a hospital"),
    )
