"""``JIUZHU_TRACE=1``: every question to a hook, who answered it and how, on standard error.

Facts are of a kind of claim, not of a person; no ID, name or sum of anybody is among them. When
it is off nothing is put into the path of a question.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from functools import wraps
from time import perf_counter
from typing import Any, Final

import attrs
import pluggy

from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.money import format_percent, format_yuan
from jiuzhu_schemas.terms import Denied, Eligible, Handoff, SubsidyTerms, Terms

from .faults import PluginFault
from .telling import tell

_RATES: Final = ("rate", "share")
_SUMS: Final = ("annual_cap", "quota", "threshold", "stay_cap", "amount")
_LEFT_OUT: Final = ("row", "cap_clause", "inherited", "question", "threshold_mode", "of_tier")


def traced(
    manager: pluggy.PluginManager, hooks: Mapping[str, Callable[..., Any]]
) -> dict[str, Callable[..., Any]]:
    """Return the callers of hooks so that they tell what they are asked, once a kind."""
    return {name: _Teller(name, manager, ask) for name, ask in hooks.items()}


class _Teller:
    """Asks one hook, listens to who answers, and tells."""

    def __init__(self, hook: str, manager: pluggy.PluginManager, ask: Callable[..., Any]) -> None:
        self._hook = hook
        self._ask = ask
        self._answer: object = None
        self._by: list[str] = []
        self._told: set[tuple[str, ...]] = set()
        for implementation in getattr(manager.hook, hook).get_hookimpls():
            bare: Any = implementation
            listen = self._to_wrapper if bare.wrapper else self._to_rule
            bare.function = listen(str(bare.plugin_name), bare.function)

    def __call__(self, *, facts: Facts | EnrolmentFacts, **arguments: object) -> Any:
        """Ask, and tell what came of it if it was not told before."""
        self._answer, self._by = None, []
        start = perf_counter()
        try:
            answer = self._ask(facts=facts, **arguments)
        except PluginFault as fault:
            self._tell_fault(fault, facts, arguments, perf_counter() - start)
            raise
        seconds = perf_counter() - start
        about = " ".join((*(str(each) for each in arguments.values()), *_read(facts)))
        by, said = " < ".join(self._by) or "-", _said(answer)
        if (about, by, said) not in self._told:
            self._told.add((about, by, said))
            tell(self._hook, about, by, said, seconds)
        return answer

    def _tell_fault(
        self,
        fault: PluginFault,
        facts: Facts | EnrolmentFacts,
        arguments: Mapping[str, object],
        seconds: float,
    ) -> None:
        """Tell the call that failed, with every fact: a fault may lie in one not read yet."""
        values = (*(str(each) for each in arguments.values()), *_all(facts))
        tell(self._hook, " ".join(values), fault.plugin, f"fault: {fault.text.en}", seconds)

    def _to_rule(self, plugin: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def rule(*arguments: Any, **further: Any) -> Any:
            answer = function(*arguments, **further)
            self._heard(plugin, answer)
            return answer

        return rule

    def _to_wrapper(
        self, plugin: str, function: Callable[..., Any]
    ) -> Callable[..., Generator[None, Any, Any]]:
        @wraps(function)
        def wrapper(*arguments: Any, **further: Any) -> Generator[None, Any, Any]:
            answer = yield from function(*arguments, **further)
            if answer is not self._answer:
                self._heard(f"{plugin} (wrapper)", answer)
            return answer

        return wrapper

    def _heard(self, plugin: str, answer: object) -> None:
        if answer is not None:
            self._answer = answer
            self._by.insert(0, plugin)


def _read(facts: Facts | EnrolmentFacts) -> list[str]:
    """Return the facts that were read so far; all of them where no notes were taken."""
    notes = getattr(facts, "__dict__", None)  # What the engine notes of the facts that are read.
    return [said for name, said in _named(facts) if notes is None or name in notes]


def _all(facts: Facts | EnrolmentFacts) -> list[str]:
    return [said for _, said in _named(facts)]


def _named(facts: Facts | EnrolmentFacts) -> Iterator[tuple[str, str]]:
    kind = Facts if isinstance(facts, Facts) else EnrolmentFacts
    for name in (each.name for each in attrs.fields(kind)):
        yield name, f"{name}={_short(object.__getattribute__(facts, name))}"


def _short(value: object) -> str:
    if isinstance(value, frozenset):
        return "+".join(sorted(value)) or "-"
    if isinstance(value, Mapping):
        return ",".join(f"{name}:{word or '-'}" for name, word in sorted(value.items())) or "-"
    return str(value) or "-"


def _said(answer: object) -> str:
    if answer is None:
        return "None"
    if isinstance(answer, Sequence):
        return ", ".join(_said(each) for each in answer) or "[]"
    if not isinstance(answer, Terms | Denied | Eligible | Handoff | SubsidyTerms):
        return type(answer).__name__
    fields = attrs.fields(type(answer))
    parts = [
        f"{each.name}={_value(each.name, getattr(answer, each.name))}"
        for each in fields
        if each.name not in _LEFT_OUT and getattr(answer, each.name) != each.default
    ]
    return f"{type(answer).__name__} {' '.join(parts)}"


def _value(name: str, value: Any) -> str:
    if name == "bands":
        return "+".join(f"{format_percent(b.rate)}%>{format_yuan(b.above)}" for b in value)
    if name in _RATES:
        return f"{format_percent(value)}%"
    return format_yuan(value) if name in _SUMS and value is not None else str(value)
