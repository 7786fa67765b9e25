"""What is asked before an approval or a reversal: what it will do, in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiuzhu.casebook.cases import case_of, preview_case, preview_reversal
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text

if TYPE_CHECKING:
    from jiuzhu.casebook.ledger.reversal import Counties
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.loading.county import County


def approval(book: Casebook, county: County, number: str) -> Text:
    """Ask whether to approve a case; for a manual one with the sums it will be given."""
    case = case_of(book, number)
    if case.kind != "manual" or case.state != "reviewed":
        return Text(f"审批 {number}，确定吗？", f"Approve {number}?")
    outcome = preview_case(book, county, number).outcome
    award, tilt = format_yuan(outcome.award), format_yuan(outcome.tilt)
    return Text(
        f"审批 {number}：救助 {award} 元，倾斜 {tilt} 元，记入账目，确定吗？",
        f"Approve {number}: relief {award}, tilt {tilt} yuan, into the ledger?",
    )


def reversal(book: Casebook, counties: Counties, number: str) -> Text:
    """Ask whether to reverse a case, with what changes for it and for later claims."""
    if case_of(book, number).state not in ("approved", "paid"):
        return Text(f"冲正 {number}，确定吗？", f"Reverse {number}?")
    found = preview_reversal(book, counties, number)
    lines = [
        f"{each.entry.claim_id} {format_yuan(each.entry.paid)}"
        f" → {format_yuan(each.after.award + each.after.tilt)}"
        for each in (found.reversed, *found.changed)
    ]
    listed = "\n".join(lines)
    total = format_yuan(found.total)
    return Text(
        f"{listed}\n冲正 {number}，共变动 {total} 元，确定吗？",
        f"{listed}\nReverse {number}, changing {total} yuan in all?",
    )
