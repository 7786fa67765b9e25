"""JSON Lines in: one object a line; numbers keep the text they were written with."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from jiuzhu_schemas.text import Text

from .encodings import to_utf8
from .headers import MOST_COLUMNS, too_many_columns
from .problems import FileError
from .tables import Table, text_table


class _NotARowError(ValueError):
    """A line that is JSON, but not a row; carries the sentence."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def open_jsonl(source: Path) -> Table:
    """Open a file of JSON Lines. Raises FileError naming the line that is not a row."""
    file = str(source)
    columns: dict[str, list[str]] = {}
    numbers: list[int] = []
    for number, line in enumerate(to_utf8(source.read_bytes(), file).split(b"\n"), 1):
        if not line.strip():
            continue
        row = _row(line, number, file)
        for name in row.keys() - columns.keys():
            columns[name] = [""] * len(numbers)
        if len(columns) > MOST_COLUMNS:
            raise too_many_columns(file)
        for name, cells in columns.items():
            cells.append(row.get(name, ""))
        numbers.append(number)
    if not columns:
        raise FileError(Text("文件中没有数据行", "the file holds no rows"), file)
    table = text_table(file, list(columns), list(columns.values()), 1)
    table.row_numbers = np.array(numbers, np.int32)
    return table


def _row(line: bytes, number: int, file: str) -> dict[str, str]:
    try:
        row = json.loads(
            line,
            parse_float=str,
            parse_int=str,
            parse_constant=_no_constant,
            object_pairs_hook=_object,
        )
        if not isinstance(row, dict):
            raise _NotARowError(Text("不是 JSON 对象", "is no JSON object"))
        return {name: _cell(name, value) for name, value in row.items()}
    except _NotARowError as refused:
        said = refused.text
    except (ValueError, RecursionError):
        said = Text("不是完整的 JSON", "is not valid JSON")
    raise FileError(Text(f"第{number}行{said.zh}", f"line {number} {said.en}"), file)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _NotARowError(Text(f"的键“{twice}”出现两次", f"has the key “{twice}” twice"))
    return row


def _no_constant(name: str) -> object:
    raise _NotARowError(Text(f"含有 {name}，不是数", f"holds {name}, which is no number"))


def _cell(name: str, value: object) -> str:
    if isinstance(value, str):
        # A lone half of a surrogate pair is no character; the table engine would refuse it.
        return value.encode("utf-8", errors="replace").decode()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    raise _NotARowError(
        Text(f"的“{name}”应为文本或数字", f"has something else than text or a number in “{name}”")
    )
