"""Finds the distinct kinds of claims in a batch, so that rules run once per kind.

Each claim's facts are packed into one number in two halves: what the visit was, and who came
when. Only combinations that occur are numbered, which keeps the tables small.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from attrs import frozen
from jiuzhu_schemas import words
from jiuzhu_schemas.facts import Facts
from numpy.typing import NDArray

from ..policy.policy import Policy
from .columns import Claims, Codes, Days, DeclaredColumn, Progress, day_number
from .decision import Decision
from .flat_tree import coded
from .rules import Rules


@frozen(eq=False)
class Who:
    """Per claim: which set of categories is held, which age band, whether in home care."""

    held: NDArray[np.integer[Any]]
    """Positions in ``sets``."""
    sets: tuple[frozenset[str], ...]
    age_band: Codes
    """How many of the policy's age limits are reached."""
    home_care: NDArray[np.bool_]


@frozen(eq=False)
class Kinds:
    """The decisions a batch needs, and which of them each claim gets."""

    decisions: tuple[Decision, ...]
    of_claim: NDArray[np.intp]
    """Per claim, a position in ``decisions``; as numpy's own index type, since all is gathered by it."""
    distinct: int
    """How many combinations of facts occurred."""


@frozen(eq=False)
class _Field:
    """One fact as codes per claim, and what a code means."""

    codes: NDArray[np.integer[Any]]
    size: int
    meaning: Callable[[int], Any]


def find_kinds(
    claims: Claims, who: Who, rules: Rules, tell: Progress
) -> Kinds:
    """Decide every kind of claim. Each claim's day must lie in some edition."""
    visit, person = _fields(claims, who, rules.policy)
    visit_key, width = _pack(list(visit.values()))
    person_key, people = _pack(list(person.values()))
    keys = person_key.astype(np.intp)  # Numpy's own index type: gathers by others are slower.
    keys *= width
    keys += visit_key
    distinct, claims_of = _distinct(keys, people * width)
    halves = _Halves.of(distinct, width, person, visit)
    decisions, place = _decide(halves, rules, tell)
    return Kinds(decisions, claims_of(place), len(distinct))


