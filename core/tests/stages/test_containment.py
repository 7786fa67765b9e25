"""Strangers' rules that misbehave: each is stopped, and named by plugin, file and line."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pluggy
import pytest
from attrs import evolve

from jiuzhu.stages import containment, patience
from jiuzhu.stages.facade import CORE_PLUGIN, PluginFault, StageHooks
from jiuzhu.stages.specs import ALL_HOOKS, PROJECT, hookimpl
from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.terms import Terms

FACTS = Facts(edition=0, identities=frozenset({"dibao"}), declared={"signed": ""})
TERMS = Terms(clause="ws#1", pool="inpatient", annual_cap=600_000, rate=8_000)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containment, "RULE_SECONDS", 0.2)
    monkeypatch.setattr(patience._WATCH, "tick", 0.02)


def hooks(*plugins: tuple[str, object]) -> StageHooks:
    manager = pluggy.PluginManager(PROJECT)
    for spec in ALL_HOOKS:
        manager.add_hookspecs(spec)
    for name, plugin in plugins:
        manager.register(plugin, name=name)
    return StageHooks(manager, [frozenset({"inpatient"})])


def rule(act: Callable[..., Any]) -> Any:
    """Make a plugin whose inpatient rule does something."""

    class Wushan:
        @hookimpl
        def inpatient(self, facts: Facts, identity: str) -> Any:
            return act(facts)

    return Wushan()


def wrapper(act: Callable[..., Any]) -> Any:
    """Make a plugin that wraps the inpatient rules by a generator function."""

    class Around:
        @hookimpl(wrapper=True)
        def inpatient(self, facts: Facts, identity: str) -> Any:
            return (yield from act(facts))

    return Around()


def fault_of(asked: StageHooks) -> PluginFault:
    with pytest.raises(PluginFault) as refused:
        asked.relief("inpatient", FACTS, "dibao")
    return refused.value


def line_of(function: Callable[..., Any], offset: int = 1) -> str:
    """Return the place of a line within a function, counted from its ``def``."""
    return f"{__file__}:{inspect.getsourcelines(function)[1] + offset}"


def raises(facts: Facts) -> None:
    raise ZeroDivisionError("no row")


def loops(facts: Facts) -> None:
    while True:
        pass


def loops_stubbornly(facts: Facts) -> None:
    while True:
        try:
            while True:
                pass
        except Exception:
            continue


def recurses(facts: Facts) -> None:
    recurses(facts)


def exits(facts: Facts) -> None:
    sys.exit(0)


def sets_a_fact(facts: Facts) -> None:
    object.__setattr__(facts, "visit", "outpatient")


def sets_a_declared_fact(facts: Any) -> None:
    facts.declared["signed"] = "yes"


def runs_out_of_memory(facts: Facts) -> None:
    raise MemoryError


def gives_up(facts: Facts) -> None:
    raise GeneratorExit


@pytest.mark.parametrize(
    ("act", "said", "offset"),
    [
        (raises, "raised ZeroDivisionError: no row", 1),
        (recurses, "called itself without end", 1),
        (exits, "called sys.exit (SystemExit: 0)", 1),
        (runs_out_of_memory, "raised MemoryError", 1),
        (gives_up, "raised GeneratorExit", 1),
    ],
)
def test_what_raises_is_named_with_its_line(
    act: Callable[..., None], said: str, offset: int
) -> None:
    fault = fault_of(hooks(("innocent", rule(lambda facts: None)), ("wushan", rule(act))))
    assert said in fault.message.en
    assert fault.place == line_of(act, offset)
    assert (fault.plugin, fault.hook) == ("wushan", "inpatient")
    assert fault.place in str(fault)


@pytest.mark.parametrize("act", [loops, loops_stubbornly])
def test_what_does_not_end_is_interrupted(act: Callable[..., None]) -> None:
    fault = fault_of(hooks(("wushan", rule(act))))
    assert "did not end within 0.2 seconds" in fault.message.en
    assert "没有结束" in fault.message.zh
    assert fault.place.startswith(f"{__file__}:")
    assert fault.plugin == "wushan"


def test_what_does_not_end_is_interrupted_in_any_thread() -> None:
    found: list[PluginFault] = []
    worker = threading.Thread(target=lambda: found.append(fault_of(hooks(("ws", rule(loops))))))
    worker.start()
    worker.join()
    assert "did not end" in found[0].message.en


def test_after_an_interruption_all_goes_on() -> None:
    for _ in range(3):
        fault_of(hooks(("wushan", rule(loops))))
        assert hooks(("sound", rule(lambda facts: TERMS))).relief("inpatient", FACTS, "dibao")


def test_the_watch_ends_when_nothing_runs() -> None:
    hooks(("sound", rule(lambda facts: None))).relief("inpatient", FACTS, "dibao")
    watching = patience._WATCH._thread
    assert watching is not None
    watching.join(timeout=30)
    assert not watching.is_alive()


FORKED = """
    import os, signal
    from jiuzhu.stages import patience
    from jiuzhu_schemas.text import Text

    def loop():
        while True:
            pass

    def sound():
        return 7

    what = Text("x", "x")
    patience._WATCH.tick = 0.02
    assert patience.within(9, what, sound) == 7
    with patience._WATCH._lock:  # As if the watch were looking just then.
        child = os.fork()
        if not child:
            signal.alarm(30)  # It must not outlive a failing test.
            try:
                patience.within(0.1, what, loop)
            except patience.OutOfTime:
                os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_is_watched_too() -> None:
    program = textwrap.dedent(FORKED)
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True, timeout=60)


