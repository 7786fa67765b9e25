"""Recognising one person by an operator's decision: nobody's list, but an application granted."""

from __future__ import annotations

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.privacy.remarks import remark
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.records import Identity

from .people import require_person
from .records import Interval
from .writing import close_batch, open_batch, put_intervals


def recognise(
    gate: Gate, book: Casebook, actor: Actor, identity: Identity, department: str, note: str = ""
) -> int:
    """Record an identity as a decision, inside the gate; returns the decision's batch.

    Rights are the caller's to ask for. Raises UnknownPerson.
    """
    person = require_person(book, identity.person_id)
    last = identity.valid_to.isoformat() if identity.valid_to else None
    first = identity.valid_from.isoformat()
    batch = open_batch(gate, book, actor, "decision", department, f"{book.clock():%Y-%m}")
    put_intervals(gate, batch, [(person, Interval(identity.category, first, last, department))])
    detail = {"person": person, "category": identity.category, "note": remark(note)}
    close_batch(gate, book, actor, batch, "roster.recognise", detail)
    return batch.batch
