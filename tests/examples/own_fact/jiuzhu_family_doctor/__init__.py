"""家庭医生签约（示例）: a new column of the claims, and a rule that looks at it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

import attrs

from jiuzhu.api import Denied, Facts, PluginManifest, Terms, Text, hookimpl

Answer = Terms | Denied | None


class FamilyDoctor:
    """Whoever has signed with a family doctor gets 5 points more of ordinary outpatient relief."""

    # region: fact_files
    @hookimpl
    def fact_files(self) -> Sequence[Path]:
        """The column ``family_doctor`` and its words."""
        return [Path(__file__).parent / "facts.toml"]

    # endregion
    @hookimpl(wrapper=True)
    def outpatient(self, facts: Facts, identity: str) -> Generator[None, Answer, Answer]:
        """Raise the rate, to 100 % at most."""
        answer = yield
        if not isinstance(answer, Terms) or answer.rate is None:
            return answer
        if facts.declared["family_doctor"] != "signed":
            return answer
        rate = min(answer.rate + 500, 10_000)
        return attrs.evolve(answer, rate=rate, clause="office-2026-6#2")


plugin = PluginManifest(
    id="family_doctor",
    name=Text("家庭医生签约", "Family doctor"),
    api=1,
    plugin=FamilyDoctor(),
)
