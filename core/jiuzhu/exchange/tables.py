"""A file as a table of text, whatever its kind: the sender's headers, and cells by row."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import polars as pl
from attrs import define, field
from numpy.typing import NDArray

from jiuzhu_schemas.text import Text

from .headers import Layout
from .problems import FileError

Stage = str
Progress = Callable[[Stage, int, int], None]
"""Called with what is being done (``read``, ``check``), rows done, and rows in all (0: unknown)."""

ENDINGS_IN: Final = (".csv", ".xlsx", ".xls", ".jsonl", ".parquet")


@define(eq=False)
class Table:
    """The raw cells of a file, column ``i`` under the internal name ``column_name(i)``.

    ``cells`` yields text columns (Parquet: also integers, decimals and dates), null where a
    short row has no cell. ``first_row`` is the row number, as a person counts, of row 0.
    """

    file: str
    headers: tuple[str, ...]
    cells: pl.LazyFrame
    first_row: int
    row_numbers: NDArray[np.int32] | None = None
    """Row numbers where they do not simply count up."""
    crooked: Callable[[], Table] | None = None
    """Reads the file again, more patiently, should the quick way stumble over its shape."""
    height: int | None = None
    """How many rows there must be, where that is known before reading."""
    surplus: Mapping[int, tuple[int, str]] = field(factory=dict)
    """By row: the place and text of the first cell beyond the header's last column."""
    broken: Mapping[tuple[int, int], Text] = field(factory=dict)
    """By row and place: cells that hold no value, and what they hold instead."""
    unreadable: Mapping[int, str] = field(factory=dict)
    """By place: columns that cannot be read as cells, and their kind."""
    _frame: pl.DataFrame | None = field(default=None, init=False)

    def numbers(self, rows: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the row numbers, as a person counts, of rows of this table."""
        if self.row_numbers is not None:
            return self.row_numbers[rows]
        return (rows + self.first_row).astype(np.int32)

    def pick(self, rows: NDArray[np.int64]) -> pl.DataFrame:
        """Return some rows with all their cells as text."""
        if self._frame is None:
            try:
                self._frame = self.cells.collect()
            except pl.exceptions.PolarsError:
                if self.crooked is None:
                    raise
                self._frame = self.crooked().cells.collect()
        return self._frame[rows].select(pl.all().cast(pl.String, strict=False).fill_null(""))

    def release(self) -> None:
        """Forget the raw cells."""
        self._frame = None


def column_name(place: int) -> str:
    """Return the internal name of the column at a place; headers may repeat, these do not."""
    return f"c{place}"


def text_table(file: str, headers: list[str], columns: list[list[str]], first_row: int) -> Table:
    """Make a table of columns that are in memory as text."""
    frame = pl.DataFrame(
        [pl.Series(column_name(i), cells, pl.String) for i, cells in enumerate(columns)]
    )
    return Table(file, tuple(headers), frame.lazy(), first_row)


class InMemory(Protocol):
    """A table that a program holds already, in the place of a file."""

    def open_for(self, wanted: Layout) -> Table:
        """Return it as a table. Raises FileError when it is none."""


Source = str | os.PathLike[str] | InMemory
"""Where a table is read from: the path of a file, or something in memory."""


def open_table(path: Source, wanted: Layout) -> Table:
    """Open a file of any kind we read, by its ending, or what a program holds in memory.

    Raises FileError when it is missing, empty, of another kind, or cannot be read.
    """
    if not isinstance(path, str | os.PathLike):
        return path.open_for(wanted)
    source = Path(path)
    ending = source.suffix.lower()
    if ending not in ENDINGS_IN:
        raise FileError(
            Text(
                f"不支持的文件类型“{ending}”，请使用 {'、'.join(ENDINGS_IN)}",
                f"files ending in “{ending}” are not read; use {', '.join(ENDINGS_IN)}",
            ),
            str(path),
        )
    _require_readable(source)
    if ending == ".csv":
        from .csv_files import open_csv

        return open_csv(source, wanted)
    if ending == ".jsonl":
        from .json_lines import open_jsonl

        return open_jsonl(source)
    if ending == ".parquet":
        from .parquet_files import open_parquet

        return open_parquet(source)
    from .workbooks import open_workbook

    return open_workbook(source, wanted)


def _require_readable(source: Path) -> None:
    try:
        with source.open("rb") as opened:
            empty = not opened.read(1)
    except FileNotFoundError:
        raise FileError(Text("找不到这个文件", "there is no such file"), str(source)) from None
    except OSError as error:
        raise FileError(
            Text(f"文件无法读取：{error.strerror}", f"the file cannot be read: {error.strerror}"),
            str(source),
        ) from None
    if empty:
        raise FileError(Text("文件是空的", "the file is empty"), str(source))
