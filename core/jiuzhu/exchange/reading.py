"""One pass over a file: every field's quick way at once, then a second look at what failed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol, TypeVar

import numpy as np
import polars as pl
from attrs import define, field, frozen
from numpy.typing import NDArray

from jiuzhu_schemas.text import Text

from .headers import Layout, match_headers
from .problems import FileError, RowProblem
from .refusals import Refusals, RefusedRows, Rows
from .tables import Progress, Source, Table, column_name, open_table
from .unread import HeaderNotes

Values_co = TypeVar("Values_co", covariant=True)
Values = TypeVar("Values")
_LAST: Final = "last"


class Field(Protocol[Values_co]):
    """How the cells of one column are read."""

    def quick(self, column: str, kind: pl.DataType) -> pl.Expr:
        """Return an expression that is right for usual cells and null for all others."""

    def finish(self, quick: pl.Series, column: Column) -> Values_co:
        """Return the values of the whole column, after a second look at the null cells."""


@frozen(eq=False)
class Column:
    """One column of a file in the hands of its field: gives raw cells, takes refusals."""

    place: int
    refusals: Refusals

    @property
    def header(self) -> str:
        """The sender's own header."""
        return self.refusals.table.headers[self.place]

    def cells(self, rows: Rows) -> pl.Series:
        """Return the raw cells of some rows, as text."""
        return self.refusals.table.pick(rows)[column_name(self.place)]

    def refuse(self, rows: Rows, code: str, reason: Text, expected: Text) -> None:
        """Refuse some rows for what stands in this column."""
        self.refusals.add(rows, self.place, code, reason, expected)


@define(eq=False)
class Reading:
    """A file being read: its columns are asked for by our names, in any order."""

    table: Table
    places: Mapping[str, int]
    refusals: Refusals
    quick: pl.DataFrame
    header: HeaderNotes
    progress: Progress | None = None

    @property
    def height(self) -> int:
        """How many rows the table has, good and bad."""
        return self.quick.height

    def has(self, name: str) -> bool:
        """Tell whether the file has a column that stands for one of our names."""
        return name in self.places

    def values(self, name: str, field: Field[Values]) -> Values:
        """Return the values of a column that the file has."""
        return field.finish(self.quick[name], self.column(name))

    def where(self, wrong: NDArray[np.bool_]) -> Rows:
        """Return the rows that are wrong, but not those refused before: there a value is missing.

        For checks that compare cells with each other.
        """
        rows = np.flatnonzero(wrong)
        if len(rows) == 0 or not self.refusals.findings:
            return rows
        return rows[~np.isin(rows, self.refusals.rows())]

    def column(self, name: str) -> Column:
        """Return the column that stands for one of our names."""
        return Column(self.places[name], self.refusals)

    def kept(self) -> Rows | slice:
        """Return which rows are good: an index for arrays of the table's height."""
        refused, blank = self.refusals.rows(), self.refusals.blank
        if len(refused) == len(blank) == 0:
            return slice(None)
        good = np.ones(self.height, np.bool_)
        good[refused] = good[blank] = False
        return np.flatnonzero(good)

    def report(self, kept: Rows | slice) -> Report:
        """Return what every read file reports, and forget the raw cells."""
        rows = np.arange(self.height, dtype=np.int64)[kept]
        report = Report(
            file=self.table.file,
            source_rows=self.table.numbers(rows),
            problems=self.refusals.shown(),
            problem_count=self.refusals.count(),
            refused=self.refusals.refused(),
            header=self.header,
        )
        self.table.release()
        if self.progress is not None:
            self.progress("check", self.height, self.height)
        return report


def pick(column: pl.Series, kept: Rows | slice) -> pl.Series:
    """Return the good rows of a column."""
    return column if isinstance(kept, slice) else column.gather(kept)


@frozen(eq=False, kw_only=True)
class Report:
    """What there is to say about any file that was read."""

    file: str
    source_rows: NDArray[np.int32]
    problems: list[RowProblem]
    problem_count: int
    refused: RefusedRows
    header: HeaderNotes = field(factory=HeaderNotes)
    """Columns of the file that nobody reads, and those of ours that it lacks."""


@frozen(eq=False, kw_only=True)
class ReadFile:
    """A file that was read: its good rows as columns in the subclasses, and its report."""

    report: Report

    @property
    def file(self) -> str:
        """The path it was read from."""
        return self.report.file

    @property
    def source_rows(self) -> NDArray[np.int32]:
        """The row number, as a person counts, of every good row."""
        return self.report.source_rows

    @property
    def problems(self) -> list[RowProblem]:
        """The first SHOWN_LIMIT problems, in file order."""
        return self.report.problems

    @property
    def problem_count(self) -> int:
        """How many problems there are in all; a row can have several."""
        return self.report.problem_count

    @property
    def header(self) -> HeaderNotes:
        """Columns that nobody reads, and those of ours that the file lacks."""
        return self.report.header

    @property
    def refused(self) -> RefusedRows:
        """The refused rows in the sender's own columns."""
        return self.report.refused


