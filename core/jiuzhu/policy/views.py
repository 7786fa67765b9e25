"""An effective policy as plain data, in the words people read: what ``jiuzhu policy show`` prints.

Everything here turns into JSON by `jiuzhu_schemas.converter.unstructure`. Sums are yuan as text,
rates percent as text, labels in both languages.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import field, frozen

from jiuzhu_schemas.terms import HandoffOccasion, Portion, ThresholdMode
from jiuzhu_schemas.text import MaybeEmpty, Text
from jiuzhu_schemas.values import ValueKind

Outcome = Literal["terms", "denied", "not_covered"]


@frozen(kw_only=True)
class Reference:
    """Where something stands: document number and clause; inherited from an upper document?"""

    document: str
    number: str
    clause: str
    cite: str
    inherited: bool


@frozen(kw_only=True)
class Figure:
    """A rate (``70%``) or a sum (``400.00``), and whether the law calls it 不低于 or 不超过."""

    kind: ValueKind
    value: str


@frozen(kw_only=True)
class BandView:
    """A marginal rate on the part above a sum."""

    above: str
    rate: Figure


@frozen(kw_only=True)
class TermsView:
    """On what terms a row relieves or subsidises; None where the row says nothing of it."""

    rate: Figure | None = None
    bands: tuple[BandView, ...] = ()
    quota: Figure | None = None
    threshold: str | None = None
    threshold_mode: ThresholdMode | None = None
    stay_cap: Figure | None = None
    annual_cap: Figure | None = None
    cap_source: Reference | None = None
    pool: str | None = None
    share_of_tier: int | None = None


@frozen(kw_only=True)
class CellView:
    """What one category gets under one column's conditions.

    ``outcome``: ``terms``; ``denied`` by a row; ``not_covered``, since no row speaks of it.
    """

    outcome: Outcome
    terms: TermsView | None
    reason: Text | None
    question: MaybeEmpty
    department: MaybeEmpty
    source: Reference
    row: MaybeEmpty = field(eq=False)
    """The row's place, ``document#table.rows[n]``; of rows that say the same, one."""


@frozen(kw_only=True)
class CategoryRow:
    """A category that can be held, and its cells, one for each column of the table."""

    category: str
    label: Text
    counts_as: Text | None
    cells: tuple[CellView, ...]


@frozen(kw_only=True)
class ConditionView:
    """One condition in words: the fact, and what it must be."""

    fact: str
    label: Text
    expected: Text


@frozen(kw_only=True)
class ColumnView:
    """The conditions under which a column's cells hold; none: always."""

    conditions: tuple[ConditionView, ...]


@frozen(kw_only=True)
class EntryView:
    """A kind of claim that belongs to the stage (all of the conditions hold)."""

    conditions: tuple[ConditionView, ...]
    source: Reference


@frozen(kw_only=True)
class TableView:
    """One stage as the law prints it. ``plugins`` have code for it that may answer first."""

    stage: str
    label: Text
    portion: Portion
    entry: tuple[EntryView, ...]
    columns: tuple[ColumnView, ...]
    rows: tuple[CategoryRow, ...]
    plugins: tuple[str, ...]


@frozen(kw_only=True)
class RefusalView:
    """What is refused whoever brings it."""

    reason: str
    label: Text
    conditions: tuple[ConditionView, ...]
    question: MaybeEmpty
    source: Reference


@frozen(kw_only=True)
class PoolView:
    """An annual pool; ``annual_cap`` is None where rows have caps of their own, or none is set."""

    id: str
    label: Text
    annual_cap: Figure | None
    uncapped: bool
    source: Reference


@frozen(kw_only=True)
class HandoffView:
    """To whom a case goes on, and when. ``threshold`` None: the text gives no figure."""

    name: str
    label: Text
    occasion: HandoffOccasion
    threshold: str | None
    categories: tuple[Text, ...]
    only: bool
    conditions: tuple[ConditionView, ...]
    question: MaybeEmpty
    source: Reference


@frozen(kw_only=True)
class DiseaseListView:
    """A list of diseases by name. ``mapping`` says where their codes come from."""

    id: str
    diseases: tuple[Text, ...]
    mapping: Text
    source: Reference


@frozen(kw_only=True)
class RecipientView:
    """A category the documents help."""

    category: str
    label: Text
    counts_as: Text | None
    upper_as: Text | None
    """As which category upper documents read it, where the county's is silent."""
    department: str
    source: Reference


@frozen(kw_only=True)
class QuestionView:
    """Something the text leaves open; ``reading`` None: undecided, and what rests on it refuses."""

    id: str
    asks: Text
    reading: Text | None
    source: Reference


@frozen(kw_only=True)
class PremiumView:
    """What a person pays in the year shown; ``verified`` False: no notice was seen."""

    year: int
    tier_1: str
    tier_2: str
    verified: bool
    source: str


@frozen(kw_only=True)
class DocumentView:
    """A document in force."""

    id: str
    number: str
    title: str
    issuer: str
    issued_on: date
    since: date
    until: date | None
    last_review: date
    sha256: str


@frozen(kw_only=True)
class PolicyView:
    """The effective policy of a county on a day; with one stage asked for, only that stage."""

    county: str
    name: Text
    on: date
    since: date
    until: date | None
    documents: tuple[DocumentView, ...]
    warnings: tuple[Text, ...]
    identity_rule: Literal["per_stage", "single"]
    precedence: tuple[Text, ...]
    recipients: tuple[RecipientView, ...]
    refusals: tuple[RefusalView, ...]
    stages: tuple[TableView, ...]
    pools: tuple[PoolView, ...]
    subsidy: TableView | None
    subsidy_refusals: tuple[RefusalView, ...]
    premium: PremiumView | None
    handoffs: tuple[HandoffView, ...]
    disease_lists: tuple[DiseaseListView, ...]
    open_questions: tuple[QuestionView, ...]
