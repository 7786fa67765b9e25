"""What an answer of a stage hook must be: right types, a rate of 0-100 %, a clause, a pool."""

from __future__ import annotations

import re
from typing import Final

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.money import BASIS_POINTS, format_percent
from jiuzhu_schemas.terms import Band, Denied, Eligible, Handoff, SubsidyTerms, Terms
from jiuzhu_schemas.text import Text

from .faults import shown

MOST_FEN: Final = 10**13
"""A hundred billion yuan: beyond any sum here, and far inside 64 bits when multiplied."""

_NAME: Final = re.compile(r"^[a-z][a-z0-9_]*\Z")


class FaultyAnswer(JiuzhuError):
    """An answer that cannot be used; the façade adds the plugin's name."""


def check_answer(answer: object, kinds: tuple[type, ...]) -> None:
    """Raise FaultyAnswer unless the answer is of one of ``kinds`` and sound in itself."""
    if type(answer) not in kinds:
        expected = ", ".join(kind.__name__ for kind in kinds)
        raise _faulty(
            f"应返回 {expected} 或 None，实为 {shown(answer)}",
            f"must return {expected} or None, returned {shown(answer)}",
        )
    if isinstance(answer, (Terms, Denied, Eligible, Handoff, SubsidyTerms)):
        _text("clause", answer.clause)
        _strings(answer, ("row", "cap_clause", "question"))
        inherited: object = getattr(answer, "inherited", False)
        if type(inherited) is not bool:
            raise _faulty("inherited 应为 True 或 False", "inherited must be True or False")
    if isinstance(answer, Terms):
        _check_terms(answer)
    elif isinstance(answer, SubsidyTerms):
        _check_subsidy(answer)
    elif isinstance(answer, Eligible):
        _name("counts_as", answer.counts_as)
    elif isinstance(answer, Denied):
        _name("reason", answer.reason)
    elif isinstance(answer, Handoff):
        _name("name", answer.name)
        _word("occasion", answer.occasion, ("always", "cap_cut", "left_above"))
        _fen("threshold", answer.threshold)


def _check_terms(terms: Terms) -> None:
    if type(terms.bands) is not tuple or any(type(band) is not Band for band in terms.bands):
        raise _faulty("bands 应为 Band 的元组", "bands must be a tuple of Band")
    ways = [terms.rate is not None, bool(terms.bands), terms.quota is not None]
    if sum(ways) != 1:
        raise _faulty("rate、bands、quota 应恰有一项", "needs exactly one of rate, bands, quota")
    _name("pool", terms.pool)
    _word("threshold_mode", terms.threshold_mode, ("deduct", "trigger"))
    _word("portion", terms.portion, ("base", "remaining"))
    if terms.rate is not None:
        _rate("rate", terms.rate)
    _fen("threshold", terms.threshold)
    for name in ("annual_cap", "quota", "stay_cap"):
        if getattr(terms, name) is not None:
            _fen(name, getattr(terms, name))
    _check_bands(terms.bands)


def _check_bands(bands: tuple[Band, ...]) -> None:
    for band in bands:
        _fen("above", band.above)
        _rate("rate", band.rate)
    floors = [band.above for band in bands]
    if bands and (floors[0] != 0 or floors != sorted(set(floors))):
        raise _faulty("bands 应从0开始并依次递增", "bands must start at 0 and rise")


def _check_subsidy(terms: SubsidyTerms) -> None:
    if (terms.share is None) == (terms.amount is None):
        raise _faulty("share、amount 应恰有一项", "needs exactly one of share, amount")
    department: object = terms.department
    if type(department) is not str:
        raise _faulty("department 应为文字", "department must be a text")
    if terms.share is not None:
        _rate("share", terms.share)
    if terms.amount is not None:
        _fen("amount", terms.amount)
    tier: object = terms.of_tier
    if type(tier) is not int or tier not in (1, 2):
        raise _faulty("of_tier 应为 1 或 2", "of_tier must be 1 or 2")


def _rate(name: str, value: object) -> None:
    if type(value) is not int or not 0 <= value <= BASIS_POINTS:
        raise _faulty(
            f"{name} 应为 0 到 10000 的整数（万分比），实为 {_rated(value)}",
            f"{name} must be a whole number of basis points from 0 to 10000, is {_rated(value)}",
        )


def _rated(value: object) -> str:
    """Return a wrong rate as it is written, and what that would be in percent."""
    if type(value) is not int or not BASIS_POINTS < value < BASIS_POINTS**2:
        return shown(value)
    return f"{value} ({format_percent(value)} %)"


def _fen(name: str, value: object) -> None:
    if type(value) is not int or not 0 <= value <= MOST_FEN:
        raise _faulty(
            f"{name} 应为不小于0的整数（分），实为 {shown(value)}",
            f"{name} must be a whole number of fen, not negative, is {shown(value)}",
        )


def _text(name: str, value: object) -> None:
    if type(value) is not str or not value.strip():
        raise _faulty(f"缺少 {name}", f"{name} is missing")


def _strings(answer: object, names: tuple[str, ...]) -> None:
    for name in names:
        if type(getattr(answer, name, "")) is not str:
            raise _faulty(f"{name} 应为文字", f"{name} must be a text")


def _name(name: str, value: object) -> None:
    if type(value) is not str or _NAME.match(value) is None:
        raise _faulty(
            f"{name} 应为小写英文标识，实为 {shown(value)}",
            f"{name} must be a lower-case identifier, is {shown(value)}",
        )


def _word(name: str, value: object, words: tuple[str, ...]) -> None:
    if type(value) is not str or value not in words:
        listed = ", ".join(words)
        raise _faulty(f"{name} 应为 {listed} 之一", f"{name} must be one of {listed}")


def _faulty(zh: str, en: str) -> FaultyAnswer:
    return FaultyAnswer(Text(zh, en))
