"""What makes a manual case look like something that was paid, or asked for, before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text

from .content import Content
from .errors import ClaimTaken, Duplicate
from .reading import Reads
from .records import TakenStep

_ALIVE: Final = "state NOT IN ('refused', 'withdrawn', 'reversed')"
_SAME_INVOICE: Final = f"""
SELECT number FROM cases
WHERE invoice <> '' AND invoice = ? AND {_ALIVE} AND number <> ?
ORDER BY number
"""
_OVERLAPPING: Final = f"""
SELECT number, json_extract(content, '$.admitted_on'), json_extract(content, '$.discharged_on'),
    coalesce((SELECT name FROM hospitals WHERE code = json_extract(content, '$.hospital')), ''),
    coalesce(json_extract(content, '$.total_cost'), 0)
FROM cases
WHERE person = ? AND kind = 'manual' AND {_ALIVE} AND number <> ?
    AND json_extract(content, '$.admitted_on') <= ?
    AND json_extract(content, '$.discharged_on') >= ?
ORDER BY number
"""
_IN_LEDGER: Final = """
SELECT claim_id FROM entries AS one
WHERE person = ? AND year = ? AND kind = 'settle' AND settled_on = ? AND base = ?
    AND claim_id <> ?
    AND NOT EXISTS (
        SELECT 1 FROM entries AS other
        WHERE other.claim_id = one.claim_id AND other.kind = 'reverse'
    )
ORDER BY entry
"""


def warnings_of(reads: Reads, person: int | None, number: str, content: Content) -> list[Text]:
    """Return what a manual case may double; empty for the other kinds and for most cases.

    The same invoice number in another case, a stay of the person that overlaps, a claim of the
    same day and base in the ledger, and a person who had died.
    """
    if person is None or ("invoice" not in content and "settled_on" not in content):
        return []
    found = _same_invoice(reads, number, content)
    found += _overlapping(reads, person, number, content)
    found += _in_ledger(reads, person, content)
    found += _died(reads, person, content)
    return found


def refuse_unwanted(
    warnings: Sequence[Text], number: str, earlier: Iterable[TakenStep] = (), *, anyway: bool
) -> dict[str, Any]:
    """Raise Duplicate for warnings, unless they are overridden: then return what to remember.

    What was overridden in an earlier step of the case is not asked about again.
    """
    known = {said for step in earlier for said in step.detail.get("despite", ())}
    new = [each for each in warnings if each.zh not in known]
    if new and not anyway:
        raise Duplicate(new, number)
    return {"despite": [each.zh for each in new]} if new else {}


def refuse_taken(reads: Reads, claim_id: str, number: str) -> None:
    """Raise ClaimTaken if another case, or the ledger without a case, has the claim id."""
    other = reads.one(
        "SELECT number FROM cases WHERE claim_id = ? AND claim_id <> '' AND number <> ?"
        " AND state NOT IN ('refused', 'withdrawn')",
        (claim_id, number),
    )
    if other is not None:
        raise ClaimTaken(
            Text(
                f"结算编号“{claim_id}”已在案件 {other[0]} 中",
                f"the claim “{claim_id}” is in case {other[0]} already",
            ),
            number,
        )
    if reads.one("SELECT 1 FROM entries WHERE claim_id = ?", (claim_id,)) is not None:
        raise ClaimTaken(
            Text(
                f"结算编号“{claim_id}”已经记账；确为另一笔费用请改用其他编号",
                f"the claim “{claim_id}” is recorded already; if it is another one, give it"
                " another id",
            ),
            number,
        )


def _same_invoice(reads: Reads, number: str, content: Content) -> list[Text]:
    if "invoice" not in content:
        return []
    return [
        Text(f"发票号与案件 {other} 相同", f"the invoice number is that of case {other}")
        for (other,) in reads.rows(_SAME_INVOICE, (content["invoice"], number))
    ]


def _overlapping(reads: Reads, person: int, number: str, content: Content) -> list[Text]:
    if "admitted_on" not in content or "discharged_on" not in content:
        return []
    values = (person, number, content["discharged_on"], content["admitted_on"])
    return [
        Text(
            f"住院时间与案件 {other} 重叠（该案 {first} 至 {last}，{where or '医院未登记'}，"
            f"费用 {format_yuan(cost)}）",
            f"the stay overlaps that of case {other} ({first} to {last},"
            f" {where or 'hospital not known'}, costs {format_yuan(cost)})",
        )
        for other, first, last, where, cost in reads.rows(_OVERLAPPING, values)
    ]


def _in_ledger(reads: Reads, person: int, content: Content) -> list[Text]:
    if "settled_on" not in content or "in_scope_cost" not in content:
        return []
    paid = ("basic_paid", "critical_illness_paid", "large_sum_paid")
    base = content["in_scope_cost"] - sum(content.get(name, 0) for name in paid)
    day = content["settled_on"]
    values = (person, int(day[:4]), day, base, content.get("claim_id", ""))
    return [
        Text(
            f"账上已有同日同额的费用 {claim}",
            f"the ledger has claim {claim} of the same day and sum",
        )
        for (claim,) in reads.rows(_IN_LEDGER, values)
    ]


def _died(reads: Reads, person: int, content: Content) -> list[Text]:
    (died_on,) = reads.one("SELECT died_on FROM people WHERE person = ?", (person,))
    last = content.get("settled_on", "")
    if not died_on or not last or died_on >= content.get("discharged_on", last):
        return []
    return [Text(f"此人已于 {died_on} 去世", f"the person died on {died_on}")]
