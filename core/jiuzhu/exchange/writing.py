"""Tables out: CSV, workbook, JSON Lines or Parquet by ending; whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import polars as pl

from jiuzhu_schemas.text import Text

from .problems import FileError
from .replacing import replacing

ENDINGS_OUT: Final = (".csv", ".xlsx", ".jsonl", ".parquet")
_FORMULA_STARTS: Final = r"^[=+\-@\t\r＝＋－＠]"
_PLAIN_NUMBER: Final = r"^[+-]?[0-9]+(\.[0-9]+)?$"


def write_table(path: str | os.PathLike[str], columns: Mapping[str, pl.Series]) -> None:
    """Write columns under their names, in their order.

    Decimal columns are sums in yuan with two decimals: text in CSV and JSON Lines, numbers in a
    workbook, decimals in Parquet. Raises FileError for an ending we do not write, or when the
    file cannot be written; then what stood there before still stands.
    """
    target = Path(path)
    write = _writer(target)
    frame = pl.DataFrame([series.alias(name) for name, series in columns.items()])
    with replacing(target) as temporary:
        write(frame, temporary)


def require_writable_ending(path: str | os.PathLike[str]) -> None:
    """Raise FileError unless the path has an ending that `write_table` knows."""
    _writer(Path(path))


def defused(text: pl.Series) -> pl.Series:
    """Return outside text with a leading ' where a spreadsheet would take it for a formula.

    A plain number such as -1000.00 is none.
    """
    risky = text.str.contains(_FORMULA_STARTS) & ~text.str.contains(_PLAIN_NUMBER)
    if not risky.any():
        return text
    marked = pl.when(pl.lit(risky)).then(pl.concat_str(pl.lit("'"), pl.lit(text)))
    return pl.select(marked.otherwise(pl.lit(text))).to_series().alias(text.name)


def _writer(target: Path) -> Callable[[pl.DataFrame, Path], None]:
    writers = {
        ".csv": _write_csv,
        ".xlsx": _write_xlsx,
        ".jsonl": _write_jsonl,
        ".parquet": _write_parquet,
    }
    ending = target.suffix.lower()
    if ending not in writers:
        raise FileError(
            Text(
                f"不支持写出“{ending}”，请使用 {'、'.join(ENDINGS_OUT)}",
                f"files ending in “{ending}” are not written; use {', '.join(ENDINGS_OUT)}",
            ),
            str(target),
        )
    return writers[ending]


def _write_csv(frame: pl.DataFrame, temporary: Path) -> None:
    # A missing value is written as an empty cell, an empty text as "": we want the first.
    words = pl.col(pl.Enum)
    frame.with_columns(pl.when(words != "").then(words)).write_csv(temporary)


def _write_jsonl(frame: pl.DataFrame, temporary: Path) -> None:
    sums = pl.col(pl.Decimal).cast(pl.String)
    words = pl.col(pl.Enum).cast(pl.String)
    frame.with_columns(sums, words).write_ndjson(temporary)


def _write_parquet(frame: pl.DataFrame, temporary: Path) -> None:
    frame.with_columns(pl.col(pl.Enum).cast(pl.String)).write_parquet(temporary)


def _write_xlsx(frame: pl.DataFrame, temporary: Path) -> None:
    from .sheets import write_sheet

    write_sheet(frame, temporary)
