"""CSV files in: a quick way for well-shaped files, a patient one that names the line."""

from __future__ import annotations

import csv
import io
import mmap
import re
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from jiuzhu_schemas.text import Text

from .encodings import BOM, is_utf8, to_utf8
from .headers import Layout, header_line
from .problems import FileError
from .tables import Table, column_name, text_table

_SAMPLE: Final = 1 << 16
_HEADER_LINES: Final = 8
_CHUNK: Final = 1 << 23
_LONE_RETURN: Final = re.compile(rb"\r(?!\n)")
_QUOTE: Final = ord('"')
_ARCHIVE: Final = b"PK\x03\x04"
_BEFORE: Final = np.isin(np.arange(256), np.frombuffer(b',\n"', np.uint8))
_AFTER: Final = np.isin(np.arange(256), np.frombuffer(b',\r\n"', np.uint8))


def open_csv(source: Path, wanted: Layout) -> Table:
    """Open a CSV file in UTF-8, with or without a BOM, or in GB18030."""
    file = str(source)
    with source.open("rb") as opened:
        sample = opened.read(_SAMPLE)
        if sample.startswith(_ARCHIVE):
            raise FileError(
                Text(
                    "这是 Excel 工作簿，不是 CSV：请把文件名改为 .xlsx",
                    "this is a workbook, not CSV: rename it to .xlsx",
                ),
                file,
            )
        if not is_utf8(sample.removeprefix(BOM)):
            return _from_bytes(file, to_utf8(source.read_bytes(), file), wanted)
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
            quoted = content.find(b'"') != -1
            lines = line_count(content)
            regular = lines is not None and (not quoted or quotes_are_regular(content))
    if not regular:
        return _patient(file, source.read_bytes(), wanted)
    table = _quick(file, sample, source, None if quoted else lines, wanted)
    table.crooked = lambda: _patient(file, source.read_bytes(), wanted)
    return table


def line_count(content: mmap.mmap | bytes) -> int | None:
    r"""Return how many lines there are, None if a ``\r`` stands anywhere but before a ``\n``.

    The two readers disagree on whether such a ``\r`` ends a line, so they would disagree on where
    the header ends and what is a row. A file with one goes the patient way.
    """
    if _LONE_RETURN.search(content) is not None:
        return None
    starts = range(0, len(content), _CHUNK)
    ends = sum(content[start : start + _CHUNK].count(b"\n") for start in starts)
    return ends + (content[-1:] != b"\n")


def quotes_are_regular(content: mmap.mmap | bytes) -> bool:
    """Tell whether every quote opens or closes a whole cell, or is doubled inside one.

    A stray quote makes the quick reader swallow the rows up to the next one without a word, so
    a file with one goes the patient way.
    """
    view = np.frombuffer(content, np.uint8)
    starts = range(0, len(view), _CHUNK)
    quotes = np.concatenate(
        [np.flatnonzero(view[start : start + _CHUNK] == _QUOTE) + start for start in starts]
    )
    if len(quotes) % 2:
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    first = len(BOM) if content[: len(BOM)] == BOM else 0
    opens = _BEFORE[view[opening - 1]] | (opening == first)
    closes = _AFTER[view[np.minimum(closing + 1, len(view) - 1)]]
    return bool(opens.all() and closes.all())


def _quick(
    file: str, sample: bytes, source: Path | bytes, unquoted_lines: int | None, wanted: Layout
) -> Table:
    """Scan a file whose line ends and quotes are regular.

    ``unquoted_lines`` is how many lines a file without a quote has: each after the header is a
    row. None if there are quotes.
    """
    text = sample.removeprefix(BOM).decode("utf-8", errors="ignore")
    lines, ends = _first_lines(text, file)
    at = header_line(lines, wanted)
    headers = lines[at]
    schema = {column_name(place): pl.String for place in range(len(headers))}
    cells = pl.scan_csv(
        source,
        has_header=False,
        skip_lines=ends[at],
        schema=schema,
        quote_char='"' if unquoted_lines is None else None,
        empty_string_is_null=False,
        glob=False,
    )
    table = Table(file, tuple(headers), cells, at + 2)
    if unquoted_lines is not None:
        table.height = unquoted_lines - ends[at]
    return table


def _first_lines(text: str, file: str) -> tuple[list[list[str]], list[int]]:
    """Return the first lines' cells, and after how many line ends each is over."""
    rows = csv.reader(io.StringIO(text, newline=""))
    lines: list[list[str]] = []
    ends: list[int] = []
    try:
        for line in rows:
            lines.append([cell.strip() for cell in line])
            ends.append(rows.line_num)
            if len(lines) == _HEADER_LINES:
                break
    except csv.Error:
        pass
    if not any(cell for line in lines for cell in line):
        raise FileError(Text("文件没有表头", "the file has no header"), file)
    return lines, ends


def _from_bytes(file: str, data: bytes, wanted: Layout) -> Table:
    quoted = b'"' in data
    lines = line_count(data)
    if lines is None or (quoted and not quotes_are_regular(data)):
        return _patient(file, data, wanted)
    table = _quick(file, data[:_SAMPLE], data, None if quoted else lines, wanted)
    table.crooked = lambda: _patient(file, data, wanted)
    return table


def _patient(file: str, data: bytes, wanted: Layout) -> Table:
    """Read line by line: refuses a line with too many cells or an open quote, and names it."""
    text = to_utf8(data, file).decode()
    lines, _ = _first_lines(text[:_SAMPLE], file)
    at = header_line(lines, wanted)
    headers = lines[at]
    columns: list[list[str]] = [[] for _ in headers]
    surplus: dict[int, tuple[int, str]] = {}
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, line in enumerate(reader, -at - 1):
            if number < 0:
                continue
            for place, cell in enumerate(line[len(headers) :], len(headers)):
                if cell.strip():
                    surplus.setdefault(number, (place, cell))
            padded = line + [""] * (len(headers) - len(line))
            for cells, cell in zip(columns, padded, strict=False):
                cells.append(cell)
    except csv.Error as error:
        raise FileError(
            Text(
                f"第{reader.line_num}行的引号不成对，或单元格过长",
                f"line {reader.line_num}: a quote is not closed, or a cell is too long ({error})",
            ),
            file,
        ) from None
    table = text_table(file, headers, columns, at + 2)
    table.surplus = surplus
    return table
