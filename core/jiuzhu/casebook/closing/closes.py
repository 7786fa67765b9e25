"""The closes of days there were, and what the ledger has come to since. Sums are fen."""

from __future__ import annotations

import json
from typing import Final

from attrs import frozen

from jiuzhu.casebook.store import Casebook

_CLOSES: Final = """
SELECT seq, at, actor, detail FROM audit WHERE action = 'casebook.close' ORDER BY seq DESC LIMIT ?
"""


@frozen(kw_only=True)
class Close:
    """One close of a day, as the trail has it."""

    records: int
    """Records of the trail then; the last is the close itself."""
    at: str
    actor: str
    entries: int
    sum: int


@frozen(kw_only=True)
class Standing:
    """What the ledger holds now, and the latest closes, the newest first."""

    entries: int
    sum: int
    closes: tuple[Close, ...]


def standing(book: Casebook, limit: int = 100) -> Standing:
    """Return what a close would count now, and up to ``limit`` closes before it."""
    entries, total = book.one(
        "SELECT count(*), coalesce(sum(award_change + tilt_change), 0) FROM entries"
    )
    found = []
    for seq, at, actor, detail in book.rows(_CLOSES, (limit,)):
        said = json.loads(detail)
        found.append(
            Close(records=seq, at=at, actor=actor, entries=said["entries"], sum=said["sum"])
        )
    return Standing(entries=entries, sum=total, closes=tuple(found))
