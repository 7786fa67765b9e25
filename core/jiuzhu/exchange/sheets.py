"""Workbooks out: IDs and words as text, never as a formula; sums as numbers shown as 0.00."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl
import xlsxwriter

from jiuzhu_schemas.text import Text

from .problems import FileError

_LAST_ROW: Final = 1_048_576
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_sheet(frame: pl.DataFrame, target: Path) -> None:
    """Write a table as the only sheet of a workbook."""
    if frame.height >= _LAST_ROW:
        raise FileError(
            Text(
                "行数超过 Excel 工作表的上限，请写成 .csv 或 .parquet",
                "more rows than a worksheet holds; write .csv or .parquet",
            ),
            str(target),
        )
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sum_format = book.add_format({"num_format": "0.00"})
        sheet.freeze_panes(1, 0)
        for place, (name, kind) in enumerate(frame.schema.items()):
            width = 22 if kind == pl.String else 14
            sheet.set_column(place, place, width, sum_format if kind.is_decimal() else None)
            sheet.write_string(0, place, name, bold)
        for number, row in enumerate(frame.iter_rows(), 1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write_number(number, place, cell)
