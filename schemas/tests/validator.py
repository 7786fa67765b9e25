"""A small reading of JSON Schema, by itself: just the keywords that the published schemas use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

Schema = Mapping[str, Any]

TYPES = {"string": str, "integer": int, "boolean": bool, "null": type(None)}
SAYS_NOTHING = {"$schema", "$defs", "title", "description"}


def fits(value: object, schema: Schema) -> bool:
    """Tell whether plain data fits a schema."""
    return _fits(value, schema, schema)


def _fits(value: object, schema: Schema, root: Schema) -> bool:
    for keyword, wanted in schema.items():
        if keyword in SAYS_NOTHING:
            continue
        if keyword == "$ref":
            name = wanted.removeprefix("#/$defs/")
            if not _fits(value, root["$defs"][name], root):
                return False
        elif keyword == "allOf":
            if not all(_fits(value, each, root) for each in wanted):
                return False
        elif keyword in ("anyOf", "oneOf"):
            holding = sum(_fits(value, each, root) for each in wanted)
            if holding == 0 or (keyword == "oneOf" and holding > 1):
                return False
        elif not _holds(keyword, wanted, value, schema, root):
            return False
    return True


def _holds(keyword: str, wanted: Any, value: object, schema: Schema, root: Schema) -> bool:
    if keyword == "type":
        return any(_is(value, name) for name in ([wanted] if isinstance(wanted, str) else wanted))
    if keyword == "enum":
        return any(value == each and type(value) is type(each) for each in wanted)
    if isinstance(value, Mapping):
        return _table_holds(keyword, wanted, value, schema, root)
    if isinstance(value, list):
        return _list_holds(keyword, wanted, value, root)
    if isinstance(value, str):
        return _text_holds(keyword, wanted, value)
    if keyword == "minimum":
        return not isinstance(value, int) or bool(value >= wanted)
    return True


def _is(value: object, name: str) -> bool:
    if name == "object":
        return isinstance(value, Mapping)
    if name == "array":
        return isinstance(value, list)
    return type(value) is TYPES[name]


def _table_holds(
    keyword: str, wanted: Any, value: Mapping[str, object], schema: Schema, root: Schema
) -> bool:
    known = schema.get("properties", {})
    match keyword:
        case "properties":
            return all(_fits(value[key], wanted[key], root) for key in wanted if key in value)
        case "required":
            return set(wanted) <= set(value)
        case "propertyNames":
            return all(_fits(key, wanted, root) for key in value)
        case "additionalProperties":
            further = [value[key] for key in value if key not in known]
            return not further if wanted is False else all(_fits(v, wanted, root) for v in further)
        case "minProperties":
            return len(value) >= int(wanted)
        case "maxProperties":
            return len(value) <= int(wanted)
    raise NotImplementedError(keyword)


def _list_holds(keyword: str, wanted: Any, value: list[object], root: Schema) -> bool:
    match keyword:
        case "items":
            return all(_fits(each, wanted, root) for each in value)
        case "minItems":
            return len(value) >= int(wanted)
        case "uniqueItems":
            return len({repr(each) for each in value}) == len(value)
        case "properties" | "required" | "propertyNames" | "additionalProperties":
            return True
        case "minProperties" | "maxProperties":
            return True
    raise NotImplementedError(keyword)


def _text_holds(keyword: str, wanted: Any, value: str) -> bool:
    match keyword:
        case "minLength":
            return len(value) >= int(wanted)
        case "pattern":
            return re.search(re.sub(r"\$$", r"\\Z", wanted), value) is not None
        case "format":
            assert wanted == "date"
            return _is_date(value)
    return True


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
