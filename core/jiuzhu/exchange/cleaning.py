"""What spreadsheets and people leave around a value: blanks, wide digits, invisible marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_WIDE: Final = {chr(0xFF10 + digit): str(digit) for digit in range(10)} | {
    "．": ".",
    "－": "-",
    "−": "-",
    "／": "/",
    "，": ",",
    "＋": "+",
    "Ｘ": "X",
    "ｘ": "x",
}
_TABLE: Final = str.maketrans(_WIDE | dict.fromkeys(_INVISIBLE, ""))


def clean(text: str) -> str:
    """Return the text without outer blanks and invisible marks, wide digits made narrow."""
    return text.translate(_TABLE).strip()


def means_nothing(text: str) -> bool:
    """Tell whether a cell is empty, or holds the dashes that people write for empty."""
    return not clean(text).strip("-—–")


def cleaned(cells: pl.Series) -> pl.Series:
    """Do what `clean` does, for a whole column; a missing cell becomes the empty text."""
    narrow = cells.fill_null("").str.replace_many(list(_WIDE), list(_WIDE.values()))
    return narrow.str.replace_all(f"[{_INVISIBLE}]", "").str.strip_chars()
