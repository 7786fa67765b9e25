"""The trace of one claim: everything that led to its outcome, in a form that programs can keep.

One schema serves the command line, the terminal interface, JSON and the printed slip. Sums are
integer fen, rates integer basis points. What is fixed wording stands in both languages.

The records that are made anew for every claim have no slots: attrs builds them faster so.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from attrs import frozen

from .award import Award
from .terms import Band, HandoffOccasion, Portion, ThresholdMode
from .text import MaybeEmpty, Text

TRACE_SCHEMA: Final = "jiuzhu.trace/1"

OfferOutcome = Literal[
    "won", "lower", "later", "denied", "no_answer", "not_recipient", "refused", "single_rule"
]
"""What became of an identity: ``lower`` and ``later`` lost to better terms or by precedence,
``denied`` and ``no_answer`` have no relief in the stage, ``not_recipient`` and ``refused`` did
not come so far, ``single_rule`` was set aside since the county lets only one identity count."""

LowerIn = Literal["", "quota", "rate", "threshold", "cap"]

LineStep = Literal[
    "base", "relieved", "due", "stay_capped", "available", "award", "left",
    "tilt_relieved", "tilt_due", "tilt_stay_capped", "tilt_available", "tilt", "self_pay",
]  # fmt: skip

NoTilt = Literal["", "no_relief", "no_rules", "not_mine", "not_covered"]


@frozen(kw_only=True)
class Named:
    """A code and what people call it."""

    id: str
    label: Text


@frozen(kw_only=True)
class Citation:
    """Where the law says so: the document's number, the place in it, what it says in our words.

    ``number`` and ``says`` are empty for a clause of a document that is not loaded.
    """

    ref: str
    """``document#clause``"""
    number: MaybeEmpty
    cite: str
    says: MaybeEmpty


@frozen(kw_only=True)
class CitedDocument:
    """A document in force, and the hash of the file it was read from."""

    id: str
    number: str
    title: str
    sha256: str


@frozen(kw_only=True)
class CitedEdition:
    """The rules of the settlement date: in force from ``since`` to ``until`` (None: still)."""

    since: date
    until: date | None
    documents: tuple[CitedDocument, ...]
    """The county's first; each falls back on the next."""
    identity_rule: Literal["per_stage", "single"]
    precedence: Citation
    """Where it stands that the highest benefit wins."""


@frozen(kw_only=True, slots=False)
class TracedPerson:
    """Whose claim it is. The resident ID is masked and cannot be restored from here."""

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


@frozen(kw_only=True)
class TracedFact:
    """A fact that rules may look at, by its name in policy files."""

    name: str
    label: Text
    value: MaybeEmpty
    shown: Text


@frozen(kw_only=True)
class Condition:
    """A condition of a rule against what was found."""

    fact: str
    label: Text
    expected: Text
    found: Text


@frozen(kw_only=True)
class TracedTerms:
    """On what terms a stage relieves; see `jiuzhu_schemas.terms.Terms`."""

    clause: Citation
    cap_clause: Citation | None
    """Where the cap stands, if elsewhere than the rate."""
    pool: str
    pool_label: Text
    annual_cap: int | None
    rate: int | None
    bands: tuple[Band, ...]
    quota: int | None
    threshold: int
    threshold_mode: ThresholdMode
    stay_cap: int | None
    portion: Portion
    row: MaybeEmpty
    """The policy row; empty if a plugin's code gave the terms."""
    inherited: bool
    """The county's own document is silent and an upper document answered."""


@frozen(kw_only=True)
class Offer:
    """What an identity would give in a stage, and why it did or did not win."""

    category: str
    label: Text
    outcome: OfferOutcome
    lower_in: LowerIn
    """For ``lower``: the first thing in which it is worse than the winner."""
    reason: MaybeEmpty
    """For ``denied``: the code of the reason."""
    clause: Citation | None
    terms: TracedTerms | None


@frozen(kw_only=True)
class HeldIdentity:
    """An identity valid on the settlement date, and what became of it."""

    category: str
    label: Text
    eligible: bool
    counts_as: MaybeEmpty
    """The category of the document it is read as; empty if it makes no recipient."""
    counts_as_label: Text | None
    inherited: bool
    clause: Citation
    """Where it stands that its holder is, or is not, helped."""
    offer: Offer


@frozen(kw_only=True)
class TriedEntry:
    """One kind of claim that belongs to a stage; empty ``failed`` means that this claim is one."""

    clause: Citation
    failed: tuple[Condition, ...]


@frozen(kw_only=True)
class AskedStage:
    """A stage the claim was offered to, in the order of the route."""

    stage: str
    label: Text
    mine: bool
    """The claim belongs to this stage, so that no later one was asked."""
    gives: bool
    entries: tuple[TriedEntry, ...]


@frozen(kw_only=True)
class UnfiredRule:
    """A rule of the deciding stage for an identity held that did not decide.

    Where ``failed`` is empty its conditions hold, and the rule ``overridden_by`` comes first.
    """

    row: str
    clause: Citation
    categories: tuple[Named, ...]
    failed: tuple[Condition, ...]
    overridden_by: MaybeEmpty
    terms: TracedTerms | None
    reason: MaybeEmpty


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


@frozen(kw_only=True)
class Alternative:
    """A later stage that would have taken the claim had the earlier one not: shown, not chosen."""

    stage: str
    label: Text
    category: str
    category_label: Text
    terms: TracedTerms
    due: int
    """What its terms give before any cap a year, in fen."""
    more: bool
    """It would give more than the stage that was chosen, before caps."""
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
    """By precedence."""
    stages: tuple[AskedStage, ...]
    rules: tuple[UnfiredRule, ...]
    terms: TracedTerms | None
    tilt: TracedTilt
    handoffs: tuple[TracedHandoff, ...]
    lines: tuple[Line, ...]
    balances: tuple[PoolBalance, ...]
    alternatives: tuple[Alternative, ...]
    refusal: Refusal | None
    questions: tuple[Question, ...]
    outcome: Award
    receipt: Receipt
