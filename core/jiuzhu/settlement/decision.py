"""Decides one kind of claim: asks the hooks, lets the highest benefit win, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from attrs import frozen

from jiuzhu.policy.edition import Edition
from jiuzhu.policy.policy import Policy
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.terms import Denied, Eligible, Handoff, Terms
from jiuzhu_schemas.words import NO_STAGE, ROUTE, Stage

from .arithmetic import NO_CAP
from .asking import Read, RememberedHooks


class Candidate(NamedTuple):
    """What one identity would get: its eligibility, or its answer in a stage."""

    identity: str
    answer: Eligible | Terms | Denied | None


class Asked(NamedTuple):
    """A stage and what every eligible identity got from it."""

    stage: str
    candidates: tuple[Candidate, ...]
    winner: Candidate | None


@frozen(eq=False, kw_only=True)
class Decision:
    """The terms of one kind of claim. Amounts come later."""

    facts: Facts
    stage: Stage
    eligibility: tuple[Candidate, ...]
    asked: tuple[Asked, ...]
    """The stages that were asked, in the order of the route; the last one may have taken it."""
    identity: str
    """The category that won; empty where no relief is given."""
    terms: Terms | None
    denied: Denied | None
    tilt: Asked | None
    handoffs: tuple[Handoff, ...]

    @property
    def tilt_terms(self) -> Terms | None:
        """The terms of the tilt, if there is one."""
        answer = self.tilt.winner.answer if self.tilt and self.tilt.winner else None
        return answer if isinstance(answer, Terms) else None


def decide(facts: Facts, hooks: RememberedHooks, policy: Policy, read: Read) -> Decision:
    """Decide a kind of claim; ``read`` takes the names of the facts the decision rests on.

    Raises PluginFault for a hook that fails.
    """
    read["edition"] = read["identities"] = None
    edition = policy.editions[facts.edition]
    eligibility = tuple(
        [
            Candidate(identity, hooks.eligibility(facts, identity, read))
            for identity in edition.ranked(facts.identities)
        ]
    )
    eligible = [each.identity for each in eligibility if isinstance(each.answer, Eligible)]
    if edition.identity_rule == "single":
        del eligible[1:]
    asked: list[Asked] = []
    stage: Stage = NO_STAGE
    winner: Candidate | None = None
    for candidate_stage in ROUTE if eligible else ():
        step = ask_stage(candidate_stage, facts, eligible, hooks, read)
        asked.append(step)
        if any(each.answer is not None for each in step.candidates):
            winner = step.winner
            stage = candidate_stage if winner else NO_STAGE
            break
    terms = winner.answer if winner and isinstance(winner.answer, Terms) else None
    tilt = _ask_tilt(stage, facts, eligible, hooks, read) if terms else None
    return Decision(
        facts=facts,
        stage=stage,
        eligibility=eligibility,
        asked=tuple(asked),
        identity=winner.identity if winner else "",
        terms=terms,
        denied=None if terms else _denial(edition, eligibility, asked),
        tilt=tilt,
        handoffs=hooks.handoffs(facts, stage, _is_recipient(edition, facts), read),
    )


def rank(terms: Terms) -> tuple[int, int, int, int]:
    """Order terms from worst to best: quota, rate, threshold, annual cap.

    By 就高 the identity with the best terms wins; equal ones go by precedence.
    """
    rate = terms.rate if terms.rate is not None else max((b.rate for b in terms.bands), default=0)
    cap = NO_CAP if terms.annual_cap is None else terms.annual_cap
    return (terms.quota or 0, rate, -terms.threshold, cap)


def ask_stage(
    stage: str, facts: Facts, eligible: Sequence[str], hooks: RememberedHooks, read: Read
) -> Asked:
    """Ask one relief stage for every eligible identity, by precedence."""
    return _best(
        stage, [Candidate(each, hooks.relief(stage, facts, each, read)) for each in eligible]
    )


def _ask_tilt(
    stage: str, facts: Facts, eligible: list[str], hooks: RememberedHooks, read: Read
) -> Asked:
    return _best(
        "tilt", [Candidate(each, hooks.tilt(facts, each, stage, read)) for each in eligible]
    )


def _best(stage: str, candidates: list[Candidate]) -> Asked:
    """Let the best terms win; of equals the first, which is the first by precedence."""
    winner: Candidate | None = None
    best: tuple[int, int, int, int] | None = None
    for each in candidates:
        if isinstance(each.answer, Terms) and (best is None or rank(each.answer) > best):
            winner, best = each, rank(each.answer)
    return Asked(stage, tuple(candidates), winner)


def _is_recipient(edition: Edition, facts: Facts) -> bool:
    return not edition.recipients.keys().isdisjoint(facts.identities)


def _denial(edition: Edition, eligibility: tuple[Candidate, ...], asked: list[Asked]) -> Denied:
    """Pick the reason that is shown: the furthest step reached, the first by precedence."""
    in_stages = [
        c.answer for step in asked for c in step.candidates if isinstance(c.answer, Denied)
    ]
    if in_stages:
        return in_stages[0]
    at_the_door = [each.answer for each in eligibility if isinstance(each.answer, Denied)]
    refusals = [each for each in at_the_door if each.reason != edition.not_recipient.reason]
    if refusals:
        return refusals[0]
    if any(isinstance(each.answer, Eligible) for each in eligibility):
        return Denied(reason="not_covered", clause=edition.not_recipient.clause)
    return at_the_door[0] if at_the_door else edition.not_recipient
