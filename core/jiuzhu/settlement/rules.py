"""The rules of one county as the engine asks them: a decision for every kind of claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from jiuzhu_schemas.facts import Facts

from ..policy.policy import Policy
from ..stages.facade import StageHooks
from .asking import RememberedHooks
from .decision import Decision, decide
from .memo import FactTree, NotedFacts


class Rules:
    """Decides kinds of claims and remembers what it decided, for as long as the policy lives."""

    def __init__(self, policy: Policy, hooks: StageHooks) -> None:
        self.policy = policy
        self._hooks = RememberedHooks(hooks)
        self._decisions: FactTree[Decision] = FactTree("decision")

    def decision(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> Decision:
        """Return the decision on facts given by name in two halves.

        Raises what the hooks raise.
        """
        found = self._decisions.find_in(one, other)
        return self._learn({**one, **other}) if found is None else found

    def decide(self, facts: Facts) -> Decision:
        """Return the decision on one kind of claim."""
        values = {
            field.name: getattr(facts, field.name) for field in attrs.fields(Facts)
        }
        values["declared"] = tuple(sorted(facts.declared.items()))
        return self.decision(values, {})

    def _learn(self, values: dict[str, Any]) -> Decision:
        values["declared"] = dict(values["declared"])
        facts = NotedFacts(**values)
        decision = decide(facts, self._hooks, self.policy)
        decision = attrs.evolve(decision, facts=Facts(**values))
        self._decisions.learn(facts, decision)
        return decision
