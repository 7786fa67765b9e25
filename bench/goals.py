"""The project's goals for the engine in memory, held against what one run measured."""

from __future__ import annotations

from typing import Any, Final

from bench.report import seconds, table, verdict

LIMITS: Final = {
    "8 times faster than OpenFisca as its users write": ("openfisca_users", 1 / 8),
    "not slower than OpenFisca's lean form": ("openfisca_lean", 1.0),
    "not slower than PolicyEngine's lean form": ("policyengine_lean", 1.0),
    "at most 3 times a fused C pass": ("fused_c", 3.0),
}
OURS: Final = ("jiuzhu_resolved", "jiuzhu_engine")


def engine_goals(results: list[dict[str, Any]]) -> str:
    """Return a table of the goals: the limit each peer sets, and both forms of Jiuzhu."""
    median = {each["name"]: each["median"] for each in results}
    rows = []
    for goal, (peer, factor) in LIMITS.items():
        if peer in median:
            limit = median[peer] * factor
            found = [_held(median.get(name), limit) for name in OURS]
            rows.append([goal, f"at most {seconds(limit)}", *found])
    header = ["goal", "limit", "identities resolved", "everything"]
    return table(header, rows) + "\n" if rows else ""


def _held(taken: float | None, limit: float) -> str:
    return "not measured" if taken is None else f"{seconds(taken)}, {verdict(taken <= limit)}"
