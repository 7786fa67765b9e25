"""The casebook's people and identities in memory, for comparing a whole list with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from attrs import define

from jiuzhu.casebook.store import Casebook

from .records import Interval, Known

_MARKS: Final = str.maketrans({"•": "·", "．": "·", ".": "·", "・": "·"})


class State(NamedTuple):
    """How far the roster had come when a preview was made."""

    batch: int
    person: int


class PersonKnown(NamedTuple):
    """What matters of a person for lists."""

    person: int
    person_id: str
    name: str
    home_care: bool
    township: str
    village: str
    died_on: str


@define(eq=False)
class KnownRoster:
    """The state that a list is compared with."""

    state: State
    people: Mapping[int, PersonKnown]
    by_id: Mapping[str, int]
    """Person by ID, other IDs included."""
    identities: Mapping[int, list[Known]]
    """By person: everything we know now, whatever the department."""
    alike: Mapping[tuple[str, str], list[int]]
    """People by folded name and birth date."""

    def find(self, person_id: str) -> PersonKnown | None:
        """Return the person with an ID."""
        number = self.by_id.get(person_id)
        return None if number is None else self.people[number]

    def of_department(self, person: int, department: str) -> list[Known]:
        """Return what is known of a person from one department; '' means all."""
        found = self.identities.get(person, [])
        if not department:
            return found
        return [each for each in found if each.interval.department == department]


def state_of(book: Casebook) -> State:
    """Return how far the roster has come now."""
    batch, person = book.one(
        "SELECT (SELECT coalesce(max(batch), 0) FROM batches),"
        " (SELECT coalesce(max(person), 0) FROM people)"
    )
    return State(batch, person)


def load(book: Casebook) -> KnownRoster:
    """Read what lists are compared with. Three queries; 60 000 people take a third of a second."""
    state = state_of(book)
    people = {
        row[0]: PersonKnown(row[0], row[1], row[2], bool(row[3]), row[4], row[5], row[6] or "")
        for row in book.rows(
            "SELECT person, person_id, name, home_care, township, village, died_on FROM people"
        )
    }
    by_id = {each.person_id: each.person for each in people.values()}
    by_id.update(book.rows("SELECT person_id, person FROM other_ids"))
    identities: dict[int, list[Known]] = {}
    for identity, person, *interval in book.rows(
        "SELECT identity, person, category, valid_from, valid_to, department FROM identities"
        " WHERE known_to IS NULL ORDER BY valid_from, identity"
    ):
        identities.setdefault(person, []).append(Known(identity, Interval(*interval)))
    return KnownRoster(state, people, by_id, identities, _alike(people.values()))


def _alike(people: Iterable[PersonKnown]) -> Mapping[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for each in people:
        if each.name:
            key = (folded_name(each.name), birth_part(each.person_id))
            found.setdefault(key, []).append(each.person)
    return found


def folded_name(name: str) -> str:
    """Return a name in the form in which two spellings of it are equal."""
    if name.isalpha():  # Nearly every name: no mark or blank in it.
        return name.casefold()
    return "".join(name.translate(_MARKS).split()).casefold()


def birth_part(person_id: str) -> str:
    """Return the birth date inside a resident ID, as it stands there."""
    return person_id[6:14]
