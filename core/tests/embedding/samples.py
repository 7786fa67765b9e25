"""Three claims of 2025 in Fengjie, worked by hand.

C-1: 1234.57 × 80 % = 987.656, half up 987.66. C-2: of the cap of 6000.00 the first claim left
5012.34, so that is paid; of the 9987.66 left, 70 % of what is above 3000.00: 4891.362. C-3: no
recipient.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jiuzhu_schemas.resident_id import check_character


def _id(first: str) -> str:
    return first + check_character(first)


HELPED, NOT_HELPED = _id("50023619700315001"), _id("50023619750315101")

PEOPLE: list[dict[str, Any]] = [
    {"person_id": HELPED, "name": "测试甲", "home_care": False},
    {"person_id": NOT_HELPED, "name": "测试乙", "home_care": False},
]
IDENTITIES: list[dict[str, Any]] = [
    {"person_id": HELPED, "category": "dibao", "valid_from": date(2024, 1, 1)},
]
_STAY: dict[str, Any] = {
    "visit": "inpatient", "therapy": None, "settled_on": date(2025, 3, 5), "hospital_level": 2,
    "hospital_region": "county", "referral": "not_needed", "diagnosis": "J18.9",
    "total_cost": Decimal("9000.00"), "critical_illness_paid": Decimal("0.00"),
}  # fmt: skip


def stay(claim_id: str, person: str, in_scope: str, paid: str, **other: Any) -> dict[str, Any]:
    sums = {"in_scope_cost": Decimal(in_scope), "basic_paid": Decimal(paid)}
    return {"claim_id": claim_id, "person_id": person, **_STAY, **sums, **other}


CLAIMS = [
    stay("C-1", HELPED, "2000.00", "765.43"),
    stay("C-2", HELPED, "20000.00", "5000.00", total_cost=Decimal("20000.00")),
    stay("C-3", NOT_HELPED, "118.05", "0.00"),
]

_AWARDS = """\
C-1,inpatient,dibao,80,1234.57,987.66,0.00,246.91,,,fj-2023-49#annex.inpatient.1
C-2,inpatient,dibao,80,15000.00,5012.34,4891.36,5096.30,charity,cap_exhausted,\
fj-2023-49#annex.inpatient.1;fj-2023-49#annex.tilt.1
C-3,none,,,118.05,0.00,0.00,118.05,,not_recipient,fj-2023-49#2.1.1
"""
_COLUMNS = [
    "claim_id",
    "stage",
    "identity",
    "rate",
    "base",
    "award",
    "tilt",
    "self_pay",
    "charity",
    "reason",
    "clause",
]
_SUMS = {"base", "award", "tilt", "self_pay"}
EXPECTED: list[dict[str, Any]] = [
    {
        name: Decimal(cell) if name in _SUMS else cell
        for name, cell in zip(_COLUMNS, line.split(","), strict=True)
    }
    for line in _AWARDS.splitlines()
]


def plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the same rows as a file would hold them: all text."""
    return [{name: _text(value) for name, value in row.items()} for row in rows]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
