"""``jiuzhu case …``: as clerks, reviewers and supervisors type it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.casebook import operators
from jiuzhu.casebook.actor import Actor
from jiuzhu.cli.case import command
from jiuzhu.cli.main import call

from .offices import (
    CLERK,
    FIELDS,
    OTHER_CLERK,
    REVIEWER,
    SUPERVISOR,
    TREASURER,
    marked,
    office_at,
    one_stop,
    resident_id,
)

DOCUMENTS = ("id_copy", "invoice", "cost_list", "diagnosis", "settlement_sheet", "bank_card")


class Desk:
    """Types commands and reads what they print."""

    def __init__(self, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.book = book
        self.capsys = capsys

    def __call__(self, name: str, *more: str, status: int = 0, by: Actor | None = CLERK) -> str:
        operator = ("--operator", by.name) if by else ()
        assert call(["case", name, str(self.book), *more, *operator]) == status, self.said()
        self.out, self.err = self.capsys.readouterr()
        return self.out if status == 0 else self.err

    def said(self) -> str:
        return str(self.capsys.readouterr())

    def json(self, name: str, *more: str, **how: Any) -> Any:
        self(name, *more, "--format", "json", **how)
        return json.loads(self.out)


@pytest.fixture
def desk(
    tmp_path: Path,
    empty_office: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    people = {each.name: each for each in (CLERK, OTHER_CLERK, REVIEWER, SUPERVISOR, TREASURER)}
    monkeypatch.setattr(operators, "login", lambda book, name, password: people[name])
    monkeypatch.setenv("JIUZHU_PASSWORD", "-")
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "200")
    path = Path(shutil.copy(empty_office, tmp_path / "book.db"))
    with office_at(path) as office:
        office.person(1)
    return Desk(path, capsys)


def filled() -> list[str]:
    return [part for name, value in FIELDS.items() for part in ("--set", f"{name}={value}")]


def new_case(desk: Desk, *more: str) -> Any:
    return desk.json("new", "--kind", "manual", "--person", resident_id(1), *more)


def test_from_intake_to_approval(desk: Desk) -> None:
    case = new_case(desk, *filled())
    number = case["number"]
    assert case["state"] == "draft"
    assert case["content"]["total_cost"] == 1600000
    assert case["content"]["account_number"] == "622***********22"
    assert case["person_id"].startswith("500***")
    assert "尚缺材料" in desk("accept", number, status=2)
    desk("document", number, *DOCUMENTS[:5])
    desk("document", number, "--waive", "bank_card", "--note", "已存档", by=SUPERVISOR)
    assert "已受理" in desk("accept", number)
    outcome = desk.json("preview", number)["outcome"]
    assert outcome["award"] == 400000
    assert "已审核" in desk("review", number, by=REVIEWER)
    assert "没有写入任何内容" in desk("approve", number, by=SUPERVISOR, status=2)
    case = desk.json("approve", number, "--yes", by=SUPERVISOR)
    assert (case["state"], case["award"]) == ("approved", 400000)
    assert case["possible"] == ["send", "reverse"]
    with office_at(desk.book) as office:
        marked(office, "sent", case["entry"])
        marked(office, "paid", case["entry"])
    words = ["reverse", "--casebook", str(desk.book), "--claim", number, "--reason", "重复报销"]
    assert call([*words, "--yes"]) == 2
    assert f"jiuzhu case reverse {desk.book} {number}" in desk.capsys.readouterr().err
    assert "已冲正" in desk("reverse", number, "--note", "重复报销", "--yes", by=SUPERVISOR)
    assert call(["casebook", "check", str(desk.book)]) == 0


def test_a_file_of_fields(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "claim.json"
    file.write_text(json.dumps(FIELDS), "utf-8")
    case = new_case(desk, "--claim", str(file), "--set", "visit=outpatient", "--documents", "all")
    assert (case["content"]["visit"], len(case["documents"])) == ("outpatient", 6)
    for text, wanted in (
        ('{"total_cost": 1.9}', "total_cost"),
        ('{"visit": "inpatient", "visit": "outpatient"}', "字段重复"),
        ("[1]", "应为"),
        ("{", "JSON"),
    ):
        file.write_text(text, "utf-8")
        desk("edit", case["number"], "--claim", str(file), status=2)
        assert wanted in desk.err
    assert "无法读取" in desk("edit", case["number"], "--claim", str(tmp_path / "no"), status=2)


def test_refusals_are_sentences(desk: Desk) -> None:
    number = new_case(desk, *filled(), "--documents", "all")["number"]
    assert "登录" in desk("accept", number, by=None, status=2)
    assert "须为 经办 或 主管" in desk("accept", number, by=REVIEWER, status=2)
    assert "没有此案件" in desk("accept", "FJ2026-000099", status=2)
    assert "第1版" in desk("show", number)
    desk("edit", number, "--set", "diagnosis=C34.1")
    assert "已由 赵经办" in desk("accept", number, "--seen", "1", status=2)
    assert "发票号" in desk(
        "new", "--kind", "manual", "--person", resident_id(1), *filled(), status=2
    )
    desk("new", "--kind", "manual", "--person", resident_id(1), *filled(), "--anyway")
    assert "--note" in desk("refuse", number, by=REVIEWER, status=2)
    assert resident_id(1) not in desk.out + desk.err


def test_return_override_refuse_withdraw(desk: Desk) -> None:
    fields = [*filled(), "--set", "referral=unreferred", "--documents", "all"]
    number = new_case(desk, *fields)["number"]
    desk("accept", number)
    assert "未按规定转诊" in desk("review", number, by=REVIEWER, status=2)
    desk("override", number, "--note", "急诊", by=SUPERVISOR)
    desk("review", number, by=REVIEWER)
    desk("return", number, "--note", "发票不清", by=REVIEWER)
    desk("edit", number, "--note", "已补")
    desk("accept", number)
    assert "不予受助" in desk("refuse", number, "--note", "不符", "--yes", by=REVIEWER)
    other = new_case(desk, "--set", "invoice=Z")["number"]
    assert "已撤回" in desk("withdraw", other, "--note", "误建", "--yes")


def test_a_filing_that_is_late(desk: Desk) -> None:
    case = desk.json(
        "new", "--kind", "inpatient_filing", "--person", resident_id(1),
        "--set", "hospital=H50023600001", "--set", "admitted_on=2026-11-19",
        "--documents", "all",
    )  # fmt: skip
    assert case["due_on"]
    (found,) = desk.json("due", "--until", case["due_on"])
    assert (found["case"]["number"], found["waits_for"]) == (case["number"], "accept")
    assert case["number"] in desk("due", "--until", "2099-01-01")
    assert case["due_on"] in desk("show", case["number"])


def test_a_month_from_a_file_of_claim_ids(desk: Desk, tmp_path: Path) -> None:
    with office_at(desk.book) as office:
        one_stop(office, resident_id(1), "S-1", "2026-10-08", 100000)
        one_stop(office, resident_id(1), "S-2", "2026-10-09", 50000)
    file = tmp_path / "claims.txt"
    file.write_text("S-1\nS-2\n", "utf-8")
    case = desk.json(
        "new", "--kind", "one_stop_month", "--claims", str(file), "--documents", "all",
        "--set", "hospital=H50023600001", "--set", "month=2026-10",
    )  # fmt: skip
    assert desk.json("accept", case["number"])["award"] == 120000
    assert "identities" not in desk("show", case["number"])


def test_lists(desk: Desk) -> None:
    for place in range(3):
        new_case(desk, "--set", f"invoice=I{place}")
    page = desk.json("list", "--limit", "2", "--search", "测试1")
    assert [each["number"][-1] for each in page["cases"]] == ["3", "2"]
    assert page["counts"]["draft"] == 3
    rest = desk.json("list", "--limit", "2", "--after", str(page["next"]))
    assert [each["number"][-1] for each in rest["cases"]] == ["1"]
    assert rest["next"] is None
    text = desk("list", "--state", "draft", "--kind", "manual")
    assert "FJ" in text
    assert resident_id(1) not in text


def test_a_name_cannot_act(desk: Desk) -> None:
    desk(
        "new", "--kind", "application", "--person", resident_id(5), "--name", "[red]张三[/]",
        "--set", "household=[@click=app.quit]x",
    )  # fmt: skip
    assert "[red]张三[/]" in desk("list")
    assert "[@click=app.quit]x" in desk("show", desk.json("list")["cases"][0]["number"])


def test_words_of_the_office_are_taken(desk: Desk) -> None:
    case = desk.json(
        "new", "--kind", "手工结算", "--county", "奉节县", "--person", resident_id(1),
        "--set", "visit=住院", "--set", "referral=未转诊", "--set", "hospital_level=二级",
        "--set", "结算日期=2026-11-02", "--documents", "发票原件，费用清单",
    )  # fmt: skip
    content = case["content"]
    assert (content["visit"], content["referral"]) == ("inpatient", "unreferred")
    assert (content["hospital_level"], content["settled_on"]) == ("2", "2026-11-02")
    assert sorted(case["documents"]) == ["cost_list", "invoice"]
    assert case["number"] in desk("list", "--state", "草稿", "--kind", "手工结算")
    number = case["number"]
    assert "inpatient（住院）" in desk("edit", number, "--set", "visit=x", status=2)
    assert "invoice（发票原件）" in desk("document", number, "发票", status=2)
    desk("edit", number, "--set", "admitted_on=2026-11-02")
    said = desk("edit", number, "--set", "discharged_on=2026-11-01", status=2)
    assert said.startswith("出院日期（discharged_on）早于入院日期（admitted_on）")
    assert call(["case", "fields", "--kind", "手工结算"]) == 0
    out = desk.capsys.readouterr().out
    assert "not_needed（无需转诊）" in out
    assert "bank_card" in out


def test_a_number_in_small_letters_or_short_of_zeros(desk: Desk) -> None:
    number = new_case(desk)["number"]
    assert desk.json("show", number.lower())["number"] == number
    said = desk("show", number.replace("-0", "-"), status=2)
    assert f"是否为 {number}？" in said
    assert f"jiuzhu case list {desk.book} --search FJ2026-" in said


def test_only_who_may_approve_is_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr("click.confirm", lambda *words, **how: asked.append(words))
    number = new_case(desk, *filled(), "--documents", "all")["number"]
    desk("accept", number)
    desk("review", number, by=REVIEWER)
    for step, by in (("approve", CLERK), ("approve", REVIEWER), ("refuse", CLERK)):
        desk(step, number, "--note", "-", by=by, status=2)
    assert asked == []
    assert "已审批" in desk("approve", number, by=SUPERVISOR)
    assert len(asked) == 1


def test_what_can_be_done_is_said_for_this_operator(desk: Desk) -> None:
    fields = [*filled(), "--set", "referral=unreferred", "--documents", "all"]
    number = new_case(desk, *fields)["number"]
    desk("accept", number)
    said = desk("show", number, by=SUPERVISOR)
    assert "特批未转诊（case override）" in said
    assert "（case review）" not in desk("show", number, by=CLERK)
    assert "审核（case review，审核或主管）" in desk("show", number, by=None)
    desk("override", number, "--note", "急诊", by=SUPERVISOR)
    assert "case override" not in desk("show", number, by=SUPERVISOR)
    assert "override" not in desk.json("show", number)["possible"]
    other = new_case(desk, "--set", "invoice=Z")["number"]
    said = desk("refuse", other, "--note", "不符", "--yes", by=REVIEWER, status=2)
    assert "case withdraw" in said


def test_what_looks_odd_is_said_and_taken(desk: Desk) -> None:
    odd = ("--set", "account_holder=测试乙", "--set", "diagnosis=肺炎", "--name", "测试丙")
    number = new_case(desk, *odd)["number"]
    assert "户名与姓名不同" in desk.err
    assert "“肺炎”不是 ICD-10 编码" in desk.err
    assert "姓名为“测试1”，--name 未采用" in desk.err
    desk("edit", number, "--set", "account_holder=测试1", "--set", "diagnosis=J18.9")
    assert "注意" not in desk.err


def test_a_reversed_case_says_what_it_was_and_the_person_what_is_left(desk: Desk) -> None:
    number = new_case(desk, *filled(), "--documents", "all")["number"]
    desk("accept", number)
    desk("review", number, by=REVIEWER)
    desk("approve", number, "--yes", by=SUPERVISOR)
    words = ["casebook", "person", str(desk.book), "--person", resident_id(1)]
    assert call([*words, "--format", "json"]) == 0
    known = json.loads(desk.capsys.readouterr().out)
    (claim,), pool = known["claims"], known["pools"][0]
    assert (claim["award_fen"], claim["case"], claim["stands_by"]) == (400000, number, "settle")
    assert (pool["cap_fen"], pool["used_fen"], pool["left_fen"]) == (600000, 400000, 200000)
    assert resident_id(1) not in str(known)
    said = desk("reverse", number, "--note", "重复报销", "--yes", by=SUPERVISOR)
    assert "已冲正（第5版），原救助 4000.00 元" in said
    assert "原4000.00" in desk("list")
    assert "记账经过" in desk("show", number)
    assert call([*words, "--year", "2026"]) == 0
    out = desk.capsys.readouterr().out
    assert "已冲正" in out
    assert "低保对象" in out
    assert call([*words, "--year", "2025", "--format", "json"]) == 0
    assert json.loads(desk.capsys.readouterr().out)["claims"] == []


def test_empty_lists_say_so(desk: Desk) -> None:
    assert desk("list") == "没有案件\n"
    assert desk("due") == "没有待办\n"


@pytest.mark.parametrize("name", sorted(command.commands))
def test_help_has_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["case", name, "--help"]) == 0
    assert f"jiuzhu case {name} " in capsys.readouterr().out
