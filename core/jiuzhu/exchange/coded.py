"""A column of words as positions in a short list, the form that costs a byte or two a row."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

_SHORT: Final = 4096
_KINDS: Final = {
    np.dtype(np.bool_): pl.Boolean,
    np.dtype(np.int32): pl.Int32,
    np.dtype(np.int64): pl.Int64,
    np.dtype(np.uint32): pl.UInt32,
}


def series(values: NDArray[Any]) -> pl.Series:
    """Return an array as a column of the table engine.

    A short one goes as a list: taking an array makes the engine load numpy's masked arrays
    first, which lasts longer than reading a small file.
    """
    if len(values) < _SHORT:
        return pl.Series(values.tolist(), dtype=_KINDS[values.dtype])
    return pl.Series(values)


@frozen(eq=False)
class Coded:
    """``code`` (any integer dtype, one a row) holds positions in ``words``."""

    words: tuple[str, ...]
    code: NDArray[np.integer[Any]]

    def text(self) -> pl.Series:
        """Return the words themselves, one a row."""
        distinct = tuple(dict.fromkeys(self.words))
        code = self.code
        if len(distinct) < len(self.words):
            place = {word: at for at, word in enumerate(distinct)}
            code = np.array([place[word] for word in self.words], np.uint32)[code]
        return series(code.astype(np.uint32)).cat.to(pl.Enum(distinct))


def distinct_codes(cells: pl.Series) -> Coded:
    """Return a categorical column as its distinct words and positions.

    A missing cell counts as the empty word.
    """
    if cells.null_count():
        filled = cells.cast(pl.String).fill_null("")
        cells = filled.cast(pl.Categorical(pl.Categories.random()))
    own = cells.to_physical().to_numpy()
    used = np.flatnonzero(np.bincount(own))
    place = np.zeros(int(used[-1]) + 1 if len(used) else 0, np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    words = series(used.astype(np.uint32)).cat.to(cells.dtype).cast(pl.String)
    return Coded(tuple(words.to_list()), place[own])
