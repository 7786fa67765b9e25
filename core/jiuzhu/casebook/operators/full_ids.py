"""Resident IDs: hidden on every screen; seeing a full one is an act of its own."""

from __future__ import annotations

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_apart
from jiuzhu.casebook.errors import CasebookError
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .rights import require


class NoSuchPerson(CasebookError):
    """The casebook has no person of the number."""


def view_full_id(book: Casebook, actor: Actor, person: int) -> str:
    """Return a person's full resident ID; who looked at whom is recorded before it is shown.

    ``person``: the opaque number. Raises NoSuchPerson, NotAllowed.
    """
    found = book.one("SELECT person_id, township FROM people WHERE person = ?", (person,))
    if found is None:
        raise NoSuchPerson(Text("没有此人", "there is no such person"), str(person))
    full, township = found
    require(book, actor, "view.full_id", township=township)
    append_apart(book, actor, AuditLine(action="view.full_id", subject="people", key=str(person)))
    return str(full)
