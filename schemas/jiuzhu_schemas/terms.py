"""What a stage hook answers: on what terms a stage relieves a kind of claim, or why not.

A hook never computes an amount. Sums here are integer fen, rates integer basis points.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Portion = Literal["base", "remaining"]
ThresholdMode = Literal["deduct", "trigger"]
HandoffOccasion = Literal["always", "cap_cut", "left_above"]


@frozen
class Band:
    """The part of a sum above ``above`` fen (up to the next band) is relieved at ``rate``."""

    above: int
    rate: int


@frozen(kw_only=True)
class Terms:
    """On what terms a stage relieves.

    Exactly one of ``rate``, ``bands`` and ``quota`` says how much:

    * ``rate``: basis points of the portion; with a ``threshold`` of the part above it
      (``deduct``) or of the whole once it is above (``trigger``)
    * ``bands``: marginal rates, the first band starting at 0
    * ``quota``: a fixed sum in fen, never more than the portion
    """

    clause: str
    """Where the law says so: ``document#clause``."""
    pool: str
    """The annual pool that is drawn on; stages that name the same pool share its cap."""
    annual_cap: int | None
    """The pool's cap a year in fen; None for no cap."""
    rate: int | None = None
    bands: tuple[Band, ...] = ()
    quota: int | None = None
    threshold: int = 0
    threshold_mode: ThresholdMode = "deduct"
    stay_cap: int | None = None
    """The most that one settlement can get, in fen; None for no such cap."""
    portion: Portion = "base"
    """What the rate is on: the base, or what relief left of it (tilt)."""
    cap_clause: str = ""
    """Where the cap stands, if elsewhere than the rate."""
    row: str = ""
    """The policy row that gave these terms; empty if a plugin's code did."""
    inherited: bool = False
    """The county's own document is silent and an upper document answered."""


@frozen(kw_only=True)
class Denied:
    """This stage is the one for the claim, and it gives nothing; ``reason`` is a code."""

    reason: str
    clause: str
    row: str = ""
    question: str = ""
    """The open question that keeps the claim from being decided, if one does."""


@frozen(kw_only=True)
class Eligible:
    """The identity makes its holder a recipient; ``counts_as`` is the category it reads as."""

    clause: str
    counts_as: str
    inherited: bool = False


@frozen(kw_only=True)
class Handoff:
    """To whom the case is handed on, and on which occasion.

    ``cap_cut``: a cap cut relief or tilt; ``left_above``: more than ``threshold`` fen is left.
    """

    name: str
    clause: str
    occasion: HandoffOccasion = "always"
    threshold: int = 0
    row: str = ""


@frozen(kw_only=True)
class SubsidyTerms:
    """Part of the premium that is paid for the person: a share in basis points, or a sum in fen.

    ``share`` is of the personal premium of ``of_tier``. Never more than the premium due.
    """

    clause: str
    department: str
    share: int | None = None
    of_tier: Literal[1, 2] = 1
    amount: int | None = None
    row: str = ""
    inherited: bool = False
