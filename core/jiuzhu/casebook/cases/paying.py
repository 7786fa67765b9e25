"""What becomes of a case's money: payment runs tell it, entry by entry, inside their own write."""

from __future__ import annotations

from typing import Any, Final, Literal

from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.casebook.operators import ACTS as RIGHTS
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.text import Text

from .errors import StepNotAllowed
from .moves import ACTS, STATE_LABELS, STEP_LABELS, Step, move_of
from .opposing import opposed
from .reading import case_of
from .records import Case
from .stepping import Permitted, take

Payment = Literal["open", "sent", "paid"]
_STEPS: Final[dict[Payment, Step]] = {"open": "bounce", "sent": "send", "paid": "pay"}
_BEFORE: Final[dict[Payment, Payment]] = {"open": "sent", "sent": "open", "paid": "sent"}
_OF_ENTRY: Final = """
SELECT case_id, number, state, 'manual' FROM cases WHERE entry = ?1
UNION ALL
SELECT case_id, number, state, payment FROM case_entries JOIN cases USING (case_id)
WHERE case_entries.entry = ?1
"""
_CONFLICT: Final = """
SELECT 1 FROM case_steps WHERE operator = ? AND case_id = ? AND duty IN ('make', 'decide')
"""


@frozen
class _Tied:
    """A case that an entry belongs to; ``payment``: of the entry, or ``manual``."""

    case_id: int
    number: str
    state: str
    payment: str


def mark_sent(gate: Gate, book: Casebook, actor: Actor, entry: int) -> Case | None:
    """Note that an entry's payment was sent to the treasury; return its case if that moved.

    A manual case moves at once, a hospital's month with its last entry. Entries without a case
    are left alone. Inside the gate; raises NotAllowed for who made or decided the case (record
    the refusal after the gate), StepNotAllowed for a case that is not approved.
    """
    return _mark(gate, book, actor, entry, "sent", "")


def mark_paid(gate: Gate, book: Casebook, actor: Actor, entry: int) -> Case | None:
    """Note that an entry's payment arrived; as `mark_sent`, for a case that was sent."""
    return _mark(gate, book, actor, entry, "paid", "")


def mark_bounced(
    gate: Gate, book: Casebook, actor: Actor, entry: int, note: str = ""
) -> Case | None:
    """Note that an entry's payment came back: the case is approved again, to be sent again."""
    return _mark(gate, book, actor, entry, "open", note)


def _mark(
    gate: Gate, book: Casebook, actor: Actor, entry: int, payment: Payment, note: str
) -> Case | None:
    found = gate.one(_OF_ENTRY, (entry,))
    if found is None:
        return None
    tied = _Tied(*found)
    _refuse_own(gate, actor, tied, _STEPS[payment])
    if tied.payment != "manual":
        _move_entry(gate, tied, entry, payment)
        if not _moves_case(gate, tied, payment):
            return None
    elif tied.state == "reversed":
        return None  # Sums of a reversed case net out or are recovered; the case is closed.
    return _step(gate, book, actor, tied, payment, note)


def _step(
    gate: Gate, book: Casebook, actor: Actor, tied: _Tied, payment: Payment, note: str
) -> Case:
    case, step = case_of(gate, tied.number), _STEPS[payment]
    move = move_of(case.kind, case.state, step)
    if move is None:
        raise _not_ready(tied, step)
    why = opposed(case, actor, move.duty)
    if why is not None:
        raise NotAllowed(why, tied.number)
    changes: dict[str, Any] = {}
    if step == "bounce":
        changes["outcome"] = note
    else:
        changes["sent_by" if step == "send" else "paid_by"] = actor.name
    return take(gate, book, actor, Permitted(case, move, note.strip()), changes)


def _move_entry(gate: Gate, tied: _Tied, entry: int, payment: Payment) -> None:
    """Move one entry of a month on; a month that is not approved has nothing to be paid."""
    if tied.state not in ("approved", "sent") or tied.payment != _BEFORE[payment]:
        raise _not_ready(tied, _STEPS[payment])
    gate.change_one(
        "UPDATE case_entries SET payment = ? WHERE entry = ? AND payment = ?",
        (payment, entry, tied.payment),
    )


def _moves_case(gate: Gate, tied: _Tied, payment: Payment) -> bool:
    """Tell whether the month itself moves with the entry just moved."""
    if payment == "open":
        return tied.state == "sent"
    others = ("open", "sent") if payment == "paid" else ("open",)
    left = gate.one(
        "SELECT 1 FROM case_entries WHERE case_id = ?"
        f" AND payment IN ({', '.join('?' * len(others))})",
        (tied.case_id, *others),
    )
    return left is None


def _refuse_own(gate: Gate, actor: Actor, tied: _Tied, step: Step) -> None:
    if (
        actor.role not in RIGHTS[ACTS[step]]
        or gate.one(_CONFLICT, (actor.name, tied.case_id)) is not None
    ):
        raise NotAllowed(
            Text(
                "支付须由未经办、未审核此案的出纳办理",
                "payment is for a treasurer who neither made nor decided the case",
            ),
            tied.number,
        )


def _not_ready(tied: _Tied, step: Step) -> StepNotAllowed:
    label, state = STEP_LABELS[step], STATE_LABELS[tied.state]
    return StepNotAllowed(
        Text(
            f"案件现为“{state.zh}”，其费用不能“{label.zh}”",
            f"is {state.en}; “{label.en}” is not possible for what it pays",
        ),
        tied.number,
    )
