"""Workbooks in (XLSX, old XLS): the first sheet that has anything on it, as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain, count, islice
from pathlib import Path
from typing import Final

from python_calamine import CalamineWorkbook

from jiuzhu_schemas.text import Text

from .archives import LARGEST_FILE, MOST_CELLS, check_archive
from .formulas import BrokenCell, broken_cells
from .headers import Layout, header_line
from .problems import FileError
from .tables import Table, text_table

_ARCHIVE: Final = b"PK"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_HEADER_LINES: Final = 8
_SHOWN_DIGITS: Final = 15
_MIDNIGHT: Final = time()

Cell = object
Broken = Mapping[tuple[int, int], BrokenCell]


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
        return _read(source, file, start == _OLD, wanted)
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


def _read(source: Path, file: str, old: bool, wanted: Layout) -> Table:
    with CalamineWorkbook.from_path(source) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > MOST_CELLS:
                raise FileError(Text("工作表过大", "the sheet is too large"), file)
            if sheet.total_height:
                broken = {} if old else broken_cells(source, name)
                rows = ([cell_text(cell) for cell in row] for row in sheet.iter_rows())
                return _table(_with_broken(rows, broken), broken, file, wanted)
    raise FileError(Text("工作簿是空的", "the workbook is empty"), file)


def _with_broken(rows: Iterator[list[str]], broken: Broken) -> Iterator[list[str]]:
    """Yield the rows with what broken cells show, also beyond the last cell that has a value."""
    by_row: dict[int, dict[int, str]] = {}
    for (row, place), cell in broken.items():
        by_row.setdefault(row, {})[place] = cell.shown
    height = max(by_row, default=-1) + 1
    for number in count():
        found = next(rows, None)
        if found is None and number >= height:
            return
        cells = found or []
        for place, shown in by_row.get(number, {}).items():
            cells += [""] * (place + 1 - len(cells))
            cells[place] = shown
        yield cells


def _table(rows: Iterator[list[str]], broken: Broken, file: str, wanted: Layout) -> Table:
    first = list(islice(rows, _HEADER_LINES))
    at = header_line(first, wanted)
    headers = [cell.strip() for cell in first[at]]
    columns: list[list[str]] = [[] for _ in headers]
    for row in chain(first[at + 1 :], rows):
        padded = row + [""] * (len(headers) - len(row))
        for cells, cell in zip(columns, padded, strict=False):
            cells.append(cell)
    table = text_table(file, headers, columns, at + 2)
    table.broken = {
        (row - at - 1, place): cell.what for (row, place), cell in broken.items() if row > at
    }
    return table


def cell_text(cell: Cell) -> str:
    """Return a cell as the spreadsheet shows it: numbers with 15 digits, dates as YYYY-MM-DD."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return f"{cell:.{_SHOWN_DIGITS}g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == _MIDNIGHT else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else ""
