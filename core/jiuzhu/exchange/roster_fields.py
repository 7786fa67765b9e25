"""How the cells of rosters are read that no other file has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import polars as pl
from attrs import frozen

from jiuzhu.settlement.columns import OPEN_END, Days
from jiuzhu_schemas.text import Text

from .cleaning import clean
from .days import parse_day
from .dialects import dialects, folded
from .fields import Day, Word, category_words
from .ids import check_ids, tidy_ids
from .keys import refuse_wrong_ids
from .reading import Column

_MONTH: Final = re.compile(r"([0-9]{4})(?:年([0-9]{1,2})月|[-/]([0-9]{1,2})|([0-9]{2}))\Z")
_GRADES: Final = ("一、二级", "1-2级", "1~2级", "1、2级", "一二级")


@frozen(eq=False)
class ListedId:
    """The ID of someone in a list, to its tidy text; one person may stand in several rows."""

    def quick(self, column: str, kind: pl.DataType) -> pl.Expr:
        """See `Field`."""
        text = pl.col(column).cast(pl.String)
        return pl.when(text != "").then(text)

    def finish(self, quick: pl.Series, column: Column) -> pl.Series:
        """See `Field`."""
        ids = quick.fill_null("")
        rows = np.flatnonzero(check_ids(ids).fault)
        if len(rows):
            cells = ids.gather(rows)
            ids = ids.scatter(rows, tidy_ids(cells))
            refuse_wrong_ids(cells, rows, column)
        return ids


@frozen(eq=False)
class MonthOrDay(Day):
    """A date, or a month such as 2026年11月 or 2026-11, which means its first day."""

    def _look(self, word: str) -> int | None:
        found = _MONTH.match(clean(word))
        if found is None:
            return super()._look(word)
        month = next(part for part in found.groups()[1:] if part)
        return parse_day(f"{found[1]}-{month}-1")


@frozen
class Listed:
    """What a category cell says: the category, and whether it is the code with the flag."""

    category: str
    home_care: bool = False


def category_field(categories: Mapping[str, str]) -> tuple[Word, Sequence[Listed]]:
    """Return the field of categories, and what its codes stand for.

    Besides the words given, the identity codes that carry the flag ``home_care``.
    """
    meanings = {word: Listed(category) for word, category in categories.items()}
    known = set(categories.values())
    for word, category in dialects().words["home_care_category"].items():
        if category in known:
            meanings[word] = Listed(category, home_care=True)
    listed = tuple(dict.fromkeys(meanings.values()))
    place = {each: at for at, each in enumerate(listed)}
    codes: dict[str, int] = {}
    for word, meaning in meanings.items():
        for spelling in _spellings(word):
            codes.setdefault(folded(spelling), place[meaning])
    expected, further = category_words(meanings)
    field = Word(
        codes,
        expected=expected,
        further=further,
        unknown=Text("不是认识的救助对象类别", "is not a known category"),
        suggest=list(meanings),
        strip_suffix=True,
    )
    return field, listed


def change_field() -> Word:
    """Return the field that says whether a row adds (code 0) or takes out (code 1)."""
    ours = ("add", "cancel")
    codes = {word: code for code, word in enumerate(ours)}
    for spelling, word in dialects().words["roster_change"].items():
        codes[folded(spelling)] = codes[word]
    return Word(
        codes,
        expected=Text("应为 新增 或 取消", "expected 新增 (add) or 取消 (cancel)"),
        suggest=list(dialects().words["roster_change"]),
    )


def iso_days(days: Days) -> list[str]:
    """Return days as ``2026-11-01``; the open end as an empty text."""
    texts = np.datetime_as_string(days.astype("M8[D]"))
    listed: list[str] = np.where(days == OPEN_END, "", texts).tolist()
    return listed


def _spellings(word: str) -> list[str]:
    """Return a word in all the ways of writing the grades in it."""
    for grades in _GRADES:
        if grades in word:
            return [word.replace(grades, each) for each in _GRADES]
    return [word]
