"""巫溪县（示例）: a county that answers every stage in code, to show each hook once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jiuzhu.api import (
    Band,
    CountyManifest,
    Denied,
    Eligible,
    EnrolmentFacts,
    Facts,
    Handoff,
    SubsidyTerms,
    Terms,
    Text,
    hookimpl,
)

CLAUSE = "wx-2025-1#1"


class Wuxi:
    """Each hook answers for one plain case and leaves all others to the tables."""

    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        """The county's documents."""
        return sorted((Path(__file__).parent / "policy").glob("*.toml"))

    # region: eligibility
    @hookimpl
    def eligibility(self, facts: Facts, identity: str) -> Eligible | Denied | None:
        """Students are not relieved for stays outside the municipality."""
        if facts.edition == 1 and identity == "student" and facts.hospital_region == "outside":
            return Denied(reason="not_covered", clause=CLAUSE)
        return None

    # endregion
    # region: major_disease
    @hookimpl
    def major_disease(self, facts: Facts, identity: str) -> Terms | Denied | None:
        """A listed disease in a hospital of level 3: 75 %."""
        if facts.edition == 1 and "major" in facts.disease_lists and facts.hospital_level == 3:
            return Terms(rate=7_500, pool="major_disease", annual_cap=15_000_000, clause=CLAUSE)
        return None

    # endregion
    # region: large_expense
    @hookimpl
    def large_expense(self, facts: Facts, identity: str) -> Terms | Denied | None:
        """Above 30 000 yuan: 60 % up to a base of 20 000, 80 % of what is above."""
        if facts.edition == 1 and facts.visit == "inpatient" and facts.in_scope >= 3_000_001:
            bands = (Band(above=0, rate=6_000), Band(above=2_000_000, rate=8_000))
            return Terms(bands=bands, pool="large_expense", annual_cap=None, clause=CLAUSE)
        return None

    # endregion
    # region: outpatient
    @hookimpl
    def outpatient(self, facts: Facts, identity: str) -> Terms | Denied | None:
        """Dialysis without a listed disease: a fixed 200 yuan a visit."""
        if facts.edition == 1 and facts.visit == "outpatient" and facts.therapy == "dialysis":
            return Terms(quota=20_000, pool="outpatient", annual_cap=1_000_000, clause=CLAUSE)
        return None

    # endregion
    # region: inpatient
    @hookimpl
    def inpatient(self, facts: Facts, identity: str) -> Terms | Denied | None:
        """A hospital without a level is not paid for."""
        if facts.edition == 1 and facts.visit == "inpatient" and facts.hospital_level == 0:
            return Denied(reason="not_covered", clause=CLAUSE)
        return None

    # endregion
    # region: tilt
    @hookimpl
    def tilt(self, facts: Facts, identity: str, stage: str) -> Terms | Denied | None:
        """Half of what a stay in the county leaves above 3 000 yuan."""
        if facts.edition == 1 and stage == "inpatient" and facts.hospital_region == "county":
            return Terms(
                rate=5_000,
                portion="remaining",
                threshold=300_000,
                pool="tilt",
                annual_cap=2_000_000,
                clause=CLAUSE,
            )
        return None

    # endregion
    # region: charity_handoff
    @hookimpl
    def charity_handoff(self, facts: Facts, recipient: bool) -> Sequence[Handoff] | None:
        """With more than 10 000 yuan left, the case goes on to charity."""
        if facts.edition == 1 and recipient:
            left = 1_000_000
            return [Handoff(name="charity", occasion="left_above", threshold=left, clause=CLAUSE)]
        return None

    # endregion
    # region: subsidy
    @hookimpl
    def subsidy(self, facts: EnrolmentFacts, identity: str) -> SubsidyTerms | Denied | None:
        """低保 get 90 % of the first tier's premium, whichever tier they choose."""
        if facts.edition == 1 and identity == "dibao" and facts.insurance == "resident":
            return SubsidyTerms(share=9_000, of_tier=1, department="民政局", clause=CLAUSE)
        return None

    # endregion


county = CountyManifest(
    id="wuxi",
    name=Text("巫溪县", "Wuxi County"),
    api=1,
    document="wx-2025-1",
    plugin=Wuxi(),
)
