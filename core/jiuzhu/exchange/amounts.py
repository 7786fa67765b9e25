"""Sums of money: from text in yuan to int64 fen and back, a whole column at a time, no float."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu_schemas.money import MONEY_PATTERN

from .cleaning import cleaned
from .coded import series

_MONEY: Final = f"^{MONEY_PATTERN}$"
_WITH_COMMAS: Final = r"^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,2})?$"
_NOTHING: Final = r"^[-—–]*$"
_PLAIN: Final = r"^[0-9]{1,9}\.[0-9]{2}$"
_LIMIT: Final = 10**11
_FEN_SCALE: Final = 2


@frozen(eq=False)
class Amounts:
    """Parsed cells: ``fen`` is 0 wherever ``empty`` or ``wrong`` is set."""

    fen: NDArray[np.int64]
    empty: NDArray[np.bool_]
    wrong: NDArray[np.bool_]


def quick_fen(column: str, kind: pl.DataType) -> pl.Expr:
    """Return int64 fen for cells written in full (``1234.50``), null for every other cell.

    Integer and decimal columns of a Parquet file are taken as yuan; what does not fit two
    decimals or nine digits is null as well.
    """
    cell = pl.col(column)
    if isinstance(kind, pl.String):
        digits = cell.str.replace(".", "", literal=True).cast(pl.Int64, strict=False)
        return pl.when(cell.str.contains(_PLAIN)).then(digits)
    if isinstance(kind, pl.Decimal) and kind.scale == _FEN_SCALE:
        fen = cell.to_physical()  # A decimal with two places is stored as its fen.
        return pl.when(fen.abs() < _LIMIT).then(fen.cast(pl.Int64, strict=False))
    scale = kind.scale if isinstance(kind, pl.Decimal) else 0
    hundredfold = cell.cast(pl.Decimal(38, scale), strict=False) * 100
    fen = hundredfold.cast(pl.Int64, strict=False)
    fits = (fen.cast(pl.Decimal(38, scale), strict=False) == hundredfold) & (fen.abs() < _LIMIT)
    return pl.when(fits).then(fen)


def parse_amounts(cells: pl.Series) -> Amounts:
    """Read cells in any of the spellings that occur: ``￥1,234.5``, wide digits, blanks around.

    ``--`` and ``—`` count as empty. A comma is accepted only as a separator of thousands, since
    ``12,5`` means two things in two countries.
    """
    text = cleaned(cells).str.replace("[¥￥]", "").str.strip_chars()
    grouped = text.str.contains(_WITH_COMMAS)
    text = text.to_frame("t").select(
        pl.when(grouped).then(pl.col("t").str.replace_all(",", "", literal=True)).otherwise("t")
    )["t"]
    empty = text.str.contains(_NOTHING).to_numpy()
    right = text.str.contains(_MONEY).to_numpy()
    yuan = _digits(text.str.extract(r"^-?([0-9]{1,9})", 1), right)
    rest = _digits(text.str.extract(r"\.([0-9]{1,2})$", 1).str.pad_end(2, "0"), right)
    size = yuan * 100 + rest
    negative = text.str.starts_with("-").to_numpy()
    return Amounts(np.where(negative, -size, size), empty, ~(right | empty))


def in_yuan(**fen: NDArray[np.int64]) -> dict[str, pl.Series]:
    """Return columns of fen as columns of yuan, Decimal(18, 2), under the same names."""
    cent = pl.lit("0.01").str.to_decimal(scale=2)
    sums = pl.DataFrame([series(each).alias(name) for name, each in fen.items()])
    yuan = (pl.all().cast(pl.Decimal(18, 0)) * cent).cast(pl.Decimal(18, 2))
    return sums.lazy().select(yuan).collect().to_dict()


def _digits(text: pl.Series, right: NDArray[np.bool_]) -> NDArray[np.int64]:
    number = text.cast(pl.Int64, strict=False).fill_null(0).to_numpy()
    return np.where(right, number, 0)
