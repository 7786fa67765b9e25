"""巫山县（示例）: one rule of its document is not for a table, since it asks for two categories."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jiuzhu.api import CountyManifest, Facts, Terms, Text, hookimpl

BEFORE_OUR_DOCUMENT = 0
"""The edition until 2024-01-31, in which the baseline alone is in force."""


class Wushan:
    """The county's document, and the one rule that its tables cannot say."""

    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        """The county's documents."""
        return sorted((Path(__file__).parent / "policy").glob("*.toml"))

    @hookimpl
    def inpatient(self, facts: Facts, identity: str) -> Terms | None:
        """第四条: whoever is 低保 and 重度残疾 at once gets 85 % in the county's own hospitals."""
        if facts.edition == BEFORE_OUR_DOCUMENT or facts.visit != "inpatient":
            return None
        if facts.hospital_region == "county" and facts.identities >= {"dibao", "severe_disability"}:
            return Terms(rate=8_500, pool="inpatient", annual_cap=1_000_000, clause="ws-2024-1#4")
        return None  # The table answers.


county = CountyManifest(
    id="wushan",
    name=Text("巫山县", "Wushan County"),
    api=1,
    document="ws-2024-1",
    plugin=Wushan(),
)
