"""单次封顶（示例）: a deployment's own plugin that adjusts what every county's rules give."""

from __future__ import annotations

from collections.abc import Generator

import attrs

from jiuzhu.api import Denied, Facts, PluginManifest, Terms, Text, hookimpl

Answer = Terms | Denied | None
MOST_A_STAY = 300_000
"""In fen: 3 000.00 yuan."""


class StayCap:
    """No stay gets more than 3 000 yuan of ordinary inpatient relief."""

    @hookimpl(wrapper=True)
    def inpatient(self, facts: Facts, identity: str) -> Generator[None, Answer, Answer]:
        """Let whoever is asked inside answer, and lower the terms that come back."""
        answer = yield
        if isinstance(answer, Terms):
            return attrs.evolve(answer, stay_cap=MOST_A_STAY, clause="office-2026-5#1")
        return answer  # A denial, or None, stays what it is.


plugin = PluginManifest(
    id="stay_cap", name=Text("单次封顶", "Cap per stay"), api=1, plugin=StayCap()
)
