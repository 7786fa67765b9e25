"""Plain data that uses every kind of key a file may have, and the project's real files."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from jiuzhu_schemas.deadlines import DeadlineFile
from jiuzhu_schemas.golden import GoldenFile
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.vocabulary import (
    CategoryFile,
    DiseaseCatalogue,
    FactFile,
    HeaderFile,
    PremiumFile,
)

REPOSITORY = Path(__file__).parents[2]
ROOMS: dict[str, type] = {
    "policy/*.toml": PolicyDocument,
    "cases/*.toml": GoldenFile,
    "vocabulary/categories.toml": CategoryFile,
    "vocabulary/diseases.toml": DiseaseCatalogue,
    "vocabulary/premiums.toml": PremiumFile,
    "vocabulary/deadlines.toml": DeadlineFile,
    "vocabulary/facts.toml": FactFile,
    "vocabulary/headers.toml": HeaderFile,
}


def real_files() -> list[tuple[Path, type]]:
    """Every data file of every plugin and county, and its class."""
    return [
        (file, kind)
        for pattern, kind in ROOMS.items()
        for room in ("plugins", "counties", "tests/counties")
        for file in sorted(REPOSITORY.glob(f"{room}/*/jiuzhu_*/{pattern}"))
    ]


def toml_data(file: Path) -> Any:
    """A TOML file as JSON has it: its dates are texts."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return json.loads(json.dumps(data, default=str))


def document() -> dict[str, Any]:
    """A small document with something of everything."""
    data: dict[str, Any] = json.loads(json.dumps(_DOCUMENT))
    return data


_ROW: dict[str, Any] = {
    "clause": "2",
    "categories": ["dibao", "others"],
    "if": {"age": ">= 80", "home_care": True, "hospital_level": [0, 1], "therapy": ["", "x"]},
    "from": "2024-01-01",
    "to": "2024-12-31",
}

_DOCUMENT: dict[str, Any] = {
    "id": "d-1",
    "number": "一号",
    "title": "某办法",
    "issuer": "某县",
    "issued_on": "2024-01-01",
    "from": "2024-01-01",
    "to": "2025-12-31",
    "last_review": "2024-06-30",
    "extends": "d-0",
    "settings": {"clause": "1", "identity_rule": "single", "precedence": ["dibao", "tekun"]},
    "clauses": [{"id": "1", "cite": "一", "says": "总则", "not_computable": "原则"}],
    "recipients": [
        {"category": "wubao", "clause": "1", "department": "民政局", "counts_as": "tekun"},
        {"category": "keeper", "clause": "1", "department": "民政局", "upper_as": "dibao"},
    ],
    "disease_lists": [{"id": "major", "clause": "1", "classes": ["lung_cancer"]}],
    "pools": [
        {
            "id": "inpatient", "zh": "住院", "en": "inpatient", "clause": "1", "uncapped": False,
            "annual_cap": [
                {"exact": "6000.00", "to": "2024-12-31"},
                {"at_least": "8000", "from": "2025-01-01"},
            ],
        }
    ],
    "refuse": [
        {
            "clause": "1", "reason": "unreferred", "if": {"referral": ["unreferred"]},
            "question": "q", "from": "2024-02-01", "to": "2024-03-01",
        }
    ],
    "inpatient": {
        "clause": "2",
        "columns": ["age", "home_care", "hospital_level", "therapy"],
        "entry": [{"clause": "2", "if": {"visit": ["inpatient"], "disease": "not in:major"}}],
        "portion": "remaining",
        "pool": "inpatient",
        "rows": [
            {**_ROW, "rate": {"at_least": "66.5%"}, "threshold": {"deduct": "3000.00"}},
            {
                **_ROW,
                "rate": [
                    {"exact": "60%", "to": "2024-06-30"}, {"at_most": "70%", "from": "2024-07-01"}
                ],
                "stay_cap": {"exact": "900.5"}, "annual_cap": {"exact": "6000"},
                "pool": "inpatient",
            },
            {
                **_ROW, "threshold": {"trigger": "0.01"},
                "bands": [
                    {"above": "0", "rate": {"exact": "50%"}},
                    {"above": "100.00", "rate": {"exact": "100%"}},
                ],
            },
            {**_ROW, "quota": {"exact": "500.00"}},
            {**_ROW, "deny": "not_covered", "question": "q"},
        ],
    },
    "subsidy": {
        "clause": "3",
        "columns": ["tier"],
        "refuse": [{"clause": "3", "reason": "employee_insurance", "if": {"tier": "any"}}],
        "rows": [
            {
                "clause": "3", "categories": ["dibao"], "if": {"tier": [1]},
                "share": {"exact": "90%"}, "of_tier": 2,
            },
            {
                "clause": "3", "categories": ["dibao"], "if": {"tier": [2]},
                "amount": {"exact": "60.00"}, "from": "2024-01-01",
            },
        ],
    },
    "charity_handoff": {
        "columns": ["stage"],
        "rows": [
            {
                "clause": "4", "name": "charity", "occasion": "left_above",
                "categories": ["dibao"], "only": True, "if": {"stage": "any"},
                "threshold": {"exact": "1.00"}, "question": "q", "zh": "某会", "en": "a fund",
            }
        ],
    },
    "waivers": [
        {
            "stage": "subsidy", "categories": ["dibao"], "figure": "subsidy", "against": "d-0#1",
            "superseded_by": "二号", "recorded_by": "某人", "recorded_on": "2024-05-01",
        }
    ],
    "open_questions": [
        {
            "id": "q", "clause": "1", "zh": "何谓", "en": "what is", "reading_zh": "照此",
            "reading_en": "this",
        }
    ],
}  # fmt: skip
