"""Strict readings of the plain types: exactly this type, or an error in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final, get_args

from .errors import JiuzhuError, SchemaError
from .money import parse_percent, parse_yuan
from .policy import BandValue, Cell, ThresholdValue
from .slips import meant_day, meant_flag, meant_percent, meant_yuan, nearest, shown
from .text import Text
from .values import MoneyValue, RateValue, ValueKind

_KINDS: Final[tuple[ValueKind, ...]] = get_args(ValueKind)
_THRESHOLD_MODES: Final = ("deduct", "trigger")
_DAY: Final = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def wrong(zh: str, en: str, found: object, meant: str | None = None) -> JiuzhuError:
    """Say what was expected, what stood there instead, and what was ``meant`` if that is clear."""
    stood = shown(found)
    space = "" if zh[:1] > "\x7f" else " "
    return JiuzhuError(
        Text(
            f"应为{space}{zh}，实为 {stood}" + (f"；是否为 {meant}？" if meant else ""),
            f"expected {en}, found {stood}" + (f"; did you mean {meant}?" if meant else ""),
        )
    )


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
        number = type(value) in (int, float)
        raise wrong(
            "非空文字", "a text that is not empty", value, shown(str(value)) if number else None
        )
    return value


def text_or_empty(value: object, _: object = None) -> str:
    """Read a text that may be empty."""
    if type(value) is not str:
        number = type(value) in (int, float)
        raise wrong("文字", "a text", value, shown(str(value)) if number else None)
    return value


def integer(value: object, _: object = None) -> int:
    """Read a whole number; neither ``true`` nor ``1.0`` is one."""
    if type(value) is not int:
        digits = type(value) is str and value.isascii() and value.isdigit()
        raise wrong("整数", "a whole number", value, str(value) if digits else None)
    return value


def boolean(value: object, _: object = None) -> bool:
    """Read true or false; neither ``"true"`` nor ``1`` is one."""
    if type(value) is not bool:
        raise wrong("true 或 false", "true or false", value, meant_flag(value))
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
    raise wrong(
        "日期 YYYY-MM-DD",
        "a date YYYY-MM-DD",
        value,
        meant_day(value),
    )


def word(value: object, allowed: object) -> Any:
    """Read one of the values of a Literal, of exactly its type."""
    words = get_args(allowed)
    for candidate in words:
        if value == candidate and type(value) is type(candidate):
            return candidate
    listed = "、".join(str(each) or "（空）" for each in words)
    near = nearest(value, (str(each) for each in words if str(each)))
    meant = next((shown(each) for each in words if near and str(each) == near), None)
    raise wrong(
        f"其中之一：{listed}", f"one of: {', '.join(str(each) for each in words)}", value, meant
    )


def listing(value: object) -> list[Any]:
    """Read a list; a text is not a list of its letters."""
    if not isinstance(value, (list, tuple)):
        single = isinstance(value, (str, int, float))
        raise wrong("列表 [...]", "a list [...]", value, f"[{shown(value)}]" if single else None)
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
    number = type(value) in (int, float)
    raise wrong(
        '条件："any"、true/false、比较式（如 ">= 80"）或不重复的非空列表',
        'a condition: "any", true/false, a comparison such as ">= 80",'
        " or a list without repeats that is not empty",
        value,
        f'[{value}], ">= {value}"' if number else None,
    )


def yuan(value: object, _: object = None) -> int:
    """Read a sum in yuan, written as text, as fen; it has no minus sign."""
    if type(value) is str and value.strip().startswith("-"):
        raise wrong("不小于 0 的金额", "a sum that is not negative", value)
    return _figure(value, "6000.00", parse_yuan, meant_yuan)


def rate_value(value: object, _: object = None) -> RateValue:
    """Read ``{ exact = "70%" }`` or ``{ at_least = "60%", from = …, to = … }``."""
    kind, written, since, until = _value(value, '{ exact = "70%" }', meant_percent)
    return RateValue(kind, _figure(written, "70%", parse_percent, meant_percent), since, until)


def money_value(value: object, _: object = None) -> MoneyValue:
    """Read ``{ exact = "300.00" }``: yuan as text."""
    kind, written, since, until = _value(value, '{ at_least = "6000.00" }', meant_yuan)
    return MoneyValue(kind, yuan(written), since, until)


def threshold_value(value: object, _: object = None) -> ThresholdValue:
    """Read ``{ deduct = "3000.00" }`` or ``{ trigger = "3000.00" }``."""
    meant = meant_yuan(value)
    if isinstance(value, Mapping) and len(value) == 1:
        mode, written = next(iter(value.items()))
        if mode in _THRESHOLD_MODES:
            return ThresholdValue(mode, yuan(written))
        near, meant = nearest(mode, _THRESHOLD_MODES), meant_yuan(written)
    else:
        near = _THRESHOLD_MODES[0]
    example = '{ deduct = "3000.00" }', '{ trigger = "3000.00" }'
    raise wrong(
        " 或 ".join(example),
        " or ".join(example),
        value,
        f'{{ {near} = "{meant}" }}' if near and meant else None,
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


def _figure(
    value: object, example: str, read: Callable[[str], int], meant: Callable[[object], str | None]
) -> int:
    """Read a figure that is written as text."""
    likely = meant(value)
    if type(value) is not str or not value.strip():
        raise wrong(
            f'带引号的文字，例如 "{example}"',
            f'a text such as "{example}"',
            value,
            f'"{likely}"' if likely else None,
        )
    try:
        return read(value)
    except JiuzhuError as error:
        zh, en = error.message
        if likely is None or likely == value:
            raise
        raise JiuzhuError(
            Text(f"{zh}；是否为 {likely}？", f"{en}; did you mean {likely}?")
        ) from None


def _value(
    value: object, example: str, meant: Callable[[object], str | None]
) -> tuple[ValueKind, object, date | None, date | None]:
    """Split a value from its kind and its dates."""
    near, written = "exact", value
    if isinstance(value, Mapping):
        kinds = [kind for kind in _KINDS if kind in value]
        if len(kinds) == 1 and set(value) <= {kinds[0], "from", "to"}:
            since = day(value["from"]) if "from" in value else None
            until = day(value["to"]) if "to" in value else None
            return kinds[0], value[kinds[0]], since, until
        others = [key for key in value if key not in ("from", "to")]
        near = nearest(others[0], _KINDS) if len(others) == 1 else ""
        written = value[others[0]] if near else None
    likely = meant(written)
    raise wrong(
        f"恰有 exact、at_least、at_most 之一的表，例如 {example}",
        f"a table with exactly one of exact, at_least, at_most, such as {example}",
        value,
        f'{{ {near} = "{likely}" }}' if near and likely else None,
    )
