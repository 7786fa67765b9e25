"""A tree of remembered answers laid out flat, so that all kinds of a batch walk it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, TypeVar

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from .memo import FactTree, Leaf, Node

T = TypeVar("T")
_UNKNOWN: Final = -1


@frozen(eq=False)
class FlatTree(Generic[T]):
    """The nodes of a `FactTree` as arrays, as they were when it was laid out.

    ``following[offset[node] + code]`` is a node, or ``-2 - leaf``, or `_UNKNOWN`.
    """

    facts: tuple[str, ...]
    codes: tuple[Mapping[Any, int], ...]
    """By fact, the values that the tree knows; one more code stands for all others."""
    fact: NDArray[np.int64]
    """By node, which of ``facts`` is looked at."""
    offset: NDArray[np.int64]
    following: NDArray[np.int64]
    answers: tuple[T, ...]

    @classmethod
    def of(cls, tree: FactTree[T]) -> FlatTree[T] | None:
        """Lay a tree out; None if it has nothing to look at yet."""
        if not isinstance(tree.root, Node):
            return None
        nodes: list[Node] = [tree.root]
        values: dict[str, dict[Any, int]] = {}
        for node in nodes:
            known = values.setdefault(node.fact, {})
            for value, after in node.after.items():
                known.setdefault(value, len(known))
                if isinstance(after, Node):
                    nodes.append(after)
        place = {id(node): index for index, node in enumerate(nodes)}
        facts = tuple(values)
        widths = np.array([len(values[node.fact]) + 1 for node in nodes])
        offset = np.cumsum(widths) - widths
        following = np.full(int(widths.sum()), _UNKNOWN, np.int64)
        answers: list[T] = []
        for node, start in zip(nodes, offset.tolist(), strict=True):
            known = values[node.fact]
            for value, after in node.after.items():
                if isinstance(after, Leaf):
                    following[start + known[value]] = -2 - len(answers)
                    answers.append(after.answer)
                else:
                    following[start + known[value]] = place[id(after)]
        fact = np.array([facts.index(node.fact) for node in nodes])
        codes = tuple(values[name] for name in facts)
        return cls(facts, codes, fact, offset, following, tuple(answers))

    def walk(self, column: Callable[[str, Mapping[Any, int]], NDArray[Any]]) -> NDArray[np.int64]:
        """Return, per kind, the position of its answer, or −1 where none is known.

        ``column(fact, codes)`` gives every kind's code of a fact, ``len(codes)`` for values
        that the tree does not know.
        """
        columns = np.stack(
            [column(name, codes) for name, codes in zip(self.facts, self.codes, strict=True)]
        )
        found = np.full(columns.shape[1], _UNKNOWN, np.int64)
        kinds = np.arange(columns.shape[1])
        node = np.zeros(columns.shape[1], np.int64)
        while len(kinds):
            after = self.following[self.offset[node] + columns[self.fact[node], kinds]]
            ends = after < 0
            found[kinds[ends]] = -2 - after[ends]
            kinds, node = kinds[~ends], after[~ends]
        found[found < 0] = _UNKNOWN
        return found
