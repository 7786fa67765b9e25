"""The trace of a claim of every stage: identity, clause, sums, and what did not apply."""

from __future__ import annotations

from jiuzhu.explanation.text import render

from .samples import amounts, entries, flat, person, said, trace

F = "fj-2023-49#"
M = "cq-2012-78#"


def test_an_inpatient_claim_cut_by_the_cap_with_tilt_and_handoff() -> None:
    found = trace("dibao", "youfu", "student")
    assert found.outcome.stage == "inpatient"
    assert amounts(found) == {
        "base": 1_000_000, "due": 700_000, "available": 600_000, "award": 600_000,
        "left": 400_000, "tilt_relieved": 100_000, "tilt_due": 70_000,
        "tilt_available": 3_000_000, "tilt": 70_000, "self_pay": 330_000,
    }  # fmt: skip
    assert found.terms is not None
    assert (found.terms.clause.ref, found.terms.clause.cite) == (
        f"{F}annex.inpatient.1",
        "附件 住院1",
    )
    assert found.terms.cap_clause is not None
    assert found.terms.cap_clause.ref == f"{F}annex.inpatient"
    assert [(h.name, h.arises, h.taken) for h in found.handoffs] == [
        ("charity", True, True),
        ("charity", True, False),
    ]
    text = render(found, "zh")
    assert text.startswith(
        "按“低保对象”享受普通住院救助 6000.00 元，倾斜救助 700.00 元，个人负担 3300.00 元。"
    )
    assert "普通住院年度限额 6000.00 元已用 0.00 元，按余额 6000.00 元给付。" in text
    assert "奉节府办发〔2023〕49号 附件 住院1：70%，年度限额 6000.00 元" in text
    assert "救助金额         6000.00  = 7000.00 与 6000.00 中较小者" in text
    assert "转出：年度限额截减救助时（二（四）2）" in text


def test_every_identity_says_whether_it_won_and_why_not() -> None:
    found = {each.category: each.offer for each in trace("dibao", "youfu", "student").identities}
    assert [found[each].outcome for each in ("dibao", "youfu", "student")] == [
        "won",
        "lower",
        "denied",
    ]
    assert found["youfu"].lower_in == "rate"
    assert found["youfu"].terms is not None
    assert found["youfu"].terms.rate == 6000
    assert found["student"].reason == "not_covered"
    assert found["student"].clause is not None
    assert found["student"].clause.ref == f"{M}2.students"


def test_equal_identities_go_by_precedence_and_other_names_are_read_as_one() -> None:
    held = trace("dibao", "wubao").identities
    assert [(each.category, each.offer.outcome) for each in held] == [
        ("wubao", "won"),
        ("dibao", "later"),
    ]
    assert held[0].counts_as == "tekun"
    assert "（视同特困人员）" in render(trace("dibao", "wubao"), "zh")


def test_a_category_only_the_upper_document_names_is_flagged() -> None:
    found = trace("other_hardship")
    assert found.terms is not None
    assert found.terms.inherited
    assert found.identities[0].inherited
    text = render(found, "zh")
    assert "县文件未规定，按上级文件执行。" in text
    assert "县文件未列此类身份，按 渝府发〔2012〕78号 一" in text


def test_each_stage_that_did_not_apply_names_the_condition_of_each_entry() -> None:
    found = trace("dibao")
    assert [(s.stage, s.mine) for s in found.stages] == [
        ("major_disease", False),
        ("large_expense", False),
        ("outpatient", False),
        ("inpatient", True),
    ]
    first, second = entries(found, "major_disease")
    assert [said(each) for each in first.failed] == [
        ("disease", "附件 特殊病种所列病种", "非附件 特殊病种所列病种")
    ]
    assert [each.fact for each in second.failed] == ["visit", "therapy", "disease"]
    (large,) = entries(found, "large_expense")
    assert [said(each) for each in large.failed] == [
        ("in_scope", "超过30000.00元", "未超过30000.00元")
    ]
    assert "政策范围内费用须为“超过30000.00元”，实为“25000.00 元”" in render(found, "zh")


def test_rules_that_did_not_fire_name_the_condition_or_what_came_first() -> None:
    rules = {each.row: each for each in trace("dibao").rules}
    other_level = rules[f"{F}inpatient.rows[0]"]
    assert [said(each) for each in other_level.failed] == [
        ("hospital_level", "未定级或一级或二级", "三级")
    ]
    assert other_level.terms is not None
    assert other_level.terms.rate == 8000
    municipal = rules[f"{M}inpatient.rows[0]"]
    assert municipal.failed == ()
    assert municipal.overridden_by == f"{F}inpatient.rows[1]"


