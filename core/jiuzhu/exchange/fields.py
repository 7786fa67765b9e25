"""How the cells of each kind of column are read: quickly as a rule, patiently where that fails."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

import numpy as np
import polars as pl
from attrs import field, frozen
from numpy.typing import NDArray

from jiuzhu.policy.spellings import NO_SPELLINGS, Spellings
from jiuzhu.settlement.columns import OPEN_END
from jiuzhu_schemas.text import Text

from .amounts import parse_amounts, quick_fen
from .cleaning import clean, means_nothing
from .coded import Coded, distinct_codes
from .days import EARLIEST, parse_day
from .dialects import dialects, folded
from .reading import Column

_SUGGESTED_LIMIT: Final = 50
_NEAREST: Final = 5
"""How many accepted words are named."""
_NOT_EMPTY: Final = Text("是空的", "is empty")
_SUFFIX: Final = re.compile(r"\([^()]*\)\Z")


@frozen(eq=False)
class Amount:
    """A sum in yuan, to int64 fen; ``empty_is_zero`` only where the contract says so."""

    empty_is_zero: bool = False

    def quick(self, column: str, kind: pl.DataType) -> pl.Expr:
        """See `Field`."""
        return quick_fen(column, kind)

    def finish(self, quick: pl.Series, column: Column) -> NDArray[np.int64]:
        """See `Field`."""
        rows = np.flatnonzero(quick.is_null().to_numpy())
        if len(rows) == 0:
            return self._not_negative(quick.to_numpy(), column)
        fen = quick.fill_null(0).to_numpy().copy()
        slow = parse_amounts(column.cells(rows))
        fen[rows] = slow.fen
        expected = Text(
            "应为元，最多两位小数，如 1234.56", "expected yuan with at most two decimals"
        )
        if not self.empty_is_zero:
            column.refuse(rows[slow.empty], "empty", _NOT_EMPTY, expected)
        column.refuse(
            rows[slow.wrong], "not_money", Text("不是金额", "is not a sum of money"), expected
        )
        return self._not_negative(fen, column)

    def _not_negative(self, fen: NDArray[np.int64], column: Column) -> NDArray[np.int64]:
        negative = np.flatnonzero(fen < 0)
        if len(negative):
            column.refuse(
                negative,
                "negative",
                Text("是负数", "is negative"),
                Text(
                    "冲正、退费须另行登记，不作为费用结算",
                    "a reversal is recorded on its own and not settled as a claim",
                ),
            )
            fen = np.where(fen < 0, 0, fen)
        return fen


@frozen(eq=False)
class Listed:
    """A column with few distinct values: each distinct value is read once."""

    def quick(self, column: str, kind: pl.DataType) -> pl.Expr:
        """See `Field`."""
        cell = pl.col(column)
        if isinstance(kind, pl.Datetime):
            cell = cell.dt.date()
        text = cell if isinstance(kind, pl.String) else cell.cast(pl.String)
        return text.cast(pl.Categorical(pl.Categories.random()))


@frozen(eq=False)
class Word(Listed):
    """A controlled word, to its code; ``codes`` is keyed by the folded spelling."""

    codes: Mapping[str, int]
    expected: Text
    unknown: Text = field(default=Text("不是认识的值", "is not a known value"))
    suggest: Sequence[str] = ()
    strip_suffix: bool = False
    further: Text | None = None
    """What is expected, said after the nearest words; None: ``expected``."""
    if_empty: Text | None = None
    """What is expected of an empty cell, where there is more to say than ``expected``."""

    def finish(self, quick: pl.Series, column: Column) -> NDArray[np.int32]:
        """See `Field`."""
        cells = distinct_codes(quick)
        codes = np.array([self._look(word) for word in cells.words], np.int32)
        self._refuse(cells, np.flatnonzero(codes < 0), column)
        values: NDArray[np.int32] = np.maximum(codes, 0)[cells.code]
        return values

    def _look(self, word: str) -> int:
        key = folded(word)
        code = self.codes.get(key)
        if code is None and self.strip_suffix:
            code = self.codes.get(_SUFFIX.sub("", key))
        return -1 if code is None else code

    def _refuse(self, cells: Coded, wrong: NDArray[np.int64], column: Column) -> None:
        named = wrong[:_SUGGESTED_LIMIT]
        for code in named.tolist():
            rows = np.flatnonzero(cells.code == code)
            word = clean(cells.words[code])
            if word:
                column.refuse(rows, "unknown_word", self.unknown, self._expected(word))
            else:
                column.refuse(rows, "empty", _NOT_EMPTY, self.if_empty or self.expected)
        if len(wrong) > len(named):
            rows = np.flatnonzero(np.isin(cells.code, wrong[_SUGGESTED_LIMIT:]))
            column.refuse(rows, "unknown_word", self.unknown, self.expected)

    def _expected(self, word: str) -> Text:
        near = get_close_matches(word, self.suggest, n=_NEAREST, cutoff=0.5)
        if not near:
            return self.expected
        further = self.further or self.expected
        return Text(
            f"是否为 {'、'.join(near)}？{further.zh}",
            f"did you mean {', '.join(near)}? {further.en}",
        )


def category_words(meanings: Mapping[str, object]) -> tuple[Text, Text]:
    """Return what is expected of a category: the first few, and where all of them stand.

    ``meanings``: what every accepted word stands for; each is named by its first Chinese word.
    """
    names: dict[object, str] = {}
    for word, meaning in meanings.items():
        if not word.isascii():
            names.setdefault(meaning, word)
    shown = list(names.values())
    zh, en = "、".join(shown[:_NEAREST]), ", ".join(shown[:_NEAREST])
    where = Text(
        "全部类别见 jiuzhu policy show 所列身份",
        "jiuzhu policy show lists every category",
    )
    return Text(f"应为如 {zh} 等；{where.zh}", f"expected such as {en}; {where.en}"), where


def word_field(kind: str, words: Sequence[str | int], local: Spellings = NO_SPELLINGS) -> Word:
    """Return the field of a contract word, accepting the dialects' spellings of it too.

    A spelling of ``local`` comes before one of the dialects, not before a word of ours.
    """
    ours = [str(word) for word in words]
    codes = {folded(word): code for code, word in enumerate(ours)}
    for spelling, word in local.words.get(kind, {}).items():
        codes.setdefault(folded(spelling), ours.index(word))
    for spelling, word in dialects().words.get(kind, {}).items():
        codes.setdefault(folded(spelling), ours.index(word))
    if set(ours) == {"0", "1"}:
        codes |= {"true": ours.index("1"), "false": ours.index("0")}
    also: dict[str, str] = {}
    for spelling, word in local.words.get(kind, {}).items():
        also.setdefault(word, spelling)
    zh = "、".join(_with(also.get(word), word or "空", "（）") for word in ours)
    en = ", ".join(_with(also.get(word), word or "(empty)", "()") for word in ours)
    expected = Text(f"应为 {zh}", f"expected {en}")
    return Word(codes, expected, suggest=[word for word in ours if len(word) > 1])


def _with(spelling: str | None, word: str, brackets: str) -> str:
    """Return a word with the jurisdiction's own spelling of it, if it has one."""
    if spelling is None:
        return word
    space = "" if brackets == "（）" else " "
    return f"{word}{space}{brackets[0]}{spelling}{brackets[1]}"