@pytest.mark.parametrize("act", [sets_a_fact, sets_a_declared_fact])
def test_what_changes_facts_is_named(act: Callable[..., None]) -> None:
    facts = evolve(FACTS, declared={"signed": ""})
    asked = hooks(("core", rule(lambda facts: TERMS)), ("wushan", rule(act)))
    with pytest.raises(PluginFault, match="wushan") as refused:
        asked.relief("inpatient", facts, "dibao")
    assert "changed the facts" in refused.value.message.en


def test_what_changes_facts_of_an_enrolment_is_named() -> None:
    class Wushan:
        @hookimpl
        def subsidy(self, facts: EnrolmentFacts, identity: str) -> None:
            object.__setattr__(facts, "tier", 2)

    facts = EnrolmentFacts(edition=0, identities=frozenset({"dibao"}), tier=1, insurance="resident")
    with pytest.raises(PluginFault, match="wushan"):
        hooks(("wushan", Wushan())).subsidy(facts, "dibao")


def test_what_is_printed_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    def chats(facts: Facts) -> Terms:
        print("hello")
        sys.stdout.write("half ")
        sys.stdout.flush()
        print("a line")
        return TERMS

    assert hooks(("wushan", rule(chats))).relief("inpatient", FACTS, "dibao") is TERMS
    print("ours")
    shown = capsys.readouterr()
    assert shown.out == "ours\n"
    assert shown.err == "[wushan] hello\n[wushan] half a line\n"


def test_an_interruption_by_the_operator_is_no_fault() -> None:
    def interrupted(facts: Facts) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hooks(("wushan", rule(interrupted))).relief("inpatient", FACTS, "dibao")


# -- wrappers


def never_yields(facts: Facts) -> Iterator[None]:
    return
    yield


def yields_twice(facts: Facts) -> Iterator[None]:
    yield
    yield


def raises_before(facts: Facts) -> Iterator[None]:
    raise ValueError("before")
    yield


def raises_after(facts: Facts) -> Iterator[None]:
    yield
    raise ValueError("after")


def loops_after(facts: Facts) -> Iterator[None]:
    yield
    loops(facts)


def mutates_after(facts: Facts) -> Iterator[None]:
    yield
    sets_a_fact(facts)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (never_yields, "must yield exactly once"),
        (yields_twice, "must yield exactly once"),
        (raises_before, "ValueError: before"),
        (raises_after, "ValueError: after"),
        (loops_after, "did not end"),
        (mutates_after, "changed the facts"),
    ],
)
def test_a_wrapper_that_misbehaves_is_named(act: Callable[..., Any], said: str) -> None:
    facts = evolve(FACTS)
    asked = hooks(("sound", rule(lambda facts: TERMS)), ("around", wrapper(act)))
    with pytest.raises(PluginFault) as refused:
        asked.relief("inpatient", facts, "dibao")
    assert said in refused.value.message.en
    assert refused.value.plugin == "around"


