"""What the tables say where the code of plugins, a wrapper or an override, answered otherwise."""

from __future__ import annotations

from jiuzhu.policy.edition import StageRules
from jiuzhu.settlement.decision import Asked, Candidate
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.terms import Denied, Terms
from jiuzhu_schemas.trace_rules import TableAnswer

from .wording import Wording


def table_answer(
    step: Asked | None, rules: StageRules | None, facts: Facts, wording: Wording
) -> TableAnswer | None:
    """Return what the stage's table gives the identity that decided; None if that is the answer.

    ``step`` is the stage that took the claim or refused it.
    """
    decided = _decided(step)
    if step is None or decided is None:
        return None
    mine = rules is not None and rules.is_mine(facts)
    answer = rules.answer(facts, decided.identity) if rules and mine else None
    if answer == decided.answer:
        return None
    return TableAnswer(
        category=decided.identity,
        label=wording.category(decided.identity),
        terms=wording.terms(answer) if isinstance(answer, Terms) else None,
        reason=answer.reason if isinstance(answer, Denied) else "",
        plugins=wording.coders.get(step.stage, ()),
    )


def _decided(step: Asked | None) -> Candidate | None:
    """Return whose answer decided: the winner, or the first that was denied."""
    if step is None:
        return None
    denied = (each for each in step.candidates if isinstance(each.answer, Denied))
    return step.winner or next(denied, None)
