"""What an explanation says is true of this very claim, and what does not touch it is left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import jiuzhu_fengjie
from jiuzhu.api import hookimpl
from jiuzhu.explanation.single import settle_one
from jiuzhu.explanation.text import render
from jiuzhu_schemas.converter import unstructure
from jiuzhu_schemas.records import Identity
from jiuzhu_schemas.trace import Trace

from .samples import claim, county, entries, flat, person, said, trace
from .test_counties import build, settled

M = "cq-2012-78#"


def held(*intervals: tuple[str, date, date | None]) -> Trace:
    who = person()
    found = [Identity(who.person_id, *each) for each in intervals]
    return settle_one(county(), who, found, claim(settled_on=date(2024, 5, 1)), {})


def asked(found: Trace) -> set[str]:
    return {each.id for each in found.questions}


def test_an_empty_list_is_not_called_by_the_clause_of_another() -> None:
    for identity in ("youfu", "dibao"):
        found = trace(identity, diagnosis="C34.9")
        failed = [each for rule in found.rules for each in rule.failed if each.fact == "disease"]
        assert {each.found.zh for each in failed} == {"该病种表没有列任何病种"}
        assert all("替代渝府发〔2012〕78号" in each.expected.zh for each in failed)
        assert "非附件 特殊病种所列病种" not in flat(found)
    (listed,) = (each for each in found.facts if each.name == "disease")
    assert listed.shown.zh == "附件 特殊病种所列病种"


class OtherLists:
    """Fengjie's document with other disease lists on the clause of the major diseases."""

    def __init__(self, folder: Path, old: str, new: str) -> None:
        own = Path(jiuzhu_fengjie.__file__).parent / "policy" / "fj-2023-49.toml"
        text = own.read_text(encoding="utf-8")
        assert old in text
        self.file = folder / "lists.toml"
        self.file.write_text(text.replace(old, new), encoding="utf-8")

    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        return [self.file]


def test_two_lists_of_one_clause_are_told_apart(tmp_path: Path) -> None:
    filled = 'classes = ["congenital_heart_disease"]'
    found = settled(build(OtherLists(tmp_path, "classes = []", filled)), "dibao")
    (entry, _) = entries(found, "major_disease")
    assert [each.expected.zh for each in entry.failed] == ["附件 特殊病种“major”所列病种"]


def test_an_empty_list_that_replaces_none_goes_by_its_id(tmp_path: Path) -> None:
    extra = '[[disease_lists]]\nid = "extra"\nclause = "annex.tilt"\nclasses = []\n\n'
    plugin = OtherLists(
        tmp_path, '[[pools]]\nid = "outpatient"', f'{extra}[[pools]]\nid = "outpatient"'
    )
    plugin.file.write_text(
        plugin.file.read_text("utf-8").replace(
            'if = { visit = ["inpatient"], disease = "in:major" }',
            'if = { visit = ["inpatient"], disease = "in:extra" }',
        ),
        encoding="utf-8",
    )
    (entry, _) = entries(settled(build(plugin), "dibao"), "major_disease")
    assert [said(each) for each in entry.failed] == [
        ("disease", "病种表extra所列病种", "该病种表没有列任何病种")
    ]


def test_an_identity_that_ended_the_day_before_is_shown() -> None:
    found = held(("dibao", date(2020, 1, 1), date(2024, 4, 30)), ("youfu", date(2024, 6, 1), None))
    assert found.outcome.reason == "not_recipient"
    assert found.identities == ()
    assert [(each.category, each.reason) for each in found.lapsed] == [
        ("dibao", "ended"),
        ("youfu", "not_yet"),
    ]
    text = render(found, "zh")
    assert text.splitlines()[0].startswith("不予救助。当日不是救助对象（")
    assert "低保对象          有效期 2020-01-01 至 2024-04-30，结算日已失效" in text
    assert "有效期 2024-06-01 起，结算日尚未生效" in text
    assert "valid 2020-01-01 to 2024-04-30: ended before" in render(found, "en")
    assert unstructure(found)["lapsed"][0]["valid_to"] == "2024-04-30"


def test_an_earlier_interval_of_an_identity_that_counts_is_not_lapsed() -> None:
    ended = ("dibao", date(2018, 1, 1), date(2019, 12, 31))
    found = held(ended, ("dibao", date(2024, 5, 1), date(2024, 5, 1)))
    assert ([each.category for each in found.identities], found.lapsed) == (["dibao"], ())


def test_another_stage_is_compared_within_what_its_cap_has_left() -> None:
    dear: dict[str, Any] = {
        "in_scope_cost": 5_400_000,
        "total_cost": 5_400_000,
        "hospital_level": 2,
    }
    found = trace("dibao", diagnosis="C34.9", used={"inpatient": 100_000}, **dear)
    (other,) = found.alternatives
    assert (other.due, other.used_before, other.most) == (3_120_000, 100_000, 500_000)
    assert (other.more, other.question) == (False, "")
    assert "ordinary-above-major" not in asked(found)
    text = flat(found).replace(" ", "")
    assert "限额前31200.00元，限额此前已用1000.00元，限额内最多5000.00元，" in text
    assert "不多于本次救助的27300.00元。" in text


def test_a_cap_that_cut_makes_another_stage_the_better_one() -> None:
    found = trace("dibao", diagnosis="C34.9", used={"major_disease": 10_000_000})
    (other,) = found.alternatives
    assert (found.outcome.award, other.most, other.more) == (0, 600_000, True)


def test_questions_on_a_disease_or_an_occasion_show_with_it_only() -> None:
    dear: dict[str, Any] = {"in_scope_cost": 9_000_000, "total_cost": 9_000_000}
    assert "heart-disease" not in asked(trace("dibao", **dear))
    assert "heart-disease" in asked(trace("dibao", diagnosis="Q21.0", **dear))
    assert "tilt-without-list" in asked(trace("orphan"))
    assert "tilt-without-list" not in asked(trace("dibao"))
    assert "tilt-after-cap" in asked(trace("dibao"))
    assert asked(trace("dibao", in_scope_cost=2_000_000)) == set()
    assert "youfu-below-baseline" in asked(trace("youfu", diagnosis="C34.9"))
    assert "youfu-below-baseline" not in asked(trace("dibao_edge", diagnosis="C34.9"))
    assert "compliant-referral" in asked(trace("dibao", hospital_region="city"))
    assert asked(trace()) == set()


def test_what_the_county_is_silent_on_is_a_question_where_the_upper_document_decides() -> None:
    found = trace("other_hardship")
    assert found.outcome.clause.startswith(M)
    assert "silent-matters" in asked(found)
    assert "silent-matters" not in asked(trace("dibao"))
    assert "silent-matters" not in asked(trace("other_hardship", at="chongqing"))


def test_facts_carry_the_claims_own_age_and_sum() -> None:
    child = person("20120501")
    found = trace("orphan", whose=child, in_scope_cost=24_347_680, total_cost=24_347_680)
    facts = {each.name: each for each in found.facts}
    age, cost = facts["age"], facts["in_scope"]
    assert (age.value, age.shown.zh) == ("12", "12周岁")
    assert age.band is not None
    assert age.band.zh == "未满15周岁"
    assert (cost.value, cost.shown.zh) == ("24347680", "243476.80 元")
    assert cost.band is not None
    assert cost.band.zh == "超过30000.00元"
    assert facts["visit"].band is None
