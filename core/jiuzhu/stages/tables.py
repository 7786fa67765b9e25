"""The core's own answer to every stage hook: read it from the policy's tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from jiuzhu.policy.edition import NO_CONTEXT
from jiuzhu.policy.policy import Policy
from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.terms import Denied, Eligible, Handoff, SubsidyTerms, Terms

from .specs import hookimpl


class PolicyTables:
    """Implements all stage hooks from the tables of the edition that the facts name."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    @hookimpl(trylast=True)
    def eligibility(self, facts: Facts, identity: str) -> Eligible | Denied | None:
        """A category is eligible if a document in force names it and no refusal applies."""
        edition = self.policy.editions[facts.edition]
        helped = edition.recipients.get(identity)
        if helped is None:
            return edition.not_recipient
        for refusal in edition.refusals:
            if refusal.holds(facts, NO_CONTEXT):
                return refusal.denied
        return helped.eligible

    @hookimpl(trylast=True)
    def subsidy(self, facts: EnrolmentFacts, identity: str) -> SubsidyTerms | Denied | None:
        """Read the subsidy table."""
        edition = self.policy.editions[facts.edition]
        if edition.subsidy is None:
            return None
        for refusal in edition.subsidy_refusals:
            if refusal.holds(facts, NO_CONTEXT):
                return refusal.denied
        if identity not in edition.recipients:
            return edition.not_recipient
        return cast(SubsidyTerms | Denied, edition.subsidy.answer(facts, identity))

    @hookimpl(trylast=True)
    def outpatient(self, facts: Facts, identity: str) -> Terms | Denied | None:
        """Read the outpatient table."""
        return self._relief("outpatient", facts, identity)

    @hookimpl(trylast=True)
    def inpatient(self, facts: Facts, identity: str) -> Terms | Denied | None:
        """Read the inpatient table."""
        return self._relief("inpatient", facts, identity)

    @hookimpl(trylast=True)
    def major_disease(self, facts: Facts, identity: str) -> Terms | Denied | None:
        """Read the major-disease table."""
        return self._relief("major_disease", facts, identity)

    @hookimpl(trylast=True)
    def large_expense(self, facts: Facts, identity: str) -> Terms | Denied | None:
        """Read the large-expense table."""
        return self._relief("large_expense", facts, identity)

    @hookimpl(trylast=True)
    def tilt(self, facts: Facts, identity: str, stage: str) -> Terms | Denied | None:
        """Read the tilt table."""
        rules = self.policy.editions[facts.edition].stages.get("tilt")
        context = {"stage": stage}
        if rules is None or not rules.is_mine(facts, context):
            return None
        return cast(Terms | Denied, rules.answer(facts, identity, context))

    @hookimpl(trylast=True)
    def charity_handoff(
        self, facts: Facts, stage: str, recipient: bool
    ) -> Sequence[Handoff] | None:
        """Read the handoff table."""
        edition = self.policy.editions[facts.edition]
        context = {"stage": stage, "recipient": recipient}
        return [
            rule.handoff
            for rule in edition.handoffs
            if rule.holds(facts, context, edition.recipients.keys())
        ]

    def _relief(self, stage: str, facts: Facts, identity: str) -> Terms | Denied | None:
        rules = self.policy.editions[facts.edition].stages.get(stage)
        if rules is None or not rules.is_mine(facts):
            return None
        return cast(Terms | Denied, rules.answer(facts, identity))
