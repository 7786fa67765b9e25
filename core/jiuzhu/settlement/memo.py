"""Remembers what rules answered, by the facts they looked at, and by those alone.

A rule is asked with facts that note which of them are read, one after the other. The notes
become a path in a tree: the next facts that agree on everything that was looked at get the same
answer, however much they differ elsewhere. Rules depend on facts alone, so which fact is read
next depends only on those read before; a rule that breaks this is found out and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

import attrs
from attrs import define, field

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.text import Text

T = TypeVar("T")

FACT_NAMES: Final = tuple(field.name for field in attrs.fields(Facts))
_INTERCEPTED: Final = frozenset(FACT_NAMES)
_MAPPINGS: Final = (dict, MappingProxyType)


class UnsteadyRules(JiuzhuError):
    """A rule read other facts for equal ones: it depends on something that is no fact."""


class NotedFacts(Facts):
    """Facts that note in which order they are first read."""

    def __getattribute__(self, name: str) -> Any:
        if name in _INTERCEPTED:
            object.__getattribute__(self, "__dict__").setdefault(name)
        return object.__getattribute__(self, name)


def noted(facts: Facts) -> NotedFacts:
    """Return the same facts with nothing read yet."""
    return NotedFacts(**{name: getattr(facts, name) for name in FACT_NAMES})


def names_read(facts: NotedFacts) -> tuple[str, ...]:
    """Return the names of the facts that were read, in order."""
    return tuple(object.__getattribute__(facts, "__dict__"))


@define(eq=False)
class Node:
    """A fact to look at, and what follows for each of its values: a node or a leaf."""

    fact: str
    after: dict[Any, Any] = field(factory=dict)
    key_of: Callable[[Facts], Any] = field(init=False)

    def __attrs_post_init__(self) -> None:
        read = attrgetter(self.fact)
        declared = self.fact == "declared"
        self.key_of = (lambda facts: fact_key(read(facts))) if declared else read


@define(eq=False)
class Leaf(Generic[T]):
    """An answer, and the facts that were read for it."""

    answer: T
    read: dict[str, None]
    """Their names, in order."""


class FactTree(Generic[T]):
    """Answers to one question, found by reading as few facts as the rules did."""

    def __init__(self, question: str) -> None:
        self._question = question
        self.root: Any = None
        self.size = 0
        """How many answers were learned."""

    def find(self, facts: Facts) -> Leaf[T] | None:
        """Return what is known for these facts."""
        node = self.root
        while type(node) is Node:
            node = node.after.get(node.key_of(facts))
        return node  # type: ignore[no-any-return]

    def find_in(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> Leaf[T] | None:
        """Return what is known for facts given as two halves by name, each as its key."""
        node = self.root
        while type(node) is Node:
            fact = node.fact
            node = node.after.get(one[fact] if fact in one else other[fact])
        return node  # type: ignore[no-any-return]

    def learn(self, facts: Facts, read: Iterable[str], answer: T) -> Leaf[T]:
        """Keep an answer under the facts that were read for it.

        Raises UnsteadyRules if an earlier answer was reached by reading other facts.
        """
        leaf = Leaf(answer, dict.fromkeys(read))
        self.size += 1
        if not leaf.read:
            self.root = leaf
            return leaf
        names = tuple(leaf.read)
        if self.root is None:
            self.root = Node(names[0])
        node = self.root
        for place, fact in enumerate(names):
            if type(node) is not Node or node.fact != fact:
                raise self._unsteady()
            key = node.key_of(facts)
            if place + 1 == len(names):
                if type(node.after.get(key)) is Node:
                    raise self._unsteady()
                node.after[key] = leaf
            else:
                after = node.after.get(key)
                if after is None:
                    after = node.after[key] = Node(names[place + 1])
                node = after
        return leaf

    def _unsteady(self) -> UnsteadyRules:
        return UnsteadyRules(
            Text(
                f"{self._question} 的规则除事实外还依赖别的东西，请检查插件",
                f"a rule of {self._question} depends on something other than facts:"
                " check the plugins",
            )
        )


def fact_key(value: Any) -> Any:
    """Return a value as it stands in a tree: a mapping as the tuple of its items."""
    return tuple(sorted(value.items())) if isinstance(value, _MAPPINGS) else value
