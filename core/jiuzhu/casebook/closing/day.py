"""Closing a day: what the casebook holds is summed up for the report that leaves the office."""

from __future__ import annotations

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append
from jiuzhu.casebook.audit.digest import Digest, marked
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.store import Casebook


def close_day(book: Casebook, actor: Actor) -> Digest:
    """Record the close in the trail and return the digest, in which that record is the last.

    Raises NotAllowed, NotWritten.
    """
    require(book, actor, "casebook.close")
    with book.gate() as gate:
        entries, total = gate.one(
            "SELECT count(*), coalesce(sum(award_change + tilt_change), 0) FROM entries"
        )
        detail = {"entries": entries, "sum": total}
        last = append(gate, book, actor, AuditLine(action="casebook.close", detail=detail))
        marks = tuple(
            (seq, str(gate.one("SELECT hash FROM audit WHERE seq = ?", (seq,))[0]))
            for seq in marked(last)
        )
    return Digest(at=stamp(book.clock()), records=last, entries=entries, sum=total, marks=marks)
