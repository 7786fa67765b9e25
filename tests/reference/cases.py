"""The golden cases: data files of hand-computed claims and enrolments, made into plain rows."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .money import fen, yuan
from .people import resident_id

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDERS = {
    "fengjie": REPOSITORY / "counties/fengjie/jiuzhu_fengjie/cases",
    "chongqing": REPOSITORY / "plugins/chongqing/jiuzhu_chongqing/cases",
}

Rows = list[dict[str, str]]


@dataclass
class Case:
    """One golden case as rows of the contract, with the rows that are expected."""

    county: str
    subject: str
    id: str
    why: str
    clauses: list[str]
    people: Rows
    identities: Rows
    claims: Rows = field(default_factory=list)
    awards: Rows = field(default_factory=list)
    enrolments: Rows = field(default_factory=list)
    subsidies: Rows = field(default_factory=list)


def load(county: str) -> list[Case]:
    """All golden cases of a county, in the order of the files' names."""
    cases: list[Case] = []
    for path in sorted(FOLDERS[county].glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        for data in document["case"]:
            cases.append(_case(county, path.stem, len(cases) % 1000, data))
    return cases


def _case(county: str, subject: str, number: int, data: dict[str, Any]) -> Case:
    person_id = resident_id(data["born"], number)
    case = Case(
        county=county,
        subject=subject,
        id=data["id"],
        why=data["why"],
        clauses=data["clauses"],
        people=[
            {
                "person_id": person_id,
                "name": data["id"],
                "home_care": "1" if data.get("home_care", False) else "0",
            }
        ],
        identities=[
            {
                "person_id": person_id,
                "category": identity["category"],
                "valid_from": identity["from"].isoformat(),
                "valid_to": identity["to"].isoformat() if "to" in identity else "",
            }
            for identity in data["identities"]
        ],
    )
    for place, claim in enumerate(data.get("claims", ()), start=1):
        claim_id = f"{case.id}-{place}"
        case.claims.append(_claim(claim_id, person_id, claim))
        case.awards.append(
            {"claim_id": claim_id, "base": yuan(fen(claim["base"])), **claim["expect"]}
        )
    for enrolment in data.get("enrolments", ()):
        case.enrolments.append(_enrolment(person_id, enrolment))
        case.subsidies.append({"person_id": person_id, **enrolment["expect"]})
    return case


def _claim(claim_id: str, person_id: str, data: dict[str, Any]) -> dict[str, str]:
    in_scope = data.get("in_scope", data["base"])
    return {
        "claim_id": claim_id,
        "person_id": person_id,
        "visit": data["visit"],
        "therapy": data.get("therapy", ""),
        "settled_on": data["settled_on"].isoformat(),
        "hospital_level": str(data["hospital_level"]),
        "hospital_region": data.get("hospital_region", "county"),
        "referral": data.get("referral", "not_needed"),
        "diagnosis": data["diagnosis"],
        "total_cost": in_scope,
        "in_scope_cost": in_scope,
        "basic_paid": yuan(fen(in_scope) - fen(data["base"])),
        "critical_illness_paid": "0.00",
        **data.get("declared", {}),
    }


def _enrolment(person_id: str, data: dict[str, Any]) -> dict[str, str]:
    return {
        "person_id": person_id,
        "year": str(data["year"]),
        "tier": str(data["tier"]),
        "paid_on": data["paid_on"].isoformat(),
        "insurance": data.get("insurance", "resident"),
    }
