"""Clauses, conditions and figures of an edition, quoted in the words of its documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jiuzhu_schemas.money import format_percent, format_yuan
from jiuzhu_schemas.policy import Cell, PolicyDocument, Recipient
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.values import MoneyValue, RateValue

from .conditions import ListTest, Test, read_cell
from .edition import Edition
from .facts import FactSpace
from .policy import Policy
from .views import ConditionView, Figure, Reference


class Quoting:
    """Quotes from the documents of one edition."""

    def __init__(self, policy: Policy, edition: Edition) -> None:
        self.policy = policy
        self.edition = edition
        self.documents = {document.id: document for document in edition.documents}
        self._cites = {
            f"{document.id}#{clause.id}": clause.cite
            for document in edition.documents
            for clause in document.clauses
        }

    def reference(self, ref: str) -> Reference:
        """Return the source behind ``document#clause``."""
        document_id, _, clause = ref.partition("#")
        return Reference(
            document=document_id,
            number=self.documents[document_id].number,
            clause=clause,
            cite=self._cites[ref],
            inherited=document_id != self.edition.documents[0].id,
        )

    def clause(self, document: PolicyDocument, clause: str) -> Reference:
        """Return the source behind a clause of a document."""
        return self.reference(f"{document.id}#{clause}")

    def category(self, category: str) -> Text:
        """Return a category's name."""
        known = self.policy.vocabulary.categories.get(category)
        return known.label if known else Text(category, category)

    def counts_as(self, recipient: Recipient) -> Text | None:
        """Return the name of the category that a recipient is read as, if that is another."""
        target = recipient.counts_as
        return self.category(target) if target and target != recipient.category else None

    def upper_as(self, recipient: Recipient) -> Text | None:
        """Return the name of the category as which upper documents read a recipient, if any."""
        return self.category(recipient.upper_as) if recipient.upper_as else None

    def conditions(self, tests: Iterable[Test]) -> tuple[ConditionView, ...]:
        """Put tests into words."""
        return tuple(
            ConditionView(
                fact=test.definition.id, label=test.definition.label, expected=self._expected(test)
            )
            for test in tests
        )

    def cells(self, conditions: Mapping[str, Cell], space: FactSpace) -> tuple[ConditionView, ...]:
        """Put a row's conditions into words, those that matter."""
        read = (read_cell(fact, cell, space) for fact, cell in conditions.items())
        return self.conditions(test for test in read if test is not None)

    def _expected(self, test: Test) -> Text:
        if not isinstance(test, ListTest):
            return test.expected()
        document, listed = self.edition.disease_lists[test.list_id]
        cite = self._cites[f"{document.id}#{listed.clause}"]
        if test.inside:
            return Text(f"列入病种目录 {listed.id}（{cite}）", f"in the list {listed.id} ({cite})")
        return Text(
            f"未列入病种目录 {listed.id}（{cite}）", f"not in the list {listed.id} ({cite})"
        )


def rate(value: RateValue) -> Figure:
    """Return a rate as people write it."""
    return Figure(kind=value.kind, value=f"{format_percent(value.basis_points)}%")


def money(value: MoneyValue) -> Figure:
    """Return a sum in yuan."""
    return Figure(kind=value.kind, value=format_yuan(value.fen))
