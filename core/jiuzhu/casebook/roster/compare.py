"""Compares a department's list with what is in force from it, person by person.

A list adds, extends and ends; it does not take back what was recognised for days gone by. An
identity that was ended and comes again begins anew on the day from which the list counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from attrs import frozen

from .known import PersonKnown
from .records import Interval, Known, Outcome, PersonChange, RosterLine


@frozen(kw_only=True)
class Terms:
    """How a list is to be taken."""

    department: str
    effective: str
    """The first day on which its changes count."""
    ends_absent: bool
    """Whoever or whatever is not in it is no longer in force: true of a full list without gaps."""


def day_before(day: str) -> str:
    """Return the day before a day, both as texts."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def change_of(
    person: PersonKnown | None, lines: Sequence[RosterLine], known: Sequence[Known], terms: Terms
) -> PersonChange:
    """Return what a list's rows of one person change; no rows: they are absent from it.

    ``known``: what stands in the casebook of the person from this department.
    """
    after = {each.identity: each.interval for each in known}
    added: list[Interval] = []
    named = {line.category for line in lines}
    for line in lines:
        own = [each for each in known if each.interval.category == line.category]
        if line.action == "cancel":
            _end(after, own, line.valid_to or day_before(terms.effective), terms)
        else:
            added += [new for new in _extend(after, own, line, terms) if new not in added]
    if terms.ends_absent:
        rest = [each for each in known if each.interval.category not in named]
        _end(after, rest, day_before(terms.effective), terms)
    return _change(person, lines, known, after, added, terms)


def _end(after: dict[int, Interval], own: Iterable[Known], last: str, terms: Terms) -> None:
    """End what is in force with a last day; what begins after it never was."""
    for each in own:
        interval = each.interval
        if not interval.covers(terms.effective) and not interval.covers(last):
            continue
        if interval.first > last:
            after.pop(each.identity, None)
        elif interval.last is None or interval.last > last:
            after[each.identity] = interval._replace(last=last)


def _extend(
    after: dict[int, Interval], own: Sequence[Known], line: RosterLine, terms: Terms
) -> list[Interval]:
    """Let an identity hold as a row says; returns a new interval where none is in force."""
    over = [each.interval.last or "" for each in own if not each.interval.covers(terms.effective)]
    latest_end = max(over, default="")
    current = next((each for each in own if each.interval.covers(terms.effective)), None)
    if current is None:
        first = line.valid_from or terms.effective
        if first <= latest_end:
            first = terms.effective
        last = line.valid_to or None
        fits = last is None or first <= last
        return [Interval(line.category, first, last, terms.department)] if fits else []
    interval = current.interval
    first = interval.first
    if line.valid_from and latest_end < line.valid_from < first:
        first = line.valid_from
    last = (line.valid_to or None) if line.says_end else interval.last
    if last is not None and last < first:
        after.pop(current.identity, None)
    elif (first, last) != interval[1:3]:
        after[current.identity] = interval._replace(first=first, last=last)
    return []


def _change(
    person: PersonKnown | None,
    lines: Sequence[RosterLine],
    known: Sequence[Known],
    after: dict[int, Interval],
    added: list[Interval],
    terms: Terms,
) -> PersonChange:
    ends = tuple([e.identity for e in known if after.get(e.identity) != e.interval])
    puts = (*(after[identity] for identity in ends if identity in after), *added)
    before_all = [each.interval for each in known]
    after_all = [*after.values(), *added]
    held = tuple([each for each in before_all if each.covers(terms.effective)])
    holds = tuple([each for each in after_all if each.covers(terms.effective)])
    update = updates(person, lines)
    what = (*_what(held, holds, bool(ends or puts)), *_fields(update))
    outcome: Outcome = "changed" if what else "unchanged"
    if held and not holds:
        outcome = "cancelled"
    elif not known and puts:
        outcome = "added"
    first = lines[0] if lines else None
    return PersonChange(
        person=person.person if person else None,
        person_id=person.person_id if person else first.person_id if first else "",
        name=(person.name if person else "") or (first.name if first else ""),
        outcome=outcome,
        reappears=bool(known) and not held and bool(holds),
        kept_start=_says_later_start(lines, held),
        what=what,
        before=held,
        after=holds,
        ends=ends,
        puts=puts,
        update=update,
    )


def _says_later_start(lines: Sequence[RosterLine], held: Sequence[Interval]) -> bool:
    return any(
        line.valid_from > each.first
        for line in lines
        if line.action == "add" and line.valid_from
        for each in held
        if each.category == line.category
    )


def _what(held: Sequence[Interval], holds: Sequence[Interval], changed: bool) -> tuple[str, ...]:
    if not changed:
        return ()
    same = {each.category for each in held} == {each.category for each in holds}
    return ("dates",) if same else ("category",)


def updates(person: PersonKnown | None, lines: Sequence[RosterLine]) -> dict[str, str | int]:
    """Return the columns of a person that rows change; empty cells change nothing."""
    found: dict[str, str | int] = {}
    adding = [line for line in lines if line.action == "add"]
    for line in adding:
        if line.name and (person is None or not person.name):
            found["name"] = line.name
        if line.township and (person is None or line.township != person.township):
            found["township"] = line.township
        if line.village and (person is None or line.village != person.village):
            found["village"] = line.village
    said = [line.home_care for line in adding if line.home_care is not None]
    if said and any(said) != (person.home_care if person else False):
        found["home_care"] = int(any(said))
    return found


def _fields(update: dict[str, str | int]) -> tuple[str, ...]:
    names = {"village": "township"}
    return tuple(dict.fromkeys(names.get(each, each) for each in update))
