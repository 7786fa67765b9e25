"""The typed façade over one jurisdiction's plugin manager: asks a stage, checks the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import pluggy

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.terms import Denied, Eligible, Handoff, SubsidyTerms, Terms
from jiuzhu_schemas.text import Text

from .answers import FaultyAnswer, check_answer

STAGE_HOOK_NAMES: Final = (
    "eligibility", "subsidy", "outpatient", "inpatient", "major_disease", "large_expense",
    "tilt", "charity_handoff",
)  # fmt: skip


_ANSWERS: Final[Mapping[str, tuple[type, ...]]] = {
    **dict.fromkeys(STAGE_HOOK_NAMES, (Terms, Denied)),
    "eligibility": (Eligible, Denied),
    "subsidy": (SubsidyTerms, Denied),
    "charity_handoff": (Handoff,),
}


class PluginFault(JiuzhuError):
    """A plugin raised, or answered with terms that cannot be; names plugin, hook and fault."""


class StageHooks:
    """Asks the stage hooks of one jurisdiction. Every answer has been checked."""

    def __init__(self, manager: pluggy.PluginManager, pools: Sequence[frozenset[str]]) -> None:
        """``pools``: the ids of the annual pools of each edition."""
        self._manager = manager
        self._pools = pools
        self._hooks: Mapping[str, Callable[..., Any]] = {
            name: getattr(manager.hook, name) for name in STAGE_HOOK_NAMES
        }
        self._checked: dict[tuple[str, int], object] = {}

    def eligibility(self, facts: Facts, identity: str) -> Eligible | Denied:
        """Ask whether an identity is eligible; the defaults always answer."""
        arguments = {"facts": facts, "identity": identity}
        answer: Eligible | Denied | None = self._ask("eligibility", arguments)
        if answer is None:
            raise self._fault("eligibility", Text("没有回答", "gave no answer"), arguments)
        return answer

    def subsidy(self, facts: EnrolmentFacts, identity: str) -> SubsidyTerms | Denied | None:
        """Ask for the premium subsidy of one category held."""
        arguments = {"facts": facts, "identity": identity}
        answer: SubsidyTerms | Denied | None = self._ask("subsidy", arguments)
        return answer

    def relief(self, stage: str, facts: Facts, identity: str) -> Terms | Denied | None:
        """Ask a relief stage for the terms of one category held."""
        arguments = {"facts": facts, "identity": identity}
        return self._terms(stage, facts, arguments)

    def tilt(self, facts: Facts, identity: str, stage: str) -> Terms | Denied | None:
        """Ask for the tilt after ``stage`` relieved."""
        arguments = {"facts": facts, "identity": identity, "stage": stage}
        return self._terms("tilt", facts, arguments)

    def handoffs(self, facts: Facts, stage: str, recipient: bool) -> tuple[Handoff, ...]:
        """Ask to whom the case may be handed on."""
        arguments = {"facts": facts, "stage": stage, "recipient": recipient}
        answer: object = self._call("charity_handoff", arguments)
        if answer is None:
            return ()
        if not isinstance(answer, (list, tuple)):
            raise self._fault("charity_handoff", Text("应为列表", "must be a list"), arguments)
        for each in answer:
            self._check("charity_handoff", each, arguments)
        return tuple(answer)

    def _terms(
        self, hook: str, facts: Facts, arguments: Mapping[str, object]
    ) -> Terms | Denied | None:
        answer: Terms | Denied | None = self._ask(hook, arguments)
        if type(answer) is Terms and answer.pool not in self._pools[facts.edition]:
            known = ", ".join(sorted(self._pools[facts.edition]))
            raise self._fault(
                hook,
                Text(
                    f"没有名为“{answer.pool}”的年度限额，已有：{known}",
                    f"there is no pool “{answer.pool}”; known: {known}",
                ),
                arguments,
            )
        return answer

    def _ask(self, hook: str, arguments: Mapping[str, object]) -> Any:
        answer = self._call(hook, arguments)
        if answer is not None and (hook, id(answer)) not in self._checked:
            self._check(hook, answer, arguments)
        return answer

    def _call(self, hook: str, arguments: Mapping[str, object]) -> Any:
        try:
            return self._hooks[hook](**arguments)
        except Exception as error:  # A plugin's code may raise anything; it is named and stopped.
            text = f"{type(error).__name__}: {error}"
            raise self._fault(
                hook, Text(f"运行出错（{text}）", f"raised {text}"), arguments
            ) from error

    def _check(self, hook: str, answer: object, arguments: Mapping[str, object]) -> None:
        try:
            check_answer(answer, _ANSWERS[hook])
        except FaultyAnswer as fault:
            raise self._fault(hook, fault.message, arguments) from None
        except Exception as error:  # An answer may even raise when it is looked at.
            text = f"{type(error).__name__}: {error}"
            wrong = Text(f"的回答无法检查（{text}）", f"its answer cannot be checked: {text}")
            raise self._fault(hook, wrong, arguments) from error
        self._checked[hook, id(answer)] = answer  # Holding it keeps its id from being reused.

    def _fault(self, hook: str, text: Text, arguments: Mapping[str, object]) -> PluginFault:
        plugin = self._culprit(hook, arguments)
        return PluginFault(
            Text(f"插件“{plugin}”的 {hook} {text.zh}", f"plugin “{plugin}”, hook {hook}: {text.en}")
        )

    def _culprit(self, hook: str, arguments: Mapping[str, object]) -> str:
        """Name the plugin behind an answer: the first that, asked alone, answers or raises.

        If that one's answer is sound, the wrappers around it spoiled it.
        """
        implementations = list(reversed(getattr(self._manager.hook, hook).get_hookimpls()))
        wrappers = [str(each.plugin_name) for each in implementations if _wraps(each)]
        for each in implementations:
            if _wraps(each):
                continue
            try:
                answer = each.function(**{name: arguments[name] for name in each.argnames})
            except Exception:  # Raising is what makes it the culprit.
                return str(each.plugin_name)
            if answer is not None:
                if wrappers and self._is_sound(hook, answer, arguments):
                    break
                return str(each.plugin_name)
        return ", ".join(wrappers) or hook

    def _is_sound(self, hook: str, answer: object, arguments: Mapping[str, object]) -> bool:
        facts = arguments["facts"]
        try:
            for each in answer if isinstance(answer, list | tuple) else (answer,):
                check_answer(each, _ANSWERS[hook])
                if isinstance(each, Terms) and isinstance(facts, Facts):
                    return each.pool in self._pools[facts.edition]
        except Exception:  # Whatever looking at it raises, it is not sound.
            return False
        return True


def _wraps(implementation: Any) -> bool:
    return bool(implementation.wrapper or implementation.hookwrapper)