class _Halves(NamedTuple):
    """The facts of every kind, in two halves that many kinds share."""

    people: list[dict[str, Any]]
    visits: list[dict[str, Any]]
    person: NDArray[np.int64]
    """Per kind, a position in ``people``."""
    visit: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        keys: NDArray[np.intp],
        width: int,
        person: Mapping[str, _Field],
        visit: Mapping[str, _Field],
    ) -> _Halves:
        """Take packed kinds apart: ``key = person half · width + visit half``."""
        person_keys, at_person = np.unique(keys // width, return_inverse=True)
        visit_keys, at_visit = np.unique(keys % width, return_inverse=True)
        return cls(
            [_unpack(key, person) for key in person_keys.tolist()],
            [_unpack(key, visit) for key in visit_keys.tolist()],
            at_person,
            at_visit,
        )

    def column(self, fact: str, codes: Mapping[Any, int]) -> NDArray[np.int64]:
        """Return every kind's code of one fact."""
        if self.people and fact in self.people[0]:
            return coded([half[fact] for half in self.people], codes)[self.person]
        return coded([half[fact] for half in self.visits], codes)[self.visit]


def _decide(
    halves: _Halves, rules: Rules, tell: Progress
) -> tuple[tuple[Decision, ...], NDArray[np.intp]]:
    """Look up the decisions on all kinds at once, then make those that are new one by one."""
    flat = rules.known()
    if flat is None:
        place, answers = np.full(len(halves.person), -1, np.intp), []
    else:
        used, place = np.unique(flat.walk(halves.column), return_inverse=True)
        answers = [flat.answers[at] for at in used.tolist() if at >= 0]
        place -= np.intp(len(used) - len(answers))
    numbers: dict[int, int] = {}
    new = np.flatnonzero(place < 0)
    for index, kind in enumerate(new.tolist()):
        if index % 1000 == 0:
            tell("rules", index, len(new))
        person, visit = halves.people[halves.person[kind]], halves.visits[halves.visit[kind]]
        decision = rules.decision(person, visit)
        number = numbers.setdefault(id(decision), len(answers))
        if number == len(answers):
            answers.append(decision)
        place[kind] = number
    return tuple(answers), place


def facts_of(claims: Claims, who: Who, policy: Policy) -> Facts:
    """Return the facts of a batch of one claim."""
    visit, person = _fields(claims, who, policy)
    values = {
        **_unpack(int(_pack(list(visit.values()))[0][0]), visit),
        **_unpack(int(_pack(list(person.values()))[0][0]), person),
    }
    values["declared"] = dict(values["declared"])
    return Facts(**values)


def _fields(
    claims: Claims, who: Who, policy: Policy
) -> tuple[dict[str, _Field], dict[str, _Field]]:
    """Return the facts in two halves: what the visit was, and who came when."""
    edition = _editions(claims, policy)
    declared = {fact.id: fact for fact in policy.vocabulary.declared}
    visit = {
        "visit": _words(claims.visit, words.VISITS),
        "therapy": _words(claims.therapy, words.THERAPIES),
        "hospital_level": _words(claims.hospital_level, words.HOSPITAL_LEVELS),
        "hospital_region": _words(claims.hospital_region, words.REGIONS),
        "referral": _words(claims.referral, words.REFERRALS),
        "disease_lists": _disease_lists(claims, edition, policy),
        "in_scope": _amount_band(claims, policy.amounts),
        **{f"declared.{n}": _declared(c) for n, c in claims.declared.items() if n in declared},
    }
    ages = (0, *policy.ages)
    person = {
        "edition": _Field(edition, len(policy.editions), int),
        "identities": _Field(who.held, len(who.sets), who.sets.__getitem__),
        "age": _Field(who.age_band, len(ages), ages.__getitem__),
        "home_care": _Field(who.home_care.view(np.uint8), 2, bool),
    }
    return visit, person


def _pack(fields: Sequence[_Field]) -> tuple[NDArray[Any], int]:
    """Pack the codes of several facts into one number, in the smallest type that holds it."""
    size = math.prod(each.size for each in fields)
    kind = np.min_scalar_type(max(size - 1, 0))
    packed = np.zeros(len(fields[0].codes), kind)
    for each in fields:
        if each.size > 1:
            packed *= kind.type(each.size)
            packed += each.codes.astype(kind, copy=False)
    return packed, size


def _unpack(key: int, fields: Mapping[str, _Field]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    declared: dict[str, str] = {}
    for name, each in reversed(fields.items()):
        key, code = divmod(key, each.size)
        if name.startswith("declared."):
            declared[name.removeprefix("declared.")] = each.meaning(code)
        else:
            values[name] = each.meaning(code)
    if "visit" in fields:
        values["declared"] = tuple(sorted(declared.items()))
    return values


_DENSE: Final = 1 << 23
"""Up to this many combinations a table of all of them is quicker than sorting."""


def _distinct(
    keys: NDArray[np.intp], size: int
) -> tuple[NDArray[np.intp], Callable[[NDArray[np.intp]], NDArray[np.intp]]]:
    """Return the keys that occur, and what spreads one value per key over all claims."""
    if size > _DENSE:
        distinct, place = np.unique(keys, return_inverse=True)
        return distinct, lambda values: values[place]
    present = np.zeros(size, np.bool_)
    present[keys] = True
    distinct = np.flatnonzero(present)

    def spread(values: NDArray[np.intp]) -> NDArray[np.intp]:
        table = np.empty(size, np.intp)
        table[distinct] = values
        return table[keys]

    return distinct, spread


def _words(codes: Codes, meanings: Sequence[str | int]) -> _Field:
    return _Field(codes, len(meanings), meanings.__getitem__)


def _declared(column: DeclaredColumn) -> _Field:
    return _Field(column.code, len(column.values), column.values.__getitem__)


def _editions(claims: Claims, policy: Policy) -> Codes:
    starts = np.array([day_number(edition.since) for edition in policy.editions], np.int32)
    first, last = _edition_range(claims, starts)
    edition = np.full(len(claims), first, np.uint8)
    for start in starts[first + 1 : last + 1]:
        edition += claims.settled_on >= start
    return edition


def _edition_range(claims: Claims, starts: Days) -> tuple[int, int]:
    """Return the first and the last edition that the batch's days lie in."""
    if not len(claims):
        return 0, 0
    days = (claims.settled_on.min(), claims.settled_on.max())
    first, last = np.searchsorted(starts, days, side="right") - 1
    return int(first), int(last)


def _amount_band(claims: Claims, limits: Sequence[int]) -> _Field:
    band = np.zeros(len(claims), np.uint8)
    for limit in limits:
        band += claims.in_scope >= limit
    floors = (0, *limits)
    return _Field(band, len(floors), floors.__getitem__)


def _disease_lists(claims: Claims, edition: Codes, policy: Policy) -> _Field:
    numbers: dict[frozenset[str], int] = {frozenset(): 0}
    low, high = (int(edition.min()), int(edition.max())) if len(edition) else (0, 0)
    table = np.zeros((high - low + 1, max(len(claims.diagnoses), 1)), np.uint16)
    for index in range(low, high + 1):
        for place, diagnosis in enumerate(claims.diagnoses):
            lists = policy.disease_lists(policy.editions[index], diagnosis)
            table[index - low, place] = numbers.setdefault(lists, len(numbers))
    diagnosis = claims.diagnosis.astype(np.intp)
    codes = table[0][diagnosis] if low == high else table[(edition - low).astype(np.intp), diagnosis]
    meanings = tuple(numbers)
    return _Field(codes, len(meanings), meanings.__getitem__)
