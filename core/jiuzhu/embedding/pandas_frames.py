"""Frames of pandas, with or without pyarrow beside it. pandas is never imported from here."""

from __future__ import annotations

import sys
from typing import Any

import polars as pl

from jiuzhu.exchange import Frame, Records, Source


def from_pandas(frame: Any, name: str) -> Source:
    """Return a pandas frame as something that files' readers read.

    A column that is empty throughout pandas makes one of floats: it is taken as empty. Columns
    of floats are refused by the reader. Mixed columns, and all where pyarrow is not there, are
    read cell by cell.
    """
    empty = [column for column in frame.columns if frame[column].isna().all()]
    frame = frame.astype(dict.fromkeys(empty, object))
    try:
        return Frame(name, pl.from_pandas(frame))
    except (ImportError, TypeError, ValueError):
        plain = frame.astype(object).where(frame.notna(), None)
        return Records(name, plain.to_dict("records"))


def to_pandas(frame: pl.DataFrame) -> Any:
    """Return a polars frame as one of pandas: text, and `decimal.Decimal` for sums."""
    return sys.modules["pandas"].DataFrame(frame.to_dict(as_series=False))
