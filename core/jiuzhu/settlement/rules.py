"""The rules of one county as the engine asks them: a decision for every kind of claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jiuzhu.policy.policy import Policy
from jiuzhu.stages.facade import StageHooks
from jiuzhu_schemas.facts import Facts

from .asking import Read, RememberedHooks
from .decision import Asked, Decision, ask_stage, decide
from .flat_tree import FlatTree
from .memo import FactTree


class Rules:
    """Decides kinds of claims and remembers what it decided, for as long as the policy lives."""

    def __init__(self, policy: Policy, hooks: StageHooks) -> None:
        self.policy = policy
        self._hooks = RememberedHooks(hooks)
        self._decisions: FactTree[Decision] = FactTree("decision")
        self._flat: FlatTree[Decision] | None = None
        self._flat_size = 0

    def known(self) -> FlatTree[Decision] | None:
        """Return all decisions made so far, laid out for a batch; None if there are none."""
        if self._flat_size != self._decisions.size:
            self._flat = FlatTree.of(self._decisions)
            self._flat_size = self._decisions.size
        return self._flat

    def decision(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> Decision:
        """Return the decision on facts given by name in two halves, mappings as item tuples.

        Raises what the hooks raise.
        """
        leaf = self._decisions.find_in(one, other)
        if leaf is not None:
            return leaf.answer
        values = {**one, **other}
        values["declared"] = dict(values["declared"])
        return self._learn(Facts(**values))

    def decide(self, facts: Facts) -> Decision:
        """Return the decision on one kind of claim."""
        leaf = self._decisions.find(facts)
        return self._learn(facts) if leaf is None else leaf.answer

    def offers(self, stage: str, facts: Facts, identities: Sequence[str]) -> Asked:
        """Return what a stage would give, whether or not the claim's route comes to it."""
        return ask_stage(stage, facts, identities, self._hooks, {})

    def _learn(self, facts: Facts) -> Decision:
        read: Read = {}
        decision = decide(facts, self._hooks, self.policy, read)
        return self._decisions.learn(facts, read, decision).answer
