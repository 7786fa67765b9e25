"""Tables whose columns have types: text, whole numbers, decimals and dates; no fractions."""

from __future__ import annotations

from typing import Final

import polars as pl

from .tables import Table, column_name

_BEIJING: Final = "8h"
"""What Beijing is ahead of UTC: without the summer time of 1986 to 1991."""


def typed_table(file: str, frame: pl.LazyFrame) -> Table:
    """Make a table of typed columns; the first record is row 1.

    Columns of floating-point numbers (sums in binary fractions are not exact), bytes, lists and
    structures are refused if they are asked for.
    """
    schema = frame.collect_schema()
    cells = frame.select(
        _cell(name, kind).alias(column_name(place))
        for place, (name, kind) in enumerate(schema.items())
    )
    table = Table(file, tuple(schema), cells, 1)
    table.unreadable = {
        place: str(kind) for place, kind in enumerate(schema.values()) if _unreadable(kind)
    }
    return table


def _unreadable(kind: pl.DataType) -> bool:
    return kind.is_nested() or isinstance(kind, pl.Binary | pl.Object)


def _cell(name: str, kind: pl.DataType) -> pl.Expr:
    cell = pl.col(name)
    if isinstance(kind, pl.Datetime):
        if kind.time_zone is not None:
            naive = cell.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
            cell = naive.dt.offset_by(_BEIJING)
        return cell.dt.date()
    if isinstance(kind, pl.Boolean | pl.Categorical | pl.Enum | pl.Null):
        return cell.cast(pl.String)
    if _unreadable(kind):
        return pl.lit("").alias(name)
    return cell
