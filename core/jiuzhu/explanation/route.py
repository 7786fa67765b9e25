"""The way through the stages: which were asked, why each did not apply, which rules lay idle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jiuzhu.policy.conditions import Context
from jiuzhu.policy.edition import NO_CONTEXT, Rule, StageRules
from jiuzhu.settlement.decision import Asked, Decision
from jiuzhu.settlement.rules import Rules
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.terms import Denied, Terms
from jiuzhu_schemas.trace_rules import AskedStage, TriedEntry, UnfiredRule
from jiuzhu_schemas.words import ROUTE

from .identities import deciding_step, eligible_identities
from .wording import Wording


def asked_stages(decision: Decision, facts: Facts, wording: Wording) -> tuple[AskedStage, ...]:
    """Return the stages in the order in which the claim was offered to them."""
    return tuple(_asked(step, facts, wording) for step in decision.asked)


def _asked(step: Asked, facts: Facts, wording: Wording) -> AskedStage:
    rules = wording.edition.stages.get(step.stage)
    return AskedStage(
        stage=step.stage,
        label=wording.stage(step.stage),
        mine=any(each.answer is not None for each in step.candidates),
        gives=step.winner is not None,
        entries=tried_entries(rules, facts, wording),
    )


def tried_entries(
    rules: StageRules | None, facts: Facts, wording: Wording, context: Context = NO_CONTEXT
) -> tuple[TriedEntry, ...]:
    """Return each kind of claim that belongs to a stage, with what keeps this one out."""
    return tuple(
        TriedEntry(
            clause=wording.cite(entry.clause),
            failed=wording.conditions.failed(entry.tests, facts, context),
        )
        for entry in (rules.entry if rules else ())
    )


def unfired_rules(
    rules: StageRules | None,
    identities: Iterable[str],
    facts: Facts,
    wording: Wording,
    context: Context = NO_CONTEXT,
) -> tuple[UnfiredRule, ...]:
    """Return the rules of a stage for the identities held that did not decide."""
    if rules is None:
        return ()
    idle: dict[str, tuple[Rule, str, list[str]]] = {}
    for identity in identities:
        own = rules.by_category.get(identity, ())
        first = next((rule for rule in own if rule.holds(facts, context)), None)
        for rule in own:
            if rule is not first:
                over = first.row if first else ""
                idle.setdefault(rule.row, (rule, over, []))[2].append(identity)
    return tuple(
        _unfired(rule, over, held, facts, wording, context) for rule, over, held in idle.values()
    )


def _unfired(
    rule: Rule, over: str, held: list[str], facts: Facts, wording: Wording, context: Context
) -> UnfiredRule:
    failed = wording.conditions.failed(rule.tests, facts, context)
    answer = rule.answer
    return UnfiredRule(
        row=rule.row,
        clause=wording.cite(rule.clause),
        categories=wording.categories(held),
        failed=failed,
        overridden_by="" if failed else over,
        terms=wording.terms(answer) if isinstance(answer, Terms) else None,
        reason=answer.reason if isinstance(answer, Denied) else "",
    )


def later_stages(
    decision: Decision, facts: Facts, rules: Rules, wording: Wording
) -> Mapping[str, Asked]:
    """Ask the stages after the deciding one what they would have given: shown, never chosen."""
    step = deciding_step(decision)
    if step is None:
        return {}
    identities = eligible_identities(decision, wording)
    after = ROUTE[ROUTE.index(step.stage) + 1 :]
    asked = (rules.offers(stage, facts, identities) for stage in after)
    return {each.stage: each for each in asked if each.winner is not None}
