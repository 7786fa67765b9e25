"""The queue of ambiguous rows: held back from their batch until an operator says who is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from attrs import field, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_all
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.resident_id import mask

from .preview import Preview
from .records import Action, HeldRow, Reason, RosterLine
from .writing import OpenBatch

HELD: Final = (
    "item", "batch", "row", "reason", "action", "person_id", "name", "township", "village",
    "home_care", "category", "valid_from", "valid_to", "says_end", "effective", "died_on",
    "candidate", "status", "resolved_by",
)  # fmt: skip


@frozen(kw_only=True)
class QueueItem:
    """An ambiguous row, and whom it may speak of."""

    item: int
    batch: int
    department: str
    month: str
    reason: Reason
    status: str
    line: RosterLine = field(repr=False)
    effective: str
    candidate: int
    candidate_name: str = field(repr=False)
    candidate_id: str = field(repr=False)

    @property
    def action(self) -> Action:
        """What the row would do."""
        return self.line.action

    @property
    def masked_id(self) -> str:
        """The row's ID as it may be shown."""
        return mask(self.line.person_id)

    @property
    def masked_candidate(self) -> str:
        """The candidate's ID as it may be shown."""
        return mask(self.candidate_id)


def queue_items(
    book: Casebook, *, status: str = "open", item: int | None = None
) -> list[QueueItem]:
    """Return the ambiguous rows of a status, oldest first; with ``item``, that one alone."""
    where, value = ("item = ?", item) if item is not None else ("status = ?", status)
    rows = book.records(
        "SELECT a.*, b.department, b.month, coalesce(p.name, '') AS candidate_name,"
        " coalesce(p.person_id, '') AS candidate_id FROM ambiguous_rows a"
        " JOIN batches b USING (batch) LEFT JOIN people p ON p.person = a.candidate"
        f" WHERE {where} ORDER BY item",
        [value],
    )
    return [_item(row) for row in rows]


def _item(row: Mapping[str, Any]) -> QueueItem:
    home_care = row["home_care"]
    return QueueItem(
        item=row["item"],
        batch=row["batch"],
        department=row["department"],
        month=row["month"],
        reason=row["reason"],
        status=row["status"],
        effective=row["effective"],
        candidate=row["candidate"] or 0,
        candidate_name=row["candidate_name"],
        candidate_id=row["candidate_id"],
        line=RosterLine(
            row["row"],
            row["action"],
            row["person_id"],
            row["name"],
            row["township"],
            row["village"],
            None if home_care is None else bool(home_care),
            row["category"],
            row["valid_from"] or "",
            row["valid_to"] or "",
            bool(row["says_end"]),
            row["died_on"] or "",
        ),
    )


def hold_rows(
    gate: Gate,
    book: Casebook,
    actor: Actor,
    batch: OpenBatch,
    preview: Preview,
    new: Mapping[str, int],
) -> None:
    """Queue a batch's ambiguous rows. What they, or a newer full list, replace is superseded."""
    _supersede(gate, book, actor, batch, preview)
    (last,) = gate.one("SELECT coalesce(max(item), 0) FROM ambiguous_rows")
    rows = [
        _row(item, batch, held, preview.read.effective, new)
        for item, held in enumerate(preview.held, last + 1)
    ]
    gate.insert_many("ambiguous_rows", HELD, [tuple(row.values()) for row in rows])
    write_held(gate, book, actor, "roster.hold", rows)


def write_held(
    gate: Gate, book: Casebook, actor: Actor, action: str, rows: Iterable[Mapping[str, Any]]
) -> None:
    """Put rows of the queue, as they stand now, into the audit trail."""
    append_all(
        gate,
        book,
        actor,
        [
            AuditLine(
                action=action,
                subject="ambiguous_rows",
                key=str(row["item"]),
                row=row,
                detail={"reason": row["reason"], "status": row["status"]},
            )
            for row in rows
        ],
    )


def _row(
    item: int, batch: OpenBatch, held: HeldRow, effective: str, new: Mapping[str, int]
) -> dict[str, Any]:
    line = held.line
    candidate = held.candidate if held.candidate is not None else new.get(held.beside)
    values = (
        item, batch.batch, line.row, held.reason, line.action, line.person_id, line.name,
        line.township, line.village, None if line.home_care is None else int(line.home_care),
        line.category, line.valid_from or None, line.valid_to or None, int(line.says_end),
        effective, line.died_on or None, candidate, "open", None,
    )  # fmt: skip
    return dict(zip(HELD, values, strict=True))


def _supersede(
    gate: Gate, book: Casebook, actor: Actor, batch: OpenBatch, preview: Preview
) -> None:
    """Close the open rows of the department that this list makes pointless.

    A full list makes all of them so, any list those that it repeats.
    """
    kinds = ("deaths",) if preview.source.kind == "deaths" else ("full", "changes")
    repeated = {(held.line.person_id, held.line.category) for held in preview.held}
    listed = {(line.person_id, line.category) for line in preview.read.lines}
    closed = []
    for row in book.records(
        f"SELECT {', '.join(f'a.{each}' for each in HELD)} FROM ambiguous_rows a"
        " JOIN batches b USING (batch) WHERE a.status = 'open' AND b.department = ?"
        f" AND b.kind IN ({', '.join('?' * len(kinds))}) AND a.batch <> ?",
        [preview.read.department, *kinds, batch.batch],
    ):
        key = (row["person_id"], row["category"])
        if preview.source.kind == "full" or key in repeated or key in listed:
            closed.append({**row, "status": "superseded", "resolved_by": batch.batch})
    for row in closed:
        gate.change_one(
            "UPDATE ambiguous_rows SET status = 'superseded', resolved_by = ?"
            " WHERE item = ? AND status = 'open'",
            (batch.batch, row["item"]),
        )
    write_held(gate, book, actor, "roster.supersede", closed)
