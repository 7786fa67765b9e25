"""The claims file: what is to be settled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import attrs
import numpy as np
import polars as pl
from attrs import frozen

from jiuzhu.policy.spellings import NO_SPELLINGS, Spellings
from jiuzhu.settlement.columns import (
    Claims,
    Codes,
    Days,
    DeclaredColumn,
    Fen,
    Positions,
)
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import HOSPITAL_LEVELS, REFERRALS, REGIONS, THERAPIES, VISITS

from .claim_checks import ClaimChecks, ask_checks
from .coded import Coded
from .diagnoses import Diagnosis
from .early import refuse_early
from .fields import Amount, Day, Word, word_field
from .headers import Layout, layout
from .hospital_codes import CLAIM_CODE, HospitalRegister, ask_register, or_unsaid
from .keys import ClaimId, KnownPerson
from .people import PERSONAL, PeopleFile, known_person
from .reading import Field, ReadFile, Reading, pick, read
from .refusals import Rows
from .tables import Progress, Source

Declared = Mapping[str, tuple[tuple[str, ...], Text]]
"""Columns that plugins declared: their values, the first being what a missing column means, and
the label that may stand as a header instead of the name."""

NOTHING_DECLARED: Final[Declared] = MappingProxyType({})
_PAYMENTS: Final = ("basic_paid", "critical_illness_paid", "large_sum_paid")
_COSTS: Final = ("total_cost", "in_scope_cost")
_WORDS: Final[Mapping[str, tuple[str | int, ...]]] = MappingProxyType(
    {
        "visit": VISITS,
        "therapy": THERAPIES,
        "hospital_level": HOSPITAL_LEVELS,
        "hospital_region": REGIONS,
        "referral": REFERRALS,
    }
)


@frozen(eq=False, kw_only=True)
class ClaimsFile(ReadFile):
    """Good claims in file order; ``keys`` are their claim ids as text."""

    columns: Claims
    keys: pl.Series
    sums: Mapping[str, Fen] = MappingProxyType({})
    """Where asked for: the columns of sums by name, those that the file lacks as zeros."""
    hospital_code: Coded | None = None
    """Where a register was asked: each claim's hospital, empty where it names none."""

    def row(self, claim_id: str) -> int | None:
        """Return the position of a claim among the good ones, None if it is not there."""
        found = self.keys.index_of(claim_id)
        return None if found is None else int(found)


def read_claims(
    path: Source,
    people: PeopleFile,
    *,
    first_day: date,
    declared: Declared = NOTHING_DECLARED,
    progress: Progress | None = None,
    keep_sums: bool = False,
    register: HospitalRegister | None = None,
    local: Spellings = NO_SPELLINGS,
    checks: ClaimChecks | None = None,
) -> ClaimsFile:
    """Read claims, with the columns that plugins declared.

    ``first_day`` is when the first loaded policy came into force; earlier settlements are
    refused. ``keep_sums``: keep the costs and payments themselves too, for a receipt.
    ``register``: gives level and region of hospitals that are named by ``hospital_code``, and may
    refuse rows; without one that column is not looked at. ``checks``: may refuse rows that have no
    other fault. Raises FileError for a file that cannot be used; wrong rows are in ``problems``.
    """
    fields = _fields(people, declared, register, local)
    labels = {name: (name, label.zh, label.en) for name, (_, label) in declared.items()}
    reading = read(
        path,
        _layout(labels, register, local),
        fields.all(),
        key="claim_id",
        hidden=PERSONAL,
        progress=progress,
    )
    keys = reading.values("claim_id", fields.claim_id)
    person = reading.values("person_id", fields.person)
    settled_on = reading.values("settled_on", fields.day)
    refuse_early(reading, "settled_on", settled_on, people, person, first_day)
    sums: dict[str, Fen] | None = {} if keep_sums else None
    columns = _columns(reading, fields, person, settled_on, sums)
    code: Coded | None = None
    if register is not None:
        code, columns = ask_register(reading, keys, columns, register)
    if checks is not None:
        ask_checks(reading, keys, columns, checks)
    kept = reading.kept()
    return ClaimsFile(
        report=reading.report(kept),
        keys=pick(keys, kept),
        columns=_only(columns, kept),
        sums={name: column[kept] for name, column in (sums or {}).items()},
        hospital_code=Coded(code.words, code.code[kept]) if code else None,
    )


def _layout(
    declared: Mapping[str, tuple[str, ...]], register: HospitalRegister | None, local: Spellings
) -> Layout:
    wanted = layout("claims", ("large_sum_paid", "hospital_code"), declared, local)
    if register is None:
        names = {name: words for name, words in wanted.names.items() if name != "hospital_code"}
        return attrs.evolve(wanted, names=names)
    instead = dict.fromkeys(("hospital_level", "hospital_region"), "hospital_code")
    return attrs.evolve(wanted, instead=instead)


