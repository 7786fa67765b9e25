"""Review and approval, with the settlement that they are about; and taking it back."""

from __future__ import annotations

from typing import Any, Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import append_all
from jiuzhu.casebook.ledger import (
    PreparedClaim,
    Reversal,
    prepare_claim,
    prepare_reversal,
    preview_claim,
    record_claim,
    record_reversal,
)
from jiuzhu.casebook.ledger.reversal import Counties
from jiuzhu.casebook.roster.people_trail import changed, hashes_before
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu.loading.county import County
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Trace
from jiuzhu_schemas.words import REASON_LABELS

from .claims import claim_of
from .duplicates import refuse_taken
from .errors import NothingToPay, StepNotAllowed
from .kinds import kind_of
from .reading import case_of
from .records import Case, Seen
from .stepping import Permitted, permit, take

_ACCOUNT: Final = ("account_holder", "account_bank", "account_number")


def preview_case(book: Casebook, county: County, number: str) -> Trace:
    """Return what the claim of a complete manual case would be given now, with every reason.

    Raises NoSuchCase, StepNotAllowed for another kind, and what reading the claim and settling it
    raise.
    """
    case = case_of(book, number)
    if case.kind != "manual":
        raise StepNotAllowed(
            Text("只有手工结算案件可以试算", "only a manual settlement has a claim to settle"),
            number,
        )
    return preview_claim(book, county, claim_of(book, county, case))


def review_case(
    book: Casebook, county: County, actor: Actor, seen: Seen, *, note: str = ""
) -> Case:
    """Confirm an accepted case. For a manual one the step keeps what the settlement would give.

    Raises NothingToPay if that is nothing, and what `permit` and `preview_case` raise.
    """
    permitted = permit(book, actor, seen, "review", note)
    case, detail = permitted.case, {}
    if case.kind == "manual":
        outcome = preview_claim(book, county, claim_of(book, county, case)).outcome
        _refuse_nothing(case, outcome.award + outcome.tilt, outcome.reason)
        detail = {"award": outcome.award, "tilt": outcome.tilt}
    with book.gate() as gate:
        return take(gate, book, actor, permitted, {"reviewed_by": actor.name}, detail)


def approve_case(
    book: Casebook, county: County, actor: Actor, seen: Seen, *, note: str = ""
) -> Case:
    """Approve a reviewed case; a manual one's claim is recorded in the ledger in the same write.

    The person's bank account becomes the case's. Raises NothingToPay, ClaimTaken, RowConflict,
    and what `permit` and reading the claim raise.
    """
    permitted = permit(book, actor, seen, "approve", note)
    case = permitted.case
    changes: dict[str, Any] = {
        "approved_by": actor.name, "outcome": permitted.note,
        "handoff": kind_of(case.kind).handoff,
    }  # fmt: skip
    if case.kind != "manual":
        with book.gate() as gate:
            return take(gate, book, actor, permitted, changes)
    prepared = prepare_claim(book, county, claim_of(book, county, case))
    with book.gate() as gate:
        return _record(gate, book, actor, permitted, prepared, changes)


def preview_reversal(book: Casebook, counties: Counties, number: str) -> Reversal:
    """Return what reversing a case would change: its claim and later ones of the person's year.

    ``counties`` gives a loaded county by its id, such as `jiuzhu.platform.Platform.county`.
    """
    return prepare_reversal(book, counties, case_of(book, number).claim_id)


def reverse_case(book: Casebook, counties: Counties, actor: Actor, seen: Seen, reason: str) -> Case:
    """Take a manual case back that was approved or paid: the ledger reverses its claim.

    Money that was paid is recovered by a payment run. Raises what `permit` and the ledger raise.
    """
    permitted = permit(book, actor, seen, "reverse", reason)
    reversal = prepare_reversal(book, counties, permitted.case.claim_id)
    with book.gate() as gate:
        # The case first: the ledger takes no reversal of a claim whose case still stands.
        case = take(gate, book, actor, permitted, {"outcome": permitted.note})
        record_reversal(gate, book, actor, reversal, f"{case.number} {permitted.note}")
        return case


def _record(
    gate: Gate,
    book: Casebook,
    actor: Actor,
    permitted: Permitted,
    prepared: PreparedClaim,
    changes: dict[str, Any],
) -> Case:
    case = permitted.case
    refuse_taken(gate, case.claim_id, case.number)
    note = case.number
    if case.override_by:
        note = f"{note} 特批未转诊（{case.override_by}）：{case.override_reason}"
    entry = record_claim(gate, book, actor, prepared, channel="person_account", note=note)
    _refuse_nothing(case, entry.award + entry.tilt, entry.reason)
    _keep_account(gate, book, actor, case)
    changes |= {"entry": entry.entry, "award": entry.award, "tilt": entry.tilt}
    detail = {"entry": entry.entry, "award": entry.award, "tilt": entry.tilt}
    return take(gate, book, actor, permitted, changes, detail)


def _refuse_nothing(case: Case, paid: int, reason: str) -> None:
    if paid:
        return
    why = REASON_LABELS.get(reason, Text(reason or "金额为0", reason or "the sum is 0"))
    raise NothingToPay(
        Text(
            f"按现行政策不予救助：{why.zh}。请退回或不予受助；未转诊的可由主管特批",
            f"nothing would be paid: {why.en}. Refuse or return the case; a missing referral can"
            " be overridden by a supervisor",
        ),
        case.number,
        command="case override",
    )


def _keep_account(gate: Gate, book: Casebook, actor: Actor, case: Case) -> None:
    """Make the account of an approved case the person's, to which runs pay."""
    now = gate.one(f"SELECT {', '.join(_ACCOUNT)} FROM people WHERE person = ?", (case.person,))
    wanted = tuple(case.content[name] for name in _ACCOUNT)
    if now == wanted:
        return
    assert case.person is not None  # Only personal cases have an account.
    before = hashes_before(gate, [case.person])
    gate.change_one(
        "UPDATE people SET account_holder = ?, account_bank = ?, account_number = ?"
        " WHERE person = ?",
        (*wanted, case.person),
    )
    detail = {"account": mask(wanted[-1]), "case": case.number}
    append_all(gate, book, actor, changed(gate, before, "case.account", detail))
