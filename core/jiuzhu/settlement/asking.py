"""The stage hooks, asked once: each answer is kept by the facts it rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from jiuzhu.stages.facade import StageHooks
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.terms import Denied, Eligible, Handoff, Terms

from .memo import FactTree, names_read, noted

T = TypeVar("T")
Read = dict[str, None]
"""The names of the facts that were read so far, in order."""


class RememberedHooks:
    """Answers like `StageHooks`, without calling a plugin twice for facts it cannot tell apart.

    Every question notes in ``read`` which facts its answer rests on.
    """

    def __init__(self, hooks: StageHooks) -> None:
        self._hooks = hooks
        self._eligibility: dict[str, FactTree[Eligible | Denied]] = {}
        self._relief: dict[tuple[str, str], FactTree[Terms | Denied | None]] = {}
        self._tilt: dict[tuple[str, str], FactTree[Terms | Denied | None]] = {}
        self._handoffs: dict[tuple[str, bool], FactTree[tuple[Handoff, ...]]] = {}

    def eligibility(self, facts: Facts, identity: str, read: Read) -> Eligible | Denied:
        """Ask whether an identity is eligible."""
        tree = self._eligibility.get(identity)
        if tree is None:
            tree = self._eligibility[identity] = FactTree("eligibility")
        return _ask(tree, facts, read, lambda fresh: self._hooks.eligibility(fresh, identity))

    def relief(self, stage: str, facts: Facts, identity: str, read: Read) -> Terms | Denied | None:
        """Ask a relief stage for one category held."""
        tree = self._relief.get((stage, identity))
        if tree is None:
            tree = self._relief[stage, identity] = FactTree(stage)
        return _ask(tree, facts, read, lambda fresh: self._hooks.relief(stage, fresh, identity))

    def tilt(self, facts: Facts, identity: str, stage: str, read: Read) -> Terms | Denied | None:
        """Ask for the tilt after ``stage`` relieved."""
        tree = self._tilt.get((identity, stage))
        if tree is None:
            tree = self._tilt[identity, stage] = FactTree("tilt")
        return _ask(tree, facts, read, lambda fresh: self._hooks.tilt(fresh, identity, stage))

    def handoffs(
        self, facts: Facts, stage: str, recipient: bool, read: Read
    ) -> tuple[Handoff, ...]:
        """Ask to whom the case may be handed on."""
        tree = self._handoffs.get((stage, recipient))
        if tree is None:
            tree = self._handoffs[stage, recipient] = FactTree("charity_handoff")
        return _ask(tree, facts, read, lambda fresh: self._hooks.handoffs(fresh, stage, recipient))


def _ask(tree: FactTree[T], facts: Facts, read: Read, rule: Callable[[Facts], T]) -> T:
    leaf = tree.find(facts)
    if leaf is None:
        fresh = noted(facts)
        answer = rule(fresh)
        leaf = tree.learn(facts, names_read(fresh), answer)
    read.update(leaf.read)
    return leaf.answer
