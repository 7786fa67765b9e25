"""A department's roster (花名册): who it recognises as what, or whom it adds and takes out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu.policy.spellings import NO_SPELLINGS, Spellings
from jiuzhu.settlement.columns import OPEN_END, Days
from jiuzhu_schemas.text import Text

from .damage import PlainText, refuse_broken_utf8
from .dialects import dialects, folded
from .fields import Day, Word, word_field
from .headers import layout
from .people import PERSONAL
from .problems import FileError
from .reading import ReadFile, Reading, read
from .refusals import RefusedRows
from .roster_fields import Listed, ListedId, MonthOrDay, category_field, change_field, iso_days
from .tables import Progress

RosterKind = Literal["full", "changes"]
"""The full list in force, or additions and removals."""
Change = Literal["add", "cancel"]

MOST_PEOPLE: Final = 500_000
"""Rows of one list: more than a county's department can have."""

_CHANGES: Final[tuple[Change, ...]] = ("add", "cancel")
_OPTIONAL: Final = ("township", "village", "valid_from", "subsidised_from", "valid_to", "home_care")
_ID: Final = ListedId()
_NAME: Final = PlainText(required=True)
_PLAIN: Final = PlainText()
_FIRST: Final = MonthOrDay(empty=OPEN_END)
_LAST: Final = Day(empty=OPEN_END)


@cache
def _change() -> Word:
    return change_field()


class RosterRow(NamedTuple):
    """One good row. Days are texts such as ``2026-11-01``, empty where the row says none."""

    row: int
    """As a person counts."""
    person_id: str
    name: str
    category: str
    change: Change
    """``add`` for every row of a full list."""
    township: str
    village: str
    valid_from: str
    valid_to: str
    home_care: bool | None
    """None: the file does not say."""


@frozen(eq=False, kw_only=True)
class RosterFile(ReadFile):
    """A roster that was read."""

    rows: list[RosterRow]
    lacking: tuple[int, ...]
    """Row numbers without an ID or without a category."""
    says_end: bool
    """There is a column of last days, in which an empty cell means still valid."""
    places: Mapping[str, int]
    """The position of each of our columns among the sender's."""


@frozen
class RosterWords:
    """What a department may say: every accepted word to its category, and which are its own."""

    department: str
    categories: Mapping[str, str]
    """Word (code, name, national code) to category."""
    own: Mapping[str, Text]
    """The categories that this department recognises, and what they are called."""


def read_roster(
    path: str | os.PathLike[str],
    words: RosterWords,
    kind: RosterKind,
    *,
    progress: Progress | None = None,
    local: Spellings = NO_SPELLINGS,
) -> RosterFile:
    """Read a roster. ``changes`` needs a column of changes (新增, 取消), a full list has none.

    Raises FileError for a file that cannot be used; wrong rows are in ``problems``, among them
    those of categories that another department recognises.
    """
    refuse_broken_utf8(Path(path))
    category, meanings = category_field(words.categories)
    care = word_field("home_care", ("0", "1"), local)
    optional = (*_OPTIONAL, "change") if kind == "full" else _OPTIONAL
    reading = read(
        path,
        layout("roster", optional, local=local),
        {
            "person_id": _ID, "name": _NAME, "category": category, "township": _PLAIN,
            "village": _PLAIN, "valid_from": _FIRST, "subsidised_from": _FIRST,
            "valid_to": _LAST, "change": _change(), "home_care": care,
        },
        key="person_id",
        hidden=PERSONAL,
        progress=progress,
    )  # fmt: skip
    refuse_too_many(reading)
    if kind == "full" and reading.has("change"):
        raise _looks_like_changes(reading)
    return _file(reading, _columns(reading, words, category, meanings, kind, care))


def _columns(
    reading: Reading,
    words: RosterWords,
    category: Word,
    meanings: Sequence[Listed],
    kind: RosterKind,
    care: Word,
) -> Sequence[Sequence[object]]:
    """Return the columns of `RosterRow` after its number, for all rows, good and wrong."""
    which = reading.values("category", category)
    listed = [meanings[code] for code in which.tolist()]
    _refuse_others(reading, which, meanings, words)
    changes = reading.values("change", _change()).tolist() if kind == "changes" else None
    first, last = _intervals(reading)
    return [
        reading.values("person_id", _ID).to_list(),
        reading.values("name", _NAME).to_list(),
        [each.category for each in listed],
        [_CHANGES[code] for code in changes] if changes else ["add"] * reading.height,
        _texts(reading, "township"),
        _texts(reading, "village"),
        first,
        last,
        _home_care(reading, listed, care),
    ]


