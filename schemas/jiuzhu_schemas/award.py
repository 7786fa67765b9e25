"""What is decided: an award for a claim, a subsidy for an enrolment. Sums in fen."""

from __future__ import annotations

from attrs import frozen

from .text import MaybeEmpty
from .words import Stage


@frozen(kw_only=True)
class Award:
    """The outcome of one claim: ``base == award + tilt + self_pay`` always."""

    claim_id: str
    stage: Stage
    identity: MaybeEmpty
    """The category that won in the stage; empty where no relief is given."""
    rate: int | None
    """Basis points; None where no rate was applied."""
    base: int
    award: int
    tilt: int
    self_pay: int
    charity: MaybeEmpty
    reason: MaybeEmpty
    clause: MaybeEmpty


@frozen(kw_only=True)
class Subsidy:
    """The outcome of one enrolment: ``premium == subsidy + own_payment``."""

    person_id: str
    identity: MaybeEmpty
    premium: int
    subsidy: int
    own_payment: int
    department: MaybeEmpty
    reason: MaybeEmpty
    clause: MaybeEmpty
