"""A hospital's month: the one-stop claims that the ledger holds already, as one case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from jiuzhu.casebook.store import Gate
from jiuzhu_schemas.text import Text

from .errors import ClaimTaken, WrongContent
from .records import Case

_SHOWN: Final = 5
_OF_CLAIM: Final = """
SELECT entries.entry, award_change, tilt_change, channel, settled_on, case_entries.case_id
FROM entries LEFT JOIN case_entries USING (entry)
WHERE claim_id = ? ORDER BY entries.entry
"""


def tie_entries(gate: Gate, case: Case) -> dict[str, Any]:
    """Tie a month to all entries of its claims; return the sums for the case's row, in fen.

    Entries that move nothing are left out: nobody is paid for them. Raises WrongContent for
    claims that the ledger does not have, that were settled in another month or are manual ones,
    ClaimTaken for those of another month's case.
    """
    unknown: list[str] = []
    other_month: list[str] = []
    taken: list[str] = []
    tied: list[tuple[int, int]] = []
    award = tilt = 0
    for claim in case.content["claims"]:
        found = gate.rows(_OF_CLAIM, (claim,))
        if not found or found[0][3] == "person_account":
            unknown.append(claim)
        elif found[0][4][:7] != case.content["month"]:
            other_month.append(claim)
        elif any(row[5] is not None for row in found):
            taken.append(claim)
        award += sum(row[1] for row in found)
        tilt += sum(row[2] for row in found)
        tied += [(row[0], case.case_id) for row in found if row[1] + row[2]]
    _refuse(case, unknown, other_month, taken)
    gate.insert_many("case_entries", ("entry", "case_id"), tied)
    return {"award": award, "tilt": tilt}


def untie_entries(gate: Gate, case: Case) -> None:
    """Free the entries of a month that is returned, refused or withdrawn."""
    gate.execute("DELETE FROM case_entries WHERE case_id = ?", (case.case_id,))


def _refuse(
    case: Case, unknown: Sequence[str], other_month: Sequence[str], taken: Sequence[str]
) -> None:
    if unknown:
        raise WrongContent(
            Text(
                f"账上没有这些一站式费用：{_few(unknown)}",
                f"the ledger has no such one-stop claims: {_few(unknown)}",
            ),
            case.number,
        )
    if other_month:
        month = case.content["month"]
        raise WrongContent(
            Text(
                f"不是 {month} 结算的费用：{_few(other_month)}",
                f"were not settled in {month}: {_few(other_month)}",
            ),
            case.number,
        )
    if taken:
        raise ClaimTaken(
            Text(
                f"已在另一月度案件中：{_few(taken)}",
                f"are in the case of another month already: {_few(taken)}",
            ),
            case.number,
        )


def _few(claims: Sequence[str]) -> str:
    more = f" …（{len(claims)}）" if len(claims) > _SHOWN else ""
    return "、".join(claims[:_SHOWN]) + more
