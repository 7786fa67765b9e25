"""The project's performance goals, held against what one run measured."""

from __future__ import annotations

from typing import Any, Final

from bench.report import seconds, verdict

FASTER_THAN_USERS: Final = 8.0
SLOWER_THAN_C: Final = 3.0


def engine_goals(results: list[dict[str, Any]]) -> str:
    """Return which goals of the engine in memory were reached, a line each."""
    median = {each["name"]: each["median"] for each in results}
    ours = median.get("jiuzhu_engine")
    limits = {
        "8 times OpenFisca as its users write": ("openfisca_users", 1 / FASTER_THAN_USERS),
        "not slower than OpenFisca's lean form": ("openfisca_lean", 1.0),
        "not slower than PolicyEngine's lean form": ("policyengine_lean", 1.0),
        "at most 3 times a fused C pass": ("fused_c", SLOWER_THAN_C),
    }
    lines = []
    for goal, (peer, factor) in limits.items():
        if peer not in median:
            continue
        limit = median[peer] * factor
        found = f"{seconds(ours)}, {verdict(ours <= limit)}" if ours else "jiuzhu not measured"
        lines.append(f"- {goal}: at most {seconds(limit)}; {found}")
    return "\n".join(lines) + "\n"
