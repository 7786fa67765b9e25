"""Taking a step: who may, from which state, over what they saw; and writing it down.

Before the gate `permit` refuses, and remembers the refusal; inside it `take` writes the step, the
case and the audit trail, or nothing if the case has changed since.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_all, append_apart
from jiuzhu.casebook.audit.canonical import canonical
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.errors import NotAllowed, RowConflict
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.privacy.remarks import remark
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.text import Text

from .errors import NoteMissing, StepNotAllowed
from .moves import (
    ACTS,
    EXPLAINED,
    OPEN_STATES,
    STATE_LABELS,
    STEP_LABELS,
    Move,
    Step,
    move_of,
)
from .opposing import opposed
from .possible import steps_in_words
from .reading import case_of, stored
from .records import Case, Seen


@frozen
class Permitted:
    """A step that an operator may take, on the case as it was seen."""

    case: Case
    move: Move
    note: str


def permit(book: Casebook, actor: Actor, seen: Seen, step: Step, note: str = "") -> Permitted:
    """Return the permission for a step; call it before the gate.

    Raises NoSuchCase, RowConflict if the case changed since it was seen, NotAllowed for a role, a
    township or an earlier step of the operator that forbids this one (the attempt is recorded),
    StepNotAllowed for the wrong state or kind, NoteMissing.
    """
    case = case_of(book, seen.number)
    require_right(book, actor, step, case.township, case.number)
    refuse_changed(case, seen.version)
    move = move_of(case.kind, case.state, step)
    if move is None:
        raise _wrong_state(case, actor, step)
    why = opposed(case, actor, move.duty)
    if why is not None:
        _refuse(book, actor, step, case.number, why)
    if step in EXPLAINED and not note.strip():
        label = STEP_LABELS[step]
        raise NoteMissing(
            Text(f"{label.zh}须写明理由（--note）", f"{label.en}: say why (--note)"), case.number
        )
    return Permitted(case, move, remark(note))


def require_right(book: Casebook, actor: Actor, step: Step, township: str, number: str) -> None:
    """Raise NotAllowed, having recorded it, unless the role and townships allow the step."""
    if actor.role == "local":
        why = Text(
            "案件须由登录的操作人员办理（--operator）",
            "cases are for operators who logged in (--operator)",
        )
        _refuse(book, actor, step, number, why)
    require(book, actor, ACTS[step], township=township)
    if not actor.may_see(township):
        why = Text("案件无乡镇，不在负责范围内", "the case has no township: outside yours")
        _refuse(book, actor, step, number, why)


def refuse_changed(case: Case, version: int) -> None:
    """Raise RowConflict, naming who changed it, if a case is not of the version seen."""
    if case.version != version:
        last = case.steps[-1]
        did, state = STEP_LABELS[last.step], STATE_LABELS[case.state]
        raise RowConflict(
            Text(
                f"案件已由 {last.operator} 于 {last.at} 改动（{did.zh}，现为{state.zh}，"
                f"第{case.version}版），请重新查看；没有写入任何内容",
                f"was changed by {last.operator} at {last.at} ({did.en}; now {state.en}, version"
                f" {case.version}): look again. Nothing was written",
            ),
            case.number,
        )


def take(
    gate: Gate,
    book: Casebook,
    actor: Actor,
    permitted: Permitted,
    changes: Mapping[str, Any] | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Case:
    """Write a permitted step and what it changes in the case; return the case after it.

    ``changes``: columns of the case, as they are stored. Raises RowConflict if somebody changed
    the case since the permission was given.
    """
    case, move = permitted.case, permitted.move
    now = case_of(gate, case.number)
    refuse_changed(now, case.version)
    at, version = stamp(book.clock()), case.version + 1
    new: dict[str, Any] = {**(changes or {}), "state": move.after, "version": version}
    if move.after != case.state:
        new["state_since"] = at
    if move.after not in OPEN_STATES:
        new["due_on"] = None
    step = write_step(gate, actor, case.case_id, version, move, at, permitted.note, detail or {})
    gate.change_one(
        f"UPDATE cases SET {', '.join(f'{name} = ?' for name in new)}"
        " WHERE case_id = ? AND version = ?",
        (*new.values(), case.case_id, case.version),
    )
    record(gate, book, actor, step)
    return case_of(gate, case.number)


def write_step(
    gate: Gate,
    actor: Actor,
    case_id: int,
    version: int,
    move: Move,
    at: str,
    note: str,
    detail: Mapping[str, Any],
) -> dict[str, Any]:
    """Insert a step and return its row as it is stored."""
    row: dict[str, Any] = {
        "case_id": case_id, "version": version, "step": move.step, "before_state": move.before,
        "after_state": move.after, "duty": move.duty, "operator": actor.name, "role": actor.role,
        "at": at, "note": note, "detail": canonical(detail),
    }  # fmt: skip
    return {"case_step": gate.insert("case_steps", row), **row}


def record(gate: Gate, book: Casebook, actor: Actor, step: Mapping[str, Any]) -> None:
    """Remember a step and the case after it in the audit trail."""
    row = stored(gate, step["case_id"])
    action = f"case.{step['step']}"
    detail = {"case": row["number"], "state": row["state"], "version": row["version"]}
    append_all(
        gate,
        book,
        actor,
        [
            AuditLine(
                action=action, subject="case_steps", key=str(step["case_step"]), row=step,
                detail={"case": row["number"]},
            ),
            AuditLine(
                action=action, subject="cases", key=str(row["case_id"]), row=row, detail=detail
            ),
        ],
    )  # fmt: skip


def _refuse(book: Casebook, actor: Actor, step: Step, number: str, why: Text) -> NoReturn:
    detail = {"act": ACTS[step], "case": number}
    append_apart(book, actor, AuditLine(action="refused", detail=detail))
    raise NotAllowed(why, number or actor.name)


def _wrong_state(case: Case, actor: Actor, step: Step) -> StepNotAllowed:
    state, label = STATE_LABELS[case.state], STEP_LABELS[step]
    can = steps_in_words(case, actor)
    zh = f"案件现为“{state.zh}”，不能“{label.zh}”；本人可办：{can.zh}"
    en = f"is {state.en}; “{label.en}” is not possible now. What you can do: {can.en}"
    if step == "refuse" and case.state in ("draft", "returned"):
        zh += "。未受理的案件由经办人撤回并写明原因（case withdraw）"
        en += ". A case that was not accepted is withdrawn by a clerk, who says why (case withdraw)"
    return StepNotAllowed(Text(zh, en), case.number)
