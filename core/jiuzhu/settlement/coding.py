"""Facts of claims as packed numbers: one number per kind, in two halves that many kinds share.

What the visit was is one half, who came when is the other. Claims are coded a block at a time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu.policy.policy import Policy
from jiuzhu_schemas import words
from jiuzhu_schemas.facts import Facts

from .columns import Claims, Codes, day_number

Codebook = Mapping[Any, int]
"""Values of a fact and the codes they have elsewhere."""

Half = Mapping[str, Any]
"""Facts by name, a mapping among the values as the tuple of its items."""


@frozen(eq=False)
class Who:
    """Per claim: which set of categories is held, which age band, whether in home care."""

    held: NDArray[np.integer[Any]]
    """Positions in ``sets``."""
    sets: tuple[frozenset[str], ...]
    age_band: Codes
    """How many of the policy's age limits are reached."""
    home_care: NDArray[np.bool_]


class _Field(NamedTuple):
    """One fact: how to code a part of the claims, and what the codes mean."""

    codes: Callable[[slice], NDArray[Any]]
    meanings: Sequence[Any]


class FactCoder:
    """Codes the facts of one batch."""

    def __init__(self, claims: Claims, who: Who, policy: Policy) -> None:
        self._claims = claims
        self._policy = policy
        starts = [day_number(edition.since) for edition in policy.editions]
        self._first, self._last = _edition_range(claims, starts)
        self._starts = starts[self._first + 1 : self._last + 1]
        self._visit = self._visit_fields()
        self._person = {
            "edition": _Field(self._edition, range(self._first, self._last + 1)),
            "identities": _Field(lambda part: who.held[part], who.sets),
            "age": _Field(lambda part: who.age_band[part], (0, *policy.ages)),
            "home_care": _Field(lambda part: who.home_care[part].view(np.uint8), (False, True)),
        }
        self.width = math.prod(len(each.meanings) for each in self._visit.values())
        """How many visit halves there can be: ``key = person half · width + visit half``."""
        self.size = self.width * math.prod(len(f.meanings) for f in self._person.values())
        """How many different keys there can be."""

    def keys(self, part: slice) -> NDArray[np.intp]:
        """Return the keys of a part of the claims."""
        keys = self.person_keys(part)
        keys *= self.width
        keys += self.visit_keys(part)
        return keys

    def person_keys(self, part: slice) -> NDArray[np.intp]:
        """Return the person halves of a part of the claims."""
        return _pack(self._person, part).astype(np.intp)

    def visit_keys(self, part: slice) -> NDArray[np.intp]:
        """Return the visit halves of a part of the claims."""
        return _pack(self._visit, part).astype(np.intp)

    def person_half(self, number: int) -> Half:
        """Return what a person half means."""
        return _unpack(number, self._person)

    def visit_half(self, number: int) -> Half:
        """Return what a visit half means."""
        return _unpack(number, self._visit)

    def column(
        self, fact: str, persons: NDArray[np.intp], visits: NDArray[np.intp], codes: Codebook
    ) -> NDArray[np.int64]:
        """Return the code of one fact for kinds given by their halves.

        Values that the code book does not know get its length as code.
        """
        fields, numbers = (self._person, persons) if fact in self._person else (self._visit, visits)
        stride = 1
        for name, (_, meanings) in reversed(tuple(fields.items())):
            if name == fact:
                break
            stride *= len(meanings)
        meanings = fields[fact].meanings
        known = np.array([codes.get(meaning, len(codes)) for meaning in meanings], np.int64)
        return known[numbers // stride % len(meanings)]

    def facts(self, place: int) -> Facts:
        """Return the facts of one claim."""
        key = int(self.keys(slice(place, place + 1))[0])
        values = {**self.person_half(key // self.width), **self.visit_half(key % self.width)}
        values["declared"] = dict(values["declared"])
        return Facts(**values)

    def _visit_fields(self) -> Mapping[str, _Field]:
        claims = self._claims
        return {
            "visit": _Field(lambda part: claims.visit[part], words.VISITS),
            "therapy": _Field(lambda part: claims.therapy[part], words.THERAPIES),
            "hospital_level": _Field(
                lambda part: claims.hospital_level[part], words.HOSPITAL_LEVELS
            ),
            "hospital_region": _Field(lambda part: claims.hospital_region[part], words.REGIONS),
            "referral": _Field(lambda part: claims.referral[part], words.REFERRALS),
            "disease_lists": self._disease_lists(),
            "in_scope": _Field(self._amount_band, (0, *self._policy.amounts)),
            "declared": self._declared(),
        }

    def _declared(self) -> _Field:
        """Join the facts that plugins declared into one, the tuple of their items.

        A column that the claims lack means the fact's first value.
        """
        given = self._claims.declared
        declared = sorted(self._policy.vocabulary.declared, key=lambda fact: fact.id)
        columns = [given[fact.id] for fact in declared if fact.id in given]
        named = [
            [(fact.id, value) for value in given[fact.id].values]
            if fact.id in given
            else [(fact.id, fact.values[0])]
            for fact in declared
        ]

        def codes(part: slice) -> NDArray[Any]:
            packed = np.zeros(part.stop - part.start, np.intp)
            for each in columns:
                packed *= len(each.values)
                packed += each.code[part]
            return packed

        return _Field(codes, tuple(product(*named)))

    def _edition(self, part: slice) -> NDArray[Any]:
        """Count from the batch's first edition, so that a batch of one edition packs nothing."""
        days = self._claims.settled_on[part]
        edition = np.zeros(len(days), np.uint8)
        for start in self._starts:
            edition += days >= start
        return edition

    def _amount_band(self, part: slice) -> NDArray[Any]:
        amounts = self._claims.in_scope[part]
        band = np.zeros(len(amounts), np.uint8)
        for limit in self._policy.amounts:
            band += amounts >= limit
        return band

    def _disease_lists(self) -> _Field:
        numbers: dict[frozenset[str], int] = {frozenset(): 0}
        editions = self._policy.editions[self._first : self._last + 1]
        diagnoses = self._claims.diagnoses or ("",)
        table = np.array(
            [
                [
                    numbers.setdefault(self._policy.disease_lists(edition, each), len(numbers))
                    for each in diagnoses
                ]
                for edition in editions
            ],
            np.uint16,
        )

        def codes(part: slice) -> NDArray[Any]:
            diagnosis = self._claims.diagnosis[part].astype(np.intp)
            edition = self._edition(part).astype(np.intp) if len(editions) > 1 else 0
            lists: NDArray[Any] = table[edition, diagnosis]
            return lists

        return _Field(codes, tuple(numbers))


def _edition_range(claims: Claims, starts: Sequence[int]) -> tuple[int, int]:
    """Return the first and the last edition that the batch's days lie in."""
    if not len(claims):
        return 0, 0
    days = (claims.settled_on.min(), claims.settled_on.max())
    first, last = np.searchsorted(starts, days, side="right") - 1
    return int(first), int(last)


def _pack(fields: Mapping[str, _Field], part: slice) -> NDArray[Any]:
    """Pack the codes of several facts into one number, in the smallest type that holds it."""
    size = math.prod(len(each.meanings) for each in fields.values())
    kind = np.min_scalar_type(max(size - 1, 0))
    packed: NDArray[Any] | None = None
    for codes, meanings in fields.values():
        if len(meanings) > 1:
            column = codes(part)
            if packed is None:
                packed = column.astype(kind)
            else:
                packed *= kind.type(len(meanings))
                packed += column.astype(kind, copy=False)
    return np.zeros(part.stop - part.start, kind) if packed is None else packed


def _unpack(number: int, fields: Mapping[str, _Field]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, each in reversed(tuple(fields.items())):
        number, code = divmod(number, len(each.meanings))
        values[name] = each.meanings[code]
    return values
