"""Plain data as TOML text, as a person would write it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any


def value(data: Any) -> str:
    """Write one value on one line: text, number, date, list or inline table.

    >>> value({"exact": "70%"})
    '{ exact = "70%" }'
    """
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, date):
        return data.isoformat()
    if isinstance(data, int):
        return str(data)
    if isinstance(data, str):
        return json.dumps(data, ensure_ascii=False)
    if isinstance(data, Mapping):
        inside = ", ".join(f"{name} = {value(each)}" for name, each in data.items())
        return f"{{ {inside} }}" if inside else "{}"
    return f"[{', '.join(value(each) for each in data)}]"


def table(header: str, entries: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a table: its header, a line for each entry, an empty line."""
    yield header
    yield from (f"{name} = {value(data)}" for name, data in entries.items())
    yield ""