def test_a_major_disease_shows_the_better_ordinary_rate_without_choosing_it() -> None:
    found = trace("dibao", hospital_level=2, diagnosis="C34.900", basic_paid=1_700_000)
    assert found.outcome.stage == "major_disease"
    assert [each.id for each in found.claim.diseases] == ["lung_cancer"]
    (other,) = found.alternatives
    assert (other.stage, other.due, other.most, other.more) == ("inpatient", 400_000, 400_000, True)
    assert amounts(found)["due"] == 350_000
    assert other.question == "ordinary-above-major"
    assert "ordinary-above-major" in {each.id for each in found.questions}
    text = render(found, "zh")
    assert "C34.900（肺癌）" in text
    assert "若按普通住院（低保对象，附件 住院1）：80%，年度限额 6000.00 元，" in flat(found)
    assert "限额内最多 4000.00 元，多于本次救助的 3500.00 元。归类依条款次序，不选高低。" in flat(
        found
    )


def test_a_stage_that_would_give_less_cites_no_question() -> None:
    (other,) = trace("dibao", at="chongqing", diagnosis="C34.900").alternatives
    assert (other.stage, other.more, other.question) == ("inpatient", False, "")


def test_a_large_expense() -> None:
    found = trace(
        "returned_to_poverty", hospital_level=2, total_cost=3_100_000, in_scope_cost=3_000_001,
        basic_paid=1_800_000, critical_illness_paid=0,
    )  # fmt: skip
    assert found.outcome.stage == "large_expense"
    assert amounts(found)["due"] == 840_001
    (due,) = (line for line in found.lines if line.step == "due")
    assert (due.formula, due.rounded) == ("12000.01 × 70%", True)
    assert "= 12000.01 × 70%，四舍五入到分" in render(found, "zh")
    assert "annex.large_expense.1" in found.outcome.clause


def test_outpatient_relief_by_age_and_what_the_year_has_left() -> None:
    whose = person("19450507")  # 78 on the day before the birthday
    found = trace(
        "dibao", whose=whose, visit="outpatient", used={"outpatient": 25_000},
        in_scope_cost=1_510_000,
    )  # fmt: skip
    assert (found.outcome.stage, found.claim.age) == ("outpatient", 78)
    assert found.terms is not None
    assert (found.terms.rate, found.terms.clause.ref) == (6000, f"{F}annex.outpatient.share")
    (balance,) = found.balances
    assert (balance.cap, balance.used_before, balance.remaining_before) == (30_000, 25_000, 5_000)
    assert (balance.paid, balance.used_after) == (5_000, 30_000)
    failed = {rule.row: [said(c) for c in rule.failed] for rule in found.rules}
    assert failed[f"{F}outpatient.rows[2]"] == [("age", "满80周岁", "未满80周岁")]
    text = render(found, "zh")
    assert "年龄须为“满80周岁”，实为“78周岁”" in text
    assert "2024年 普通门诊年度限额：限额 300.00，此前已用 250.00，本次 50.00" in text
    assert "无  不属于：救助类型须为" in text  # no tilt for outpatients


def test_no_tilt_names_the_list_or_the_condition() -> None:
    orphan = trace("orphan").tilt
    assert orphan.why_not == "not_covered"
    assert orphan.clause is not None
    assert orphan.clause.ref == f"{F}annex.tilt"
    assert {each.id for each in orphan.helped} >= {"dibao", "tekun", "dibao_edge"}
    assert "orphan" not in {each.id for each in orphan.helped}
    assert "身份不在倾斜救助名单内（附件 倾斜救助）" in render(trace("orphan"), "zh").replace(
        "奉节府办发〔2023〕49号 ", ""
    )
    elsewhere = trace("dibao", hospital_region="outside").tilt
    assert elsewhere.why_not == "not_mine"
    assert [[each.fact for each in entry.failed] for entry in elsewhere.entries] == [
        ["hospital_region"],
        ["hospital_region", "referral"],
    ]
    assert trace("dibao", at="chongqing").tilt.why_not == "no_rules"
    assert "此版文件没有倾斜救助。" in render(trace("dibao", at="chongqing"), "zh")


def test_the_receipt_names_documents_and_plugins() -> None:
    found = trace("dibao")
    documents = found.edition.documents
    assert [each.number for each in documents] == ["奉节府办发〔2023〕49号", "渝府发〔2012〕78号"]
    assert all(len(each.sha256) == 64 for each in documents)
    plugins = {each.name: each for each in found.receipt.plugins}
    assert list(plugins) == ["fengjie", "chongqing", "jiuzhu-core"]
    assert all(each.version for each in plugins.values())
    assert "inpatient" in plugins["jiuzhu-core"].stages


def test_english() -> None:
    text = render(trace("dibao", "youfu"), "en")
    assert text.startswith("As “minimum living allowance”: inpatient relief 6000.00 yuan, tilt")
    assert "does not count: a lower rate" in text
    assert "in-scope cost must be “above 30000.00”, is “25000.00 yuan”" in text
    assert "= the lesser of 7000.00 and 6000.00" in text
    assert "Reading: exactly the figure." in text
