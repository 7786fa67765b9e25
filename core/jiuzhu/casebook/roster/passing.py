"""A list of deaths compared with the roster: identities of every department end with the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from jiuzhu.casebook.store import Casebook

from .known import PersonKnown
from .records import Interval, Known, Outcome, PersonChange


def death_of(person: PersonKnown, died_on: str, known: Sequence[Known]) -> PersonChange:
    """Return what a death changes. ``known``: the person's identities from all departments."""
    ends: list[int] = []
    puts: list[Interval] = []
    cut: list[Interval] = []
    for each in known:
        interval = each.interval
        if interval.last is not None and interval.last <= died_on:
            continue
        ends.append(each.identity)
        cut.append(interval)
        if interval.first <= died_on:
            puts.append(interval._replace(last=died_on))
    recorded = person.died_on == died_on
    outcome: Outcome = "cancelled" if ends else "unchanged" if recorded else "changed"
    return PersonChange(
        person=person.person,
        person_id=person.person_id,
        name=person.name,
        outcome=outcome,
        what=() if recorded and not ends else ("died",),
        before=tuple(cut),
        ends=tuple(ends),
        puts=tuple(puts),
        update={} if recorded else {"died_on": died_on},
    )


@frozen
class SettledAfterDeath:
    """A standing claim that was settled after its person had died: to be looked into."""

    person: int
    died_on: date
    claim_id: str
    settled_on: date


def settled_after_death(book: Casebook) -> list[SettledAfterDeath]:
    """Return the claims that stand although they were settled after the person's death.

    A settlement soon after a death may be right: a stay is often settled after it.
    """
    return [
        SettledAfterDeath(person, date.fromisoformat(died), claim_id, date.fromisoformat(settled))
        for person, died, claim_id, settled in book.rows(
            "SELECT person, died_on, claim_id, settled_on FROM people JOIN entries e USING (person)"
            " WHERE died_on IS NOT NULL AND settled_on > died_on AND kind <> 'reverse'"
            " AND NOT EXISTS (SELECT 1 FROM entries later WHERE later.replaces = e.entry)"
            " ORDER BY person, settled_on, entry"
        )
    ]


def claims_after(book: Casebook, person: int, died_on: str) -> int:
    """Return how many standing claims of a person were settled after a day."""
    (count,) = book.one(
        "SELECT count(*) FROM entries e WHERE person = ? AND settled_on > ? AND kind <> 'reverse'"
        " AND NOT EXISTS (SELECT 1 FROM entries later WHERE later.replaces = e.entry)",
        (person, died_on),
    )
    return int(count)
