"""Strict readings of the plain types: exactly this type, or an error in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final, get_args

from .errors import JiuzhuError, SchemaError
from .money import parse_percent, parse_yuan
from .policy import BandValue, Cell, ThresholdValue
from .text import Text
from .values import MoneyValue, RateValue, ValueKind

_KINDS: Final[tuple[ValueKind, ...]] = get_args(ValueKind)
_THRESHOLD_MODES: Final = ("deduct", "trigger")
_DAY: Final = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def wrong(zh: str, en: str, found: object) -> JiuzhuError:
    """Say what was expected and what stood there instead."""
    shown = repr(found) if len(repr(found)) <= 60 else f"{repr(found)[:57]}..."
    return JiuzhuError(Text(f"应为{zh}，实为 {shown}", f"expected {en}, found {shown}"))


@contextmanager
def below(step: str) -> Iterator[None]:
    """Say of an error inside that it lies at a key, or at ``[place]``, below the value read."""
    try:
        yield
    except JiuzhuError as error:
        raise SchemaError([(step, error.message)]) from None


def text(value: object, _: object = None) -> str:
    """Read a text that is not empty."""
    if type(value) is not str or not value.strip():
        raise wrong("非空文字", "a text that is not empty", value)
    return value


def text_or_empty(value: object, _: object = None) -> str:
    """Read a text that may be empty."""
    if type(value) is not str:
        raise wrong("文字", "a text", value)
    return value


def integer(value: object, _: object = None) -> int:
    """Read a whole number; neither ``true`` nor ``1.0`` is one."""
    if type(value) is not int:
        raise wrong("整数", "a whole number", value)
    return value


def boolean(value: object, _: object = None) -> bool:
    """Read true or false; neither ``"true"`` nor ``1`` is one."""
    if type(value) is not bool:
        raise wrong("true 或 false", "true or false", value)
    return value


def no_float(value: object, _: object = None) -> float:
    """Refuse: no field of this vocabulary is a binary fraction."""
    raise wrong("整数或文字", "a whole number or a text", value)


def day(value: object, _: object = None) -> date:
    """Read a date: TOML's own, or YYYY-MM-DD as text; no time of day."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if type(value) is str and _DAY.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise wrong("日期 YYYY-MM-DD", "a date YYYY-MM-DD", value)


def word(value: object, allowed: object) -> Any:
    """Read one of the values of a Literal, of exactly its type."""
    words = get_args(allowed)
    for candidate in words:
        if value == candidate and type(value) is type(candidate):
            return candidate
    listed = "、".join(str(each) or "（空）" for each in words)
    raise wrong(f"其中之一：{listed}", f"one of: {', '.join(str(each) for each in words)}", value)


def listing(value: object) -> list[Any]:
    """Read a list; a text is not a list of its letters."""
    if not isinstance(value, (list, tuple)):
        raise wrong("列表 [...]", "a list [...]", value)
    return list(value)


def table(value: object) -> Mapping[str, Any]:
    """Read a table with text keys."""
    if not isinstance(value, Mapping):
        raise wrong("表 { 键 = 值 }", "a table { key = value }", value)
    return value


def bilingual(value: object, _: object = None) -> Text:
    """Read ``{ zh = "…", en = "…" }``."""
    if isinstance(value, Text):
        return value
    if isinstance(value, Mapping) and set(value) == {"zh", "en"}:
        return Text(text_or_empty(value["zh"]), text_or_empty(value["en"]))
    raise wrong("{ zh = …, en = … }", "{ zh = …, en = … }", value)


def cell(value: object, _: object = None) -> Cell:
    """Read one condition; an empty one is refused, since ``"any"`` must be said."""
    if type(value) is bool or (type(value) is str and value.strip()):
        return value
    if isinstance(value, (list, tuple)) and value:
        words = tuple(value)
        if all(type(each) in (str, int) for each in words) and len(set(words)) == len(words):
            return words
    raise wrong(
        '条件："any"、true/false、比较式（如 ">= 80"）或不重复的非空列表',
        'a condition: "any", true/false, a comparison such as ">= 80",'
        " or a list without repeats that is not empty",
        value,
    )


def yuan(value: object, _: object = None) -> int:
    """Read a sum in yuan, written as text, as fen; it has no minus sign."""
    written = text(value)
    fen = parse_yuan(written)
    if written.startswith("-"):
        raise wrong("不小于 0 的金额", "a sum that is not negative", written)
    return fen


def rate_value(value: object, _: object = None) -> RateValue:
    """Read ``{ exact = "70%" }`` or ``{ at_least = "60%", from = …, to = … }``."""
    kind, written, since, until = _value(value, '{ exact = "70%" }')
    return RateValue(kind, parse_percent(written), since, until)


def money_value(value: object, _: object = None) -> MoneyValue:
    """Read ``{ exact = "300.00" }``: yuan as text."""
    kind, written, since, until = _value(value, '{ at_least = "6000.00" }')
    return MoneyValue(kind, yuan(written), since, until)


def threshold_value(value: object, _: object = None) -> ThresholdValue:
    """Read ``{ deduct = "3000.00" }`` or ``{ trigger = "3000.00" }``."""
    if isinstance(value, Mapping) and len(value) == 1:
        mode, written = next(iter(value.items()))
        if mode in _THRESHOLD_MODES:
            return ThresholdValue(mode, yuan(written))
    raise wrong(
        '{ deduct = "3000.00" } 或 { trigger = "3000.00" }',
        '{ deduct = "3000.00" } or { trigger = "3000.00" }',
        value,
    )


def band_value(value: object, _: object = None) -> BandValue:
    """Read ``{ above = "0.00", rate = { exact = "50%" } }``."""
    if isinstance(value, Mapping) and set(value) == {"above", "rate"}:
        with below("above"):
            above = yuan(value["above"])
        with below("rate"):
            return BandValue(above, rate_value(value["rate"]))
    example = '{ above = "0.00", rate = { exact = "50%" } }'
    raise wrong(example, example, value)


def _value(value: object, example: str) -> tuple[ValueKind, str, date | None, date | None]:
    if isinstance(value, Mapping):
        kinds = [kind for kind in _KINDS if kind in value]
        if len(kinds) == 1 and set(value) <= {kinds[0], "from", "to"}:
            since = day(value["from"]) if "from" in value else None
            until = day(value["to"]) if "to" in value else None
            return kinds[0], text(value[kinds[0]]), since, until
    raise wrong(
        f"恰有 exact、at_least、at_most 之一的表，例如 {example}",
        f"a table with exactly one of exact, at_least, at_most, such as {example}",
        value,
    )
