"""Refusals and absent tilts: which condition stands in the way, and who is helped instead."""

from __future__ import annotations

from jiuzhu.policy.conditions import Context
from jiuzhu.policy.edition import NO_CONTEXT, StageRules
from jiuzhu.settlement.decision import Decision
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.terms import Denied, Terms
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import NoTilt, Refusal, TracedTilt
from jiuzhu_schemas.trace_rules import Citation, Condition, Named, TriedEntry
from jiuzhu_schemas.words import REASON_LABELS

from .identities import deciding_step, eligible_identities, offers
from .route import tried_entries, unfired_rules
from .wording import Wording


def refusal(decision: Decision, facts: Facts, wording: Wording) -> Refusal | None:
    """Return why nothing is given; None where relief has terms."""
    denied = decision.denied
    if denied is None:
        return None
    step = deciding_step(decision)
    stage = step.stage if step and any(c.answer is denied for c in step.candidates) else ""
    return Refusal(
        reason=denied.reason,
        label=REASON_LABELS.get(denied.reason, Text(denied.reason, denied.reason)),
        stage=stage,
        clause=wording.cite(denied.clause),
        because=_because(denied, stage, facts, wording),
        helped=_helped(denied, stage, facts, wording),
        question=denied.question,
    )


def _because(denied: Denied, stage: str, facts: Facts, wording: Wording) -> tuple[Condition, ...]:
    """Return the conditions of the rule that refused; all of them hold."""
    for rule in wording.edition.refusals:
        if rule.denied is denied:
            return wording.conditions.met(rule.tests, facts)
    rules = wording.edition.stages.get(stage)
    for each in (r for own in rules.by_category.values() for r in own) if rules else ():
        if each.answer is denied:
            return wording.conditions.met(each.tests, facts)
    return ()


def _helped(denied: Denied, stage: str, facts: Facts, wording: Wording) -> tuple[Named, ...]:
    edition = wording.edition
    if denied.reason == edition.not_recipient.reason:
        return wording.categories(edition.recipients)
    return helped_by(edition.stages.get(stage), facts, wording)


def helped_by(
    rules: StageRules | None, facts: Facts, wording: Wording, context: Context = NO_CONTEXT
) -> tuple[Named, ...]:
    """Return the categories that a stage relieves for this kind of claim."""
    if rules is None:
        return ()
    return wording.categories(
        category
        for category in rules.by_category
        if category in wording.edition.recipients
        and isinstance(rules.answer(facts, category, context), Terms)
    )


def traced_tilt(decision: Decision, facts: Facts, wording: Wording) -> TracedTilt:
    """Return the terms of the tilt, or what keeps it from being given."""
    rules = wording.edition.stages.get("tilt")
    context = {"stage": decision.stage}
    if decision.tilt is None:
        return _none("no_relief")
    entries = tried_entries(rules, facts, wording, context)
    winner = decision.tilt.winner
    if winner is None:
        why: NoTilt = "not_mine" if rules and not rules.is_mine(facts, context) else "not_covered"
        if rules is None:
            return _none("no_rules")
        return TracedTilt(
            why_not=why,
            identity="",
            label=None,
            terms=None,
            clause=_tilt_clause(decision, why, entries, wording),
            entries=entries,
            offers=offers(decision.tilt, wording) if why == "not_covered" else (),
            rules=(),
            helped=helped_by(rules, facts, wording, context) if why == "not_covered" else (),
        )
    terms = winner.answer
    identities = eligible_identities(decision, wording)
    return TracedTilt(
        why_not="",
        identity=winner.identity,
        label=wording.category(winner.identity),
        terms=wording.terms(terms) if isinstance(terms, Terms) else None,
        clause=None,
        entries=entries,
        offers=offers(decision.tilt, wording),
        rules=unfired_rules(rules, identities, facts, wording, context),
        helped=(),
    )


def _tilt_clause(
    decision: Decision, why: NoTilt, entries: tuple[TriedEntry, ...], wording: Wording
) -> Citation | None:
    if why == "not_mine":
        return entries[0].clause if entries else None
    answers = [each.answer for each in decision.tilt.candidates] if decision.tilt else []
    denied = next((each for each in answers if isinstance(each, Denied)), None)
    return wording.cite(denied.clause) if denied else None


def _none(why: NoTilt) -> TracedTilt:
    return TracedTilt(
        why_not=why, identity="", label=None, terms=None, clause=None,
        entries=(), offers=(), rules=(), helped=(),
    )  # fmt: skip
