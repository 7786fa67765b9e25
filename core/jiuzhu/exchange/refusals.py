"""The refused rows of one file: found column by column, reported row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl
from attrs import define, field, frozen
from numpy.typing import NDArray

from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text

from .problems import SHOWN_LIMIT, RowProblem
from .tables import Table, column_name

Rows = NDArray[np.int64]

_SHOWN_LENGTH: Final = 80
# An ID can stand in any column of a muddled file, with or without other characters around it.
_LIKE_AN_ID: Final = re.compile(r"[0-9]{14,17}[0-9Xx]")


@frozen(eq=False)
class Finding:
    """One fault, and every row of the table that has it; ``place`` is the column's."""

    rows: Rows
    place: int
    code: str
    reason: Text
    expected: Text


@define(eq=False)
class Refusals:
    """Collects findings; blank rows are no rows and are never refused."""

    table: Table
    hidden: frozenset[int] = frozenset()
    """Places of the columns whose values are personal and shown masked."""
    blank: Rows = field(factory=lambda: np.zeros(0, np.int64))
    settled: frozenset[tuple[int, int]] = frozenset()
    """Cells, by row and place, of which all is said: what else is found wrong follows from that."""
    findings: list[Finding] = field(factory=list)

    def add(self, rows: Rows, place: int, code: str, reason: Text, expected: Text) -> None:
        """Refuse rows for what stands in one column."""
        real = rows if len(self.blank) == 0 else rows[~np.isin(rows, self.blank)]
        if self.settled:
            said = [(row, place) in self.settled for row in real.tolist()]
            real = real[~np.array(said, np.bool_)]
        if len(real):
            self.findings.append(Finding(real, place, code, reason, expected))

    def rows(self) -> Rows:
        """Return the refused rows, each once, in file order."""
        if not self.findings:
            return np.zeros(0, np.int64)
        return np.unique(np.concatenate([finding.rows for finding in self.findings]))

    def count(self) -> int:
        """Return how many problems there are; a row can have several."""
        return sum(len(finding.rows) for finding in self.findings)

    def shown(self) -> list[RowProblem]:
        """Spell out the problems of the first rows, at most SHOWN_LIMIT, in file order."""
        if not self.findings:
            return []
        row = np.concatenate([finding.rows for finding in self.findings])
        which = np.repeat(
            np.arange(len(self.findings)), [len(finding.rows) for finding in self.findings]
        )
        place = np.array([finding.place for finding in self.findings])[which]
        order = np.lexsort((which, place, row))[:SHOWN_LIMIT]
        cells = self.table.pick(row[order])
        numbers = self.table.numbers(row[order])
        return [
            self._problem(self.findings[which[at]], int(row[at]), int(numbers[n]), cells, n)
            for n, at in enumerate(order)
        ]

    def _problem(
        self, finding: Finding, row: int, number: int, cells: pl.DataFrame, n: int
    ) -> RowProblem:
        place = finding.place
        if place < len(self.table.headers):
            value = str(cells[column_name(place)][n])
        else:
            value = self.table.surplus[row][1]
        shown = mask(value) if place in self.hidden else _LIKE_AN_ID.sub(_masked, value)
        return RowProblem(
            file=self.table.file,
            row=number,
            column=header_at(self.table.headers, place),
            value=shown if len(shown) <= _SHOWN_LENGTH else f"{shown[:_SHOWN_LENGTH]}…",
            code=finding.code,
            reason=finding.reason,
            expected=finding.expected,
        )

    def refused(self) -> RefusedRows:
        """Return the refused rows in the sender's columns, with what is wrong with each."""
        rows = self.rows()
        return RefusedRows(
            headers=self.table.headers,
            cells=self.table.pick(rows) if len(rows) else pl.DataFrame(),
            rows=rows,
            numbers=self.table.numbers(rows),
            findings=tuple(self.findings),
        )


def header_at(headers: Sequence[str], place: int) -> str:
    """Return the header at a place; beyond the last one, the number of the column."""
    if place < len(headers):
        return headers[place]
    return str(Text(f"第{place + 1}列", f"column {place + 1}"))


def _masked(found: re.Match[str]) -> str:
    return mask(found[0])


@frozen(eq=False, kw_only=True)
class RefusedRows:
    """All refused rows of a file, in file order, for its error file."""

    headers: tuple[str, ...]
    cells: pl.DataFrame
    """The sender's own cells as text, one column a header."""
    rows: Rows
    numbers: NDArray[np.int32]
    """Row numbers as a person counts."""
    findings: tuple[Finding, ...]

    def __len__(self) -> int:
        return len(self.rows)
