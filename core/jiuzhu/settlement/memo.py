"""Remembers what rules answered, by the facts they looked at, and by those alone.

A rule is asked with facts that note which of them are read, one after the other. The notes
become a path in a tree: the next facts that agree on everything that was looked at get the same
answer, however much they differ elsewhere. Rules depend on facts alone, so which fact is read
next depends only on those read before; a rule that breaks this is found out and named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, TypeVar

import attrs
from attrs import define
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.text import Text

T = TypeVar("T")

_NAMES: Final = frozenset(field.name for field in attrs.fields(Facts))
_ABSENT: Final = object()
_PLAIN: Final = (str, int, bool, frozenset)


class UnsteadyRules(JiuzhuError):
    """A rule read other facts for equal ones: it depends on something that is no fact."""


class NotedFacts(Facts):
    """Facts that note in which order they are first read."""

    def __getattribute__(self, name: str) -> Any:
        if name in _NAMES:
            object.__getattribute__(self, "__dict__").setdefault(name)
        return object.__getattribute__(self, name)


def noted(facts: Facts) -> NotedFacts:
    """Return the same facts with nothing read yet."""
    values = {name: object.__getattribute__(facts, name) for name in _NAMES}
    return NotedFacts(**values)


def names_read(facts: NotedFacts) -> list[str]:
    """Return the names of the facts that were read, in order."""
    return list(object.__getattribute__(facts, "__dict__"))


@define(eq=False)
class _Node:
    """A fact to look at, and what follows for each of its values: a node or an answer."""

    fact: str
    after: dict[Any, Any]


class FactTree(Generic[T]):
    """Answers to one question, found by reading as few facts as the rules did."""

    def __init__(self, question: str) -> None:
        self._question = question
        self._root: Any = _ABSENT

    def find(self, facts: Facts) -> tuple[bool, T | None]:
        """Return whether an answer is known for these facts, and the answer."""
        node = self._root
        while type(node) is _Node:
            node = node.after.get(_key(getattr(facts, node.fact)), _ABSENT)
        return (False, None) if node is _ABSENT else (True, node)

    def find_in(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> T | None:
        """Return the answer for facts given as two halves by name, if it is known.

        Mappings among the values stand as tuples of their items.
        """
        node = self._root
        while type(node) is _Node:
            fact = node.fact
            node = node.after.get(one[fact] if fact in one else other[fact], _ABSENT)
        return None if node is _ABSENT else node

    def learn(self, facts: NotedFacts, answer: T) -> None:
        """Keep an answer under the facts that were read for it.

        Raises UnsteadyRules if an earlier answer was reached by reading other facts.
        """
        read = names_read(facts)
        if not read:
            self._root = answer
            return
        if self._root is _ABSENT:
            self._root = _Node(read[0], {})
        node = self._root
        for place, fact in enumerate(read):
            if type(node) is not _Node or node.fact != fact:
                raise self._unsteady()
            key = _key(object.__getattribute__(facts, fact))
            if place + 1 == len(read):
                node.after[key] = answer
            else:
                node = node.after.setdefault(key, _Node(read[place + 1], {}))

    def ask(self, facts: Facts, rule: Callable[[Facts], T]) -> T:
        """Return the known answer, or ask ``rule`` and keep what it says."""
        known, answer = self.find(facts)
        if known:
            return answer  # type: ignore[return-value]
        fresh = noted(facts)
        answer = rule(fresh)
        self.learn(fresh, answer)
        for name in names_read(fresh):
            getattr(facts, name)  # Whoever asked with noted facts has read these too.
        return answer

    def _unsteady(self) -> UnsteadyRules:
        return UnsteadyRules(
            Text(
                f"{self._question} 的规则除事实外还依赖别的东西，请检查插件",
                f"a rule of {self._question} depends on something other than facts:"
                " check the plugins",
            )
        )


def _key(value: Any) -> Any:
    return value if type(value) in _PLAIN else _hashable(value)


def _hashable(value: Any) -> Any:
    return tuple(sorted(value.items())) if isinstance(value, Mapping) else value
