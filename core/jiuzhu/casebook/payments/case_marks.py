"""The cases that a run pays go with it, in the same write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_apart
from jiuzhu.casebook.cases import mark_bounced, mark_paid, mark_sent
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.casebook.store import Casebook, Gate

Mark = Literal["sent", "paid", "bounced"]
_OF_CASES: Final = """
SELECT entry, payee, reason FROM payment_items
WHERE run = ? AND entry IN (SELECT entry FROM cases UNION ALL SELECT entry FROM case_entries)
ORDER BY item
"""


def mark_cases(
    gate: Gate,
    book: Casebook,
    actor: Actor,
    run: int,
    mark: Mark,
    payees: frozenset[str] | None = None,
) -> None:
    """Tell the cases behind some payees of a run, or all, what became of their payment.

    Raises NotAllowed for who made or decided such a case.
    """
    for entry, payee, reason in gate.rows(_OF_CASES, (run,)):
        if payees is not None and payee not in payees:
            continue
        if mark == "sent":
            mark_sent(gate, book, actor, entry)
        elif mark == "paid":
            mark_paid(gate, book, actor, entry)
        else:
            mark_bounced(gate, book, actor, entry, reason)


@contextmanager
def refusals_recorded(book: Casebook, actor: Actor, act: str, run: int) -> Iterator[None]:
    """Stand around a gate: a refusal inside it is recorded in a write of its own."""
    try:
        yield
    except NotAllowed:
        detail = {"act": act, "run": run}
        append_apart(book, actor, AuditLine(action="refused", detail=detail))
        raise
