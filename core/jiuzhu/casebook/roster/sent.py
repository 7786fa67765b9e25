"""The error files that went back to departments: what was sent when, and by whom."""

from __future__ import annotations

import json

from attrs import frozen

from jiuzhu.casebook.store import Casebook


@frozen(kw_only=True)
class SentBack:
    """An error file. ``at``: Beijing time."""

    at: str
    actor: str
    department: str
    month: str
    rows: int
    error_file: str


def files_sent_back(book: Casebook) -> list[SentBack]:
    """Return the error files, the latest first, as the audit trail has them."""
    rows = book.rows(
        "SELECT at, actor, detail FROM audit WHERE subject = '' AND subject_key = ''"
        " AND action = 'roster.return' ORDER BY seq DESC"
    )
    found = []
    for at, actor, text in rows:
        said = json.loads(text)
        found.append(
            SentBack(
                at=at,
                actor=actor,
                department=said["department"],
                month=said["month"],
                rows=said["rows"],
                error_file=said["error_file"],
            )
        )
    return found
