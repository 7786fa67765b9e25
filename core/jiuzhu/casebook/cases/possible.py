"""Which steps an operator can take on a case: what a screen offers and what it hides."""

from __future__ import annotations

from typing import Final

from jiuzhu.casebook.actor import ROLE_LABELS, ROLES, Actor
from jiuzhu.casebook.operators import ACTS as RIGHTS
from jiuzhu_schemas.text import Text

from .claims import UNREFERRED
from .kinds import kind_of
from .moves import ACTS, STEP_LABELS, Step, command_of, move_of, steps_from
from .opposing import opposed
from .records import Case

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
        return _wants_override(case)
    return step != "waive" or bool(missing_documents(case))


def steps_open(case: Case) -> tuple[Step, ...]:
    """Return the steps that somebody can take on the case as it is, whoever that is."""
    steps = steps_from(case.kind, case.state)
    return tuple(each for each in steps if each != "override" or _wants_override(case))


def steps_in_words(case: Case, actor: Actor) -> Text:
    """Say which steps the actor can take, with the command of each; for who did not log in, whose.

    Such as ``退回补正（case return）``.
    """
    if actor.role == "local":
        words = [_with_roles(each) for each in steps_open(case) if each not in _BY_RUNS]
    else:
        words = [_with_command(each, Text("", "")) for each in possible_steps(case, actor)]
    if not words:
        return Text("无", "nothing")
    return Text("、".join(each.zh for each in words), ", ".join(each.en for each in words))


def _with_roles(step: Step) -> Text:
    roles = [ROLE_LABELS[each] for each in ROLES if each in RIGHTS[ACTS[step]] and each != "local"]
    zh, en = "或".join(each.zh for each in roles), " or ".join(each.en for each in roles)
    return _with_command(step, Text(f"，{zh}", f", {en}"))


def _with_command(step: Step, more: Text) -> Text:
    label, command = STEP_LABELS[step], command_of(step)
    return Text(f"{label.zh}（{command}{more.zh}）", f"{label.en} ({command}{more.en})")


def _wants_override(case: Case) -> bool:
    return case.content.get("referral") == UNREFERRED and not case.override_by


def missing_documents(case: Case) -> tuple[str, ...]:
    """Return the ids of the documents that were neither handed in nor waived."""
    return tuple(each.id for each in kind_of(case.kind).documents if each.id not in case.documents)
