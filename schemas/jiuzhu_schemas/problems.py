"""Turn the converter's nested errors into a flat list of key paths and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, get_args, get_origin

import attrs
import cattrs
from cattrs.errors import ForbiddenExtraKeysError

from .errors import JiuzhuError, SchemaError
from .slips import nearest, shown
from .text import Text
from .values import MoneyValue, RateValue

RENAMED = {"since": "from", "until": "to", "conditions": "if"}
"""Attributes whose name in a file would be a reserved word in Python."""

Problem = tuple[str, Text]

_EXAMPLES: Final[Mapping[Any, str]] = {
    str: '"…"',
    date: "2024-01-31",
    int: "1",
    bool: "true",
    tuple: '["…"]',
    Mapping: "{ … }",
    RateValue: '{ exact = "70%" }',
    MoneyValue: '{ exact = "6000.00" }',
}
"""How a value of each type is written."""


def problems_of(error: BaseException, path: str = "") -> list[Problem]:
    """List every problem under ``error``, each with the key path it lies at."""
    if isinstance(error, cattrs.ClassValidationError):
        return _of_class(error, path)
    if isinstance(error, cattrs.IterableValidationError):
        indexed, others = error.group_exceptions()
        found = [
            problem
            for inner, place in indexed
            for problem in problems_of(inner, _join(path, place.index))
        ]
        return found + [p for inner in others for p in problems_of(inner, path)]
    return _leaf(error, path)


def _leaf(error: BaseException, path: str) -> list[Problem]:
    if isinstance(error, SchemaError):
        return [(_join(path, inner) if inner else path, text) for inner, text in error.problems]
    if isinstance(error, JiuzhuError):
        return [(path, error.message)]
    if isinstance(error, ForbiddenExtraKeysError):
        known = _keys(error)
        return [(_join(path, key), _unknown(key, known)) for key in sorted(error.extra_fields)]
    if isinstance(error, KeyError):
        return [(path, Text("缺少此项", "is missing"))]
    return [(path, Text(f"取值不符：{error}", f"does not fit: {error}"))]


def _of_class(error: cattrs.ClassValidationError, path: str) -> list[Problem]:
    """List the problems of a table's keys; one that is only misspelt is not missing too."""
    noted, rest = error.group_exceptions()
    misspelt = {
        nearest(key, _keys(inner), RENAMED)
        for inner in rest
        if isinstance(inner, ForbiddenExtraKeysError)
        for key in inner.extra_fields
    }
    found: list[Problem] = []
    for inner, note in noted:
        key = RENAMED.get(note.name, note.name)
        if not isinstance(inner, KeyError):
            found += problems_of(inner, _join(path, key))
        elif key not in misspelt:
            found += _lacking(path, note)
    return found + [p for inner in rest for p in problems_of(inner, path)]


def _keys(error: ForbiddenExtraKeysError) -> list[str]:
    return [RENAMED.get(field.name, field.name) for field in attrs.fields(error.cl)]


def _lacking(path: str, note: cattrs.AttributeValidationNote) -> list[Problem]:
    """Say that a key is missing, with an example of how it is written."""
    key = RENAMED.get(note.name, note.name)
    example = _EXAMPLES.get(get_origin(note.type) or note.type)
    if get_origin(note.type) is Literal:
        example = shown(get_args(note.type)[0])
    elif get_origin(note.type) is tuple and get_args(note.type)[0] is not str:
        example = None
    line = f"{key} = {example}" if example else ""
    return [
        (
            _join(path, key),
            Text(
                "缺少此项" + (f"，请补上，例如 {line}" if line else ""),
                "is missing" + (f": write one, such as {line}" if line else ""),
            ),
        )
    ]


def _unknown(key: str, known: list[str]) -> Text:
    near = nearest(key, known, RENAMED)
    zh = f"不认识的键“{key}”" + (f"，是否为“{near}”？" if near else "。")
    en = f"unknown key “{key}”" + (f"; did you mean “{near}”?" if near else ".")
    return Text(f"{zh}可用的键：{'、'.join(known)}", f"{en} Known keys: {', '.join(known)}")


def _join(path: str, step: str | int) -> str:
    """Add a key, or a place in a list, to a key path."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path and not step.startswith("[") else f"{path}{step}"
