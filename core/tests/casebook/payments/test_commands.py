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
    assert "treasurer" in run(capsys, "make", db, *wanted, status=2)


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
    assert "100.01" in made(capsys, db)
    given = ("--reason", "重新汇总", "--yes", "--operator", "王出纳")
    assert "已取消" in run(capsys, "cancel", db, "2", *given)
