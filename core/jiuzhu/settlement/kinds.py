"""Finds the distinct kinds of claims in a batch, so that rules run once per kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from .blocks import blocks
from .coding import Codebook, FactCoder, Half
from .columns import Progress
from .decision import Decision
from .rules import Rules

_A_CLAIM: Final = 8
_IN_ALL: Final = 1 << 22
"""Up to so many combinations, for each claim and in all, a table of them beats sorting."""


@frozen(eq=False)
class Kinds:
    """The decisions a batch needs, and which of them each claim gets."""

    decisions: tuple[Decision, ...]
    of_claim: NDArray[np.intp]
    """Per claim, a position in ``decisions``: numpy's own index type, as others gather slower."""
    distinct: int
    """How many combinations of facts occurred."""


def find_kinds(coder: FactCoder, count: int, rules: Rules, tell: Progress) -> Kinds:
    """Decide every kind among ``count`` claims. Each claim's day must lie in some edition."""
    distinct, place = _combinations(coder, count)
    decisions, decided = _decide(_Halves(distinct, coder), rules, tell)
    for part in blocks(count):
        place[part] = decided[place[part]]
    return Kinds(decisions, place, len(distinct))


def _combinations(coder: FactCoder, count: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the keys that occur, and per claim the position of its own.

    Where there could be far more keys than claims, the halves that occur are numbered first.
    """
    if coder.size <= min(_A_CLAIM * count, _IN_ALL):
        return _distinct(coder.keys, coder.size, count)
    people, person = _distinct(coder.person_keys, coder.size // coder.width, count)
    visits, visit = _distinct(coder.visit_keys, coder.width, count)
    person *= len(visits)
    person += visit
    pairs, place = _distinct(person.__getitem__, len(people) * len(visits), count)
    at_person, at_visit = np.divmod(pairs, max(len(visits), 1))
    return people[at_person] * coder.width + visits[at_visit], place


def _distinct(
    keys_of: Callable[[slice], NDArray[np.intp]], size: int, count: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the keys below ``size`` that occur, and per claim the position of its own."""
    keys = np.empty(count, np.intp)
    if size > min(_A_CLAIM * count, _IN_ALL):
        for part in blocks(count):
            keys[part] = keys_of(part)
        distinct, place = np.unique(keys, return_inverse=True)
        return distinct, place
    present = np.zeros(size, np.bool_)
    for part in blocks(count):
        keys[part] = block = keys_of(part)
        present[block] = True
    distinct = np.flatnonzero(present)
    position = np.empty(size, np.int32)
    position[distinct] = np.arange(len(distinct))
    for part in blocks(count):
        keys[part] = position[keys[part]]
    return distinct, keys


class _Halves:
    """The facts of every kind, in two halves that many kinds share."""

    def __init__(self, keys: NDArray[np.intp], coder: FactCoder) -> None:
        self._coder = coder
        self.person, self.visit = np.divmod(keys, coder.width)
        self._people: dict[int, Half] = {}
        self._visits: dict[int, Half] = {}

    def __len__(self) -> int:
        return len(self.person)

    def column(self, fact: str, codes: Codebook) -> NDArray[np.int64]:
        """Return every kind's code of one fact."""
        return self._coder.column(fact, self.person, self.visit, codes)

    def of(self, kind: int) -> tuple[Half, Half]:
        """Return the halves of one kind, by name."""
        person, visit = int(self.person[kind]), int(self.visit[kind])
        if person not in self._people:
            self._people[person] = self._coder.person_half(person)
        if visit not in self._visits:
            self._visits[visit] = self._coder.visit_half(visit)
        return self._people[person], self._visits[visit]


def _decide(
    halves: _Halves, rules: Rules, tell: Progress
) -> tuple[tuple[Decision, ...], NDArray[np.intp]]:
    """Look up the decisions on all kinds at once, then make those that are new one by one."""
    flat = rules.known()
    answers: list[Decision] = []
    if flat is None:
        place = np.full(len(halves), -1, np.intp)
    else:
        used, place = np.unique(flat.walk(halves.column), return_inverse=True)
        answers = [flat.answers[at] for at in used.tolist() if at >= 0]
        place -= len(used) - len(answers)
    numbers: dict[int, int] = {}
    new = np.flatnonzero(place < 0)
    for index, kind in enumerate(new.tolist()):
        if index % 1000 == 0:
            tell("rules", index, len(new))
        decision = rules.decision(*halves.of(kind))
        number = numbers.setdefault(id(decision), len(answers))
        if number == len(answers):
            answers.append(decision)
        place[kind] = number
    return tuple(answers), place
