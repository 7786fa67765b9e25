"""The people a casebook knows, each under an opaque number that logs may show."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from jiuzhu.casebook.actor import Actor, local_actor
from jiuzhu.casebook.audit import append
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.records import Person
from jiuzhu_schemas.resident_id import birth_date, mask
from jiuzhu_schemas.text import Text

from .errors import UnknownPerson
from .people_trail import registered


@frozen
class PersonRow:
    """A person as the casebook knows them now. What is personal stays out of ``repr``."""

    person: int
    person_id: str = field(repr=False)
    name: str = field(repr=False)
    home_care: bool
    township: str
    village: str
    died_on: date | None
    account_holder: str = field(repr=False)
    account_bank: str = field(repr=False)
    account_number: str = field(repr=False)

    @property
    def masked_id(self) -> str:
        """The resident ID as it may be shown."""
        return mask(self.person_id)

    @property
    def record(self) -> Person:
        """The person as the settlement takes them."""
        return Person(self.person_id, self.name, self.home_care)


def find_person(book: Casebook | Gate, person_id: str) -> int | None:
    """Return the number of the person with an ID, None if the casebook knows nobody by it.

    An ID that an operator found to be another one of a known person finds that person.
    """
    found = book.one("SELECT person FROM people WHERE person_id = ?", (person_id,))
    if found is None:
        found = book.one("SELECT person FROM other_ids WHERE person_id = ?", (person_id,))
    return None if found is None else int(found[0])


def require_person(book: Casebook | Gate, person_id: str) -> int:
    """Return the number of the person with an ID; UnknownPerson, with the ID masked."""
    found = find_person(book, person_id)
    if found is None:
        shown = mask(person_id)
        raise UnknownPerson(
            Text(
                f"案卷库中没有身份证号为 {shown} 的人，请核对号码，或先导入花名册",
                f"the casebook knows nobody with the ID {shown}: check it, or import a roster",
            )
        )
    return found


def person_of(book: Casebook | Gate, person: int) -> PersonRow:
    """Return a person by number; UnknownPerson."""
    found = book.one(
        "SELECT person, person_id, name, home_care, township, village, died_on, account_holder,"
        " account_bank, account_number FROM people WHERE person = ?",
        (person,),
    )
    if found is None:
        raise UnknownPerson(
            Text(f"案卷库中没有第{person}号人员", f"the casebook knows no person number {person}")
        )
    number, person_id, name, home_care, township, village, died_on, *account = found
    return PersonRow(
        number,
        person_id,
        name,
        bool(home_care),
        township,
        village,
        date.fromisoformat(died_on) if died_on else None,
        *account,
    )


def register_person(
    gate: Gate,
    book: Casebook,
    person: Person,
    township: str = "",
    village: str = "",
    *,
    actor: Actor | None = None,
) -> int:
    """Return the person's number, adding them if the casebook does not know their ID.

    Somebody who is known stays as they are. ``actor``: who adds them; None: whoever runs the
    program. Raises ResidentIdError for a wrong ID.
    """
    known = find_person(book, person.person_id)
    if known is not None:
        return known
    birth_date(person.person_id)
    number = gate.insert(
        "people",
        {
            "person_id": person.person_id,
            "name": person.name,
            "home_care": int(person.home_care),
            "township": township,
            "village": village,
        },
    )
    append(gate, book, actor or local_actor(), registered(gate, number, number))
    return number


def died_before(book: Casebook, person: int, day: date) -> bool:
    """Tell whether a person is known to have died before a day."""
    died_on = person_of(book, person).died_on
    return died_on is not None and died_on < day
