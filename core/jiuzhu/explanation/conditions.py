"""Conditions in words: what a rule asks, what was found, and what would have had to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jiuzhu.policy.conditions import Context, ListTest, RangeTest, Test, WordTest, getter
from jiuzhu.policy.edition import NO_CONTEXT, Edition
from jiuzhu.policy.facts import FactDefinition
from jiuzhu.policy.policy import Policy
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import TracedFact
from jiuzhu_schemas.trace_rules import Condition

from .citations import Citations


class ConditionWording:
    """Words the conditions of one edition; disease lists are called by their clause."""

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
                    found.append(_fact(definition, str(floor), _band(definition, floor, limits)))
            else:
                value = declared[name] if name in declared else getter(name)(facts, NO_CONTEXT)
                plain = str(value).lower() if definition.kind == "flag" else str(value)
                found.append(_fact(definition, plain, definition.label_of(value)))
        return tuple(found)

    def _expected(self, test: Test) -> Text:
        if isinstance(test, ListTest):
            return self._list(test.list_id, test.inside)
        return test.expected()

    def _found(self, test: Test, facts: Facts, context: Context) -> Text:
        if isinstance(test, ListTest):
            return self._list(test.list_id, test.list_id in facts.disease_lists)
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

    def _list(self, list_id: str, inside: bool) -> Text:
        found = self._edition.disease_lists.get(list_id)
        if found is None:
            cite = list_id
        else:
            document, listed = found
            cite = self._citations.of(f"{document.id}#{listed.clause}").cite
        return (
            Text(f"{cite}所列病种", f"listed in {cite}")
            if inside
            else Text(f"非{cite}所列病种", f"not listed in {cite}")
        )


def _fact(definition: FactDefinition, value: str, shown: Text) -> TracedFact:
    return TracedFact(name=definition.id, label=definition.label, value=value, shown=shown)


def _band(definition: FactDefinition, floor: int, limits: Sequence[int]) -> Text:
    """Word the band that starts at ``floor`` as the conditions word it."""
    above = next((limit for limit in limits if limit > floor), None)
    return RangeTest(definition, floor, above, getter(definition.id)).expected()


def _outside(test: RangeTest) -> Text:
    parts: list[Text] = []
    if test.low:
        parts.append(RangeTest(test.definition, 0, test.low, test.read).expected())
    if test.high is not None:
        parts.append(RangeTest(test.definition, test.high, None, test.read).expected())
    return Text("或".join(p.zh for p in parts), " or ".join(p.en for p in parts))
