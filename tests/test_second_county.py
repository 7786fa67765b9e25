"""A county that differs in everything data can say: its files through every door, to the fen."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from fictitious import platform, put_beside
from jiuzhu.audit import audit_floor
from jiuzhu.casebook.deadlines import due_for, monthly_clock
from jiuzhu.cli.main import call
from jiuzhu_schemas.resident_id import check_character

KEEPER, DIBAO, CHILD = (
    f"{each}{check_character(each)}"
    for each in ("50023619500101202", "50023619700315101", "50023620180401303")
)
PEOPLE = f"""居民号,姓名,院外维持治疗
{DIBAO},测试甲,0
{KEEPER},测试乙,0
{CHILD},测试丙,0
"""
IDENTITIES = f"""居民号,对象名目,认定日期,终止日期
{DIBAO},低保对象,2025-01-01,
{KEEPER},护梯人员,2025-01-01,
{KEEPER},低保对象,2025-01-01,
{CHILD},城乡孤儿,2025-01-01,
"""
CLAIMS = f"""\
云梯流水号,居民号,就诊类别,门诊治疗方式,结算日期,医院等级,就诊地,转诊,疾病编码,票据金额,纳入范围费用,\
基本医疗保险报销金额,大病报销金额,家庭医生签约
Y1,{DIBAO},住院,,2025-02-06,二级,梯内,无需转诊,J18.9,13000,12000,0,0,未签约
Y2,{DIBAO},门诊,,2025-03-06,一级,梯内,无需转诊,J18.9,1000,1000,0,0,否
Y3,{DIBAO},门诊,,2025-04-06,一级,梯内,无需转诊,J18.9,1000,1000,0,0,已签约
Y4,{DIBAO},住院,,2025-05-06,三级,梯内,无需转诊,J18.9,6000,6000,0,0,是
Y5,{KEEPER},住院,,2025-05-06,三级,梯外,已转诊,J18.9,30000,19000,9000,0,是
Y6,{CHILD},住院,,2025-05-06,三级,梯内,无需转诊,Q21.0,60000,50000,20000,0,否
Y7,{KEEPER},门诊,,2025-06-06,一级,梯内,无需转诊,I10,100,100,0,0,签约
"""
AWARDS = """\
claim_id,stage,identity,rate,base,award,tilt,self_pay,charity,reason,clause
Y1,inpatient,dibao,,12000.00,7650.00,2827.50,1522.50,,,yt-2025-7#3.3;yt-2025-7#6
Y2,outpatient,dibao,60,1000.00,600.00,0.00,400.00,,,yt-2025-7#3.1
Y3,outpatient,dibao,80,1000.00,800.00,0.00,200.00,,,yt-2025-7#3.1
Y4,inpatient,dibao,,6000.00,2950.00,1982.50,1067.50,ladder_fund,cap_exhausted,\
yt-2025-7#3.3;yt-2025-7#6
Y5,inpatient,ladder_keeper,75,10000.00,7500.00,1750.00,750.00,,,yt-2025-7#3.4;yt-2025-7#6
Y6,major_disease,orphan,,30000.00,20000.00,6500.00,3500.00,,,yt-2025-7#4.2;yt-2025-7#6
Y7,outpatient,ladder_keeper,80,100.00,80.00,0.00,20.00,,,yt-2025-7#3.1
"""
# Y1: 5000 × 60 % + 5000 × 65 % + 2000 × 70 % = 7650, left 4350 × 65 %. Y2, Y3: 600 and 800 of the
# same 12000. Y4: so 2950 of 3650, left 3050 × 65 %. Y5: 10000 × 75 %, left 2500 × 70 %. Y6: the
# quota, left 10000 × 65 %. Y7: 100 × 80 %.


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The county as pip would have it, for this process alone, and its clerk's files."""
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    for folder in put_beside(tmp_path / "site", "yunti"):
        monkeypatch.syspath_prepend(folder)
    for name, text in ("people", PEOPLE), ("identities", IDENTITIES), ("claims", CLAIMS):
        (tmp_path / f"{name}.csv").write_text(text, encoding="gb18030")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, status: int = 0) -> None:
    register = ["--people", "people.csv", "--identities", "identities.csv"]
    assert call([*arguments, *register, "--county", "yunti"]) == status


def test_a_clerk_s_files_settle_to_the_fen(files: Path) -> None:
    run("settle", "claims.csv", "--output", "awards.csv")
    assert (files / "awards.csv").read_text("utf-8") == AWARDS


def test_files_of_the_contract_s_own_headers_settle_too(files: Path) -> None:
    text = CLAIMS.replace("云梯流水号", "claim_id").replace("纳入范围费用", "in_scope_cost")
    text = text.replace("居民号", "person_id").replace("家庭医生签约", "family_doctor")
    text = text.replace(",是\n", ",signed\n").replace(",否\n", ",unsigned\n")
    (files / "claims.csv").write_text(text, encoding="utf-8")
    run("settle", "claims.csv", "--output", "awards.csv")
    assert (files / "awards.csv").read_text("utf-8") == AWARDS


