"""Writes a listing: a workbook with two sheets, or two CSV files. No cell becomes a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from jiuzhu.exchange.problems import FileError
from jiuzhu.exchange.replacing import replacing
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text

from .treasury_list import Cell, Kind, Listing, Table

ENDINGS: Final = (".csv", ".xlsx")

_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠]")
_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS: Final[dict[Kind, int]] = {"text": 18, "number": 24, "count": 8, "fen": 14}
_TOTAL: Final = "合计"


def listing_files(target: Path) -> tuple[Path, ...]:
    """Return the files that a listing is written to: CSV takes a second one for the detail.

    Raises FileError for another ending than .csv or .xlsx.
    """
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise FileError(
            Text(
                f"不支持写出“{ending}”，请使用 {'、'.join(ENDINGS)}",
                f"files ending in “{ending}” are not written; use {', '.join(ENDINGS)}",
            ),
            str(target),
        )
    return (target,) if ending == ".xlsx" else (target, target.with_suffix(".detail.csv"))


def write_listing(tables: Listing, *targets: Path) -> None:
    """Write to the files that `listing_files` names, or stand-ins, each whole or not at all.

    They hold personal data and can be read by their owner only. Raises FileError.
    """
    if len(targets) == 1:
        with replacing(targets[0]) as temporary:
            _write_workbook(temporary, (tables.transfers, tables.detail))
        return
    for target, table in zip(targets, (tables.transfers, tables.detail), strict=True):
        with replacing(target) as temporary:
            _write_csv(temporary, table)


def safe_text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, without control characters.

    >>> safe_text("=1+1")
    "'=1+1"
    """
    plain = _CONTROLS.sub(" ", text)
    return f"'{plain}" if _FORMULA.match(plain) else plain


def _write_csv(target: Path, table: Table) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as opened:
        lines = csv.writer(opened)
        lines.writerow([column.header for column in table.columns])
        for row in table.rows:
            cells = zip(row, table.columns, strict=True)
            lines.writerow([_csv_cell(cell, column.kind) for cell, column in cells])


def _csv_cell(cell: Cell, kind: Kind) -> str:
    if isinstance(cell, int):
        return format_yuan(cell) if kind == "fen" else str(cell)
    # The tab keeps a spreadsheet from reading an ID as a number, and from losing its last digits.
    return f"{safe_text(cell)}\t" if kind == "number" and cell else safe_text(cell)


def _write_workbook(target: Path, tables: Iterable[Table]) -> None:
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        bold = book.add_format({"bold": True})
        yuan = book.add_format({"num_format": "0.00"})
        words = book.add_format({"num_format": "@"})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(table.columns):
                shape = yuan if column.kind == "fen" else words if column.kind == "number" else None
                sheet.set_column(place, place, _WIDTHS[column.kind], shape)
                sheet.write_string(0, place, column.header, bold)
            for number, row in enumerate(table.rows, 1):
                for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                    _write_cell(sheet, number, place, cell, column.kind, yuan)
            _write_total(sheet, table, bold, yuan)


def _write_cell(sheet: Any, row: int, place: int, cell: Cell, kind: Kind, yuan: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, place, safe_text(cell))
    elif kind == "fen":
        sheet.write_number(row, place, cell / 100, yuan)
    else:
        sheet.write_number(row, place, cell)


def _write_total(sheet: Any, table: Table, bold: Any, yuan: Any) -> None:
    last = len(table.rows) + 1
    sums = [place for place, column in enumerate(table.columns) if column.kind == "fen"]
    sheet.write_string(last, 0, _TOTAL, bold)
    sheet.write_number(last, sums[-1], table.total / 100, yuan)
