"""One case, read whole: its row, the person it is about, its documents and its steps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, Protocol

from jiuzhu_schemas.text import Text

from .errors import NoSuchCase
from .numbers import DIGITS
from .records import Case, HandedIn, TakenStep

_CASE: Final = """
SELECT cases.*, coalesce(people.person_id, '') AS person_id, coalesce(people.name, '') AS name
FROM cases LEFT JOIN people USING (person) WHERE number = ?
"""
_STEPS: Final = """
SELECT version, step, before_state, after_state, operator, role, at, note, detail
FROM case_steps WHERE case_id = ? ORDER BY version
"""


class Reads(Protocol):
    """A casebook, or its gate: whatever can be asked."""

    @property
    def path(self) -> object:
        """Where the file is."""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return every row of a query."""

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first row of a query, or None."""


def case_of(reads: Reads, number: str) -> Case:
    """Return a case by its number, in capitals or not. Raises NoSuchCase."""
    found = reads.one(_CASE, (number.strip().upper(),))
    if found is None:
        raise _no_such_case(reads, number.strip().upper())
    row = dict(zip(_columns(reads), found, strict=True))
    row["content"] = json.loads(row["content"])
    row["documents"] = {
        name: HandedIn(document=name, **facts)
        for name, facts in json.loads(row["documents"]).items()
    }
    return Case(**row, steps=_steps(reads, row["case_id"]))


def stored(reads: Reads, case_id: int) -> dict[str, Any]:
    """Return the row of a case exactly as it is stored, every column by name."""
    row = reads.one("SELECT * FROM cases WHERE case_id = ?", (case_id,))
    return dict(zip(_columns(reads)[:-2], row, strict=True))


def number_of_claim(reads: Reads, claim_id: str) -> str | None:
    """Return the number of the case that a claim belongs to, None if it came without one.

    Refused and withdrawn cases do not count. Such a claim is reversed as a case.
    """
    found = reads.one(
        "SELECT number FROM cases WHERE claim_id = ? AND claim_id <> ''"
        " AND state NOT IN ('refused', 'withdrawn')",
        (claim_id,),
    )
    return None if found is None else str(found[0])


def _no_such_case(reads: Reads, number: str) -> NoSuchCase:
    """Name the case that is meant if only zeros are missing, and how to search for it."""
    prefix, dash, digits = number.partition("-")
    meant = f"{prefix}-{int(digits):0{DIGITS}d}" if digits.isdecimal() else ""
    known = meant and reads.one("SELECT 1 FROM cases WHERE number = ?", (meant,))
    near = Text(f"，是否为 {meant}？", f"; is it {meant}?") if known else Text("。", ".")
    command = f"jiuzhu case list {reads.path} --search {prefix}{dash}"
    return NoSuchCase(
        Text(
            f"没有此案件{near.zh}查找：{command}",
            f"there is no such case{near.en} Search: {command}",
        ),
        number,
    )


def _columns(reads: Reads) -> list[str]:
    names = [name for (name,) in reads.rows("SELECT name FROM pragma_table_info('cases')")]
    return [*names, "person_id", "name"]


def _steps(reads: Reads, case_id: int) -> tuple[TakenStep, ...]:
    return tuple(
        TakenStep(
            version=version, step=step, before=before, after=after, operator=operator, role=role,
            at=at, note=note, detail=json.loads(detail),
        )
        for version, step, before, after, operator, role, at, note, detail in reads.rows(
            _STEPS, (case_id,)
        )
    )  # fmt: skip
