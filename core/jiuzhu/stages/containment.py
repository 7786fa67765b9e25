"""Runs strangers' code: in time, its output named, its faults named with file and line."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Generator
from typing import Any, Final, TypeVar

import attrs

from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.text import Text

from .answers import FaultyAnswer
from .faults import PluginFault, place_of, place_of_error, raised, said_by
from .patience import LOADING_SECONDS, RULE_SECONDS, OutOfTime, within

T = TypeVar("T")

_OF_CLAIMS: Final = tuple(each.name for each in attrs.fields(Facts) if each.name != "declared")
_OF_ENROLMENTS: Final = tuple(each.name for each in attrs.fields(EnrolmentFacts))


def contained(
    plugin: str,
    hook: str,
    act: Callable[[], T],
    *,
    place: str,
    seconds: float | None = None,
) -> T:
    """Run a stranger's code. Raises PluginFault for whatever it raises, or if it does not end.

    ``place``: where it begins, said where nothing more exact is known. ``seconds``: by default
    as long as loading may take.
    """
    allowed = LOADING_SECONDS if seconds is None else seconds
    what = Text(f"插件“{plugin}”的 {hook}", f"plugin “{plugin}”, hook {hook}")
    try:
        with _Muted(plugin):
            return within(allowed, what, act)
    except PluginFault:
        raise
    except KeyboardInterrupt:
        raise
    except OutOfTime as error:
        text = Text(f"超过 {allowed:g} 秒没有结束", f"did not end within {allowed:g} seconds")
        raise PluginFault(plugin, hook, text, place_of_error(error, place)) from None
    except BaseException as error:  # A stranger's code may raise anything; it is named and stopped.
        raise PluginFault(plugin, hook, raised(error), place_of_error(error, place)) from error


class _Muted:
    """Sends what is printed to standard error, so that results on standard output stay whole.

    Only on the main thread: another could not put back what a third one has changed meanwhile.
    """

    def __init__(self, plugin: str) -> None:
        self._plugin = plugin

    def __enter__(self) -> None:
        self._before = sys.stdout
        self._ours = threading.current_thread() is threading.main_thread()
        if self._ours:
            sys.stdout = _Named(self._plugin)

    def __exit__(self, *error: object) -> None:
        if self._ours:
            sys.stdout = self._before


class _Named:
    """Writes to standard error, each line led by a plugin's name."""

    encoding = "utf-8"

    def __init__(self, plugin: str) -> None:
        self._plugin = plugin
        self._starts = True

    def write(self, text: str) -> int:
        """Write a text."""
        for line in text.splitlines(keepends=True):
            sys.stderr.write(f"[{self._plugin}] {line}" if self._starts else line)
            self._starts = line.endswith("\n")
        return len(text)

    def flush(self) -> None:
        """Write out what is held back."""
        sys.stderr.flush()

    def isatty(self) -> bool:
        """Tell that nobody is asked here."""
        return False


class ContainedRule:
    """A plugin's implementation of a stage hook, put in the place of the bare function."""

    def __init__(
        self, implementation: Any, hook: str, check: Callable[[str, object, object], None]
    ) -> None:
        """``check`` is given hook, answer and facts; it raises FaultyAnswer."""
        self.function = self.__wrapped__ = implementation.function
        self.plugin = str(implementation.plugin_name)
        self.hook = hook
        self._wraps = bool(implementation.wrapper)
        self._check = check
        names = implementation.argnames
        self._facts = names.index("facts") if "facts" in names else None

    def __call__(self, *arguments: Any, **further: Any) -> Any:
        """Answer as the plugin does. Raises PluginFault."""
        facts = None if self._facts is None else arguments[self._facts]
        if self._wraps:
            return self._wrap(facts, arguments, further)
        answer = self._run(facts, lambda: self.function(*arguments, **further))
        self._verify(answer, facts)
        return answer

    def _wrap(self, facts: Any, arguments: Any, further: Any) -> Generator[None, object, object]:
        """Go through a wrapper's two halves; an inner fault is none of its business."""
        steps = self._run(facts, lambda: self.function(*arguments, **further))
        self._step(facts, lambda: next(steps), ends=False)
        try:
            inner = yield
        except BaseException:
            self._run(facts, steps.close)
            raise
        answer = self._step(facts, lambda: steps.send(inner), ends=True)
        self._verify(answer, facts)
        return answer

    def _step(self, facts: Any, go: Callable[[], object], *, ends: bool) -> object:
        def step() -> tuple[bool, object]:
            try:
                return False, go()
            except StopIteration as stop:
                return True, stop.value

        ended, answer = self._run(facts, step)
        if ended != ends:
            raise self._fault(
                Text("应恰好 yield 一次", "must yield exactly once"), place_of(self.function)
            )
        return answer

    def _run(self, facts: Any, act: Callable[[], T]) -> T:
        before = _state(facts)
        found = contained(
            self.plugin, self.hook, act, place=place_of(self.function), seconds=RULE_SECONDS
        )
        if _state(facts) != before:
            text = Text("改动了事实；事实只能读取", "changed the facts, which are only to be read")
            raise self._fault(text, place_of(self.function))
        return found

    def _verify(self, answer: object, facts: object) -> None:
        if answer is None:
            return
        try:
            self._check(self.hook, answer, facts)
        except FaultyAnswer as fault:
            raise self._fault(fault.message, place_of(self.function)) from None
        except Exception as error:  # An answer may even raise when it is looked at.
            said = said_by(error)
            wrong = Text(f"的回答无法检查（{said}）", f"its answer cannot be checked: {said}")
            raise self._fault(wrong, place_of(self.function)) from error

    def _fault(self, text: Text, place: str) -> PluginFault:
        return PluginFault(self.plugin, self.hook, text, place)


def _state(facts: Any) -> tuple[Any, ...]:
    """Return all values of facts, without leaving a note that they were read."""
    if facts is None:
        return ()
    read = object.__getattribute__
    if not isinstance(facts, Facts):
        return tuple([read(facts, name) for name in _OF_ENROLMENTS])
    declared = dict(read(facts, "declared"))  # A copy: the mapping itself may be changed.
    return (*[read(facts, name) for name in _OF_CLAIMS], declared)