def _file(reading: Reading, columns: Sequence[Sequence[object]]) -> RosterFile:
    lacking, says_end = lacking_rows(reading, ("person_id", "category")), reading.has("valid_to")
    kept = reading.kept()
    report = reading.report(kept)
    places = np.arange(reading.height)[kept].tolist()
    whole = list(zip(*columns, strict=True))
    numbers = report.source_rows.tolist()
    rows = [RosterRow(number, *whole[at]) for number, at in zip(numbers, places, strict=True)]
    return RosterFile(
        report=report, rows=rows, lacking=lacking, says_end=says_end, places=reading.places
    )


def refuse_too_many(reading: Reading) -> None:
    """Raise FileError for a list of more rows than a county can have people."""
    if reading.height > MOST_PEOPLE:
        raise FileError(
            Text(f"超过{MOST_PEOPLE}行，不像花名册", f"more than {MOST_PEOPLE} rows: no roster"),
            reading.table.file,
        )


def lacking_rows(reading: Reading, names: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of the rows in which one of the columns is empty."""
    places = {reading.places[name] for name in names}
    found = [
        each.rows
        for each in reading.refusals.findings
        if each.code == "empty" and each.place in places
    ]
    if not found:
        return ()
    numbers: list[int] = reading.table.numbers(np.unique(np.concatenate(found))).tolist()
    return tuple(numbers)


def unknown_headers(headers: Sequence[str], places: Mapping[str, int], table: str) -> list[str]:
    """Return the headers that stand for no column of ours, and are not known to be of no use.

    A header that was damaged on its way is among them: what stood under it is not read.
    """
    known = {folded(name) for name in dialects().columns["ignored"][table]}
    used = set(places.values())
    return [
        header
        for place, header in enumerate(headers)
        if header and place not in used and folded(header) not in known
    ]


def cells_of(refused: RefusedRows, places: Mapping[str, int], name: str) -> list[str]:
    """Return what the refused rows hold in the column that stands for one of our names."""
    if name not in places or not len(refused):
        return [""] * len(refused)
    cells: list[str] = refused.cells.to_series(places[name]).to_list()
    return cells


def _looks_like_changes(reading: Reading) -> FileError:
    header = reading.column("change").header
    return FileError(
        Text(
            f"有“{header}”列，像是新增取消名单而不是全量名单；请用 --kind changes，或删去该列",
            f"has the column “{header}”, like a list of changes and no full list; use --kind"
            " changes, or delete the column",
        ),
        reading.table.file,
    )


def _refuse_others(
    reading: Reading, which: NDArray[np.int32], meanings: Sequence[Listed], words: RosterWords
) -> None:
    zh = "、".join(label.zh for label in words.own.values())
    en = ", ".join(label.en for label in words.own.values())
    for code, meaning in enumerate(meanings):
        if meaning.category in words.own:
            continue
        reading.column("category").refuse(
            reading.where(which == code),
            "other_department",
            Text("不由本部门认定", "is not recognised by this department"),
            Text(f"{words.department}认定：{zh}", f"{words.department} recognises: {en}"),
        )


def _intervals(reading: Reading) -> tuple[list[str], list[str]]:
    """Return first and last days. A first day said twice is that of the recognition."""
    first: Days = np.full(reading.height, OPEN_END, np.int32)
    for name in ("subsidised_from", "valid_from"):
        if reading.has(name):
            days = reading.values(name, _FIRST)
            first = np.where(days == OPEN_END, first, days)
    last: Days = np.full(reading.height, OPEN_END, np.int32)
    if reading.has("valid_to"):
        last = reading.values("valid_to", _LAST)
        reading.column("valid_to").refuse(
            reading.where((last < first) & (first != OPEN_END)),
            "ends_before_start",
            Text("早于认定日期", "is before the first day"),
            Text("应不早于认定日期", "expected a day not before the first"),
        )
    return iso_days(first), iso_days(last)


def _home_care(reading: Reading, listed: Sequence[Listed], care: Word) -> Sequence[bool | None]:
    """Return what the rows say of home care: by the column, or by the identity's own code."""
    if reading.has("home_care"):
        said = (reading.values("home_care", care) == 1).tolist()
        return [one or each.home_care for one, each in zip(said, listed, strict=True)]
    distinguished = {each.category for each in listed if each.home_care}
    return [each.home_care if each.category in distinguished else None for each in listed]


def _texts(reading: Reading, name: str) -> list[str]:
    if not reading.has(name):
        return [""] * reading.height
    return reading.values(name, _PLAIN).to_list()
