"""What is checked of a workbook before it is opened: a small file can unfold into gigabytes."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import IO, Final

from jiuzhu_schemas.text import Text

from .headers import MOST_COLUMNS
from .problems import FileError

LARGEST_FILE: Final = 200 << 20
LARGEST_UNPACKED: Final = 1 << 30
LARGEST_RATIO: Final = 200
RATIO_COUNTS_FROM: Final = 10 << 20
MOST_ENTRIES: Final = 2000
MOST_ROWS: Final = 1_048_576
MOST_CELLS: Final = 30_000_000
"""Rows times columns of the smallest rectangle that holds every cell."""

_PIECE: Final = 1 << 20
_LONGEST_TAG: Final = 256
_REFERENCE: Final = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]*)\$?([0-9]*)\s*["']""")
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml\Z", re.IGNORECASE)


def check_archive(source: Path) -> None:
    """Refuse an XLSX archive that is damaged, or built to unfold without end.

    Raises FileError. Checked: size, entries, ratio, document types, and cells far from all others
    (a reader lays the sheet out as a rectangle up to the farthest cell).
    """
    file = str(source)
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            _check_sizes(entries, source.stat().st_size, file)
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels")):
                    with archive.open(entry) as part:
                        _check_part(part, _SHEET.match(entry.filename) is not None, file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise _damaged(file) from None
    except Exception as error:
        if type(error).__name__ != "error":  # zlib.error has no better name
            raise
        raise _damaged(file) from None


def _check_sizes(entries: list[zipfile.ZipInfo], packed: int, file: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise _too_big(file, f"{len(entries)} 个部件", f"{len(entries)} parts")
    if unpacked > LARGEST_UNPACKED:
        raise _too_big(file, f"解压后 {unpacked >> 20} MB", f"{unpacked >> 20} MB unpacked")
    if unpacked > RATIO_COUNTS_FROM and unpacked > packed * LARGEST_RATIO:
        ratio = unpacked // max(packed, 1)
        raise _too_big(file, f"压缩比 {ratio}", f"a ratio of {ratio}")


def _check_part(part: IO[bytes], is_sheet: bool, file: str) -> None:
    seen, tail, corner = 0, b"", (0, 0)
    while piece := part.read(_PIECE):
        seen += len(piece)
        if seen > LARGEST_UNPACKED:
            raise _too_big(file, "解压后过大", "too much unpacked")
        text = tail + piece
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise FileError(
                Text(
                    "工作簿含有 DOCTYPE，不予读取", "the workbook holds a DOCTYPE; it is not read"
                ),
                file,
            )
        if is_sheet:
            corner = _farther(corner, text, file)
        tail = text[-_LONGEST_TAG:]


def _farther(corner: tuple[int, int], text: bytes, file: str) -> tuple[int, int]:
    found = _REFERENCE.findall(text)
    letters = {name for name, _ in found}
    row = max((int(number[:9]) for _, number in found if number), default=0)
    column = max((column_number(name) for name in letters), default=0)
    rows, columns = max(corner[0], row), max(corner[1], column)
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise _too_big(
            file,
            f"单元格远至第{rows}行第{columns}列，请删除数据区以外的内容",
            f"a cell as far as row {rows}, column {columns}; delete what is outside the data",
        )
    return rows, columns


def column_number(letters: bytes) -> int:
    """Return the number, from 1, of a column named by letters."""
    number = 0
    for letter in letters[:6].upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _too_big(file: str, zh: str, en: str) -> FileError:
    return FileError(Text(f"工作簿过大：{zh}", f"the workbook is too large: {en}"), file)


def _damaged(file: str) -> FileError:
    return FileError(Text("不是可读的 Excel 工作簿", "is no readable workbook"), file)
