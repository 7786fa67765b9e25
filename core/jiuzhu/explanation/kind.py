"""What all claims with the same facts have in common: worked out once, and kept."""

from __future__ import annotations

from attrs import frozen

from jiuzhu.settlement.decision import Asked, Candidate, Decision, rank
from jiuzhu.settlement.rules import Rules
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.terms import Terms
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Refusal, TracedFact, TracedHandoff, TracedTilt
from jiuzhu_schemas.trace_rules import (
    AskedStage,
    CitedEdition,
    HeldIdentity,
    TableAnswer,
    TracedTerms,
    UnfiredRule,
)

from .denials import refusal, traced_tilt
from .identities import deciding_step, eligible_identities, held_identities
from .questions import ROUTING, PossibleQuestion, possible_questions
from .route import asked_stages, later_stages, unfired_rules
from .tables import table_answer
from .wording import Wording


@frozen(eq=False, kw_only=True)
class OtherStage:
    """Terms that were not chosen: of a later stage, or of another identity."""

    stage: str
    label: Text
    category: str
    category_label: Text
    terms: Terms
    traced: TracedTerms
    is_later: bool = True
    """False: another identity in the stage that relieves, shown where it would give more."""


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
    table: TableAnswer | None
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
    later = tuple(
        _other(asked.stage, asked.winner, wording)
        for asked in later_stages(decision, facts, rules, wording).values()
        if asked.winner
    )
    others = (*_other_identities(step, wording), *later)
    stages = asked_stages(decision, facts, wording)
    tilt = traced_tilt(decision, facts, wording)
    questions = possible_questions(decision, stages, tilt, bool(later), wording)
    return KindParts(
        decision=decision,
        tilt_terms=decision.tilt_terms,
        edition=wording.citations.edition(wording.edition),
        facts=wording.conditions.facts(facts),
        identities=held_identities(decision, wording),
        stages=stages,
        rules=unfired_rules(stage_rules, identities, facts, wording),
        terms=wording.terms(decision.terms) if decision.terms else None,
        table=table_answer(step, stage_rules, facts, wording),
        tilt=tilt,
        handoffs=_handoffs(decision, wording),
        others=others,
        routing_question=next((ROUTING for q in questions if q.question.id == ROUTING), ""),
        refusal=refusal(decision, facts, wording),
        questions=questions,
    )


def _other(
    stage: str, candidate: Candidate, wording: Wording, *, is_later: bool = True
) -> OtherStage:
    assert isinstance(candidate.answer, Terms)
    return OtherStage(
        stage=stage,
        label=wording.stage(stage),
        category=candidate.identity,
        category_label=wording.category(candidate.identity),
        terms=candidate.answer,
        traced=wording.terms(candidate.answer),
        is_later=is_later,
    )


def _other_identities(step: Asked | None, wording: Wording) -> tuple[OtherStage, ...]:
    """Return what other identities would get by terms that differ from the winner's."""
    if step is None or step.winner is None or not isinstance(step.winner.answer, Terms):
        return ()
    best = rank(step.winner.answer)
    return tuple(
        _other(step.stage, each, wording, is_later=False)
        for each in step.candidates
        if isinstance(each.answer, Terms) and rank(each.answer) != best
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
