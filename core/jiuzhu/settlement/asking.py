"""The stage hooks, asked once for what they look at: each answer is kept by the facts it rests on."""

from __future__ import annotations

from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.terms import Denied, Eligible, Handoff, Terms

from ..stages.facade import StageHooks
from .memo import FactTree


class RememberedHooks:
    """Answers like `StageHooks`, without calling a plugin twice for facts it cannot tell apart."""

    def __init__(self, hooks: StageHooks) -> None:
        self.hooks = hooks
        self._eligibility: dict[str, FactTree[Eligible | Denied]] = {}
        self._relief: dict[tuple[str, str], FactTree[Terms | Denied | None]] = {}
        self._tilt: dict[tuple[str, str], FactTree[Terms | Denied | None]] = {}
        self._handoffs: dict[tuple[str, bool], FactTree[tuple[Handoff, ...]]] = {}

    def eligibility(self, facts: Facts, identity: str) -> Eligible | Denied:
        """Ask whether an identity is eligible."""
        tree = self._eligibility.get(identity)
        if tree is None:
            tree = self._eligibility[identity] = FactTree("eligibility")
        return tree.ask(facts, lambda fresh: self.hooks.eligibility(fresh, identity))

    def relief(self, stage: str, facts: Facts, identity: str) -> Terms | Denied | None:
        """Ask a relief stage for one category held."""
        tree = self._relief.get((stage, identity))
        if tree is None:
            tree = self._relief[stage, identity] = FactTree(stage)
        return tree.ask(facts, lambda fresh: self.hooks.relief(stage, fresh, identity))

    def tilt(self, facts: Facts, identity: str, stage: str) -> Terms | Denied | None:
        """Ask for the tilt after ``stage`` relieved."""
        tree = self._tilt.get((identity, stage))
        if tree is None:
            tree = self._tilt[identity, stage] = FactTree("tilt")
        return tree.ask(facts, lambda fresh: self.hooks.tilt(fresh, identity, stage))

    def handoffs(self, facts: Facts, stage: str, recipient: bool) -> tuple[Handoff, ...]:
        """Ask to whom the case may be handed on."""
        tree = self._handoffs.get((stage, recipient))
        if tree is None:
            tree = self._handoffs[stage, recipient] = FactTree("charity_handoff")
        return tree.ask(facts, lambda fresh: self.hooks.handoffs(fresh, stage, recipient))
