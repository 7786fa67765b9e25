"""Parquet in: text, whole numbers, decimals and dates; no floating-point numbers."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from jiuzhu_schemas.text import Text

from .problems import FileError
from .tables import Table, column_name


def open_parquet(source: Path) -> Table:
    """Open a Parquet file.

    Raises FileError when it is damaged. A column of floating-point numbers reads as cells that
    cannot be parsed: sums in binary fractions are not exact.
    """
    file = str(source)
    try:
        scanned = pl.scan_parquet(source, glob=False)
        schema = scanned.collect_schema()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise FileError(
            Text(f"不是可读的 Parquet 文件：{error}", f"is no readable Parquet file: {error}"), file
        ) from None
    cells = scanned.select(
        _cell(name, kind).alias(column_name(place))
        for place, (name, kind) in enumerate(schema.items())
    )
    return Table(file, tuple(schema), cells, 1)


def _cell(name: str, kind: pl.DataType) -> pl.Expr:
    cell = pl.col(name)
    if isinstance(kind, pl.Boolean):
        return cell.cast(pl.Int8)
    if isinstance(kind, pl.Datetime):
        return cell.dt.date()
    if isinstance(kind, pl.Categorical | pl.Enum):
        return cell.cast(pl.String)
    if kind.is_nested() or isinstance(kind, pl.Binary):
        return pl.lit("").alias(name)
    return cell
