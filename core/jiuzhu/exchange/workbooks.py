"""Workbooks in (XLSX, old XLS): the first sheet that has anything on it, as text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Final

from python_calamine import CalamineWorkbook

from jiuzhu_schemas.text import Text

from .archives import LARGEST_FILE, MOST_CELLS, check_archive
from .headers import Layout, header_line
from .problems import FileError
from .tables import Table, text_table

_ARCHIVE: Final = b"PK"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_HEADER_LINES: Final = 8
_SHOWN_DIGITS: Final = 15
_MIDNIGHT: Final = time()

Cell = object


def open_workbook(source: Path, wanted: Layout) -> Table:
    """Open a workbook. Raises FileError when it is damaged, locked, too large or empty."""
    file = str(source)
    with source.open("rb") as opened:
        start = opened.read(4)
    if source.stat().st_size > LARGEST_FILE:
        raise FileError(Text("工作簿过大", "the workbook is too large"), file)
    if start.startswith(_ARCHIVE):
        check_archive(source)
    elif start != _OLD:
        raise FileError(Text("不是 Excel 工作簿", "is no workbook"), file)
    try:
        return _read(source, file, wanted)
    except FileError:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # the reader's panics on damaged files are no Exception
        raise FileError(
            Text(
                f"工作簿无法读取（可能已损坏或加密）：{error}",
                f"the workbook cannot be read (damaged, or locked with a password): {error}",
            ),
            file,
        ) from None


def _read(source: Path, file: str, wanted: Layout) -> Table:
    with CalamineWorkbook.from_path(source) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > MOST_CELLS:
                raise FileError(Text("工作表过大", "the sheet is too large"), file)
            if sheet.total_height:
                rows = ([cell_text(cell) for cell in row] for row in sheet.iter_rows())
                return _table(rows, file, wanted)
    raise FileError(Text("工作簿是空的", "the workbook is empty"), file)


def _table(rows: Iterator[list[str]], file: str, wanted: Layout) -> Table:
    first = list(islice(rows, _HEADER_LINES))
    at = header_line(first, wanted)
    headers = [cell.strip() for cell in first[at]]
    columns: list[list[str]] = [[] for _ in headers]
    for row in chain(first[at + 1 :], rows):
        for cells, cell in zip(columns, row, strict=False):
            cells.append(cell)
    return text_table(file, headers, columns, at + 2)


def cell_text(cell: Cell) -> str:
    """Return a cell as the spreadsheet shows it: numbers with 15 digits, dates as YYYY-MM-DD."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, int | float):
        return f"{cell:.{_SHOWN_DIGITS}g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == _MIDNIGHT else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else ""
