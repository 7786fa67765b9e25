"""Sending a run to the treasury: by hands that had no part in what it pays."""

from __future__ import annotations

from typing import Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.text import Text

from .case_marks import mark_cases, refusals_recorded
from .errors import StaleRun
from .making import require_state
from .records import Run
from .trail import record

_SHOWN: Final = 5
_OWN_ENTRIES: Final = """
SELECT DISTINCT payment_items.claim_id FROM payment_items JOIN entries USING (entry)
WHERE payment_items.run = ? AND entries.actor = ?
"""
_OWN_CASES: Final = """
SELECT DISTINCT payment_items.claim_id FROM case_steps JOIN cases USING (case_id)
    JOIN payment_items USING (claim_id)
WHERE payment_items.run = ?1 AND case_steps.operator = ?2 AND case_steps.duty IN ('make', 'decide')
UNION
SELECT payment_items.claim_id FROM case_steps JOIN case_entries USING (case_id)
    JOIN payment_items USING (entry)
WHERE payment_items.run = ?1 AND case_steps.operator = ?2 AND case_steps.duty IN ('make', 'decide')
"""
_CHANGED_SINCE: Final = """
SELECT DISTINCT mine.claim_id FROM payment_items AS mine JOIN entries USING (claim_id)
WHERE mine.run = ? AND entries.award_change + entries.tilt_change <> 0
    AND NOT EXISTS (
        SELECT 1 FROM payment_items AS live
        WHERE live.entry = entries.entry AND live.state IN ('pending', 'paid')
    )
"""


def send_run(book: Casebook, actor: Actor, run: int) -> Run:
    """Mark a draft as sent to the treasury, and the cases it pays.

    Nobody sends what they recorded, entered, reviewed or approved. Raises NotAllowed (the attempt
    is recorded), NoRun, WrongStep, or StaleRun if a claim was reversed since the run was made.
    """
    require(book, actor, "payrun.send")
    with refusals_recorded(book, actor, "payrun.send", run), book.gate() as gate:
        require_state(gate, run, "draft")
        _refuse_own(gate, run, actor)
        _refuse_stale(gate, run)
        gate.change_one(
            "UPDATE payment_runs SET state = 'sent', sent_by = ?, sent_at = ?"
            " WHERE run = ? AND state = 'draft'",
            (actor.name, stamp(book.clock()), run),
        )
        mark_cases(gate, book, actor, run, "sent")
        return record(gate, book, actor, "payrun.send", run)


def _refuse_own(gate: Gate, run: int, actor: Actor) -> None:
    own = [
        claim
        for sql in (_OWN_ENTRIES, _OWN_CASES)
        for (claim,) in gate.rows(sql, (run, actor.name))
    ]
    if own:
        shown = _few(own)
        raise NotAllowed(
            Text(
                f"清单中有本人录入、审核、审批或记账的费用（{shown}），须由他人报送",
                f"the run holds claims that you entered, reviewed, approved or recorded ({shown});"
                " somebody else must send it",
            ),
            actor.name,
        )


def _refuse_stale(gate: Gate, run: int) -> None:
    changed = [claim for (claim,) in gate.rows(_CHANGED_SINCE, (run,))]
    if changed:
        shown = _few(changed)
        raise StaleRun(
            Text(
                f"第 {run} 号清单生成后，其中费用已被冲正或调整（{shown}）；请取消后重新生成",
                f"since payment run {run} was made, claims in it were reversed or adjusted"
                f" ({shown}); cancel it and make it anew",
            )
        )


def _few(claims: list[str]) -> str:
    names = list(dict.fromkeys(claims))
    more = f" …（{len(names)}）" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more
