"""``jiuzhu county cases``: drafts for the rows of a county's document that no case fires."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from jiuzhu.audit import audit_coverage
from jiuzhu.audit.case_runs import cases_of, fired
from jiuzhu.cli.main import call
from jiuzhu.loading.county import County
from jiuzhu.loading.discovery import discover
from jiuzhu.platform import Platform
from jiuzhu.scaffold.more_cases import DraftsRefused, draft_missing, write_drafts
from jiuzhu.scaffold.order import Order
from jiuzhu.scaffold.package import find_baseline, load_draft
from jiuzhu.testing.golden import GoldenMismatchError, verify
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text

DAY = date(2026, 1, 1)
POLICY = """
id = "wushan-1"
number = "巫山府办发〔2025〕7号"
title = "巫山县医疗救助实施方案"
issuer = "巫山县人民政府办公室"
issued_on = 2025-02-10
from = 2025-03-01
last_review = 2026-11-20
extends = "cq-2012-78"

[[clauses]]
id = "1"
cite = "一"
says = "住院75%；救助后个人负担超过2000元的，全部余额按70%倾斜，每年2万元；未转诊不予救助"

[[recipients]]
category = "dibao"
clause = "1"
department = "民政局"

[[pools]]
id = "tilt"
zh = "倾斜救助年度限额"
en = "tilt, a year"
clause = "1"
annual_cap = { exact = "20000.00" }

[[refuse]]
clause = "1"
reason = "unreferred"
if = { referral = ["unreferred"] }

[inpatient]
clause = "1"

[[inpatient.rows]]
clause = "1"
categories = ["dibao"]
rate = { exact = "75%" }

[tilt]
clause = "1"
portion = "remaining"

[[tilt.entry]]
clause = "1"
if = { stage = ["inpatient"] }

[[tilt.rows]]
clause = "1"
categories = ["dibao"]
threshold = { trigger = "2000.00" }
rate = { exact = "70%" }

[charity_handoff]
columns = ["stage", "recipient"]

[[charity_handoff.rows]]
clause = "1"
name = "charity"
occasion = "cap_cut"
if = { stage = "any", recipient = true }
"""
ROWS = ["inpatient.rows[0]", "tilt.rows[0]", "refuse[0]", "charity_handoff.rows[0]"]


@pytest.fixture
def county(tmp_path: Path) -> County:
    document = tmp_path / "policy" / "wushan-1.toml"
    document.parent.mkdir()
    document.write_text(POLICY, "utf-8")
    order = Order(id="wushan", name=Text("巫山县", "Wushan"), folder=tmp_path, today=DAY)
    return load_draft(order, find_baseline(discover(), None), document)


def test_every_row_gets_a_draft_that_fires_it(county: County) -> None:
    drafts = draft_missing(county, DAY)
    assert drafts is not None
    assert sorted(drafts.paths) == sorted(ROWS)
    assert drafts.file.name == "1-drafts.toml"
    write_drafts(drafts)
    cases = {case.id: case for case in cases_of(county)}
    assert list(cases) == ["inpatient-0", "tilt-0", "refused-0", "charity_handoff-0"]
    assert {each.kind for each in audit_coverage(county).findings} == {"case_unconfirmed"}
    # 75 % of 20 000.00 is 15 000.00, the cap 6000.00; 14 000.00 are left, 70 % of it 9800.00.
    (claim,) = cases["tilt-0"].claims
    expect = claim.expect
    assert [format_yuan(each) for each in (claim.base, expect.award, expect.tilt)] == [
        "20000.00", "6000.00", "9800.00",
    ]  # fmt: skip
    (claim,) = cases["charity_handoff-0"].claims
    assert (claim.expect.charity, claim.expect.reason) == ("charity", "cap_exhausted")
    for case in cases.values():
        with pytest.raises(GoldenMismatchError, match="尚未确认"):
            verify(case, county)


def test_rows_that_have_a_case_get_none(county: County) -> None:
    first = draft_missing(county, DAY)
    assert first is not None
    write_drafts(first)
    assert draft_missing(county, DAY) is None
    text = first.file.read_text("utf-8")
    before, _, after = text.partition("# 用到政策文件的 tilt.rows[0]")
    rest = after.partition("# 用到")[2]
    first.file.write_text(f"{before}# 用到{rest}".replace('"inpatient-0"', '"tilt-0"'), "utf-8")
    again = draft_missing(county, DAY)
    assert again is not None
    assert again.paths == ["tilt.rows[0]"]
    assert again.file.name == "2-drafts.toml"
    assert 'id = "tilt-0-2"' in again.text


def test_claims_are_not_before_the_document(county: County) -> None:
    drafts = draft_missing(county, date(2020, 5, 1))
    assert drafts is not None
    assert "settled_on = 2025-03-01" in drafts.text
    write_drafts(drafts)
    for case in cases_of(county):
        assert fired(case, county)


def test_nothing_is_written_over(county: County) -> None:
    drafts = draft_missing(county, DAY)
    assert drafts is not None
    write_drafts(drafts)
    with pytest.raises(DraftsRefused, match=r"1-drafts[.]toml: 无法写入"):
        write_drafts(drafts)
    shutil.rmtree(drafts.file.parent)
    drafts.file.parent.write_text("", "utf-8")
    with pytest.raises(DraftsRefused):
        write_drafts(drafts)


def test_the_command_writes_names_and_stops(
    county: County, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Platform, "county", lambda _self, _name: county)
    assert call(["county", "cases", "wushan", "--on", "2026-05-06"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[1:] == [f"  {path}" for path in ROWS]
    assert "已补写 4 个算例" in err
    written = Path(out.splitlines()[0])
    assert "settled_on = 2026-05-06" in written.read_text("utf-8")
    assert call(["county", "cases", "wushan"]) == 0
    assert "没有要补的算例" in capsys.readouterr().err
    assert [each.name for each in written.parent.iterdir()] == [written.name]


def test_an_unknown_county_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["county", "cases", "nowhere"]) == 2
    assert "没有安装县" in capsys.readouterr().err
