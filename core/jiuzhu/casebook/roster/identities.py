"""The identities of one person: what holds on a day, and what we knew of it at a time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from attrs import frozen

from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.records import Identity

_COLUMNS: Final = (
    "identity, person, category, valid_from, valid_to, department, batch, known_from, known_to"
)


@frozen(kw_only=True)
class Recognised:
    """A category that a department recognised for a person, and when we knew it.

    ``valid_to`` is the last day, None while it holds; ``known_to`` the time at which it was ended
    or replaced in the casebook, None while it is what we know.
    """

    identity: int
    person: int
    category: str
    valid_from: date
    valid_to: date | None
    department: str
    batch: int
    known_from: str
    known_to: str | None

    def holds(self, day: date) -> bool:
        """Tell whether the day is within the interval."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def known_identities(book: Casebook, person: int) -> list[Identity]:
    """Return what we know now of a person's identities, as the settlement takes them."""
    return [
        Identity(person_id, category, _day(first), _last(last))
        for person_id, category, first, last in book.rows(
            "SELECT person_id, category, valid_from, valid_to FROM identities"
            " JOIN people USING (person) WHERE person = ? AND known_to IS NULL"
            " ORDER BY valid_from, category, identity",
            (person,),
        )
    ]


def identities_on(
    book: Casebook, person: int, day: date, known_at: datetime | str | None = None
) -> list[Recognised]:
    """Return the identities a person held on a day, by category.

    ``known_at``: as the casebook knew it at that time (a text such as ``2026-11-21 09:30:00`` in
    Beijing time); None for what it knows now.
    """
    return [each for each in history_of(book, person, known_at) if each.holds(day)]


def history_of(
    book: Casebook, person: int, known_at: datetime | str | None = None
) -> list[Recognised]:
    """Return all intervals of a person as they were known at a time; None: now."""
    values: dict[str, Any] = {"person": person}
    if known_at is None:
        known = "known_to IS NULL"
    else:
        known = "known_from <= :at AND (known_to IS NULL OR known_to > :at)"
        values["at"] = known_at if isinstance(known_at, str) else stamp(known_at)
    return [
        Recognised(
            identity=identity,
            person=person,
            category=category,
            valid_from=_day(first),
            valid_to=_last(last),
            department=department,
            batch=batch,
            known_from=known_from,
            known_to=known_to,
        )
        for identity, _, category, first, last, department, batch, known_from, known_to in (
            book.rows(
                f"SELECT {_COLUMNS} FROM identities WHERE person = :person AND {known}"
                " ORDER BY category, valid_from, identity",
                values,
            )
        )
    ]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _last(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
