"""The typed façade over one jurisdiction's plugin manager: asks a stage, checks the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

import pluggy

from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.terms import Denied, Eligible, Handoff, SubsidyTerms, Terms
from jiuzhu_schemas.text import Text

from . import telling
from .answers import FaultyAnswer, check_answer
from .asked_about import asked_about
from .containment import ContainedRule
from .faults import PluginFault, shown
from .specs import STAGE_HOOKS, hook_names

__all__ = ["CORE_PLUGIN", "STAGE_HOOK_NAMES", "PluginFault", "StageHooks"]

CORE_PLUGIN: Final = "jiuzhu-core"

STAGE_HOOK_NAMES: Final = hook_names(*STAGE_HOOKS)

_ANSWERS: Final[Mapping[str, tuple[type, ...]]] = {
    **dict.fromkeys(STAGE_HOOK_NAMES, (Terms, Denied)),
    "eligibility": (Eligible, Denied),
    "subsidy": (SubsidyTerms, Denied),
    "charity_handoff": (Handoff,),
}


class StageHooks:
    """Asks the stage hooks of one jurisdiction. Every answer has been checked."""

    def __init__(self, manager: pluggy.PluginManager, pools: Sequence[frozenset[str]]) -> None:
        """``pools``: the ids of the annual pools of each edition."""
        self._pools = pools
        _contain_strangers(manager, self._verify)
        self._hooks: Mapping[str, Callable[..., Any]] = {
            name: getattr(manager.hook, name) for name in STAGE_HOOK_NAMES
        }
        self._checked: dict[tuple[str, int], object] = {}
        if telling.wanted():
            from .tracing import traced

            self._hooks = traced(manager, self._hooks)

    def eligibility(self, facts: Facts, identity: str) -> Eligible | Denied:
        """Ask whether an identity is eligible; the defaults always answer."""
        answer: Eligible | Denied | None = self._ask("eligibility", facts, identity=identity)
        if answer is None:
            raise _core_fault("eligibility", Text("没有回答", "gave no answer"))
        return answer

    def subsidy(self, facts: EnrolmentFacts, identity: str) -> SubsidyTerms | Denied | None:
        """Ask for the premium subsidy of one category held."""
        answer: SubsidyTerms | Denied | None = self._ask("subsidy", facts, identity=identity)
        return answer

    def relief(self, stage: str, facts: Facts, identity: str) -> Terms | Denied | None:
        """Ask a relief stage for the terms of one category held."""
        answer: Terms | Denied | None = self._ask(stage, facts, identity=identity)
        return answer

    def tilt(self, facts: Facts, identity: str, stage: str) -> Terms | Denied | None:
        """Ask for the tilt after ``stage`` relieved."""
        answer: Terms | Denied | None = self._ask("tilt", facts, identity=identity, stage=stage)
        return answer

    def handoffs(self, facts: Facts, stage: str, recipient: bool) -> tuple[Handoff, ...]:
        """Ask to whom the case may be handed on."""
        answer = self._ask("charity_handoff", facts, stage=stage, recipient=recipient)
        return () if answer is None else tuple(answer)

    def _ask(self, hook: str, facts: Facts | EnrolmentFacts, **arguments: object) -> Any:
        """Ask; raises PluginFault, which says what about.

        What strangers answered has been checked where they answered.
        """
        try:
            return self._checked_answer(hook, facts, arguments)
        except PluginFault as fault:
            raise fault.when_asked(asked_about(facts, arguments)) from fault.__cause__

    def _checked_answer(
        self, hook: str, facts: Facts | EnrolmentFacts, arguments: Mapping[str, object]
    ) -> Any:
        answer = self._hooks[hook](facts=facts, **arguments)
        if answer is None:
            return None
        try:
            if (hook, id(answer)) in self._checked:
                self._check_pool(answer, facts)
                return answer
            self._verify(hook, answer, facts)
        except FaultyAnswer as fault:
            raise _core_fault(hook, fault.message) from None
        self._checked[hook, id(answer)] = answer  # Holding it keeps its id from being reused.
        return answer

    def _verify(self, hook: str, answer: object, facts: object) -> None:
        """Raise FaultyAnswer unless an answer can be used for these facts."""
        if hook != "charity_handoff":
            check_answer(answer, _ANSWERS[hook])
            self._check_pool(answer, facts)
            return
        if type(answer) not in (list, tuple):
            raise FaultyAnswer(
                Text(
                    f"应返回列表或 None，实为 {shown(answer)}",
                    f"must return a list or None, returned {shown(answer)}",
                )
            )
        for each in cast(Sequence[object], answer):
            check_answer(each, _ANSWERS[hook])

    def _check_pool(self, answer: object, facts: object) -> None:
        if not isinstance(answer, Terms) or not isinstance(facts, Facts):
            return
        known = self._pools[facts.edition]
        if answer.pool not in known:
            listed = ", ".join(sorted(known))
            raise FaultyAnswer(
                Text(
                    f"没有名为“{answer.pool}”的年度限额，已有：{listed}",
                    f"there is no pool “{answer.pool}”; known: {listed}",
                )
            )


def _contain_strangers(
    manager: pluggy.PluginManager, check: Callable[[str, object, object], None]
) -> None:
    """Put strangers' implementations of the stage hooks into containment; the core's run bare."""
    for hook in STAGE_HOOK_NAMES:
        for implementation in getattr(manager.hook, hook).get_hookimpls():
            if implementation.plugin_name != CORE_PLUGIN:
                bare: Any = implementation
                bare.function = ContainedRule(bare, hook, check)


def _core_fault(hook: str, text: Text) -> PluginFault:
    return PluginFault(CORE_PLUGIN, hook, text)
