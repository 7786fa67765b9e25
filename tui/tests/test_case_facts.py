"""What a case says of its steps: which fields an edit changed, edits of one sitting in one line."""

from __future__ import annotations

from typing import Any

from jiuzhu.casebook.cases.records import TakenStep
from jiuzhu_tui.case.facts import _together


def edit(at: str, *fields: str, **more: Any) -> TakenStep:
    given: dict[str, Any] = {"operator": "赵经办", "step": "edit", **more}
    return TakenStep(
        version=1, before="draft", after="draft", role="clerk", at=f"2026-11-20 {at}", note="",
        detail={"fields": list(fields)}, **given,
    )  # fmt: skip


def test_edits_of_one_operator_within_ten_minutes_are_one() -> None:
    shown = _together(
        [
            edit("09:00:00", "invoice"),
            edit("09:10:00", "total_cost"),
            edit("09:20:01", "diagnosis"),
            edit("09:21:00", "referral", operator="李主管"),
            edit("09:22:00", step="accept"),
        ]
    )
    assert [(each.at[11:], sorted(fields)) for each, fields in shown] == [
        ("09:10:00", ["invoice", "total_cost"]),
        ("09:20:01", ["diagnosis"]),
        ("09:21:00", ["referral"]),
        ("09:22:00", []),
    ]
