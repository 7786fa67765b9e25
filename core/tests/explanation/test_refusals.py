"""The trace of every refusal: the clause, what was found, and what would have had to be true."""

from __future__ import annotations

from jiuzhu.explanation.text import render

from .samples import flat, person, said, trace


def test_nobody_helped() -> None:
    found = trace()
    assert found.refusal is not None
    assert (found.refusal.reason, found.refusal.clause.cite) == ("not_recipient", "二（一）1")
    assert {"dibao", "wubao", "youfu"} <= {each.id for each in found.refusal.helped}
    assert (found.stages, found.balances, found.tilt.why_not) == ((), (), "no_relief")
    text = render(found, "zh")
    assert text.startswith("不予救助。当日不是救助对象（奉节府办发〔2023〕49号 二（一）1）。")
    assert "结算日没有有效的救助身份。" in text
    assert "结算日须具有下列身份之一：" in text


def test_a_category_the_edition_does_not_know() -> None:
    found = trace("dibao_edge", at="chongqing")
    assert found.refusal is not None
    assert found.refusal.reason == "not_recipient"
    (held,) = found.identities
    assert (held.eligible, held.offer.outcome) == (False, "not_recipient")
    assert "不是此版救助对象（一）" in render(found, "zh")


def test_not_referred() -> None:
    found = trace("dibao", hospital_region="city", referral="unreferred")
    refused = found.refusal
    assert refused is not None
    assert (refused.reason, refused.clause.ref) == ("unreferred", "fj-2023-49#2.5.2")
    assert [said(each) for each in refused.because] == [
        ("referral", "无需转诊或已转诊", "未按规定转诊")
    ]
    assert refused.question == "unreferred"
    assert [each.offer.outcome for each in found.identities] == ["refused"]
    text = render(found, "zh")
    assert "转诊为“未按规定转诊”；若为“无需转诊或已转诊”，则不因此条拒绝。" in text
    assert "理解：不予救助，例外由主管审批并留痕。" in text
    assert "个人负担 10000.00 元。" in text.splitlines()[0]


def test_not_covered_in_the_stage() -> None:
    found = trace("dibao_edge", visit="outpatient")
    refused = found.refusal
    assert refused is not None
    assert (refused.reason, refused.stage) == ("not_covered", "outpatient")
    assert refused.clause.ref == "fj-2023-49#annex.outpatient.others"
    assert "dibao_edge" not in {each.id for each in refused.helped}
    assert {"tekun", "orphan"} <= {each.id for each in refused.helped}
    assert [stage.mine for stage in found.stages] == [False, False, True]
    assert "普通门诊：该类身份不享受本项救助" in render(found, "zh").splitlines()[0]


def test_a_quota_that_is_not_loaded_is_said_and_not_paid_as_nothing() -> None:
    child = person("20150101")
    found = trace("orphan", at="chongqing", whose=child, diagnosis="Q21.000")
    refused = found.refusal
    assert refused is not None
    assert (refused.reason, refused.stage) == ("quota_not_loaded", "major_disease")
    assert refused.question == "quota-263"
    assert [each.fact for each in refused.because] == ["disease"]
    (question,) = (each for each in found.questions if each.id == "quota-263")
    assert question.reading is None
    assert "该文件未载入。尚无可用的理解，不予计算。" in flat(found)
    (other,) = found.alternatives
    assert (other.stage, other.due, other.more) == ("inpatient", 600_000, False)


def test_a_cap_that_was_used_up() -> None:
    found = trace("dibao", used={"inpatient": 600_000, "tilt": 2_990_000})
    assert found.refusal is None
    assert (found.outcome.reason, found.outcome.award, found.outcome.tilt) == (
        "cap_exhausted",
        0,
        10_000,
    )
    first, second = found.balances
    assert (first.remaining_before, first.paid, first.used_after) == (0, 0, 600_000)
    assert (second.remaining_before, second.used_after) == (10_000, 3_000_000)
    text = render(found, "zh")
    assert (
        "应给 7000.00 元，普通住院年度限额 6000.00 元已用 6000.00 元，按余额 0.00 元给付。" in text
    )
    assert "应给 4900.00 元，倾斜救助年度限额 30000.00 元已用 29900.00 元" in text


def test_more_used_than_the_cap_leaves_nothing() -> None:
    found = trace("dibao", used={"inpatient": 650_000})
    (available,) = (line for line in found.lines if line.step == "available")
    assert (available.formula, available.amount) == ("max(6000.00 - 6500.00, 0)", 0)
    assert "= 6000.00 - 6500.00，不足按 0" in render(found, "zh")
