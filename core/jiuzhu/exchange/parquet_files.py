"""Parquet in: text, whole numbers, decimals and dates; no floating-point numbers."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from jiuzhu_schemas.text import Text

from .problems import FileError
from .tables import Table
from .typed_tables import typed_table


def open_parquet(source: Path) -> Table:
    """Open a Parquet file; see `typed_table`. Raises FileError when it is damaged."""
    file = str(source)
    try:
        return typed_table(file, pl.scan_parquet(source, glob=False))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise FileError(
            Text(f"不是可读的 Parquet 文件：{error}", f"is no readable Parquet file: {error}"), file
        ) from None
