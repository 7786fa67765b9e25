"""Turn the converter's nested errors into a flat list of key paths and sentences."""

from __future__ import annotations

from difflib import get_close_matches

import attrs
import cattrs
from cattrs.errors import ForbiddenExtraKeysError

from .errors import JiuzhuError, SchemaError
from .text import Text

RENAMED = {"since": "from", "until": "to", "conditions": "if"}
"""Attributes whose name in a file would be a reserved word in Python."""

Problem = tuple[str, Text]


def problems_of(error: BaseException, path: str = "") -> list[Problem]:
    """List every problem under ``error``, each with the key path it lies at."""
    if isinstance(error, cattrs.ClassValidationError):
        noted, rest = error.group_exceptions()
        found = [
            problem
            for inner, note in noted
            for problem in problems_of(inner, _join(path, RENAMED.get(note.name, note.name)))
        ]
        return found + [p for inner in rest for p in problems_of(inner, path)]
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
        known = [RENAMED.get(field.name, field.name) for field in attrs.fields(error.cl)]
        return [(_join(path, key), _unknown(key, known)) for key in sorted(error.extra_fields)]
    if isinstance(error, KeyError):
        return [(path, Text("缺少此项", "is missing"))]
    return [(path, Text(f"取值不符：{error}", f"does not fit: {error}"))]


def _unknown(key: str, known: list[str]) -> Text:
    near = get_close_matches(key, known, n=1)
    zh = f"不认识的键“{key}”" + (f"，是否为“{near[0]}”？" if near else "。")
    en = f"unknown key “{key}”" + (f"; did you mean “{near[0]}”?" if near else ".")
    return Text(f"{zh}可用的键：{'、'.join(known)}", f"{en} Known keys: {', '.join(known)}")


def _join(path: str, step: str | int) -> str:
    """Add a key, or a place in a list, to a key path."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path and not step.startswith("[") else f"{path}{step}"
