"""Conditions in words: what a rule asks, what was found, and what would have had to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jiuzhu.policy.conditions import Context, ListTest, RangeTest, Test, WordTest, getter
from jiuzhu.policy.edition import NO_CONTEXT, Edition
from jiuzhu.policy.facts import FactDefinition
from jiuzhu.policy.policy import Policy
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import TracedFact
from jiuzhu_schemas.trace_rules import Condition

from .citations import Citations


class ConditionWording:
    """Words the conditions of one edition; disease lists are called by what tells them apart."""

    def __init__(self, policy: Policy, edition: Edition, citations: Citations) -> None:
        self._policy = policy
        self._edition = edition
        self._citations = citations

    def failed(
        self, tests: Iterable[Test], facts: Facts, context: Context = NO_CONTEXT
    ) -> tuple[Condition, ...]:
        """Return the conditions that the facts do not meet."""
        return tuple(
            Condition(
                fact=test.definition.id,
                label=test.definition.label,
                expected=self._expected(test),
                found=self._found(test, facts, context),
            )
            for test in tests
            if not test.holds(facts, context)
        )

    def met(self, tests: Iterable[Test], facts: Facts) -> tuple[Condition, ...]:
        """Return conditions that hold but should not: ``expected`` is what would free of them."""
        return tuple(
            Condition(
                fact=test.definition.id,
                label=test.definition.label,
                expected=self._opposite(test),
                found=test.expected()
                if isinstance(test, RangeTest)
                else self._found(test, facts, NO_CONTEXT),
            )
            for test in tests
        )

    def facts(self, facts: Facts) -> tuple[TracedFact, ...]:
        """Return every fact that a rule about claims may look at, with its value in words."""
        declared = {fact.id: fact.values[0] for fact in self._policy.vocabulary.declared}
        declared.update(facts.declared)
        found: list[TracedFact] = []
        for definition in self._policy.spaces["claim"].values():
            name = definition.id
            if definition.kind == "lists":
                lists = sorted(facts.disease_lists)
                found.append(_fact(definition, ",".join(lists), self._standing(lists)))
            elif definition.kind in ("years", "money"):
                limits = self._policy.ages if name == "age" else self._policy.amounts
                floor = facts.age if name == "age" else facts.in_scope
                if limits:
                    band = _band(definition, floor, limits)
                    found.append(_fact(definition, str(floor), band, band))
            else:
                read = getter(definition)
                value = declared[name] if name in declared else read(facts, NO_CONTEXT)
                plain = str(value).lower() if definition.kind == "flag" else str(value)
                found.append(_fact(definition, plain, definition.label_of(value)))
        return tuple(found)

    def _expected(self, test: Test) -> Text:
        if isinstance(test, ListTest):
            return self._list(test.list_id, test.inside)
        return test.expected()

    def _found(self, test: Test, facts: Facts, context: Context) -> Text:
        if isinstance(test, ListTest):
            return self._list(test.list_id, test.list_id in facts.disease_lists, found=True)
        return test.found(facts, context)

    def _opposite(self, test: Test) -> Text:
        if isinstance(test, ListTest):
            return self._list(test.list_id, not test.inside)
        if isinstance(test, RangeTest):
            return _outside(test)
        rest = frozenset(test.definition.values) - test.allowed
        return WordTest(test.definition, rest, test.read).expected()

    def _standing(self, lists: Sequence[str]) -> Text:
        if not lists:
            return Text("未列入任何病种", "in no list")
        names = [self._list(each, inside=True) for each in lists]
        return Text("；".join(n.zh for n in names), "; ".join(n.en for n in names))

    def _list(self, list_id: str, inside: bool, *, found: bool = False) -> Text:
        """Word a list by its clause, or by what tells it apart.

        ``found``: as what was found, which says of an empty list that it is one.
        """
        known = self._edition.disease_lists.get(list_id)
        empty = known is not None and not known[1].classes
        if empty and found:
            return Text("该病种表没有列任何病种", "this list names no disease")
        name = self._name(list_id)
        if inside:
            return Text(f"{name.zh}所列病种", f"listed in {name.en}")
        return Text(f"非{name.zh}所列病种", f"not listed in {name.en}")

    def _name(self, list_id: str) -> Text:
        """Name a list: by its clause if that is its alone, else by its id as well."""
        known = self._edition.disease_lists.get(list_id)
        if known is None:
            return Text(list_id, list_id)
        document, listed = known
        if not listed.classes:
            return self._replaced(list_id, document)
        cite = self._citations.of(f"{document.id}#{listed.clause}").cite
        shared = any(
            other.clause == listed.clause and other.classes and other is not listed
            for other in document.disease_lists
        )
        name = f"{cite}“{list_id}”" if shared else cite
        return Text(name, name)

    def _replaced(self, list_id: str, document: PolicyDocument) -> Text:
        """Name an empty list by the clause whose list it replaces, or by its id."""
        for upper in self._edition.documents:
            for each in upper.disease_lists:
                if upper is not document and each.id == list_id and each.classes:
                    clause = self._citations.of(f"{upper.id}#{each.clause}")
                    return Text(
                        f"{document.number}替代{clause.number}{clause.cite}的病种表",
                        f"the list of {document.number} in place of {clause.number} {clause.cite}",
                    )
        return Text(f"病种表{list_id}", f"the list {list_id}")


def _fact(
    definition: FactDefinition, value: str, shown: Text, band: Text | None = None
) -> TracedFact:
    return TracedFact(
        name=definition.id, label=definition.label, value=value, shown=shown, band=band
    )


def _band(definition: FactDefinition, floor: int, limits: Sequence[int]) -> Text:
    """Word the band that starts at ``floor`` as the conditions word it."""
    above = next((limit for limit in limits if limit > floor), None)
    return RangeTest(definition, floor, above, getter(definition)).expected()


def _outside(test: RangeTest) -> Text:
    parts: list[Text] = []
    if test.low:
        parts.append(RangeTest(test.definition, 0, test.low, test.read).expected())
    if test.high is not None:
        parts.append(RangeTest(test.definition, test.high, None, test.read).expected())
    return Text("或".join(p.zh for p in parts), " or ".join(p.en for p in parts))
