"""CSV files in: a quick way for well-shaped files, a patient one that names the line."""

from __future__ import annotations

import csv
import io
import mmap
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
            regular = not quoted or quotes_are_regular(content)
    if not regular:
        return _patient(file, source.read_bytes(), wanted)
    table = _quick(file, sample, source, quoted, wanted)
    table.crooked = lambda: _patient(file, source.read_bytes(), wanted)
    return table


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


def _quick(file: str, sample: bytes, source: Path | bytes, quoted: bool, wanted: Layout) -> Table:
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
        quote_char='"' if quoted else None,
        empty_string_is_null=False,
        glob=False,
    )
    return Table(file, tuple(headers), cells, at + 2)


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
    if quoted and not quotes_are_regular(data):
        return _patient(file, data, wanted)
    table = _quick(file, data[:_SAMPLE], data, quoted, wanted)
    table.crooked = lambda: _patient(file, data, wanted)
    return table


def _patient(file: str, data: bytes, wanted: Layout) -> Table:
    """Read line by line: refuses a line with too many cells or an open quote, and names it."""
    text = to_utf8(data, file).decode()
    lines, _ = _first_lines(text[:_SAMPLE], file)
    at = header_line(lines, wanted)
    headers = lines[at]
    columns: list[list[str]] = [[] for _ in headers]
    overlong: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, line in enumerate(reader, -at - 1):
            if number < 0:
                continue
            if any(cell.strip() for cell in line[len(headers) :]):
                overlong.append(number)
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
    table.overlong = np.array(overlong, np.int64)
    return table
