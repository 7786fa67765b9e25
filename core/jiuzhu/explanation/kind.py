"""What all claims with the same facts have in common: worked out once, and kept."""

from __future__ import annotations

from attrs import frozen

from jiuzhu.settlement.decision import Asked, Decision
from jiuzhu.settlement.rules import Rules
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.terms import Terms
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Refusal, TracedFact, TracedHandoff, TracedTilt
from jiuzhu_schemas.trace_rules import (
    AskedStage,
    CitedEdition,
    HeldIdentity,
    TracedTerms,
    UnfiredRule,
)

from .denials import refusal, traced_tilt
from .identities import deciding_step, eligible_identities, held_identities
from .questions import ROUTING, PossibleQuestion, possible_questions
from .route import asked_stages, later_stages, unfired_rules
from .wording import Wording


@frozen(eq=False, kw_only=True)
class OtherStage:
    """A later stage that would have given terms."""

    stage: str
    label: Text
    category: str
    category_label: Text
    terms: Terms
    traced: TracedTerms


@frozen(eq=False)
class PossibleHandoff:
    """A handoff as it stands in a trace: not arising, arising, and taken."""

    idle: TracedHandoff
    arising: TracedHandoff
    taken: TracedHandoff


@frozen(eq=False, kw_only=True)
class KindParts:
    """The parts of a trace that depend on the facts alone."""

    decision: Decision
    tilt_terms: Terms | None
    edition: CitedEdition
    facts: tuple[TracedFact, ...]
    identities: tuple[HeldIdentity, ...]
    stages: tuple[AskedStage, ...]
    rules: tuple[UnfiredRule, ...]
    terms: TracedTerms | None
    tilt: TracedTilt
    handoffs: tuple[PossibleHandoff, ...]
    others: tuple[OtherStage, ...]
    routing_question: str
    refusal: Refusal | None
    questions: tuple[PossibleQuestion, ...]


def kind_parts(decision: Decision, facts: Facts, rules: Rules, wording: Wording) -> KindParts:
    """Work out what every claim with these facts has in common."""
    step = deciding_step(decision)
    stage_rules = wording.edition.stages.get(step.stage) if step else None
    identities = eligible_identities(decision, wording)
    others = tuple(
        _other(asked, wording) for asked in later_stages(decision, facts, rules, wording).values()
    )
    stages = asked_stages(decision, facts, wording)
    tilt = traced_tilt(decision, facts, wording)
    questions = possible_questions(decision, stages, tilt, bool(others), wording)
    return KindParts(
        decision=decision,
        tilt_terms=decision.tilt_terms,
        edition=wording.citations.edition(wording.edition),
        facts=wording.conditions.facts(facts),
        identities=held_identities(decision, wording),
        stages=stages,
        rules=unfired_rules(stage_rules, identities, facts, wording),
        terms=wording.terms(decision.terms) if decision.terms else None,
        tilt=tilt,
        handoffs=_handoffs(decision, wording),
        others=others,
        routing_question=next((ROUTING for q in questions if q.question.id == ROUTING), ""),
        refusal=refusal(decision, facts, wording),
        questions=questions,
    )


def _other(asked: Asked, wording: Wording) -> OtherStage:
    winner = asked.winner
    assert winner is not None
    assert isinstance(winner.answer, Terms)
    return OtherStage(
        stage=asked.stage,
        label=wording.stage(asked.stage),
        category=winner.identity,
        category_label=wording.category(winner.identity),
        terms=winner.answer,
        traced=wording.terms(winner.answer),
    )


def _handoffs(decision: Decision, wording: Wording) -> tuple[PossibleHandoff, ...]:
    return tuple(
        PossibleHandoff(
            *(
                TracedHandoff(
                    name=each.name,
                    label=wording.edition.handoff_label(each.name),
                    clause=wording.cite(each.clause),
                    occasion=each.occasion,
                    threshold=each.threshold,
                    arises=arises,
                    taken=taken,
                )
                for arises, taken in ((False, False), (True, False), (True, True))
            )
        )
        for each in decision.handoffs
    )
