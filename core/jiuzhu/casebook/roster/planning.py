"""Works out what a list would do to everybody it speaks of, and to those it leaves out."""

from __future__ import annotations

from attrs import define, evolve, field

from .compare import Terms, change_of
from .contradictions import contradictions
from .known import KnownRoster
from .matching import Matched
from .passing import death_of
from .records import Contradiction, Kind, PersonChange, RosterLine


@define(eq=False)
class Plan:
    """What a list would do, before it is judged."""

    changes: list[PersonChange] = field(factory=list)
    found: list[Contradiction] = field(factory=list)
    idle: list[RosterLine] = field(factory=list)
    seen: set[int] = field(factory=set)
    """People whom a row speaks of for certain."""
    waiting: int = 0
    """People not in a full list who stay for now."""


def plan_list(kind: Kind, matched: Matched, known: KnownRoster, terms: Terms) -> Plan:
    """Return what a list would do."""
    if kind == "deaths":
        return _deaths(matched, known)
    plan = _roster(matched, known, terms)
    if kind == "full":
        absent = _absent(plan, matched, known, terms)
        if terms.ends_absent:
            plan.changes += absent
        else:
            plan.waiting = len(absent)
    plan.found += contradictions(plan.changes, known, terms)
    return plan


def _roster(matched: Matched, known: KnownRoster, terms: Terms) -> Plan:
    plan = Plan()
    for person, lines in matched.groups:
        if person is not None:
            plan.seen.add(person.person)
            if person.died_on and any(line.action == "add" for line in lines):
                says = (("", person.died_on), (lines[0].category, terms.department))
                plan.found.append(
                    Contradiction("dead", person.person, person.person_id, person.name, says)
                )
                continue
        own = known.of_department(person.person, terms.department) if person else []
        doubtful = person is not None and person.person in matched.untouched
        change = change_of(
            person, lines, own, evolve(terms, ends_absent=False) if doubtful else terms
        )
        if not change.ends and any(line.action == "cancel" for line in lines):
            plan.idle += [line for line in lines if line.action == "cancel"]
        if person is not None or change.puts:
            plan.changes.append(change)
    return plan


def _deaths(matched: Matched, known: KnownRoster) -> Plan:
    plan = Plan()
    for person, lines in matched.groups:
        if person is None:
            plan.idle += lines
            continue
        died_on = lines[0].died_on
        if person.died_on not in ("", died_on):
            says = (("", person.died_on), ("", died_on))
            plan.found.append(
                Contradiction("other_death", person.person, person.person_id, person.name, says)
            )
        plan.changes.append(death_of(person, died_on, known.of_department(person.person, "")))
    return plan


def _absent(plan: Plan, matched: Matched, known: KnownRoster, terms: Terms) -> list[PersonChange]:
    """Return what becomes of those in force who are not in a full list."""
    spared = plan.seen | matched.untouched
    without_gaps = evolve(terms, ends_absent=True)
    found = []
    for person in known.identities:
        if person in spared:
            continue
        own = known.of_department(person, terms.department)
        if any(each.interval.covers(terms.effective) for each in own):
            found.append(change_of(known.people[person], (), own, without_gaps))
    return found


def count_in_force(known: KnownRoster, department: str, effective: str) -> int:
    """Return how many people have an identity in force from a department; '' means any."""
    return sum(
        any(each.interval.covers(effective) for each in known.of_department(person, department))
        for person in known.identities
    )
