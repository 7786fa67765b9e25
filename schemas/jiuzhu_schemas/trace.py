"""The trace of one claim: everything that led to its outcome, in a form that programs can keep.

One schema serves the command line, the terminal interface, JSON and the printed slip. Sums are
integer fen, rates integer basis points. What is fixed wording stands in both languages.

The records that are made anew for every claim have no slots: attrs builds them faster so.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from .award import Award
from .terms import HandoffOccasion
from .text import MaybeEmpty, Text
from .trace_rules import (
    AskedStage,
    Citation,
    CitedEdition,
    Condition,
    HeldIdentity,
    LapsedIdentity,
    Named,
    Offer,
    TableAnswer,
    TracedTerms,
    TriedEntry,
    UnfiredRule,
)

LineStep = Literal[
    "base", "relieved", "due", "stay_capped", "available", "award", "left",
    "tilt_relieved", "tilt_due", "tilt_stay_capped", "tilt_held", "tilt_available", "tilt",
    "self_pay",
]  # fmt: skip

NoTilt = Literal["", "no_relief", "no_rules", "not_mine", "not_covered"]


@frozen(kw_only=True, slots=False)
class TracedPerson:
    """Whose claim it is. The resident ID is masked."""

    person_id: MaybeEmpty
    name: MaybeEmpty


@frozen(kw_only=True, slots=False)
class TracedClaim:
    """The claim's own figures, in fen; ``age`` in completed years on the settlement date."""

    claim_id: str
    settled_on: date
    age: int
    diagnosis: str
    diseases: tuple[Named, ...]
    """The disease classes of the catalogue that the diagnosis belongs to."""
    in_scope: int
    paid: int
    """What basic, critical-illness and large-sum insurance paid together."""
    base: int


@frozen(kw_only=True, slots=False)
class TracedFact:
    """A fact that rules may look at, by its name in policy files.

    ``value`` is the claim's own: an age in completed years, a sum in fen.
    """

    name: str
    label: Text
    value: MaybeEmpty
    shown: Text
    band: Text | None = None
    """For ages and sums: between which limits of the rules it lies."""


@frozen(kw_only=True)
class TracedTilt:
    """The tilt: its terms, or why there is none."""

    why_not: NoTilt
    identity: MaybeEmpty
    label: Text | None
    terms: TracedTerms | None
    clause: Citation | None
    """Where none is given: the clause that keeps it from being given."""
    entries: tuple[TriedEntry, ...]
    offers: tuple[Offer, ...]
    rules: tuple[UnfiredRule, ...]
    helped: tuple[Named, ...]
    """For ``not_covered``: the categories that the tilt helps."""


@frozen(kw_only=True)
class TracedHandoff:
    """A handoff that was possible; the first that ``arises`` is ``taken``. Threshold in fen."""

    name: str
    label: Text
    clause: Citation
    occasion: HandoffOccasion
    threshold: int
    arises: bool
    taken: bool


@frozen(slots=False)
class Line:
    """One line of arithmetic: ``formula`` comes to ``amount`` fen.

    The formula holds yuan and percentages, joined by ``+ - ×``, ``min(…)`` and ``max(…)``.
    """

    step: LineStep
    formula: str
    amount: int
    rounded: bool = False
    """The formula does not come out at a whole fen: rounded half up, once."""


@frozen(kw_only=True, slots=False)
class PoolBalance:
    """An annual pool before and after the claim, in fen; no cap: None."""

    pool: str
    label: Text
    year: int
    cap: int | None
    used_before: int
    remaining_before: int | None
    paid: int
    used_after: int


@frozen(kw_only=True, slots=False)
class Alternative:
    """What was shown and not chosen.

    A later stage that would have taken the claim had the earlier one not; or, where ``stage`` is
    the one that relieves, another identity whose terms would have given more in this claim.
    """

    stage: str
    label: Text
    category: str
    category_label: Text
    terms: TracedTerms
    due: int
    """What its terms give before any cap a year, in fen."""
    used_before: int
    """What its pool had given that year before the claim, in fen."""
    most: int
    """What it could have paid at most, within what its cap had left, in fen."""
    more: bool
    """That is more than the stage that relieves pays, each within its cap; without the tilt."""
    question: MaybeEmpty
    """The open question about choosing the better one, where a document registers it."""


@frozen(kw_only=True)
class Refusal:
    """Why nothing is given, and what would have had to be otherwise."""

    reason: str
    label: Text
    stage: MaybeEmpty
    """The stage that refused; empty if the claim came to none."""
    clause: Citation
    because: tuple[Condition, ...]
    """What was found, and for each what it would have had to be."""
    helped: tuple[Named, ...]
    """The categories that are helped in this place."""
    question: MaybeEmpty


@frozen(kw_only=True)
class Question:
    """Something that a cited clause leaves open, and the reading taken (None: it is refused)."""

    id: str
    clause: Citation
    asks: Text
    reading: Text | None


@frozen(kw_only=True)
class ReceiptPlugin:
    """A plugin of the county, and the stages it has rules for."""

    name: str
    distribution: MaybeEmpty
    version: MaybeEmpty
    stages: tuple[str, ...]


@frozen(kw_only=True)
class Receipt:
    """By what software the claim was decided; the documents' hashes stand in the edition."""

    api: int
    plugins: tuple[ReceiptPlugin, ...]


@frozen(kw_only=True, slots=False)
class Trace:
    """Why one claim came out as it did."""

    schema: Literal["jiuzhu.trace/1"] = "jiuzhu.trace/1"
    county: Named
    person: TracedPerson
    claim: TracedClaim
    edition: CitedEdition
    facts: tuple[TracedFact, ...]
    identities: tuple[HeldIdentity, ...]
    """Those valid on the settlement date, by precedence."""
    lapsed: tuple[LapsedIdentity, ...]
    """Those held at other times only, by precedence."""
    stages: tuple[AskedStage, ...]
    rules: tuple[UnfiredRule, ...]
    terms: TracedTerms | None
    table: TableAnswer | None = None
    """Where code of plugins made of the deciding stage's table something else: the table's say."""
    tilt: TracedTilt
    handoffs: tuple[TracedHandoff, ...]
    lines: tuple[Line, ...]
    balances: tuple[PoolBalance, ...]
    alternatives: tuple[Alternative, ...]
    refusal: Refusal | None
    questions: tuple[Question, ...]
    outcome: Award
    receipt: Receipt
