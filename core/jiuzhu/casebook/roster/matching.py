"""Whom a row speaks of. Where that is not certain, the row is held back for an operator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field

from .known import KnownRoster, PersonKnown, birth_part, folded_name
from .records import HeldRow, Reason, RosterLine


@define(eq=False)
class Matched:
    """The rows of a list by person, and what was held back."""

    groups: list[tuple[PersonKnown | None, list[RosterLine]]] = field(factory=list)
    """Each person once; None for somebody new. Equal rows stand once."""
    held: list[HeldRow] = field(factory=list)
    untouched: set[int] = field(factory=set)
    """People whom a held row may speak of: nothing of theirs may change."""
    repeats: int = 0
    """Rows that say exactly what another row says."""


def match(lines: Iterable[RosterLine], known: KnownRoster) -> Matched:
    """Group rows by the person they speak of."""
    by_person: dict[int | str, list[RosterLine]] = {}
    matched = Matched()
    for line in lines:
        by_person.setdefault(known.by_id.get(line.person_id, line.person_id), []).append(line)
    new: dict[tuple[str, str], str] = {}
    for key, listed in by_person.items():
        person = known.people[key] if isinstance(key, int) else None
        distinct = _distinct(listed)
        matched.repeats += len(listed) - len(distinct)
        if _contradict_each_other(distinct):
            _hold(matched, distinct, "repeated", person.person if person else None)
        elif person is not None:
            _match_known(matched, distinct, person)
        else:
            _match_new(matched, distinct, known, new)
    return matched


def _distinct(lines: list[RosterLine]) -> list[RosterLine]:
    if len(lines) == 1:
        return lines
    return list({line[1:]: line for line in reversed(lines)}.values())[::-1]


def _match_known(matched: Matched, lines: list[RosterLine], person: PersonKnown) -> None:
    name = lines[0].name
    if name != person.name and person.name and folded_name(name) != folded_name(person.name):
        _hold(matched, lines, "name_differs", person.person)
    else:
        matched.groups.append((person, lines))


def _match_new(
    matched: Matched,
    lines: list[RosterLine],
    known: KnownRoster,
    new: dict[tuple[str, str], str],
) -> None:
    """Hold back who has the name and birth date of somebody else, there or in the same file."""
    first = lines[0]
    who = (folded_name(first.name), birth_part(first.person_id))
    alike = known.alike.get(who)
    if alike:
        _hold(matched, lines, "id_differs", alike[0])
        matched.untouched.update(alike)
    elif who in new:
        _hold(matched, lines, "id_differs", None, new[who])
    else:
        if first.action == "add":
            new[who] = first.person_id
        matched.groups.append((None, lines))


def _hold(
    matched: Matched,
    lines: Sequence[RosterLine],
    reason: Reason,
    candidate: int | None,
    beside: str = "",
) -> None:
    matched.held += [HeldRow(line, reason, candidate, beside) for line in lines]
    if candidate is not None:
        matched.untouched.add(candidate)


def _contradict_each_other(lines: Sequence[RosterLine]) -> bool:
    """Tell whether rows of one ID differ in name, place, day of death, or on one category."""
    if len(lines) == 1:
        return False
    names = {folded_name(line.name) for line in lines}
    towns = {line.township for line in lines if line.township}
    deaths = {line.died_on for line in lines}
    categories = {line.category for line in lines}
    on_one = len(categories) < len(lines) and not _differ_only_in_village(lines)
    return len(names) > 1 or len(towns) > 1 or len(deaths) > 1 or on_one


def _differ_only_in_village(lines: Sequence[RosterLine]) -> bool:
    return len({line._replace(row=0, township="", village="", name="") for line in lines}) == 1
