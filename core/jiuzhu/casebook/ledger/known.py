"""What the casebook knows of one person now, as the rules want it."""

from __future__ import annotations

from typing import Literal

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
    found = _known(book, "person_id", person_id)
    if found is None:  # Another ID of theirs, or nobody's.
        found = _known(book, "person", require_person(book, person_id))
    assert found is not None
    return found


def is_still(book: Source, whose: Known) -> bool:
    """Tell whether rules would be told the same of a person now as when they were read."""
    (home_care,) = book.one("SELECT home_care FROM people WHERE person = ?", (whose.number,))
    if bool(home_care) != whose.person.home_care:
        return False
    now = tuple(
        book.rows(
            "SELECT category, valid_from, valid_to FROM identities"
            " WHERE person = ? AND known_to IS NULL ORDER BY identity",
            (whose.number,),
        )
    )
    return now == whose.intervals or holding_text(now) == whose.holding


def person_numbered(book: Source, number: int) -> Person:
    """Return a person of the casebook by number, which must be there."""
    person_id, name, home_care = book.one(
        "SELECT person_id, name, home_care FROM people WHERE person = ?", (number,)
    )
    return Person(person_id, name, bool(home_care))


def _known(book: Source, column: Literal["person", "person_id"], value: int | str) -> Known | None:
    """Read a person and their intervals by one statement: of one moment, and quickly."""
    rows = book.rows(
        "SELECT p.person, p.person_id, p.name, p.home_care, i.category, i.valid_from, i.valid_to"
        " FROM people AS p LEFT JOIN identities AS i ON i.person = p.person AND i.known_to IS NULL"
        f" WHERE p.{column} = ? ORDER BY i.identity",
        (value,),
    )
    if not rows:
        return None
    number, person_id, name, home_care, category = rows[0][:5]
    intervals = tuple([row[4:] for row in rows]) if category is not None else ()
    return Known(number, Person(person_id, name, bool(home_care)), intervals)
