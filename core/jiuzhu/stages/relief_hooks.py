"""What is asked of the stages of relief: on what terms, or why not. One class per stage.

All are ``firstresult``: the county is asked first, then other plugins, then the core's
defaults, which read the policy tables. None always means "not mine: ask the next". Hooks are
called once per distinct kind of claim and must depend on their arguments alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.terms import Denied, Eligible, Handoff, SubsidyTerms, Terms

from .markers import hookspec


class EligibilityHooks:
    """对象资格: is the holder of an identity a recipient, and may the claim be relieved?"""

    @hookspec(firstresult=True)
    def eligibility(self, facts: Facts, identity: str) -> Eligible | Denied | None:
        """Decide whether ``identity`` makes its holder a recipient for this kind of claim.

        Asked once for each category held. `Denied` here keeps every stage from relieving for
        this identity; if all are denied, the first denial by precedence is the claim's reason.

        Reads: ``edition``, ``referral``, and any other fact.
        None: leave it to the policy's recipients and refusals.

        Example::

            @hookimpl
            def eligibility(self, facts, identity):
                if identity == "student" and facts.hospital_region == "outside":
                    return Denied(reason="not_covered", clause="ws-2024-1#2.3")
                return None
        """


class SubsidyHooks:
    """资助参保: on what terms is a premium subsidised?"""

    @hookspec(firstresult=True)
    def subsidy(self, facts: EnrolmentFacts, identity: str) -> SubsidyTerms | Denied | None:
        """Give the subsidy of a kind of enrolment for one category held.

        The core multiplies with the premium of the year and picks the highest subsidy.

        Reads: ``edition``, ``tier``, ``insurance``.
        None: leave it to the policy's subsidy table.

        Example::

            @hookimpl
            def subsidy(self, facts, identity):
                if identity == "dibao" and facts.tier == 1:
                    return SubsidyTerms(
                        share=10_000, of_tier=1, clause="ws-2024-1#2.1", department="民政局"
                    )
                return None
        """


class OutpatientHooks:
    """普通门诊: outpatient relief for ordinary disease."""

    @hookspec(firstresult=True)
    def outpatient(self, facts: Facts, identity: str) -> Terms | Denied | None:
        """Give the terms of ordinary outpatient relief for one category held.

        Reads: ``visit``, ``home_care``, ``age``, ``edition``.
        None: leave it to the policy's table; if that does not take the claim either, the next
        stage of the route is asked.

        Example::

            @hookimpl
            def outpatient(self, facts, identity):
                if facts.visit == "outpatient" and identity == "dibao_edge":
                    return Terms(rate=5_000, pool="outpatient", annual_cap=20_000,
                                 clause="ws-2024-1#3.1")
                return None
        """


class InpatientHooks:
    """普通住院: inpatient relief for ordinary disease."""

    @hookspec(firstresult=True)
    def inpatient(self, facts: Facts, identity: str) -> Terms | Denied | None:
        """Give the terms of ordinary inpatient relief for one category held.

        Reads: ``visit``, ``hospital_level``, ``edition``.
        None: leave it to the policy's table.

        Example::

            @hookimpl
            def inpatient(self, facts, identity):
                if facts.visit == "inpatient" and facts.hospital_level == 0:
                    return Denied(reason="not_covered", clause="ws-2024-1#3.2")
                return None
        """


class MajorDiseaseHooks:
    """特殊病种: relief for a listed disease, inpatient or by outpatient therapy."""

    @hookspec(firstresult=True)
    def major_disease(self, facts: Facts, identity: str) -> Terms | Denied | None:
        """Give the terms of major-disease relief for one category held.

        First on a claim's route: what it takes, no later stage sees.

        Reads: ``disease_lists``, ``visit``, ``therapy``, ``edition``.
        None: leave it to the policy's table.

        Example::

            @hookimpl
            def major_disease(self, facts, identity):
                if "rare" in facts.disease_lists:
                    return Terms(rate=8_000, pool="major_disease", annual_cap=15_000_000,
                                 clause="ws-2024-1#3.3")
                return None
        """


class LargeExpenseHooks:
    """大额费用: relief for a costly stay with another disease."""

    @hookspec(firstresult=True)
    def large_expense(self, facts: Facts, identity: str) -> Terms | Denied | None:
        """Give the terms of large-expense relief for one category held.

        Second on a claim's route. ``facts.in_scope`` is the floor of a band in fen.

        Reads: ``visit``, ``hospital_level``, ``in_scope``, ``edition``.
        None: leave it to the policy's table.

        Example::

            @hookimpl
            def large_expense(self, facts, identity):
                if facts.visit == "inpatient" and facts.in_scope >= 3_000_001:
                    return Terms(rate=6_500, pool="large_expense", annual_cap=6_000_000,
                                 clause="ws-2024-1#3.4")
                return None
        """


class TiltHooks:
    """倾斜救助: further relief on what is still left."""

    @hookspec(firstresult=True)
    def tilt(self, facts: Facts, identity: str, stage: str) -> Terms | Denied | None:
        """Give the terms of the tilt after ``stage`` gave terms, for one category held.

        ``portion="remaining"`` puts the rate on what relief left of the base. The pool must
        not be one that a relief stage draws on.

        Reads: ``hospital_region``, ``referral``, ``edition``.
        None: leave it to the policy's table; None from that too means no tilt.

        Example::

            @hookimpl
            def tilt(self, facts, identity, stage):
                if stage == "inpatient" and facts.hospital_region == "county":
                    return Terms(rate=5_000, portion="remaining", threshold=300_000,
                                 pool="tilt", annual_cap=3_000_000, clause="ws-2024-1#3.5")
                return None
        """


class CharityHandoffHooks:
    """慈善转介: to whom the case goes on."""

    @hookspec(firstresult=True)
    def charity_handoff(
        self, facts: Facts, stage: str, recipient: bool
    ) -> Sequence[Handoff] | None:
        """Give the handoffs that may apply, the first whose occasion arises being taken.

        ``stage`` is ``none`` where no relief is given; ``recipient`` tells whether any category
        held makes a recipient. The core judges the occasion on the amounts.

        Reads: ``identities``, declared facts, ``edition``.
        None: leave it to the policy's table.

        Example::

            @hookimpl
            def charity_handoff(self, facts, stage, recipient):
                if recipient:
                    return [Handoff(name="charity", occasion="left_above", threshold=1_000_000,
                                    clause="ws-2024-1#4.2")]
                return None
        """
