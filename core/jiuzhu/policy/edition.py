"""An edition: everything a jurisdiction's documents say between two days on which it changes."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from typing import Final, Literal, TypeAlias

from attrs import field, frozen

from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.policy import DiseaseList, PolicyDocument, Pool, Recipient
from jiuzhu_schemas.terms import Denied, Eligible, Handoff, SubsidyTerms, Terms
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import HANDOFF_LABELS

from .conditions import AnyFacts, Context, Test

NO_CONTEXT: Final[Context] = {}
Answer: TypeAlias = Terms | Denied | SubsidyTerms


@frozen(eq=False)
class Rule:
    """A row of one document, in force: where all tests hold, this is the answer."""

    row: str
    """``document#table.rows[n]``"""
    clause: str
    """``document#clause``"""
    tests: tuple[Test, ...]
    answer: Answer

    def holds(self, facts: AnyFacts, context: Context) -> bool:
        """Tell whether every condition of the row holds."""
        return all(test.holds(facts, context) for test in self.tests)


@frozen(eq=False)
class EntryRule:
    """One kind of claim that belongs to a stage."""

    clause: str
    tests: tuple[Test, ...]

    def holds(self, facts: AnyFacts, context: Context) -> bool:
        """Tell whether the claim is of this kind."""
        return all(test.holds(facts, context) for test in self.tests)


@frozen(eq=False)
class RefusalRule:
    """A kind of claim, or of enrolment, that is refused whoever brings it."""

    denied: Denied
    tests: tuple[Test, ...]

    def holds(self, facts: AnyFacts, context: Context) -> bool:
        """Tell whether the refusal applies."""
        return all(test.holds(facts, context) for test in self.tests)


@frozen(eq=False)
class HandoffRule:
    """When a case is handed on, and to whom."""

    handoff: Handoff
    categories: frozenset[str]
    only: bool
    tests: tuple[Test, ...]

    def holds(self, facts: Facts, context: Context, recipients: Set[str]) -> bool:
        """Tell whether the handoff may apply; its occasion is judged on the amounts.

        Categories that are no ``recipients`` of the edition count as not held.
        """
        if not all(test.holds(facts, context) for test in self.tests):
            return False
        if not self.categories:
            return True
        held = facts.identities & recipients
        return held <= self.categories and bool(held) if self.only else bool(held & self.categories)


@frozen(eq=False)
class StageRules:
    """One stage of an edition, from every document that speaks of it, the county's first."""

    stage: str
    not_covered: Denied
    """The answer for a recipient that no row covers."""
    entry: tuple[EntryRule, ...]
    by_category: Mapping[str, tuple[Rule, ...]]
    """Rules by the category a person holds; a county's before the municipal ones."""

    def is_mine(self, facts: AnyFacts, context: Context = NO_CONTEXT) -> bool:
        """Tell whether the claim belongs to this stage."""
        return any(entry.holds(facts, context) for entry in self.entry)

    def answer(self, facts: AnyFacts, identity: str, context: Context = NO_CONTEXT) -> Answer:
        """Return the first rule's answer for a claim that belongs here."""
        for rule in self.by_category.get(identity, ()):
            if rule.holds(facts, context):
                return rule.answer
        return self.not_covered


@frozen(eq=False)
class Helped:
    """A recipient category of an edition, and which document names it."""

    recipient: Recipient
    document: PolicyDocument
    eligible: Eligible


@frozen(eq=False, kw_only=True)
class Edition:
    """What holds from ``since`` to ``until`` (None: still)."""

    index: int
    since: date
    until: date | None
    documents: tuple[PolicyDocument, ...]
    """In force, the county's first; each falls back on the next."""
    identity_rule: Literal["per_stage", "single"]
    precedence: Mapping[str, int]
    """Category to its place; a lower one wins a tie."""
    recipients: Mapping[str, Helped]
    not_recipient: Denied
    refusals: tuple[RefusalRule, ...]
    stages: Mapping[str, StageRules]
    subsidy_refusals: tuple[RefusalRule, ...]
    subsidy: StageRules | None
    handoffs: tuple[HandoffRule, ...]
    disease_lists: Mapping[str, tuple[PolicyDocument, DiseaseList]]
    pools: Mapping[str, tuple[PolicyDocument, Pool]]
    lists_by_class: Mapping[str, frozenset[str]]
    """Disease class to the ids of the lists it stands in."""
    lists_of_diagnosis: dict[str, frozenset[str]] = field(factory=dict, init=False)
    """Remembers the lists of the diagnoses that were asked for."""
    _ranked: dict[frozenset[str], tuple[str, ...]] = field(factory=dict, init=False)

    def facts_named(self) -> frozenset[str]:
        """Return the names of the facts that conditions of this edition look at."""
        of_stages = [*self.stages.values(), *([self.subsidy] if self.subsidy else ())]
        tests = (
            *(refusal.tests for refusal in (*self.refusals, *self.subsidy_refusals)),
            *(handoff.tests for handoff in self.handoffs),
            *(entry.tests for stage in of_stages for entry in stage.entry),
            *(
                rule.tests
                for stage in of_stages
                for own in stage.by_category.values()
                for rule in own
            ),
        )
        return frozenset(test.definition.id for of_rule in tests for test in of_rule)

    def handoff_label(self, name: str) -> Text:
        """Return what a handoff is called; its name if no document says."""
        tables = (document.charity_handoff for document in self.documents)
        rows = (row for table in tables if table for row in table.rows)
        own = next((Text(row.zh, row.en) for row in rows if row.name == name and row.zh), None)
        return own or HANDOFF_LABELS.get(name, Text(name, name))

    def ranked(self, identities: frozenset[str]) -> tuple[str, ...]:
        """Return categories by precedence, those without a place last by name."""
        found = self._ranked.get(identities)
        if found is None:
            last = len(self.precedence)
            order = sorted(identities, key=lambda each: (self.precedence.get(each, last), each))
            found = self._ranked[identities] = tuple(order)
        return found