def read(
    path: Source,
    wanted: Layout,
    fields: Mapping[str, Field[object]],
    *,
    key: str,
    hidden: frozenset[str] = frozenset(),
    progress: Progress | None = None,
) -> Reading:
    """Open a file and take every field's quick values in one pass.

    ``key`` is a field that no row may leave empty: it tells blank rows. ``hidden`` names the
    columns whose values are personal.
    """
    table = open_table(path, wanted)
    places = match_headers(table.headers, wanted, table.file)
    if progress is not None:
        progress("read", 0, 0)
    table, quick = _quick_values(table, places, fields)
    if progress is not None:
        progress("read", quick.height, quick.height)
    refusals = Refusals(table, frozenset(places[name] for name in hidden if name in places))
    header = HeaderNotes.of(table.headers, places, wanted)
    reading = Reading(table, places, refusals, quick, header, progress)
    _set_blank_rows_aside(reading, key)
    _refuse_broken(refusals, places)
    _refuse_surplus(refusals)
    return reading


def _quick_values(
    table: Table, places: Mapping[str, int], fields: Mapping[str, Field[object]]
) -> tuple[Table, pl.DataFrame]:
    try:
        quick = _collect(table, places, fields)
        if table.height in (None, quick.height) or table.crooked is None:
            return table, quick
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        if table.crooked is None:
            raise FileError(
                Text(f"文件无法读取：{error}", f"the file cannot be read: {error}"), table.file
            ) from None
    patient = table.crooked()
    return patient, _collect(patient, places, fields)


def _collect(
    table: Table, places: Mapping[str, int], fields: Mapping[str, Field[object]]
) -> pl.DataFrame:
    kinds = table.cells.collect_schema()
    wanted = []
    for name, each in fields.items():
        if name in places:
            column = column_name(places[name])
            if places[name] in table.unreadable:
                raise _no_cells(table, places[name])
            if kinds[column].is_float():
                raise _binary_fractions(table, places[name])
            wanted.append(each.quick(column, kinds[column]).alias(name))
    # The last column is always looked at: else a row with too many cells would pass unseen.
    last = pl.col(column_name(len(table.headers) - 1)).is_null().alias(_LAST)
    frame = table.cells.select(*wanted, last).collect(engine="streaming")
    return frame.drop(_LAST)


def _binary_fractions(table: Table, place: int) -> FileError:
    header = table.headers[place]
    return FileError(
        Text(
            f"列“{header}”是浮点数，不能精确表示金额和编号；请存为 decimal(18,2)、整数或文本",
            f"column “{header}” holds floating-point numbers, which are not exact;"
            " store decimal(18,2), whole numbers or text",
        ),
        table.file,
    )


def _no_cells(table: Table, place: int) -> FileError:
    header, kind = table.headers[place], table.unreadable[place]
    return FileError(
        Text(
            f"列“{header}”的类型是 {kind}，不能读取；请存为文本、整数、decimal(18,2) 或日期",
            f"column “{header}” holds {kind}, which is not read;"
            " store text, whole numbers, decimal(18,2) or dates",
        ),
        table.file,
    )


def _refuse_broken(refusals: Refusals, places: Mapping[str, int]) -> None:
    used = frozenset(places.values())
    by_kind: dict[tuple[int, Text], list[int]] = {}
    for (row, place), what in refusals.table.broken.items():
        if place in used:
            by_kind.setdefault((place, what), []).append(row)
    for (place, what), rows in by_kind.items():
        expected = Text("请在表中改为值", "put a value in its place")
        refusals.add(np.array(rows, np.int64), place, "no_value", what, expected)
    refusals.settled = frozenset(refusals.table.broken)


def _refuse_surplus(refusals: Refusals) -> None:
    by_place: dict[int, list[int]] = {}
    for row, (place, _) in refusals.table.surplus.items():
        by_place.setdefault(place, []).append(row)
    for place, rows in by_place.items():
        refusals.add(
            np.array(rows, np.int64),
            place,
            "too_many_cells",
            Text("单元格比表头多", "has more cells than the header"),
            Text(
                "请检查该行：金额中的逗号须去掉或加引号",
                "check the row: remove or quote commas inside sums",
            ),
        )


def _set_blank_rows_aside(reading: Reading, key: str) -> None:
    suspects = np.flatnonzero(reading.quick[key].is_null().to_numpy())
    if len(suspects):
        cells = reading.table.pick(suspects)
        empty = cells.select(pl.all_horizontal(pl.all().str.strip_chars() == "")).to_series()
        reading.refusals.blank = suspects[empty.to_numpy()]
