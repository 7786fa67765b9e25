"""Return, override, refusal and withdrawal of cases."""

from __future__ import annotations

from typing import Any

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .claims import UNREFERRED
from .errors import StepNotAllowed
from .months import untie_entries
from .records import Case, Seen
from .stepping import permit, take


def return_case(book: Casebook, actor: Actor, seen: Seen, note: str) -> Case:
    """Give a case back for completion; review and override of it fall away.

    Raises what `jiuzhu.casebook.cases.stepping.permit` raises, as do the steps below.
    """
    permitted = permit(book, actor, seen, "return", note)
    changes: dict[str, Any] = {
        "outcome": permitted.note, "reviewed_by": "", "override_by": "", "override_reason": "",
        "claim_id": "", "award": 0, "tilt": 0,
    }  # fmt: skip
    with book.gate() as gate:
        untie_entries(gate, permitted.case)
        return take(gate, book, actor, permitted, changes)


def override_referral(book: Casebook, actor: Actor, seen: Seen, reason: str) -> Case:
    """Let a claim without referral be settled as if referred; a supervisor says why.

    A review made before falls away: the sum is another one. Raises StepNotAllowed for a claim
    that needs no override.
    """
    permitted = permit(book, actor, seen, "override", reason)
    case = permitted.case
    if case.content.get("referral") != UNREFERRED or case.override_by:
        raise StepNotAllowed(
            Text(
                "案件不是未转诊的费用，或已特批",
                "is no claim without referral, or was overridden already",
            ),
            case.number,
        )
    changes = {
        "override_by": actor.name, "override_reason": permitted.note, "reviewed_by": "",
    }  # fmt: skip
    with book.gate() as gate:
        return take(gate, book, actor, permitted, changes)


def refuse_case(book: Casebook, actor: Actor, seen: Seen, reason: str) -> Case:
    """Refuse a case for good, with the reason."""
    permitted = permit(book, actor, seen, "refuse", reason)
    with book.gate() as gate:
        untie_entries(gate, permitted.case)
        return take(gate, book, actor, permitted, {"outcome": permitted.note})


def withdraw_case(book: Casebook, actor: Actor, seen: Seen, note: str) -> Case:
    """End a case that the applicant no longer wants, or that was opened by mistake."""
    permitted = permit(book, actor, seen, "withdraw", note)
    with book.gate() as gate:
        untie_entries(gate, permitted.case)
        return take(gate, book, actor, permitted, {"outcome": permitted.note})
