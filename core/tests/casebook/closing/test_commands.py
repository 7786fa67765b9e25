"""``jiuzhu casebook``: init, check, day-close, backup, restore, as a clerk runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jiuzhu.casebook.store import Casebook
from jiuzhu.cli.main import call

Run = Callable[..., tuple[str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("JIUZHU_LANG", "zh")

    def running(*arguments: object, status: int = 0) -> tuple[str, str]:
        assert call(["casebook", *map(str, arguments)]) == status
        found = capsys.readouterr()
        return found.out, found.err

    return running


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Path:
    out, err = run("init", path := tmp_path / "a.casebook")
    assert out == ""
    assert "operator add" in err
    return path


@pytest.mark.parametrize("name", ["init", "check", "day-close", "backup", "restore"])
def test_help_has_an_example(run: Run, name: str) -> None:
    assert f"jiuzhu casebook {name}" in run(name, "--help")[0]


def test_the_group_names_its_commands(run: Run) -> None:
    out, _ = run("--help")
    for name in ("init", "check", "day-close", "backup", "restore", "replay", "explain"):
        assert f"\n  {name} " in out


def test_a_well_casebook_is_silent(run: Run, made: Path) -> None:
    assert run("check", made) == ("", "")
    out, _ = run("check", made, "--format", "json")
    assert json.loads(out) == {"well": True, "faults": []}


def test_init_leaves_a_file_alone(run: Run, made: Path) -> None:
    _, err = run("init", made, status=2)
    assert "没有改动" in err


def test_the_first_fault_and_all(run: Run, made: Path) -> None:
    with Casebook.open(made) as book:
        book.db.conn.execute("DROP TRIGGER audit_stays")
        book.db.conn.execute("DROP TRIGGER audit_keeps")
    out, _ = run("check", made, status=1)
    assert out == "schema trigger audit_keeps：缺失；结构与本程序版本不符，或被改动\n"
    out, _ = run("check", made, "--all", status=1)
    assert out.splitlines()[1].startswith("schema trigger audit_stays：缺失")
    out, _ = run("check", made, "--all", "--format", "json", status=1)
    assert [each["key"] for each in json.loads(out)["faults"]] == [
        "trigger audit_keeps", "trigger audit_stays",
    ]  # fmt: skip


def test_a_missing_casebook_is_an_error(run: Run, tmp_path: Path) -> None:
    for arguments in (("check",), ("day-close",), ("backup", tmp_path / "b")):
        name, *rest = arguments
        _, err = run(name, tmp_path / "none", *rest, status=2)
        assert "casebook init" in err
    assert list(tmp_path.iterdir()) == []


def test_a_close_and_its_digest(run: Run, made: Path, tmp_path: Path) -> None:
    file = tmp_path / "close.json"
    out, _ = run("day-close", made, "--output", file)
    line = out.splitlines()[-1]
    assert line.startswith("JZ1:1:0:0:")
    assert "0.00" in out
    assert run("check", made, "--digest", file) == ("", "")
    assert run("check", made, "--digest", line) == ("", "")
    with Casebook.open(made) as book:
        sql = book.one("SELECT sql FROM sqlite_master WHERE name = 'audit_keeps'")[0]
        for statement in ("DROP TRIGGER audit_keeps", "DELETE FROM audit", sql):
            book.db.conn.execute(statement)
    assert run("check", made) == ("", "")
    for given in (file, line):
        out, _ = run("check", made, "--digest", given, status=1)
        assert "末尾被截去" in out
        assert "审计序号 1" in out


def test_a_close_writes_over_nothing(run: Run, made: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    run("day-close", made, "--output", tmp_path / "there", status=2)
    with Casebook.open(made) as book:
        assert book.one("SELECT count(*) FROM audit") == (0,)
    out, _ = run("day-close", made, "--format", "json")
    document = json.loads(out)
    assert document["line"].startswith("JZ1:1:")
    assert document["records"] == 1


def test_a_close_whose_file_cannot_be_written_still_says_its_digest(
    run: Run, made: Path, tmp_path: Path
) -> None:
    _, err = run("day-close", made, "--output", tmp_path / "none" / "close.json", status=2)
    assert "JZ1:1:0:0:" in err


def test_backup_and_restore(run: Run, made: Path, tmp_path: Path) -> None:
    line = run("day-close", made)[0].splitlines()[-1]
    out, err = run("backup", made, tmp_path / "b")
    assert "备份完好" in out
    assert err == ""
    out, _ = run("restore", tmp_path / "b", tmp_path / "c", "--digest", line, "--format", "json")
    assert json.loads(out)["records"] == 1
    run("check", tmp_path / "c", "--digest", line)
    _, err = run("restore", tmp_path / "b", tmp_path / "c", status=2)
    assert "没有改动" in err


def test_what_is_no_digest(run: Run, made: Path) -> None:
    _, err = run("check", made, "--digest", "JZ1:nonsense", status=2)
    assert "JZ1:" in err


def test_doctor_says_which_journal_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    call(["doctor", "--format", "json"])
    environment = json.loads(capsys.readouterr().out)["environment"]
    assert environment["sqlite"]
    assert environment["casebook journal"] in ("DELETE, synchronous=EXTRA", "WAL, synchronous=FULL")


def test_a_digest_that_is_not_there(run: Run, made: Path, tmp_path: Path) -> None:
    _, err = run("check", made, "--digest", tmp_path / "nosuch.json", status=2)
    assert "日结摘要文件无法读取：文件或文件夹不存在" in err
    assert "不是日结摘要" in run("check", made, "--digest", "JZ1:x", status=2)[1]
