"""What is wrong with a file or with a row of it, said so that its sender can mend it."""

from __future__ import annotations

from attrs import frozen

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Language, Text, chosen_language

SHOWN_LIMIT = 1000
"""How many row problems are spelled out one by one; the error file always has all."""


class FileError(JiuzhuError):
    """A file that cannot be used at all; ``place`` is its path."""


@frozen
class RowProblem:
    """One cell that was refused.

    ``row`` counts as a person sees the file: in CSV and workbooks the first line is row 1, in
    JSON Lines it is the line, in Parquet the first record is row 1. ``column`` is the sender's
    own header. ``value`` is masked where it is an ID number or a name.
    """

    file: str
    row: int
    column: str
    value: str
    code: str
    """A short stable word for programs, such as ``not_money``."""
    reason: Text
    expected: Text

    def line(self, language: Language | None = None) -> str:
        """Say the problem in one line, in Chinese unless English was chosen."""
        if (language or chosen_language()) == "en":
            return (
                f"{self.file} row {self.row} column “{self.column}” value “{self.value}”:"
                f" {self.reason.en}; {self.expected.en}"
            )
        return (
            f"{self.file} 第{self.row}行 列“{self.column}” 值“{self.value}”："
            f"{self.reason.zh}；{self.expected.zh}"
        )
