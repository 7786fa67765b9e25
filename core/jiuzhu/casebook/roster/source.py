"""A list as it is handed in: which file, whose, of what kind and month."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from attrs import frozen

from jiuzhu.casebook.store import Casebook
from jiuzhu.exchange.deaths import DeathRow, DeathsFile, read_deaths
from jiuzhu.exchange.problems import FileError
from jiuzhu.exchange.reading import ReadFile
from jiuzhu.exchange.rosters import RosterFile, RosterRow, read_roster, unknown_headers
from jiuzhu.exchange.tables import Progress
from jiuzhu.loading.county import County
from jiuzhu_schemas.text import Text

from .departments import roster_words
from .errors import RosterRefused
from .records import Kind, RosterLine

_MONTH: Final = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])\Z")


@frozen(kw_only=True)
class ListSource:
    """What the sender and the operator say of a list."""

    path: Path
    kind: Kind
    department: str
    month: str
    """Such as ``2026-11``."""
    effective: date | None = None
    """The first day on which its changes count; None: the first of the month."""
    skip_bad_rows: bool = False


@frozen(eq=False, kw_only=True)
class ReadList:
    """A list that was read, in one form for all kinds."""

    file: ReadFile
    file_hash: str
    department: str
    month: str
    effective: str
    lines: tuple[RosterLine, ...]
    lacking: tuple[int, ...]
    """Numbers of the rows that lack what no row may lack."""
    places: Mapping[str, int]
    unknown_columns: tuple[str, ...]
    """The sender's headers that stand for nothing we know: a damaged one would be among them."""


def read_list(
    book: Casebook, county: County, source: ListSource, progress: Progress | None = None
) -> ReadList:
    """Read a list's file. Raises FileError, UnknownDepartment, RosterRefused for a wrong month."""
    first = _first_day(source.month)
    file_hash = _hash(source.path)
    department = source.department.strip()
    local = county.policy.vocabulary.spellings
    file: DeathsFile | RosterFile
    if source.kind == "deaths":
        table = "deaths"
        file = read_deaths(source.path, book.clock().date(), progress=progress, local=local)
        lines = [_death(each) for each in file.rows]
    else:
        table = "roster"
        words = roster_words(county, department, first)
        department = words.department
        file = read_roster(source.path, words, source.kind, progress=progress, local=local)
        lines = [_line(each, file.says_end) for each in file.rows]
    return ReadList(
        file=file,
        file_hash=file_hash,
        department=department,
        month=source.month,
        effective=(source.effective or first).isoformat(),
        lines=tuple(lines),
        lacking=file.lacking,
        places=file.places,
        unknown_columns=tuple(unknown_headers(file.refused.headers, file.places, table)),
    )


def _line(row: RosterRow, says_end: bool) -> RosterLine:
    return RosterLine(
        row.row, row.change, row.person_id, row.name, row.township, row.village, row.home_care,
        row.category, row.valid_from, row.valid_to, says_end,
    )  # fmt: skip


def _death(row: DeathRow) -> RosterLine:
    return RosterLine(
        row.row, "died", row.person_id, row.name, row.township, "", None, "", "", "", False,
        row.died_on,
    )  # fmt: skip


def _first_day(month: str) -> date:
    if _MONTH.match(month) is None:
        raise RosterRefused(
            Text(f"月份“{month}”有误，应如 2026-11", f"“{month}” is no month; write it as 2026-11")
        )
    return date.fromisoformat(f"{month}-01")


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except FileNotFoundError:
        raise FileError(Text("找不到这个文件", "there is no such file"), str(path)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(
            Text(f"文件无法读取：{reason}", f"the file cannot be read: {reason}"), str(path)
        ) from None