@frozen(eq=False)
class Day(Listed):
    """A date, to int32 days since 1970-01-01; ``empty`` is the day an empty cell means."""

    empty: int | None = None

    def quick(self, column: str, kind: pl.DataType) -> pl.Expr:
        """See `Field`. A column of dates needs no reading."""
        return pl.col(column) if isinstance(kind, pl.Date) else super().quick(column, kind)

    def finish(self, quick: pl.Series, column: Column) -> NDArray[np.int32]:
        """See `Field`."""
        if isinstance(quick.dtype, pl.Date):
            typed = self._typed(quick)
            if typed is not None:
                return typed
            quick = quick.to_frame("day").select(Listed.quick(self, "day", quick.dtype))["day"]
        cells = distinct_codes(quick)
        days = [self._look(word) for word in cells.words]
        wrong = np.array([day is None for day in days], np.bool_)
        blank = np.array([means_nothing(word) for word in cells.words], np.bool_)
        expected = Text("应为日期，如 2025-06-01", "expected a date such as 2025-06-01")
        if wrong.any():
            rows = np.flatnonzero((wrong & blank)[cells.code])
            column.refuse(rows, "empty", _NOT_EMPTY, expected)
            column.refuse(
                np.flatnonzero((wrong & ~blank)[cells.code]),
                "not_a_date",
                Text("不是真实的日期", "is not a real date"),
                expected,
            )
        numbers: NDArray[np.int32] = np.array([day or 0 for day in days], np.int32)[cells.code]
        return numbers

    def _typed(self, days: pl.Series) -> NDArray[np.int32] | None:
        """Return a column of dates as it is; None if some of it needs a second look."""
        if self.empty is None and days.has_nulls():
            return None
        numbers: NDArray[np.int32] = days.to_physical().fill_null(self.empty or 0).to_numpy()
        usual = len(numbers) == 0 or (numbers.min() >= EARLIEST and numbers.max() <= OPEN_END)
        return numbers if usual else None

    def _look(self, word: str) -> int | None:
        return self.empty if means_nothing(word) else parse_day(word)
