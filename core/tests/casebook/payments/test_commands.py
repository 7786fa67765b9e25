"""``jiuzhu payrun``: as a treasurer uses it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.casebook.actor import local_actor
from jiuzhu.casebook.operators import add_operator, change_password
from jiuzhu.cli.main import call

PASSWORD = "Treasury-2026"
COMMANDS = (
    "make", "list", "show", "export", "send", "settle", "bounce", "cancel", "account",
)  # fmt: skip


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.setenv("JIUZHU_PASSWORD", PASSWORD)
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def db(office: Any, quick_passwords: None) -> str:
    first = add_operator(office.book, local_actor(), "王出纳", "treasurer")
    change_password(office.book, "王出纳", first, PASSWORD)
    for number in (1, 2):
        office.settle(office.person(number), f"A-{number}", 10_000 * number + 1)
    office.settle(office.person(3, account=False), "A-3", 5)
    return str(office.book.path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert call(["payrun", *arguments]) == status, capsys.readouterr().err
    said = capsys.readouterr()
    return said.out + said.err


def made(capsys: pytest.CaptureFixture[str], db: str, *more: str, status: int = 1) -> str:
    wanted = ("--month", "2026-11", "--channel", "person_account", "--operator", "王出纳")
    return run(capsys, "make", db, *wanted, *more, status=status)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert f"jiuzhu payrun {name} " in run(capsys, name, "--help")


def test_from_make_to_settled(capsys: pytest.CaptureFixture[str], db: str, tmp_path: Path) -> None:
    assert "将列入 2 笔，共 300.02 元" in made(capsys, db, "--dry-run")
    shown = made(capsys, db)
    assert "300.02" in shown
    assert "测试3" in shown
    assert "没有银行账号" in shown
    assert "没有可列入的账目" in made(capsys, db, status=2)
    target = tmp_path / "list.xlsx"
    run(capsys, "export", db, "1", "--output", str(target), "--operator", "王出纳")
    assert target.stat().st_mode & 0o077 == 0
    assert "已报送" in run(capsys, "send", db, "1", "--yes", "--operator", "王出纳")
    answer = tmp_path / "answer.csv"
    answer.write_text("claim_id,result,reason\nA-1,paid,\nA-2,bounced,销户\n", "utf-8")
    given = ("settle", db, "1", "--result", str(answer), "--operator", "王出纳")
    settled = json.loads(run(capsys, *given, "--format", "json", status=1))
    assert (settled["state"], settled["paid"], settled["bounced"]) == (
        "settled",
        "100.01",
        "200.01",
    )
    (found,) = json.loads(run(capsys, "list", db, "--month", "2026-11", "--format", "json"))
    assert found["run"] == 1


def test_ids_and_accounts_are_masked(
    capsys: pytest.CaptureFixture[str], db: str, office: Any
) -> None:
    said = made(capsys, db) + run(capsys, "show", db, "1")
    said += run(capsys, "show", db, "1", "--format", "json")
    for (person_id,) in office.book.rows("SELECT person_id FROM people"):
        assert person_id not in said
        assert person_id[:3] + "*" * 13 in said
    assert "62220000111" not in said


def test_sending_asks_first(
    capsys: pytest.CaptureFixture[str], db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(capsys, db)
    monkeypatch.setattr("click.confirm", _refuse)
    assert "已中止" in run(capsys, "send", db, "1", "--operator", "王出纳", status=2)
    assert "draft" in run(capsys, "show", db, "1", "--format", "json")


def _refuse(*_: object, **__: object) -> bool:
    import click

    raise click.Abort


def test_without_a_name_nobody_pays(capsys: pytest.CaptureFixture[str], db: str) -> None:
    wanted = ("--month", "2026-11", "--channel", "person_account")
    assert "出纳" in run(capsys, "make", db, *wanted, status=2)


def test_an_export_is_never_written_over_the_casebook(
    capsys: pytest.CaptureFixture[str], db: str, tmp_path: Path
) -> None:
    made(capsys, db)
    book = Path(db).rename(tmp_path / "book.xlsx")
    before = book.read_bytes()
    given = ("export", str(book), "1", "--output", str(book), "--operator", "王出纳")
    assert "同一个文件" in run(capsys, *given, status=2)
    assert book.read_bytes() == before


def test_settling_needs_one_of_two(capsys: pytest.CaptureFixture[str], db: str) -> None:
    for more in ((), ("--paid-all", "--result", "x.csv")):
        assert "--paid-all" in run(capsys, "settle", db, "1", *more, status=2)


def test_one_transfer_bounces_and_a_draft_is_given_up(
    capsys: pytest.CaptureFixture[str], db: str
) -> None:
    made(capsys, db)
    run(capsys, "send", db, "1", "--yes", "--operator", "王出纳")
    given = ("--claim", "A-1", "--reason", "账号有误", "--operator", "王出纳")
    assert "100.01" in run(capsys, "bounce", db, "1", *given)
    run(capsys, "settle", db, "1", "--paid-all", "--operator", "王出纳", status=1)
    said = made(capsys, db, status=2)
    assert "上次退回，账户尚未更正" in said
    assert "账号有误" in said
    assert "100.01" in made(capsys, db, "--again")
    given = ("--reason", "重新汇总", "--yes", "--operator", "王出纳")
    assert "已取消" in run(capsys, "cancel", db, "2", *given)


def test_an_account_corrected_after_a_draft_says_which_draft(
    capsys: pytest.CaptureFixture[str], db: str, office: Any
) -> None:
    made(capsys, db)
    first = add_operator(office.book, local_actor(), "李经办", "clerk")
    change_password(office.book, "李经办", first, PASSWORD)
    given = ("account", db, "--claim", "A-1", "--holder", "测试1", "--bank", "农行", "--number",
             "6222000011119999", "--operator", "李经办")  # fmt: skip
    said = run(capsys, *given)
    assert "第 1 号清单（待报送）仍是旧账户" in said
    assert f"payrun cancel {db} 1" in said
    run(capsys, "cancel", db, "1", "--reason", "换账户", "--yes", "--operator", "王出纳")
    made(capsys, db)
    assert "旧账户" not in run(capsys, *given)


def test_an_export_is_not_written_over_an_older_one(
    capsys: pytest.CaptureFixture[str], db: str, tmp_path: Path
) -> None:
    made(capsys, db)
    target = tmp_path / "list.csv"
    detail = tmp_path / "list.detail.csv"
    detail.write_text("sent", "utf-8")
    given = ("export", db, "1", "--output", str(target), "--operator", "王出纳")
    said = run(capsys, *given, status=2)
    assert "list.detail.csv" in said
    assert "--replace" in said
    assert (target.exists(), detail.read_text("utf-8")) == (False, "sent")
    run(capsys, *given, "--replace")
    assert detail.read_text("utf-8") != "sent"


def test_no_run_is_said(capsys: pytest.CaptureFixture[str], db: str) -> None:
    assert "没有拨付清单" in run(capsys, "list", db)


@pytest.mark.parametrize("columns", ["60", "80", "100"])
def test_sums_are_whole_on_a_narrow_terminal(
    capsys: pytest.CaptureFixture[str], db: str, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    made(capsys, db)
    monkeypatch.setenv("COLUMNS", columns)
    said = run(capsys, "list", db) + run(capsys, "show", db, "1")
    for shown in ("300.02", "100.01", "200.01", "2026-11", "待报送", "王出纳"):
        assert shown in said


def test_lists_are_english_in_english(
    capsys: pytest.CaptureFixture[str], db: str, office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.settle(office.person(1), "B-1", 7)
    made(capsys, db)
    monkeypatch.setenv("JIUZHU_LANG", "en")
    said = run(capsys, "show", db, "1")
    assert "A-1, B-1" in said
    assert "、" not in said
