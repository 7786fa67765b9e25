"""What was probably meant by a value that does not fit: a suggestion for whoever wrote it.

Nothing here is ever read as the value itself; a suggestion only stands in a message.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Final

_LONGEST: Final = 60
_HUNDRED: Final = Decimal(100)
_TEN_THOUSAND: Final = Decimal(10_000)
_DIGITS: Final = 9
_YES: Final = ("true", "是", "1", "yes")
_NO: Final = ("false", "否", "0", "no")
_COMPARED: Final = re.compile(
    r"([^0-9]*)([0-9][0-9.,]*)(万元|元|万|周岁|岁|)((?:\(?含\)?)?[^0-9]*)"
)
_COMPARISONS: Final = (
    (">=", ">="), ("≥", ">="), ("=>", ">="), ("以上", ">="), ("不低于", ">="), ("不小于", ">="),
    ("<=", "<="), ("≤", "<="), ("=<", "<="), ("以下(含)", "<="), ("不超过", "<="),
    (">", ">"), ("超过", ">"), ("大于", ">"), ("高于", ">"),
    ("<", "<"), ("低于", "<"), ("小于", "<"), ("不", "<"), ("未", "<"), ("以下", "<"),
)  # fmt: skip
_DAY: Final = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


def shown(value: object) -> str:
    """Return a value as it would stand in a TOML file, cut where it is long.

    >>> shown({"exact": ["a", True, 1]})
    '{ exact = ["a", true, 1] }'
    """
    text = _toml(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key} = {_toml(each)}" for key, each in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_toml(each) for each in value)}]"
    return str(value)


def plain(text: str) -> str:
    """Return a text without blanks around it, invisible marks and full-width forms.

    >>> plain(" ８０％\\u200b")
    '80%'
    """
    folded = unicodedata.normalize("NFKC", text)
    return "".join(each for each in folded if unicodedata.category(each) != "Cf").strip()


def nearest(word: object, words: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """Return the word that was probably meant; empty if none is near.

    ``names`` maps other names of the words (Chinese labels) to the words.
    """
    known = {each.casefold(): each for each in words}
    asked = plain(str(word)).casefold()
    variants = (asked, re.sub(r"[\s-]+", "_", asked))
    for variant in variants:
        if variant in known:
            return known[variant]
    other = {plain(name): each for name, each in (names or {}).items()}
    if asked in other:
        return other[asked]
    near = get_close_matches(variants[-1], known, n=1)
    if near:
        return known[near[0]]
    near = get_close_matches(asked, other, n=1)
    return other[near[0]] if near else ""


def meant_percent(value: object) -> str | None:
    """Return the percentage that a value probably stands for, as text; None if unclear.

    >>> meant_percent(0.8), meant_percent("７０％"), meant_percent(65)
    ('80%', '70%', '65%')
    """
    written = plain(str(value)).replace(" ", "").removeprefix("百分之")
    number = _number(written.rstrip("%"))
    if isinstance(value, bool) or number is None:
        return None
    if not written.endswith("%") and "." in written and number <= 1:
        number *= _HUNDRED
    fits = 0 <= number <= _HUNDRED and number == round(number, 2)
    return f"{number.normalize():f}%" if fits else None


def meant_yuan(value: object) -> str | None:
    """Return the sum that a value probably stands for, in yuan as text; None if unclear.

    >>> meant_yuan(6000), meant_yuan("6,000元"), meant_yuan("0.6万元")
    ('6000.00', '6000.00', '6000.00')
    """
    written = re.sub(r"[,\s¥元圆整]", "", plain(str(value)))
    number = _number(written.removesuffix("万"))
    if isinstance(value, bool) or number is None or number < 0:
        return None
    if written.endswith("万"):
        number *= _TEN_THOUSAND
    fits = number == round(number, 2) and len(str(int(number))) <= _DIGITS
    return f"{number:.2f}" if fits else None


def meant_day(value: object) -> str | None:
    """Return the day that a value probably stands for, as YYYY-MM-DD; None if unclear.

    >>> meant_day("2023/6/1"), meant_day("2023年6月1日")
    ('2023-06-01', '2023-06-01')
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    found = _DAY.fullmatch(plain(value)) if isinstance(value, str) else None
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else None
    except ValueError:
        return None


def meant_flag(value: object) -> str | None:
    """Return ``true`` or ``false`` where a value probably stands for it; None if unclear.

    >>> meant_flag("是"), meant_flag(0)
    ('true', 'false')
    """
    written = plain(str(value)).casefold()
    return "true" if written in _YES else "false" if written in _NO else None


def meant_numbers(cell: object, allowed: Iterable[int]) -> list[int]:
    """Return the numbers that a text probably stands for; none if unclear.

    >>> meant_numbers(">= 2", (0, 1, 2, 3)), meant_numbers("1-2", (0, 1, 2, 3))
    ([2, 3], [1, 2])
    """
    written = re.sub(r"\s", "", plain(cell)) if isinstance(cell, str) else ""
    written = written.replace("≥", ">=").replace("≤", "<=")
    between = re.fullmatch(r"([0-9])[-~至到]([0-9])", written)
    compared = re.fullmatch(r"(>=|<=|>|<)([0-9])", written)
    if between:
        return [each for each in allowed if int(between[1]) <= each <= int(between[2])]
    if compared is None:
        return []
    limit = int(compared[2])
    holds = {">=": limit.__le__, "<=": limit.__ge__, ">": limit.__lt__, "<": limit.__gt__}
    return [each for each in allowed if holds[compared[1]](each)]


def meant_comparison(cell: object) -> str | None:
    """Return the comparison that a condition probably stands for, quoted; None if unclear.

    >>> meant_comparison("≥８０"), meant_comparison("80以上"), meant_comparison("超过3万元")
    ('">= 80"', '">= 80"', '"> 30000.00"')
    """
    if not isinstance(cell, str):
        return None
    parts = [_comparison(part) for part in re.split(r"[,、且]|and", plain(cell))]
    return f'"{", ".join(part for part in parts if part)}"' if all(parts) else None


def _comparison(part: str) -> str:
    found = _COMPARED.fullmatch(re.sub(r"\s", "", part).replace("满", ""))
    if found is None:
        return ""
    sign = next((sign for word, sign in _COMPARISONS if word in (found[1], found[4])), "")
    written = found[2]
    if found[3] not in ("", "岁", "周岁"):
        written = meant_yuan(found[2] + found[3]) or ""
    return f"{sign} {written}" if sign and written else ""


def _number(written: str) -> Decimal | None:
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