def _columns(
    reading: Reading,
    fields: _Fields,
    person: Positions,
    settled_on: Days,
    sums: dict[str, Fen] | None,
) -> Claims:
    diagnoses, diagnosis = reading.values("diagnosis", fields.diagnosis)
    in_scope, base = _sums(reading, fields, sums)
    return Claims(
        person=person,
        settled_on=settled_on,
        **{name: _codes(reading, name, word) for name, word in fields.words.items()},
        diagnoses=diagnoses,
        diagnosis=diagnosis,
        in_scope=in_scope,
        base=base,
        declared={
            name: DeclaredColumn(values, _codes(reading, name, word))
            for name, (values, word) in fields.declared.items()
        },
    )


def _only(columns: Claims, kept: Rows | slice) -> Claims:
    """Return the good rows of claims."""
    if isinstance(kept, slice):
        return columns
    arrays: dict[str, Any] = {
        field.name: value[kept]
        for field in attrs.fields(Claims)
        if isinstance(value := getattr(columns, field.name), np.ndarray)
    }
    declared = {
        name: DeclaredColumn(column.values, column.code[kept])
        for name, column in columns.declared.items()
    }
    return attrs.evolve(columns, declared=declared, **arrays)


@frozen(eq=False)
class _Fields:
    claim_id: ClaimId
    person: KnownPerson
    day: Day
    diagnosis: Diagnosis
    words: Mapping[str, Word]
    amount: Amount
    large_sum: Amount
    declared: Mapping[str, tuple[tuple[str, ...], Word]]

    def all(self) -> dict[str, Field[object]]:
        """Return the field of every column that may be in the file."""
        return {
            "claim_id": self.claim_id,
            "person_id": self.person,
            "settled_on": self.day,
            "diagnosis": self.diagnosis,
            "hospital_code": CLAIM_CODE,
            **self.words,
            **{name: self.sum(name) for name in (*_COSTS, *_PAYMENTS)},
            **{name: word for name, (_, word) in self.declared.items()},
        }

    def sum(self, name: str) -> Amount:
        """Return the field of a column of sums."""
        return self.large_sum if name == "large_sum_paid" else self.amount


def _fields(
    people: PeopleFile, declared: Declared, register: HospitalRegister | None, local: Spellings
) -> _Fields:
    words = {name: word_field(name, words, local) for name, words in _WORDS.items()}
    return _Fields(
        claim_id=ClaimId(),
        person=known_person(people),
        day=Day(),
        diagnosis=Diagnosis(),
        words=or_unsaid(words) if register else words,
        amount=Amount(),
        large_sum=Amount(empty_is_zero=True),
        declared={
            name: (values, _declared_field(name, values, local))
            for name, (values, _) in declared.items()
        },
    )


def _declared_field(name: str, values: tuple[str, ...], local: Spellings) -> Word:
    """Return the field of a declared fact: an empty cell says nothing, unlike a missing column."""
    word = word_field(name, values, local)
    zh, en = word.expected.zh, word.expected.en
    said = Text(
        f"{zh}；不知道的请填“{values[0]}”；整列都没有时可删去该列，所有行按“{values[0]}”处理",
        f"{en}; write “{values[0]}” where nothing is known, or leave the whole column out:"
        f" every row then counts as “{values[0]}”",
    )
    return attrs.evolve(word, if_empty=said)


def _codes(reading: Reading, name: str, field: Word) -> Codes:
    """Return a column's codes; a declared column that the file lacks means its first value."""
    if not reading.has(name):
        return np.zeros(reading.height, np.uint8)
    return reading.values(name, field).astype(np.uint8)


def _sums(reading: Reading, fields: _Fields, keep: dict[str, Fen] | None) -> tuple[Fen, Fen]:
    """Return the in-scope cost and the base, having refused sums that contradict each other.

    ``keep`` takes every column of sums.
    """
    total, in_scope = (reading.values(name, fields.sum(name)) for name in _COSTS)
    base = in_scope.copy()
    if keep is not None:
        keep.update(zip(_COSTS, (total, in_scope), strict=True))
    for name in _PAYMENTS:
        if reading.has(name):
            paid = reading.values(name, fields.sum(name))
            base -= paid
            if keep is not None:
                keep[name] = paid
        elif keep is not None:
            keep[name] = np.zeros(reading.height, np.int64)
    reading.column("in_scope_cost").refuse(
        reading.where(in_scope > total),
        "above_total",
        Text("大于总费用", "is above the total cost"),
        Text("应不大于 total_cost", "expected at most total_cost"),
    )
    reading.column("in_scope_cost").refuse(
        reading.where(base < 0),
        "payments_above_in_scope",
        Text("小于各项支付之和", "is less than the payments together"),
        Text(
            "基本、大病、大额三项支付之和应不大于 in_scope_cost",
            "expected basic, critical-illness and large-sum payments to be at most in_scope_cost",
        ),
    )
    return in_scope, base