def test_a_wrapper_cannot_swallow_the_fault_of_another() -> None:
    tidied: list[str] = []

    def swallows(facts: Facts) -> Iterator[None]:
        try:
            yield
        except BaseException:
            tidied.append("closed")
        return TERMS  # type: ignore[return-value]

    asked = hooks(("wushan", rule(raises)), ("around", wrapper(swallows)))
    assert fault_of(asked).plugin == "wushan"
    assert tidied == ["closed"]


def test_a_faulty_answer_names_the_line_of_its_rule() -> None:
    plugin = rule(lambda facts: evolve(TERMS, rate=10_100))
    fault = fault_of(hooks(("wushan", plugin)))
    code = type(plugin).inpatient.__code__
    assert fault.place == f"{__file__}:{code.co_firstlineno}"


def test_a_number_of_a_million_digits_can_be_refused() -> None:
    fault = fault_of(hooks(("wushan", rule(lambda facts: evolve(TERMS, rate=10**1_000_000)))))
    assert "0 to 10000" in fault.message.en
    assert len(fault.message.en) < 400


class Chameleon:
    """Says that it equals anything."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


@pytest.mark.parametrize(
    "change",
    [
        {"threshold_mode": Chameleon()}, {"portion": Chameleon()}, {"cap_clause": 5},
        {"row": None}, {"inherited": 1}, {"clause": b"ws#1"},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_no_field_of_terms_is_left_unchecked(change: dict[str, Any]) -> None:
    fault = fault_of(hooks(("wushan", rule(lambda facts: evolve(TERMS, **change)))))
    assert next(iter(change)) in fault.message.en


def test_handoffs_that_are_others_the_second_time() -> None:
    class Fickle(list):  # type: ignore[type-arg]
        pass

    class Wushan:
        @hookimpl
        def charity_handoff(self, facts: Facts, stage: str, recipient: bool) -> Any:
            return Fickle()

    with pytest.raises(PluginFault, match="wushan"):
        hooks(("wushan", Wushan())).handoffs(FACTS, "none", True)


def test_the_core_s_own_rules_run_bare() -> None:
    """What every county rests on is not slowed down by what strangers need."""
    asked = hooks((CORE_PLUGIN, rule(lambda facts: TERMS)))
    (implementation,) = asked._hooks["inpatient"].get_hookimpls()  # type: ignore[attr-defined]
    assert not isinstance(implementation.function, containment.ContainedRule)


# -- what cannot be interrupted

SLEEPS = """
    import sys, time
    sys.path.insert(0, {folder!r})
    from jiuzhu.stages import containment, last_resort, patience
    containment.RULE_SECONDS, patience._GRACE, patience._WATCH.tick = 0.1, 0.1, 0.02
    last_resort.allow_ending_process(True)
    import sleepy
    sleepy.ask()
    print("came back")
"""
SLEEPY = """
    import time
    import pluggy
    from jiuzhu.api import Facts, hookimpl
    from jiuzhu.stages.facade import StageHooks
    from jiuzhu.stages.specs import ALL_HOOKS, PROJECT

    class Sleepy:
        @hookimpl
        def inpatient(self, facts, identity):
            time.sleep(10_000)

    def ask():
        manager = pluggy.PluginManager(PROJECT)
        for spec in ALL_HOOKS:
            manager.add_hookspecs(spec)
        manager.register(Sleepy(), name="sleepy")
        facts = Facts(edition=0, identities=frozenset({"dibao"}))
        StageHooks(manager, [frozenset()]).relief("inpatient", facts, "dibao")
"""


def test_a_call_into_c_that_does_not_come_back_ends_the_command(tmp_path: Path) -> None:
    (tmp_path / "sleepy.py").write_text(textwrap.dedent(SLEEPY), "utf-8")
    program = textwrap.dedent(SLEEPS.format(folder=str(tmp_path)))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program],
        capture_output=True, text=True, check=False, timeout=60, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert "“sleepy”" in done.stderr
    assert f"{tmp_path / 'sleepy.py'}:11" in done.stderr
    assert "没有写入任何内容" in done.stderr
