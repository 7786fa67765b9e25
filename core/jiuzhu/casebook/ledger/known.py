"""What the casebook knows of one person now, as the rules want it."""

from __future__ import annotations

from attrs import frozen

from jiuzhu.casebook.roster.people import require_person
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.records import Identity, Person

from .reads import Source
from .receipt import Interval, holding_text, identities_of


@frozen
class Known:
    """A person and every interval of theirs that is known now."""

    number: int
    """The opaque person number."""
    person: Person
    intervals: tuple[Interval, ...]

    @property
    def identities(self) -> list[Identity]:
        """The intervals as identities."""
        return identities_of(self.person.person_id, self.intervals)

    @property
    def holding(self) -> str:
        """The intervals as a receipt keeps them."""
        return holding_text(self.intervals)


def known_person(book: Casebook, person_id: str) -> Known:
    """Return a person by resident ID; UnknownPerson if the casebook has nobody of it."""
    found = book.one("SELECT person, name, home_care FROM people WHERE person_id = ?", (person_id,))
    if found is None:  # Another ID of theirs, or nobody's.
        number = require_person(book, person_id)
        return Known(number, person_numbered(book, number), intervals_of(book, number))
    number, name, home_care = found
    return Known(number, Person(person_id, name, bool(home_care)), intervals_of(book, number))


def person_numbered(book: Source, number: int) -> Person:
    """Return a person of the casebook by number, which must be there."""
    person_id, name, home_care = book.one(
        "SELECT person_id, name, home_care FROM people WHERE person = ?", (number,)
    )
    return Person(person_id, name, bool(home_care))


def intervals_of(book: Source, number: int) -> tuple[Interval, ...]:
    """Return the intervals of a person that are known now."""
    return tuple(
        book.rows(
            "SELECT category, valid_from, valid_to FROM identities"
            " WHERE person = ? AND known_to IS NULL ORDER BY identity",
            (number,),
        )
    )
