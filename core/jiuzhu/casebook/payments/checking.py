"""Checks of payment runs: every item an entry, once; every total the sum of its items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jiuzhu.casebook.checking.fault import Fault
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

_TWICE: Final = """
SELECT entry, count(*) FROM payment_items WHERE state IN ('pending', 'paid')
GROUP BY entry HAVING count(*) > 1
"""
_NOT_AN_ENTRY: Final = """
SELECT item, payment_items.entry FROM payment_items
    JOIN payment_runs USING (run) LEFT JOIN entries USING (entry)
WHERE entries.entry IS NULL OR payment_items.amount <> award_change + tilt_change
    OR payment_items.person <> entries.person OR payment_items.claim_id <> entries.claim_id
    OR payment_runs.channel <> entries.channel
"""
_TOTALS: Final = """
SELECT payment_runs.run, payment_runs.items, total, paid, bounced, count(item),
    coalesce(sum(amount), 0),
    coalesce(sum(iif(payment_items.state = 'paid', amount, 0)), 0),
    coalesce(sum(iif(payment_items.state = 'bounced', amount, 0)), 0),
    coalesce(sum(award_change + tilt_change), 0)
FROM payment_runs LEFT JOIN payment_items USING (run) LEFT JOIN entries USING (entry)
GROUP BY payment_runs.run
"""
_STATES: Final = """
SELECT item, payment_runs.run FROM payment_items JOIN payment_runs USING (run)
WHERE CASE payment_runs.state
    WHEN 'draft' THEN payment_items.state <> 'pending'
    WHEN 'sent' THEN payment_items.state NOT IN ('pending', 'bounced')
    WHEN 'settled' THEN payment_items.state NOT IN ('paid', 'bounced')
    ELSE payment_items.state <> 'released' END
"""
_OWN_HANDS: Final = """
SELECT DISTINCT payment_runs.run FROM payment_runs JOIN payment_items USING (run)
    JOIN entries USING (entry)
WHERE payment_runs.sent_by = entries.actor
UNION
SELECT payment_runs.run FROM payment_runs
    JOIN case_steps ON case_steps.operator = payment_runs.sent_by
        AND case_steps.duty IN ('make', 'decide')
    JOIN cases USING (case_id)
    JOIN payment_items ON payment_items.run = payment_runs.run
        AND payment_items.claim_id = cases.claim_id
"""


def check_payments(book: Casebook) -> Iterator[Fault]:
    """Yield what contradicts itself in payment runs; see the sentences below."""
    for entry, times in book.rows(_TWICE):
        yield Fault(
            "payment_items",
            "",
            Text(f"记账号 {entry} 被列入 {times} 次", f"entry {entry} is taken {times} times"),
        )
    for item, entry in book.rows(_NOT_AN_ENTRY):
        yield Fault(
            "payment_items",
            str(item),
            Text(f"与记账号 {entry} 不符", f"is not what entry {entry} says"),
        )
    for item, run in book.rows(_STATES):
        yield Fault(
            "payment_items",
            str(item),
            Text(f"状态与第 {run} 号清单不符", f"is in a state that run {run} does not allow"),
        )
    yield from _totals(book)
    for (run,) in book.rows(_OWN_HANDS):
        yield Fault(
            "payment_runs",
            str(run),
            Text("由经办、审核或记账人报送", "was sent by who recorded or decided what it pays"),
        )


def _totals(book: Casebook) -> Iterator[Fault]:
    for run, *said_and_found in book.rows(_TOTALS):
        said, found = tuple(said_and_found[:4]), tuple(said_and_found[4:8])
        ledger = said_and_found[8]
        if said != found or ledger != found[1]:
            yield Fault(
                "payment_runs",
                str(run),
                Text(
                    f"所载笔数、总额、已付、退回为 {said}，明细为 {found}，账目合计 {ledger}（分）",
                    f"says {said} (items, total, paid, bounced; fen), its items come to {found},"
                    f" their entries to {ledger}",
                ),
            )
