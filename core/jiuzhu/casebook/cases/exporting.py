"""A list of cases as a table for other programs: with masked IDs, or with full ones, recorded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_apart
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .finding import Filters, find_cases
from .kinds import kind_of
from .moves import STATE_LABELS
from .records import CaseRow

if TYPE_CHECKING:
    import polars as pl

_PAGE: Final = 2_000
_IDS: Final = """
SELECT case_id, person_id FROM cases JOIN people USING (person)
WHERE case_id IN (SELECT value FROM json_each(?))
"""


@frozen
class ExportColumn:
    """A column of the table; sums as fen, which are written in yuan."""

    label: Text
    value: Callable[[CaseRow], str | int]


EXPORT_COLUMNS: Final[Mapping[str, ExportColumn]] = MappingProxyType(
    {
        "number": ExportColumn(Text("案号", "number"), lambda row: row.number),
        "name": ExportColumn(Text("姓名", "name"), lambda row: row.name),
        "person_id": ExportColumn(Text("身份证号", "resident ID"), lambda row: row.person_id),
        "kind": ExportColumn(Text("类型", "kind"), lambda row: str(kind_of(row.kind).label)),
        "state": ExportColumn(Text("状态", "state"), lambda row: str(STATE_LABELS[row.state])),
        "township": ExportColumn(Text("乡镇", "township"), lambda row: row.township),
        "due": ExportColumn(Text("期限", "due"), lambda row: row.due_on or ""),
        "sum": ExportColumn(Text("救助金额", "relief"), lambda row: row.award + row.tilt),
        "since": ExportColumn(Text("状态时间", "since"), lambda row: row.state_since),
        "made_by": ExportColumn(Text("经办人", "made by"), lambda row: row.made_by),
    }
)
"""What a list of cases can be written with, by name."""


def export_cases(
    book: Casebook,
    actor: Actor,
    filters: Filters,
    path: Path,
    *,
    columns: Sequence[str] = tuple(EXPORT_COLUMNS),
    full_ids: bool = False,
    step: Callable[[int], None] = lambda done: None,
) -> int:
    """Write the cases that the filters let through, the newest first; return how many.

    CSV or a workbook, by the ending; formulas are defused. Resident IDs are masked;
    ``full_ids`` writes them, which needs the right to see them and is recorded before.
    ``step`` is told how many are read. Raises FileError, NotAllowed.
    """
    from jiuzhu.exchange.writing import require_writable_ending, write_table

    require_writable_ending(path)
    rows: list[CaseRow] = []
    for page in _pages(book, actor, filters):
        rows += page
        step(len(rows))
    if full_ids:
        rows = _with_full_ids(book, actor, rows)
    wanted = {name: EXPORT_COLUMNS[name] for name in columns}
    write_table(path, {str(each.label): _series(each, rows) for each in wanted.values()})
    return len(rows)


def _pages(book: Casebook, actor: Actor, filters: Filters) -> Iterator[list[CaseRow]]:
    after: int | None = None
    while page := find_cases(book, actor, filters, limit=_PAGE, after=after):
        yield page
        after = page[-1].case_id


def _with_full_ids(book: Casebook, actor: Actor, rows: Sequence[CaseRow]) -> list[CaseRow]:
    for township in sorted({row.township for row in rows}) or [""]:
        require(book, actor, "view.full_id", township=township)
    ids = dict(book.rows(_IDS, (json.dumps([row.case_id for row in rows]),)))
    detail = {"export": "cases", "cases": len(rows), "people": len(set(ids.values()))}
    append_apart(book, actor, AuditLine(action="view.full_id", subject="cases", detail=detail))
    return [evolve(row, person_id=ids.get(row.case_id, "")) for row in rows]


def _series(column: ExportColumn, rows: Sequence[CaseRow]) -> pl.Series:
    import numpy as np
    import polars as pl

    from jiuzhu.exchange.amounts import in_yuan
    from jiuzhu.exchange.writing import defused

    values = [column.value(row) for row in rows]
    if column is EXPORT_COLUMNS["sum"]:
        return in_yuan(sum=np.array(values, np.int64))["sum"]
    return defused(pl.Series(values, dtype=pl.String))
