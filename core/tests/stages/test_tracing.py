"""JIUZHU_TRACE: who answered is shown once a kind, nothing personal, and off it costs nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pluggy
import pytest
from attrs import evolve

from jiuzhu.cli.main import call
from jiuzhu.settlement.asking import RememberedHooks
from jiuzhu.stages import telling
from jiuzhu.stages.facade import CORE_PLUGIN, PluginFault, StageHooks
from jiuzhu.stages.specs import ALL_HOOKS, PROJECT, hookimpl
from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.resident_id import check_character
from jiuzhu_schemas.terms import Band, Handoff, SubsidyTerms, Terms

FACTS = Facts(edition=1, identities=frozenset({"dibao", "youfu"}), hospital_level=3)
TERMS = Terms(clause="ws#1", pool="inpatient", annual_cap=600_000, rate=8_000)


class Wushan:
    @hookimpl
    def inpatient(self, facts: Facts, identity: str) -> Terms | None:
        return TERMS if facts.hospital_level == 3 and identity == "dibao" else None

    @hookimpl
    def charity_handoff(self, facts: Facts, stage: str, recipient: bool) -> list[Handoff]:
        return [Handoff(name="charity", clause="ws#2", occasion="left_above", threshold=5_000_00)]

    @hookimpl
    def subsidy(self, facts: EnrolmentFacts, identity: str) -> SubsidyTerms:
        return SubsidyTerms(share=9_000, department="民政局", clause="ws#3")


class Around:
    @hookimpl(wrapper=True)
    def inpatient(self, facts: Facts, identity: str) -> Any:
        answer = yield
        return evolve(answer, bands=(Band(0, 5_000),), rate=None) if answer else answer


@pytest.fixture(autouse=True)
def on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_TRACE", "1")


def hooks(*plugins: tuple[str, object]) -> StageHooks:
    manager = pluggy.PluginManager(PROJECT)
    for spec in ALL_HOOKS:
        manager.add_hookspecs(spec)
    for name, plugin in plugins:
        manager.register(plugin, name=name)
    return StageHooks(manager, [frozenset({"inpatient"})] * 2)


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what was traced, without the time that it took."""
    shown = capsys.readouterr()
    assert shown.out == ""
    assert all(re.search(r" \| [0-9]+ us\Z", line) for line in shown.err.splitlines())
    return [line.rpartition(" | ")[0] for line in shown.err.splitlines()]


def test_a_line_says_who_answered_what_by_which_facts(capsys: pytest.CaptureFixture[str]) -> None:
    asked = RememberedHooks(hooks(("silent", Wushan()), ("wushan", Wushan())))
    asked.relief("inpatient", FACTS, "dibao", {})
    asked.relief("inpatient", FACTS, "youfu", {})
    assert lines(capsys) == [
        "trace | inpatient | dibao edition=1 hospital_level=3 | wushan"
        " | Terms clause=ws#1 pool=inpatient annual_cap=6000.00 rate=80%",
        "trace | inpatient | youfu hospital_level=3 | - | None",
    ]


def test_a_wrapper_that_changed_the_answer_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    asked = RememberedHooks(hooks((CORE_PLUGIN, Wushan()), ("around", Around())))
    asked.relief("inpatient", FACTS, "dibao", {})
    asked.relief("inpatient", FACTS, "youfu", {})
    first, second = lines(capsys)
    assert " | around (wrapper) < jiuzhu-core | " in first
    assert first.endswith("bands=50%>0.00")
    assert " | - | None" in second


def test_a_kind_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    asked = hooks(("wushan", Wushan()))
    for _ in range(3):
        asked.relief("inpatient", FACTS, "dibao")
    assert len(lines(capsys)) == 1


def test_other_answers(capsys: pytest.CaptureFixture[str]) -> None:
    asked = hooks(("wushan", Wushan()))
    asked.handoffs(FACTS, "inpatient", True)
    asked.subsidy(
        EnrolmentFacts(edition=1, identities=frozenset(), tier=1, insurance="resident"), "dibao"
    )
    handoff, subsidy = lines(capsys)
    assert handoff.startswith("trace | charity_handoff | inpatient True edition=1")
    assert handoff.endswith("| Handoff name=charity clause=ws#2 occasion=left_above"
                            " threshold=5000.00")  # fmt: skip
    assert subsidy == (
        "trace | subsidy | dibao edition=1 identities=- tier=1 insurance=resident | wushan"
        " | SubsidyTerms clause=ws#3 department=民政局 share=90%"
    )


def test_a_fault_is_still_named(capsys: pytest.CaptureFixture[str]) -> None:
    class Faulty:
        @hookimpl
        def inpatient(self, facts: Facts, identity: str) -> Terms:
            return evolve(TERMS, rate=-1)

    with pytest.raises(PluginFault, match="faulty"):
        hooks(("faulty", Faulty())).relief("inpatient", FACTS, "dibao")
    (told,) = lines(capsys)
    assert told.startswith("trace | inpatient | dibao edition=1 identities=dibao+youfu age=0 ")
    assert " hospital_level=" in told
    assert "| faulty | fault: rate must be" in told


@pytest.mark.parametrize("value", ["", "0"])
def test_nothing_stands_in_the_way_when_it_is_off(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("JIUZHU_TRACE", value)
    plugin = Wushan()
    asked = hooks((CORE_PLUGIN, plugin))
    caller = asked._hooks["inpatient"]
    assert isinstance(caller, pluggy.HookCaller)
    (implementation,) = caller.get_hookimpls()
    assert implementation.function == plugin.inpatient


def test_nothing_personal_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    who = "50023619750315101" + check_character("50023619750315101")
    (tmp_path / "p.csv").write_text(f"person_id,name,home_care\n{who},测试甲,1\n", "utf-8")
    (tmp_path / "i.csv").write_text(
        f"person_id,category,valid_from,valid_to\n{who},dibao,2012-01-01,\n", "utf-8"
    )
    (tmp_path / "c.csv").write_text(
        "claim_id,person_id,visit,therapy,settled_on,hospital_level,hospital_region,referral,"
        "diagnosis,total_cost,in_scope_cost,basic_paid,critical_illness_paid\n"
        f"KEY-7,{who},inpatient,,2025-03-05,2,county,not_needed,C34.9,91234.56,81234.56,7,8\n",
        "utf-8",
    )
    given = [str(tmp_path / name) for name in ("c.csv", "p.csv", "i.csv", "o.csv")]
    assert call(
        ["settle", given[0], "--people", given[1], "--identities", given[2], "--county", "fengjie",
         "--output", given[3]]
    ) == 0  # fmt: skip
    told = capsys.readouterr().err
    assert "trace | major_disease | dibao" in told
    assert "trace | policy_documents | - | fengjie | " in told
    for personal in (who, who[:14], "测试甲", "KEY-7", "91234", "81234", "C34.9", "1975"):
        assert personal not in told


def test_the_variable_is_the_documented_one() -> None:
    assert telling.VARIABLE == "JIUZHU_TRACE"
