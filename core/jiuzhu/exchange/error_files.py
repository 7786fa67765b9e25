"""Error files: the refused rows go back to their sender, in the sender's own columns."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from jiuzhu_schemas.text import Text, chosen_language

from .coded import series
from .problems import FileError
from .reading import ReadFile
from .refusals import Finding, RefusedRows, header_at
from .replacing import replacing
from .writing import defused

ROW: Final = Text("错误行号", "error row")
COLUMN: Final = Text("错误列", "error column")
REASON: Final = Text("错误原因", "error reason")
ENDINGS: Final = (".csv", ".xlsx")
_BETWEEN: Final = Text("；", "; ")
_FULL_STOP: Final = Text("。", ". ")
"""Between the reasons, which have a semicolon of their own."""


def error_file_path(output: str | os.PathLike[str]) -> Path:
    """Return where the refused rows go that belong to an output: ``OUT.errors.csv``."""
    target = Path(output)
    return target.with_name(f"{target.name}.errors.csv")


def require_error_ending(path: Path) -> None:
    """Raise FileError unless the path has an ending that `write_errors` knows."""
    if path.suffix.lower() not in ENDINGS:
        raise FileError(
            Text(
                f"有误的行不能写成“{path.suffix}”，请使用 {'、'.join(ENDINGS)}",
                f"wrong rows are not written as “{path.suffix}”; use {', '.join(ENDINGS)}",
            ),
            str(path),
        )


def write_errors(path: str | os.PathLike[str], read: ReadFile) -> None:
    """Write every refused row of a file, as the ending says: a workbook, or CSV for Excel.

    Raises FileError for another ending than .csv or .xlsx. CSV is UTF-8 with a BOM.

    The sender's columns come in their order, then the row number, the columns and the reasons;
    a row with several faults stands once. The rows hold personal data as sent: the file is
    readable by its owner only.
    """
    target = Path(path)
    require_error_ending(target)
    refused = read.refused
    taken: set[str] = set()
    columns = [
        _series(_unique(header, taken), refused.cells.to_series(place))
        for place, header in enumerate(refused.headers)
        if len(refused)
    ]
    columns += [
        series(refused.numbers).alias(_unique(str(ROW), taken)),
        *(series.alias(_unique(series.name, taken)) for series in _faults(refused)),
    ]
    frame = pl.DataFrame(columns)
    with replacing(target) as temporary:
        if target.suffix.lower() == ".xlsx":
            from .sheets import write_sheet

            write_sheet(frame, temporary)
        else:
            frame.write_csv(temporary, include_bom=True)


def _faults(refused: RefusedRows) -> list[pl.Series]:
    """Return, one entry a refused row, the columns at fault and the reasons, joined."""
    between = str(_BETWEEN)
    findings = refused.findings
    frame = pl.DataFrame(
        {
            "row": np.concatenate([finding.rows for finding in findings] or [refused.rows]),
            "finding": np.repeat(
                np.arange(len(findings)), [len(finding.rows) for finding in findings]
            ),
        }
    )
    headers = pl.Series([_header(finding, refused) for finding in findings], dtype=pl.String)
    reasons = pl.Series([_reason(finding) for finding in findings], dtype=pl.String)
    places = series(np.array([finding.place for finding in findings], np.int32))
    joined = (
        frame.with_columns(
            place=places.gather(frame["finding"]),
            column=headers.gather(frame["finding"]),
            reason=reasons.gather(frame["finding"]),
        )
        .sort("row", "place", maintain_order=True)
        .group_by("row", maintain_order=True)
        .agg(
            pl.col("column").unique(maintain_order=True).str.join(between),
            pl.col("reason").str.join(str(_FULL_STOP)),
        )
    )
    return [
        defused(joined["column"]).alias(str(COLUMN)),
        joined["reason"].alias(str(REASON)),
    ]


def _series(name: str, cells: pl.Series) -> pl.Series:
    return defused(cells).alias(name)


def _header(finding: Finding, refused: RefusedRows) -> str:
    return header_at(refused.headers, finding.place)


def _reason(finding: Finding) -> str:
    if chosen_language() == "en":
        return f"{finding.reason.en}; {finding.expected.en}"
    return f"{finding.reason.zh}；{finding.expected.zh}"


def _unique(header: str, taken: set[str]) -> str:
    safe: str = defused(pl.Series([header])).item()
    name, count = safe, 1
    while name in taken:
        count += 1
        name = f"{safe}_{count}"
    taken.add(name)
    return name