def test_a_program_s_tables_settle_too() -> None:
    tables = [list(csv.DictReader(StringIO(each))) for each in (CLAIMS, PEOPLE, IDENTITIES)]
    claims, people, identities = tables
    settled = platform().settle("yunti", claims, people=people, identities=identities)
    expected = list(csv.DictReader(StringIO(AWARDS)))
    sums = ("award", "tilt", "self_pay")
    assert [{key: str(row[key]) for key in sums} for row in settled.awards] == [
        {key: row[key] for key in sums} for row in expected
    ]


def test_another_county_does_not_speak_its_words(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = ["--people", "people.csv", "--identities", "identities.csv"]
    settling = ["settle", "claims.csv", *register, "--output", "a.csv", "--county", "fengjie"]
    assert call(settling) == 2
    assert "person_id" in capsys.readouterr().err
    assert not (files / "a.csv").exists()


def test_a_word_that_the_fact_does_not_have_is_refused(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "claims.csv").write_text(CLAIMS.replace(",否\n", ",不知\n", 1), encoding="utf-8")
    run("settle", "claims.csv", "--output", "awards.csv", status=2)
    said = capsys.readouterr().err
    assert "第3行 列“家庭医生签约” 值“不知”" in said
    assert "应为 unsigned（未签约）、signed（已签约）" in said
    assert not (files / "awards.csv").exists()


def test_a_casebook_gives_the_same_and_settles_it_again(files: Path) -> None:
    assert call(["casebook", "init", "yt.casebook"]) == 0
    settling = ["settle", "claims.csv", "--casebook", "yt.casebook", "--output"]
    run(*settling, "awards.csv")
    assert (files / "awards.csv").read_text("utf-8") == AWARDS
    run(*settling, "again.csv")
    assert (files / "again.csv").read_text("utf-8") == AWARDS
    reverse = ["reverse", "--casebook", "yt.casebook", "--claim", "Y1", "--reason", "重复"]
    assert call(reverse) == 0
    assert call(["casebook", "replay", "yt.casebook"]) == 0
    assert call(["casebook", "check", "yt.casebook"]) == 0


def trace(capsys: pytest.CaptureFixture[str], claim: str) -> Any:
    run("explain", "claims.csv", "--claim", claim, "--format", "json")
    return json.loads(capsys.readouterr().out)


def test_the_trace_names_what_is_the_county_s_own(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = trace(capsys, "Y4")
    doctor = next(each for each in found["facts"] if each["name"] == "family_doctor")
    assert doctor["shown"] == {"zh": "已签约", "en": "signed up"}
    assert [each["pool"] for each in found["balances"]] == ["care", "tilt"]
    taken = next(each for each in found["handoffs"] if each["taken"])
    assert taken["label"] == {"zh": "云梯互助会", "en": "the ladder keepers' fund"}
    second = trace(capsys, "Y5")["identities"]
    assert [(each["category"], each["offer"]["outcome"]) for each in second] == [
        ("ladder_keeper", "won"),
        ("dibao", "single_rule"),
    ]


def test_the_explanation_says_what_a_trigger_does(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("explain", "claims.csv", "--claim", "Y5")
    said = capsys.readouterr().out
    assert "= 10000.00（超过 100.00 元，全额计算）" in said
    assert "= 2500.00（超过 2000.00 元，全额计算）" in said
    monkeypatch.setenv("JIUZHU_LANG", "en")
    run("explain", "claims.csv", "--claim", "Y5")
    assert "= 2500.00 (above 2000.00: all of it)" in capsys.readouterr().out


def test_a_premium_goes_to_the_county_s_department(files: Path) -> None:
    lines = ["person_id,year,tier,paid_on,insurance", f"{KEEPER},2026,1,2025-11-03,resident"]
    (files / "enrolments.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run("subsidy", "enrolments.csv", "--output", "subsidies.csv")
    found = (files / "subsidies.csv").read_text("utf-8").splitlines()[1]
    assert found == f"{KEEPER},ladder_keeper,400.00,50.00,350.00,云梯管理处,,cq-2012-78#2.1"


def test_it_is_shown_and_listed(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["counties"]) == 0
    assert "云梯县" in capsys.readouterr().out
    assert call(["policy", "show", "--county", "yunti"]) == 0
    said = capsys.readouterr().out
    for expected in (
        "剩余自付超过2000.00元后全部 70%", "超过500.00元的部分 50%", "云梯互助会", "家庭医生",
        "定额20000.00元", "10000.00元以上部分 70%", "护梯人（上级文件视同低保对象）",
    ):  # fmt: skip
        assert expected in said, expected


def test_the_floor_of_an_own_category_is_that_of_the_one_it_is_read_as() -> None:
    report = audit_floor(platform().county("yunti"), date(2026, 11, 20))
    assert not report.findings
    assert sorted((each.category, each.figure) for each in report.waived) == [
        ("ladder_keeper", "relief"),
        ("retired_keeper", "relief"),
        ("youfu", "rate"),
    ]


def test_its_deadlines_replace_the_municipal_ones() -> None:
    county = platform().county("yunti")
    month = {each.id: str(each.date) for each in monthly_clock(county, date(2026, 11, 1))}
    assert month == {"department_lists": "2026-11-05", "manual_summary": "2026-11-18"}
    filed = due_for(county, "inpatient_filing", date(2026, 11, 2))
    assert str(filed.date) == "2026-11-09"
