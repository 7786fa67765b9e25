"""Text that was damaged on its way: one broken byte, or saved once in the wrong encoding."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

import polars as pl
from attrs import frozen

from jiuzhu_schemas.text import Text

from .cleaning import cleaned
from .problems import FileError
from .reading import Column
from .refusals import Rows

_NOT_TEXT: Final = (b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff")
_LOST: Final = ("\ufffd", "锟斤")
_BLANKS: Final = r"\s+"
_HANZI: Final = r"[\x{3400}-\x{9fff}\x{20000}-\x{323af}]"


def refuse_broken_utf8(source: Path) -> None:
    """Raise FileError for a CSV file that is UTF-8 but for some bytes, naming the line.

    Such a file would else be read as GB18030, every hanzi in it for another one.
    """
    if source.suffix.lower() != ".csv":
        return
    data = source.read_bytes()
    if data.startswith(_NOT_TEXT) or _is_utf8(data):
        return
    lines = [(n, line) for n, line in enumerate(data.split(b"\n"), 1) if not line.isascii()]
    broken = [number for number, line in lines if not _is_utf8(line)]
    if 2 * len(broken) < len(lines):
        raise FileError(
            Text(
                f"文件是 UTF-8，但第{broken[0]}行有损坏的字节，请重新导出或重新传送",
                f"the file is UTF-8, but line {broken[0]} has damaged bytes; export or send it"
                " again",
            ),
            str(source),
        )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@frozen(eq=False)
class PlainText:
    """Words as people write them: cleaned, blanks between hanzi taken out.

    Refuses cells whose characters were lost or are none; empty ones only if ``required``.
    """

    required: bool = False

    def quick(self, column: str, kind: pl.DataType) -> pl.Expr:
        """See `Field`."""
        return pl.col(column).cast(pl.String)

    def finish(self, quick: pl.Series, column: Column) -> pl.Series:
        """See `Field`."""
        text = cleaned(quick)
        chinese = text.str.contains(_HANZI)
        text = pl.select(
            pl.when(pl.lit(chinese)).then(pl.lit(text).str.replace_all(_BLANKS, "")).otherwise(text)
        ).to_series()
        if self.required:
            empty = _rows(text == "")
            column.refuse(
                empty, "empty", Text("是空的", "is empty"), Text("应填写", "expected text")
            )
        damaged = _rows(text.is_in([each for each in text.unique() if _damaged(each)]))
        column.refuse(
            damaged,
            "damaged_text",
            Text("文字已损坏", "holds characters that were damaged"),
            Text("请用 Excel 另存为“CSV UTF-8”或 .xlsx", "save the file as “CSV UTF-8” or .xlsx"),
        )
        return text


def _damaged(text: str) -> bool:
    return any(each in text for each in _LOST) or any(
        unicodedata.category(character) in ("Cc", "Cn") for character in text
    )


def _rows(chosen: pl.Series) -> Rows:
    return chosen.arg_true().to_numpy().astype("int64")
