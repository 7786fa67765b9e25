"""Tables that a program holds in memory: frames, and lists of dicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import chain
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import frozen

from jiuzhu_schemas.text import Text

from .headers import MOST_COLUMNS, Layout, too_many_columns
from .problems import FileError
from .tables import Table, text_table
from .typed_tables import typed_table

_BEIJING: Final = timezone(timedelta(hours=8))
_FLOAT: Final = Text(
    "是浮点数，不能精确表示金额和编号（请给 Decimal、整数或文本）",
    "is a floating-point number, which is not exact (give a Decimal, a whole number or text)",
)
_NO_CELL: Final = Text("不是文本、数字或日期", "holds something else than text, a number or a date")


@frozen(eq=False)
class Frame:
    """A frame with typed columns; ``name`` is how messages call it."""

    name: str
    rows: pl.DataFrame

    def open_for(self, wanted: Layout) -> Table:
        """See `InMemory`. The first record is row 1."""
        return typed_table(self.name, self.rows.lazy())


@frozen(eq=False)
class Records:
    """A row a dict, column names to values; ``name`` is how messages call it."""

    name: str
    rows: Sequence[object]

    def open_for(self, wanted: Layout) -> Table:
        """See `InMemory`. The first dict is row 1; no dicts are an empty table."""
        rows = self._rows()
        names = list(dict.fromkeys(chain.from_iterable(rows)))
        if not names:
            return text_table(self.name, list(wanted.names), [[] for _ in wanted.names], 1)
        if len(names) > MOST_COLUMNS:
            raise too_many_columns(self.name)
        broken: dict[tuple[int, int], Text] = {}
        columns = [
            [
                cell if type(cell) is str else _text(cell, (row, place), broken)
                for row, cell in enumerate([each.get(name) for each in rows])
            ]
            for place, name in enumerate(names)
        ]
        table = text_table(self.name, names, [_sound(cells) for cells in columns], 1)
        table.broken = broken
        return table

    def _rows(self) -> list[Mapping[str, object]]:
        """Return the rows. Raises FileError for one that is no dict keyed by text."""
        for number, row in enumerate(self.rows, 1):
            if type(row) is not dict and not isinstance(row, Mapping):
                raise self._no_row(number, row)
        rows: list[Mapping[Any, object]] = list(self.rows)  # type: ignore[arg-type]
        wrong = {key for key in chain.from_iterable(rows) if type(key) is not str}
        for number, row in enumerate(rows, 1):
            if wrong and wrong & row.keys():
                raise self._no_row(number, row)
        return rows

    def _no_row(self, number: int, row: object) -> FileError:
        kind = type(row).__name__
        return FileError(
            Text(
                f"第{number}行应为 dict，键为列名，实为 {kind}",
                f"row {number} must be a dict keyed by column names, not {kind}",
            ),
            self.name,
        )


def _text(value: object, place: tuple[int, int], broken: dict[tuple[int, int], Text]) -> str:
    """Return a value as a file would hold it; note what is wrong with it under its place."""
    cell = _cell(value)
    if isinstance(cell, Text):
        broken[place] = cell
        return str(value)
    return cell


def _sound(cells: list[str]) -> list[str]:
    """Return cells without lone halves of surrogate pairs, which are no characters."""
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return [cell.encode("utf-8", errors="replace").decode() for cell in cells]
    return cells


def _cell(value: object) -> str | Text:
    """Return a value as a file would hold it, or what is wrong with it."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, str):
        return str.__str__(value)  # Of a word of an enumeration, its value.
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        here = value if value.tzinfo is None else value.astimezone(_BEIJING)
        return here.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return _FLOAT if isinstance(value, float) else _NO_CELL
