"""What a case says: fields read one by one as a clerk writes them, kept as plain data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from jiuzhu.casebook.privacy.remarks import remark
from jiuzhu.exchange.days import parse_day
from jiuzhu.settlement.columns import day_date
from jiuzhu_schemas.errors import MoneyError
from jiuzhu_schemas.money import format_yuan, parse_yuan
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import (
    LEVEL_LABELS,
    REFERRAL_LABELS,
    REGION_LABELS,
    THERAPY_LABELS,
    VISIT_LABELS,
)

from .errors import Incomplete, WrongContent
from .kinds import CaseField, Kind

Content = Mapping[str, Any]
"""Field to value: texts, dates as YYYY-MM-DD, sums in fen, claim ids as a list."""

LONGEST: Final = 2000
"""Characters of one text field."""

_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])\Z")
_ACCOUNT: Final = re.compile(r"[0-9]{8,32}\Z")
_NUMBERED: Final = frozenset({"claim_id", "invoice", "hospital", "diagnosis"})
"""Texts that are numbers and codes. In other words a resident ID has no place, and is masked."""
_ALSO: Final[Mapping[str, str]] = MappingProxyType({"未转诊": "unreferred"})
"""What offices call a word besides its label."""
_LABELS: Final[Mapping[str, Mapping[str, Text]]] = MappingProxyType(
    {
        "visit": VISIT_LABELS,
        "therapy": THERAPY_LABELS,
        "hospital_level": {str(level): label for level, label in LEVEL_LABELS.items()},
        "hospital_region": REGION_LABELS,
        "referral": REFERRAL_LABELS,
    }
)


def with_changes(kind: Kind, content: Content, changes: Mapping[str, str]) -> dict[str, Any]:
    """Return the content with fields set as written; an empty text clears a field.

    Sums in yuan, dates YYYY-MM-DD, claim ids with blanks or commas between, words as codes or by
    what they are called. Raises WrongContent naming the field and what was expected; a secret
    value is never repeated.
    """
    changed = dict(content)
    for name, written in changes.items():
        field = kind.field(name)
        text = written.strip()
        value = _value(field, text) if text else ""
        if value == "":
            changed.pop(field.name, None)
        else:
            changed[field.name] = value
    _check_order(kind, changed)
    return changed


def missing_fields(kind: Kind, content: Content) -> tuple[CaseField, ...]:
    """Return the fields that acceptance needs and the content lacks."""
    return tuple(each for each in kind.fields if each.required and each.name not in content)


def require_complete(kind: Kind, content: Content, number: str) -> None:
    """Raise Incomplete, listing what acceptance needs and the content lacks."""
    missing = missing_fields(kind, content)
    if missing:
        zh = "、".join(each.label.zh for each in missing)
        en = ", ".join(each.label.en for each in missing)
        raise Incomplete(
            Text(f"尚缺：{zh}；请补填后再办", f"still missing: {en}; fill them in first"),
            number,
            command=" ".join(["case edit --set", *(f"{each.name}=…" for each in missing)]),
        )


def shown(field: CaseField, value: Any) -> str:
    """Return a value as people read it: sums in yuan, secrets masked."""
    if field.secret:
        return mask(str(value))
    if field.type == "yuan":
        return format_yuan(value)
    if field.type == "claims":
        return str(len(value))
    label = _labels(field).get(str(value))
    return str(value if label is None else label)


def words_of(field: CaseField) -> dict[str, Text]:
    """Return the words a field can be filled in with; empty where it is no choice of words."""
    return {word: label for word, label in _labels(field).items() if word}


def _labels(field: CaseField) -> Mapping[str, Text]:
    own = {each.value: each.label for each in field.words}
    return own or _LABELS.get(field.type, {})


def _value(field: CaseField, text: str) -> Any:
    if len(text) > LONGEST and field.type != "claims":
        raise _wrong(field, f"最多{LONGEST}字", f"at most {LONGEST} characters")
    return _READERS.get(field.type, _word)(field, text)


def _plain(field: CaseField, text: str) -> str:
    if not text.isprintable():
        raise _wrong(field, "不含控制字符的文字", "a text without control characters")
    return text if field.name in _NUMBERED else remark(text)


def _day(field: CaseField, text: str) -> str:
    number = parse_day(text)
    if number is None:
        raise _wrong(field, "日期 YYYY-MM-DD", "a date YYYY-MM-DD")
    return day_date(number).isoformat()


def _month(field: CaseField, text: str) -> str:
    if _MONTH.match(text) is None:
        raise _wrong(field, "月份 YYYY-MM", "a month YYYY-MM")
    return text


def _yuan(field: CaseField, text: str) -> int:
    try:
        fen = parse_yuan(text)
    except MoneyError as error:
        raise WrongContent(error.message, field.name) from None
    if fen < 0:
        raise _wrong(field, "不小于0的金额", "a sum that is not negative")
    return fen


def _account(field: CaseField, text: str) -> str:
    number = "".join(text.split())
    if _ACCOUNT.match(number) is None:
        raise _wrong(field, "8至32位数字", "8 to 32 digits")
    return number


def _claims(field: CaseField, text: str) -> list[str]:
    claims = [each for each in re.split(r"[\s,，、]+", text) if each]
    if len(set(claims)) < len(claims):
        raise _wrong(field, "不重复的结算编号", "claim ids without repeats")
    return claims


def _word(field: CaseField, text: str) -> str:
    for word, label in _labels(field).items():
        if text == word or text in label:
            return word
    also = {spelling: each.value for each in field.words for spelling in each.words}
    if field.type == "referral":
        also = dict(_ALSO)
    if text in also:
        return also[text]
    words = words_of(field)
    zh = "、".join(f"{word}（{label.zh}）" for word, label in words.items())
    raise _wrong(field, f"其中之一：{zh}", f"one of: {', '.join(words)}")


_READERS: Final[Mapping[str, Callable[[CaseField, str], Any]]] = MappingProxyType(
    {
        "text": _plain,
        "day": _day,
        "month": _month,
        "yuan": _yuan,
        "account": _account,
        "claims": _claims,
    }
)


def _wrong(field: CaseField, zh: str, en: str) -> WrongContent:
    return WrongContent(
        Text(f"{field.label.zh}应为{zh}", f"{field.label.en}: expected {en}"), field.name
    )


def _check_order(kind: Kind, content: Content) -> None:
    """Refuse a last day before the first, wherever both are known."""
    for first, last in (("admitted_on", "discharged_on"), ("valid_from", "valid_to")):
        if first in content and last in content and content[last] < content[first]:
            late, early = kind.field(last).label, kind.field(first).label
            raise WrongContent(
                Text(
                    f"{late.zh}（{last}）早于{early.zh}（{first}）",
                    f"{late.en} ({last}) is before {early.en} ({first})",
                )
            )


def day_of(content: Content, name: str) -> date:
    """Return a date of the content."""
    return date.fromisoformat(content[name])
