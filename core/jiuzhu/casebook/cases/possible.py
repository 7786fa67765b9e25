"""Which steps an operator can take on a case: what a screen offers and what it hides."""

from __future__ import annotations

from typing import Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.operators import ACTS as RIGHTS

from .claims import UNREFERRED
from .kinds import kind_of
from .moves import ACTS, Step, move_of, steps_from
from .records import Case
from .stepping import opposed

_BY_RUNS: Final[frozenset[Step]] = frozenset({"send", "pay", "bounce"})
"""Payment runs take these, for all their cases at once."""


def possible_steps(case: Case, actor: Actor) -> tuple[Step, ...]:
    """Return the steps that the actor can take on the case as it is, without those of runs.

    By state, kind, role, township and what they did to the case before. What is written at last
    is checked again by the step itself.
    """
    if not actor.may_see(case.township):
        return ()
    return tuple(step for step in steps_from(case.kind, case.state) if _may(case, actor, step))


def _may(case: Case, actor: Actor, step: Step) -> bool:
    move = move_of(case.kind, case.state, step)
    if move is None or step in _BY_RUNS or actor.role not in RIGHTS[ACTS[step]]:
        return False
    if actor.role == "local" or opposed(case, actor, move.duty) is not None:
        return False
    if step == "override":
        return case.content.get("referral") == UNREFERRED and not case.override_by
    return step != "waive" or bool(missing_documents(case))


def missing_documents(case: Case) -> tuple[str, ...]:
    """Return the ids of the documents that were neither handed in nor waived."""
    return tuple(each.id for each in kind_of(case.kind).documents if each.id not in case.documents)
