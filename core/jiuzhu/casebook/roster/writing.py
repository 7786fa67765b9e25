"""Writes a batch: its row, the people it brings, what becomes known and what is known no more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append, append_all
from jiuzhu.casebook.audit.canonical import canonical_hash
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.errors import RowConflict
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.text import Text

from .people_trail import changed, hashes_before, registered
from .records import Interval, PersonChange

_PERSON: Final = ("person", "person_id", "name", "home_care", "township", "village")
_IDENTITY: Final = (
    "person", "category", "valid_from", "valid_to", "department", "batch", "known_from",
)  # fmt: skip
BATCH: Final = (
    "batch", "kind", "department", "month", "file_name", "file_hash", "at", "actor", "counts",
)  # fmt: skip


@frozen
class Batch:
    """A list that went in, or an operator's decision: who, when, and how many of what."""

    batch: int
    kind: str
    department: str
    month: str
    file_name: str
    file_hash: str
    at: str
    actor: str
    counts: Mapping[str, int]


@frozen
class OpenBatch:
    """A batch that is being written, inside the gate."""

    batch: int
    at: str
    row: Mapping[str, Any]


def open_batch(
    gate: Gate,
    book: Casebook,
    actor: Actor,
    kind: str,
    department: str,
    month: str,
    file: tuple[str, str] = ("", ""),
    counts: Mapping[str, int] | None = None,
) -> OpenBatch:
    """Add the batch's row. ``file``: name and hash.

    Its time is never before that of an earlier batch, so that what was known stays in order.
    """
    last, latest = gate.one("SELECT coalesce(max(batch), 0), coalesce(max(at), '') FROM batches")
    values = (
        last + 1, kind, department, month, *file, max(stamp(book.clock()), latest), actor.name,
        json.dumps(counts or {}, sort_keys=True),
    )  # fmt: skip
    row = dict(zip(BATCH, values, strict=True))
    gate.insert("batches", row)
    return OpenBatch(last + 1, row["at"], row)


def close_batch(
    gate: Gate,
    book: Casebook,
    actor: Actor,
    batch: OpenBatch,
    action: str,
    detail: Mapping[str, Any],
) -> None:
    """Put the batch into the audit trail, with a digest over all that it wrote and ended."""
    append(
        gate,
        book,
        actor,
        AuditLine(
            action=action,
            subject="batches",
            key=str(batch.batch),
            row=batch.row,
            detail={**detail, "digest": digest_of(book, batch.batch)},
        ),
    )


def digest_of(book: Casebook, batch: int) -> str:
    """Return the SHA-256 over the identities that a batch brought and those that it ended."""
    brought = book.rows(
        "SELECT identity, person, category, valid_from, valid_to, department, known_from"
        " FROM identities WHERE batch = ? ORDER BY identity",
        (batch,),
    )
    ended = book.rows(
        "SELECT identity, known_to FROM identities WHERE ended_by = ? ORDER BY identity", (batch,)
    )
    others = book.rows(
        "SELECT person_id, person FROM other_ids WHERE batch = ? ORDER BY person_id", (batch,)
    )
    return canonical_hash([brought, ended, others])


def write_changes(
    gate: Gate, book: Casebook, actor: Actor, batch: OpenBatch, changes: Iterable[PersonChange]
) -> Mapping[str, int]:
    """Write what changes; returns the numbers of the new people by ID."""
    listed = [each for each in changes if each.what or each.outcome != "unchanged"]
    new = _add_people(gate, book, actor, [each for each in listed if each.person is None])
    _update_people(gate, book, actor, batch, [each for each in listed if each.update])
    end_known(gate, batch, [identity for each in listed for identity in each.ends])
    put_intervals(
        gate,
        batch,
        [
            (new[each.person_id] if each.person is None else each.person, interval)
            for each in listed
            for interval in each.puts
        ],
    )
    return new


def put_intervals(gate: Gate, batch: OpenBatch, intervals: Sequence[tuple[int, Interval]]) -> None:
    """Write intervals of people as known from this batch on."""
    gate.insert_many(
        "identities",
        _IDENTITY,
        [
            (person, each.category, each.first, each.last, each.department, batch.batch, batch.at)
            for person, each in intervals
        ],
    )


def _add_people(
    gate: Gate, book: Casebook, actor: Actor, new: Sequence[PersonChange]
) -> dict[str, int]:
    if not new:
        return {}
    (last,) = gate.one("SELECT coalesce(max(person), 0) FROM people")
    numbers = {each.person_id: number for number, each in enumerate(new, last + 1)}
    gate.insert_many(
        "people",
        _PERSON,
        [
            (
                numbers[each.person_id], each.person_id, each.update.get("name", each.name),
                each.update.get("home_care", 0), each.update.get("township", ""),
                each.update.get("village", ""),
            )
            for each in new
        ],
    )  # fmt: skip
    append(gate, book, actor, registered(gate, last + 1, last + len(new)))
    return numbers


def _update_people(
    gate: Gate, book: Casebook, actor: Actor, batch: OpenBatch, updates: Sequence[PersonChange]
) -> None:
    known = [(each.person, each.update) for each in updates if each.person is not None]
    before = hashes_before(gate, [person for person, _ in known])
    by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for person, update in known:
        columns = tuple(sorted(update))
        values = (*(update[column] for column in columns), person)
        by_columns.setdefault(columns, []).append(values)
    for columns, rows in by_columns.items():
        assignments = ", ".join(f"{column} = ?" for column in columns)
        gate.execute_many(f"UPDATE people SET {assignments} WHERE person = ?", rows)
    append_all(gate, book, actor, changed(gate, before, "roster.person", {"batch": batch.batch}))


def end_known(gate: Gate, batch: OpenBatch, identities: Sequence[int]) -> None:
    """End what is known of identities by a batch; RowConflict if one is ended already."""
    ended = gate.execute_many(
        "UPDATE identities SET known_to = ?, ended_by = ? WHERE identity = ? AND known_to IS NULL",
        [(batch.at, batch.batch, identity) for identity in identities],
    ).rowcount
    if identities and ended != len(identities):
        raise RowConflict(
            Text(
                "身份记录已被他人改动，请重新预览；没有写入任何内容",
                "identities were changed by somebody else; preview again. Nothing was written",
            )
        )
