"""A policy document as it stands in a TOML file: what a county writes, row by row.

Nothing here is worked out; `jiuzhu.policy` checks a document and compiles it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

from attrs import Factory, frozen

from .terms import HandoffOccasion, Portion, ThresholdMode
from .values import MoneyValue, RateValue

Cell: TypeAlias = bool | str | tuple[str | int, ...]
"""One condition: ``true``, ``"any"``, ``">= 80"``, ``"in:major"``, ``["county", "city"]``."""

OTHERS = "others"
"""Stands in ``categories`` for every category that no other row of the table names."""

TableName = Literal["outpatient", "inpatient", "major_disease", "large_expense", "tilt"]

FloorTable = Literal["outpatient", "inpatient", "major_disease", "large_expense", "tilt", "subsidy"]
FloorFigure = Literal[
    "rate", "annual_cap", "stay_cap", "relief", "covered", "subsidy", "entry", "disease_list"
]
"""What is held against an upper document. ``relief``: terms that are no plain rate, compared by
what they pay; ``covered``: whether anything is given at all; ``entry``, ``disease_list``: which
claims the stage takes in, whoever brings them."""


@frozen
class Clause:
    """A clause of the document: its id here, where it stands there, what it says in our words."""

    id: str
    cite: str
    says: str
    not_computable: str = ""
    """Why nothing is computed from it, for a clause that is no rule of computation."""


@frozen
class Recipient:
    """A category the document helps; ``department`` recognises it and funds its subsidy."""

    category: str
    clause: str
    department: str
    counts_as: str = ""
    """The category of this document it is read as, if it is a later or earlier name."""
    upper_as: str = ""
    """The category as which the documents that this one extends read it, where this is silent."""


@frozen(kw_only=True)
class Pool:
    """An annual pool and its cap; a row may name its own cap instead."""

    id: str
    zh: str
    en: str
    clause: str
    annual_cap: tuple[MoneyValue, ...] = ()
    """Dated values, one after the other without a gap; empty where every row has its own."""
    uncapped: bool = False
    """The pool is counted but has no cap."""


@frozen
class DiseaseList:
    """A list of disease classes that rows refer to as ``in:id``."""

    id: str
    clause: str
    classes: tuple[str, ...]


@frozen(kw_only=True)
class Refusal:
    """A kind of claim that no stage relieves, whoever brings it."""

    clause: str
    reason: str
    conditions: Mapping[str, Cell]
    question: str = ""
    since: date | None = None
    until: date | None = None


@frozen(kw_only=True)
class Entry:
    """A kind of claim that belongs to the stage.

    A document that extends another may leave its entries to that one.
    """

    clause: str
    conditions: Mapping[str, Cell]


@frozen
class ThresholdValue:
    """A sum below which nothing is paid, and whether it is deducted or only triggers."""

    mode: ThresholdMode
    fen: int


@frozen
class BandValue:
    """A marginal rate on the part above a sum."""

    above: int
    rate: RateValue


@frozen(kw_only=True)
class ReliefRow:
    """For these categories, under these conditions: these terms, by this clause."""

    clause: str
    categories: tuple[str, ...]
    conditions: Mapping[str, Cell] = Factory(dict)
    rate: tuple[RateValue, ...] = ()
    bands: tuple[BandValue, ...] = ()
    quota: MoneyValue | None = None
    threshold: ThresholdValue | None = None
    annual_cap: tuple[MoneyValue, ...] = ()
    stay_cap: MoneyValue | None = None
    pool: str = ""
    """The pool's id; empty stands for the table's pool."""
    deny: str = ""
    question: str = ""
    since: date | None = None
    until: date | None = None


@frozen(kw_only=True)
class ReliefTable:
    """One stage: which claims are its own, and the terms row by row."""

    clause: str
    """Cited where no row covers a recipient."""
    columns: tuple[str, ...] = ()
    """The facts that every row must state in ``if``; ``"any"`` where one does not matter."""
    entry: tuple[Entry, ...] = ()
    pool: str = ""
    """The pool of rows that name none; empty stands for the pool that bears the stage's name."""
    portion: Portion | None = None
    """What rates are on: the base (the default of relief), or what is left; a tilt must say."""
    rows: tuple[ReliefRow, ...] = ()


@frozen(kw_only=True)
class SubsidyRow:
    """The premium subsidy of these categories: a share of a tier's premium, or a sum."""

    clause: str
    categories: tuple[str, ...]
    conditions: Mapping[str, Cell]
    share: RateValue | None = None
    of_tier: Literal[1, 2] = 1
    amount: MoneyValue | None = None
    deny: str = ""
    since: date | None = None
    until: date | None = None


@frozen(kw_only=True)
class SubsidyTable:
    """The premium subsidy."""

    clause: str
    columns: tuple[str, ...]
    refuse: tuple[Refusal, ...] = ()
    rows: tuple[SubsidyRow, ...] = ()


@frozen(kw_only=True)
class HandoffRow:
    """To whom a case goes on, and when. ``only``: the person holds no other category."""

    clause: str
    name: str
    occasion: HandoffOccasion
    categories: tuple[str, ...] = ()
    only: bool = False
    conditions: Mapping[str, Cell]
    threshold: MoneyValue | None = None
    question: str = ""
    zh: str = ""
    en: str = ""
    """What it is called, with ``zh``, where the name is the document's own."""


@frozen(kw_only=True)
class HandoffTable:
    """Where cases go on to."""

    columns: tuple[str, ...]
    rows: tuple[HandoffRow, ...] = ()


@frozen(kw_only=True)
class OpenQuestion:
    """Something the text leaves open, and the reading taken. Without a reading it refuses."""

    id: str
    clause: str
    zh: str
    en: str
    reading_zh: str = ""
    reading_en: str = ""


@frozen(kw_only=True)
class Waiver:
    """A departure from an upper document that rests on a later one, and who vouches for it."""

    stage: FloorTable
    categories: tuple[str, ...] = ()
    """Whom it is about; not written for ``entry`` and ``disease_list``."""
    figure: FloorFigure
    against: str
    """The clause departed from: ``document#clause``."""
    superseded_by: str
    """The number of the document that this rests on."""
    recorded_by: str
    recorded_on: date


@frozen(kw_only=True)
class Settings:
    """Choices a county makes in how its rows are read."""

    clause: str
    identity_rule: Literal["per_stage", "single"] = "per_stage"
    precedence: tuple[str, ...] = ()
    """Which of two equal identities wins: the earlier one."""


@frozen(kw_only=True)
class PolicyDocument:
    """One document of law, with everything computed from it."""

    id: str
    number: str
    title: str
    issuer: str
    issued_on: date
    since: date
    until: date | None = None
    last_review: date
    extends: str = ""
    """The document that answers where this one is silent."""
    settings: Settings | None = None
    clauses: tuple[Clause, ...]
    recipients: tuple[Recipient, ...]
    disease_lists: tuple[DiseaseList, ...] = ()
    pools: tuple[Pool, ...] = ()
    refuse: tuple[Refusal, ...] = ()
    outpatient: ReliefTable | None = None
    inpatient: ReliefTable | None = None
    major_disease: ReliefTable | None = None
    large_expense: ReliefTable | None = None
    tilt: ReliefTable | None = None
    subsidy: SubsidyTable | None = None
    charity_handoff: HandoffTable | None = None
    open_questions: tuple[OpenQuestion, ...] = ()
    waivers: tuple[Waiver, ...] = ()
