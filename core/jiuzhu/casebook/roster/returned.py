"""Wrong rows on their way back to their department, until they come in again corrected."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu.exchange.cleaning import clean
from jiuzhu.exchange.error_files import write_errors
from jiuzhu.exchange.rosters import cells_of
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text

from .known import folded_name
from .preview import Preview
from .records import RosterLine
from .writing import OpenBatch

_ROSTERS: Final = ("full", "changes")
_DEATHS: Final = ("deaths",)
_COLUMNS: Final = (
    "department", "kind", "month", "file_name", "file_hash", "row", "person_id", "name",
    "township", "namesakes", "headers", "cells", "faults", "status", "at", "actor",
)  # fmt: skip


@frozen(kw_only=True)
class ReturnedRow:
    """A wrong row: ``open`` not handed back yet, ``returned``, or ``resolved`` by a later list."""

    returned: int
    department: str
    kind: str
    month: str
    file_name: str
    row: int
    person_id: str = field(repr=False)
    """As sent: it may be wrong."""
    name: str = field(repr=False)
    township: str
    headers: tuple[str, ...]
    cells: tuple[str, ...] = field(repr=False)
    faults: tuple[tuple[str, Text], ...]
    """Column and reason."""
    status: str
    at: str
    resolved_by: int | None

    @property
    def masked_id(self) -> str:
        """What stood in place of the ID, as it may be shown."""
        return mask(self.person_id)


def returned_rows(
    book: Casebook, department: str = "", *, resolved: bool = False
) -> list[ReturnedRow]:
    """Return the wrong rows that are still missing; '' for all departments.

    With ``resolved`` those that came back too.
    """
    rows = book.records(
        "SELECT * FROM returned_rows WHERE (:department = '' OR department = :department)"
        " AND (:resolved OR status <> 'resolved') ORDER BY department, returned",
        {"department": department, "resolved": int(resolved)},
    )
    return [_returned(row) for row in rows]


def _returned(row: Mapping[str, Any]) -> ReturnedRow:
    plain = ("returned", "department", "kind", "month", "file_name", "row", "person_id", "name",
             "township", "status", "at", "resolved_by")  # fmt: skip
    return ReturnedRow(
        **{name: row[name] for name in plain},
        headers=tuple(json.loads(row["headers"])),
        cells=tuple(json.loads(row["cells"])),
        faults=tuple((column, Text(zh, en)) for column, zh, en in json.loads(row["faults"])),
    )


def return_rows(
    book: Casebook, actor: Actor, preview: Preview, path: str | os.PathLike[str]
) -> int:
    """Write a list's wrong rows into an error file for its department; returns how many.

    The file has the department's own columns. Each row is tracked until it comes back, also if
    the list was refused whole. Raises NotAllowed, or FileError if the file cannot be written.
    """
    require(book, actor, "roster.confirm")
    write_errors(path, preview.read.file)
    count = len(preview.read.file.refused)
    if count:
        with book.gate() as gate:
            _record(gate, book, actor, preview, "returned")
            detail = {
                "department": preview.read.department,
                "month": preview.read.month,
                "file_hash": preview.read.file_hash,
                "rows": count,
                "error_file": Path(path).name,
            }
            append(gate, book, actor, AuditLine(action="roster.return", detail=detail))
    return count


def record_wrong_rows(gate: Gate, book: Casebook, actor: Actor, preview: Preview) -> None:
    """Track the wrong rows that a confirmed list left out."""
    _record(gate, book, actor, preview, "open")


def _record(gate: Gate, book: Casebook, actor: Actor, preview: Preview, status: str) -> None:
    missing = {_sent(row): row["returned"] for row in _missing(book, preview)}
    fresh = []
    for row in _wrong_rows(book, actor, preview, status):
        number = missing.get(_sent(row))
        if number is None:
            fresh.append(tuple(row.values()))
        elif status == "returned":
            gate.execute(
                "UPDATE returned_rows SET status = 'returned'"
                " WHERE returned = ? AND status = 'open'",
                (number,),
            )
    marks = ", ".join("?" * len(_COLUMNS))
    gate.execute_many(
        f"INSERT INTO returned_rows ({', '.join(_COLUMNS)}) VALUES ({marks})"
        " ON CONFLICT (department, kind, file_hash, row) DO NOTHING",
        fresh,
    )


def _sent(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["person_id"], row["name"], row["township"]


def _missing(book: Casebook, preview: Preview) -> list[dict[str, Any]]:
    kinds = _DEATHS if preview.source.kind == "deaths" else _ROSTERS
    return book.records(
        "SELECT returned, person_id, name, township, namesakes FROM returned_rows"
        f" WHERE department = ? AND kind IN ({', '.join('?' * len(kinds))})"
        " AND status <> 'resolved' ORDER BY returned",
        [preview.read.department, *kinds],
    )


def _wrong_rows(
    book: Casebook, actor: Actor, preview: Preview, status: str
) -> Iterator[dict[str, Any]]:
    read = preview.read
    refused = read.file.refused
    ids, names, towns = (
        [clean(cell) for cell in cells_of(refused, read.places, name)]
        for name in ("person_id", "name", "township")
    )
    namesakes = _by_name(read.lines) if len(refused) else {}
    faults = _faults(preview)
    at = stamp(book.clock())
    for place, (index, number) in enumerate(
        zip(refused.rows.tolist(), refused.numbers.tolist(), strict=True)
    ):
        same = [line.person_id for line in namesakes.get(folded_name(names[place]), ())]
        values = (
            read.department, preview.source.kind, read.month, preview.source.path.name,
            read.file_hash, number, ids[place], names[place], towns[place], _json(same),
            _json(refused.headers), _json(refused.cells.row(place)), _json(faults[index]),
            status, at, actor.name,
        )  # fmt: skip
        yield dict(zip(_COLUMNS, values, strict=True))


def _faults(preview: Preview) -> dict[int, list[tuple[str, str, str]]]:
    refused = preview.read.file.refused
    found: dict[int, list[tuple[str, str, str]]] = {}
    for each in refused.findings:
        place = each.place
        header = refused.headers[place] if place < len(refused.headers) else str(place + 1)
        fault = (
            header,
            f"{each.reason.zh}；{each.expected.zh}",
            f"{each.reason.en}; {each.expected.en}",
        )
        for row in each.rows.tolist():
            found.setdefault(row, []).append(fault)
    return found


def resolve_returned(gate: Gate, book: Casebook, batch: OpenBatch, preview: Preview) -> int:
    """Mark the returned rows that a list brings back as good ones; returns how many.

    A row is known again by its ID, or by its name if nobody of that ID was in the list with the
    wrong row; towns must not contradict. One good row brings back one wrong row.
    """
    missing = _missing(book, preview)
    if not missing:
        return 0
    lines = [*preview.read.lines]
    by_id: dict[str, list[RosterLine]] = {}
    for line in lines:
        by_id.setdefault(line.person_id, []).append(line)
    by_name = _by_name(lines)
    used: set[int] = set()
    count = 0
    for row in missing:
        found = _brought_back(row, by_id, by_name, used)
        if found is not None:
            used.add(found.row)
            count += 1
            gate.execute(
                "UPDATE returned_rows SET status = 'resolved', resolved_by = ? WHERE returned = ?",
                (batch.batch, row["returned"]),
            )
    return count


def _brought_back(
    row: Mapping[str, Any],
    by_id: Mapping[str, Sequence[RosterLine]],
    by_name: Mapping[str, Sequence[RosterLine]],
    used: set[int],
) -> RosterLine | None:
    same_id = next((each for each in by_id.get(row["person_id"], ()) if each.row not in used), None)
    if same_id is not None:
        return same_id
    namesakes = set(json.loads(row["namesakes"]))
    for line in by_name.get(folded_name(row["name"]), ()):
        towns = {line.township, row["township"]} - {""}
        if line.row not in used and line.person_id not in namesakes and len(towns) < 2:
            return line
    return None


def _by_name(lines: Iterable[RosterLine]) -> dict[str, list[RosterLine]]:
    found: dict[str, list[RosterLine]] = {}
    for line in lines:
        found.setdefault(folded_name(line.name), []).append(line)
    found.pop("", None)
    return found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
