"""What the treasury answered: paid, or come back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.privacy.remarks import remark
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.text import Text

from .case_marks import mark_cases, refusals_recorded
from .errors import NoRun
from .making import require_reason, require_state
from .records import Run
from .trail import item_rows, record

_SUMS: Final = """
UPDATE payment_runs SET
    paid = (SELECT coalesce(sum(amount), 0) FROM payment_items
        WHERE payment_items.run = payment_runs.run AND state = 'paid'),
    bounced = (SELECT coalesce(sum(amount), 0) FROM payment_items
        WHERE payment_items.run = payment_runs.run AND state = 'bounced')
"""


def settle_run(
    book: Casebook, actor: Actor, run: int, bounced: Mapping[str, str] | None = None
) -> Run:
    """Close a sent run: every payee still pending is paid, but for those that bounced.

    ``bounced``: payee to reason; `resolve_results` reads it from a treasury's file. What bounced
    is free for the next run. Raises NotAllowed, NoRun (also for a payee not pending), WrongStep.
    """
    require(book, actor, "payrun.settle")
    with refusals_recorded(book, actor, "payrun.settle", run), book.gate() as gate:
        require_state(gate, run, "sent")
        pending = _pending(gate, run)
        for payee, reason in (bounced or {}).items():
            _bounce(gate, book, actor, run, payee, reason)
        paid = _pending(gate, run)
        gate.execute(
            "UPDATE payment_items SET state = 'paid' WHERE run = ? AND state = 'pending'", (run,)
        )
        mark_cases(gate, book, actor, run, "paid", frozenset(paid.values()))
        gate.change_one(
            f"{_SUMS}, state = 'settled', settled_by = ?, settled_at = ?"
            " WHERE run = ? AND state = 'sent'",
            (actor.name, stamp(book.clock()), run),
        )
        changed = [row for row in item_rows(gate, run) if row["item"] in pending]
        return record(gate, book, actor, "payrun.settle", run, changed)


def bounce(book: Casebook, actor: Actor, run: int, claim_id: str, reason: str) -> Run:
    """Note that a transfer of a sent run came back; its entries are free for the next run.

    The transfer is the one that pays the claim: all that its payee gets of the run comes back.
    Raises NotAllowed, NoRun (also for a claim not pending in the run), WrongStep.
    """
    require(book, actor, "payrun.settle")
    with refusals_recorded(book, actor, "payrun.settle", run), book.gate() as gate:
        require_state(gate, run, "sent")
        found = gate.one(
            "SELECT payee FROM payment_items WHERE run = ? AND claim_id = ? AND state = 'pending'",
            (run, claim_id),
        )
        if found is None:
            raise _not_pending(run, claim_id)
        pending = _pending(gate, run)
        _bounce(gate, book, actor, run, found[0], reason)
        gate.change_one(f"{_SUMS} WHERE run = ? AND state = 'sent'", (run,))
        left = _pending(gate, run)
        changed = [
            row for row in item_rows(gate, run) if row["item"] in pending.keys() - left.keys()
        ]
        return record(gate, book, actor, "payrun.bounce", run, changed)


def _pending(gate: Gate, run: int) -> dict[int, str]:
    """Return the payees of the items that are still pending, by item."""
    sql = "SELECT item, payee FROM payment_items WHERE run = ? AND state = 'pending'"
    return {int(item): str(payee) for item, payee in gate.rows(sql, (run,))}


def _bounce(gate: Gate, book: Casebook, actor: Actor, run: int, payee: str, reason: str) -> None:
    require_reason(reason)
    changed = gate.execute(
        "UPDATE payment_items SET state = 'bounced', reason = ?"
        " WHERE run = ? AND payee = ? AND state = 'pending'",
        (remark(reason), run, payee),
    ).rowcount
    if not changed:
        raise _not_pending(run, payee)
    mark_cases(gate, book, actor, run, "bounced", frozenset({payee}))


def _not_pending(run: int, what: str) -> NoRun:
    return NoRun(
        Text(
            f"第 {run} 号拨付清单中没有待支付的“{what}”",
            f"nothing of “{what}” is pending in payment run {run}",
        )
    )
