"""The parts of a trace that say which rules were looked at: clauses, conditions, terms, offers.

They depend on the facts of a claim alone, not on its amounts. Sums are integer fen, rates
integers in basis points.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from .terms import Band, Portion, ThresholdMode
from .text import MaybeEmpty, Text

OfferOutcome = Literal[
    "won", "lower", "later", "denied", "no_answer", "not_recipient", "refused", "single_rule"
]
"""What became of an identity: ``lower`` and ``later`` lost to better terms or by precedence,
``denied`` and ``no_answer`` have no relief in the stage, ``not_recipient`` and ``refused`` did
not come so far, ``single_rule`` was set aside since the county lets only one identity count."""

LowerIn = Literal["", "quota", "rate", "threshold", "cap"]


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
class TableAnswer:
    """What the tables of the documents say where the code of plugins answered otherwise.

    A wrapper changed it, or an override took its place. ``terms`` is None where the tables deny
    relief (``reason``) or say nothing of such a claim (no ``reason`` either).
    """

    category: str
    label: Text
    terms: TracedTerms | None
    reason: MaybeEmpty
    plugins: tuple[str, ...]
    """The plugins with code for the stage, in the order in which they are asked."""


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
class LapsedIdentity:
    """An identity that does not count since it is not valid on the settlement date."""

    category: str
    label: Text
    reason: Literal["ended", "not_yet"]
    valid_from: date
    valid_to: date | None
    """The last day; None: still."""


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
