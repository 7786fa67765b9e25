"""Settles entries again, each from its own receipt: for reversals, replays and traces."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from jiuzhu.casebook.store import Casebook
from jiuzhu.explanation.single import settle_one
from jiuzhu.loading.county import County
from jiuzhu_schemas.records import Person
from jiuzhu_schemas.trace import Trace

from .answers import Answer, Pools, answer_of, decision_of, held_on
from .entry import Entry
from .known import person_numbered
from .reads import entry_numbered
from .receipt import Interval, claim_of, edition_hash, identities_of, intervals_in, used_of

Counties: TypeAlias = Callable[[str], County]
"""Gives a loaded county by its id, such as `Platform.county`."""


class Again:
    """Settles entries again under the loaded counties; what many share is read once."""

    def __init__(self, book: Casebook, counties: Counties) -> None:
        self._book = book
        self._counties = counties
        self._people: dict[int, Person] = {}
        self._holdings: dict[int, tuple[Interval, ...]] = {}

    def read_all(self) -> None:
        """Read everybody and every holding at once, for going through the whole ledger."""
        for number, person_id, name in self._book.rows(
            "SELECT person, person_id, name FROM people"
        ):
            self._people[number] = Person(person_id, name)
        for holding, text in self._book.rows("SELECT holding, intervals FROM holdings"):
            self._holdings[holding] = intervals_in(text)

    def same_policy(self, entry: Entry) -> bool:
        """Tell whether the documents an entry was settled under are those loaded now."""
        county = self._counties(entry.county)
        edition = county.policy.on(date.fromisoformat(entry.settled_on))
        return edition_hash(county, edition) == entry.edition

    def answer(self, entry: Entry, used: Pools) -> Answer:
        """Return the answer that the loaded policy gives to an entry's claim."""
        person = with_home_care(self._person(entry.person), entry)
        claim = claim_of(entry.claim_id, person.person_id, entry.claim)
        held = held_on(self._intervals(entry.holding), entry.settled_on)
        decision = decision_of(self._counties(entry.county), person, held, claim)
        return answer_of(decision, claim.in_scope_cost, claim.base, used)

    def _person(self, number: int) -> Person:
        known = self._people.get(number)
        if known is None:
            known = self._people[number] = person_numbered(self._book, number)
        return known

    def _intervals(self, holding: int) -> tuple[Interval, ...]:
        known = self._holdings.get(holding)
        if known is None:
            known = self._holdings[holding] = intervals_numbered(self._book, holding)
        return known


def trace_of(book: Casebook, county: County, entry: Entry) -> Trace:
    """Return the trace of an entry, from its receipt; of a reversal, the one of what it took back.

    Under the policy documents of that time it comes to the entry's own answer; `replay` tells
    whether the loaded ones still do.
    """
    if entry.kind == "reverse" and entry.replaces is not None:
        entry = entry_numbered(book, entry.replaces) or entry
    person = with_home_care(person_numbered(book, entry.person), entry)
    return settle_one(
        county,
        person,
        identities_of(person.person_id, intervals_numbered(book, entry.holding)),
        claim_of(entry.claim_id, person.person_id, entry.claim),
        used_of(entry.used_before),
    )


def with_home_care(person: Person, entry: Entry) -> Person:
    """Return a person as they were when an entry was settled."""
    return Person(person.person_id, person.name, bool(entry.home_care))


def intervals_numbered(book: Casebook, holding: int) -> tuple[Interval, ...]:
    """Return the intervals of a holding."""
    (text,) = book.one("SELECT intervals FROM holdings WHERE holding = ?", (holding,))
    return intervals_in(text)
