"""``jiuzhu operator``: from the first administrator on; passwords never on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from jiuzhu.casebook.operators.errors import LoginRefused
from jiuzhu.casebook.store import Casebook
from jiuzhu.cli import acting, asking
from jiuzhu.cli.main import call

Run = Callable[..., tuple[str, str]]
OWN = "correct horse battery"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "160")
    Casebook.init(tmp_path / "db").close()

    def running(
        name: str, *arguments: str, status: int = 0, password: str = "", new: str = ""
    ) -> tuple[str, str]:
        for variable, value in (("JIUZHU_PASSWORD", password), ("JIUZHU_NEW_PASSWORD", new)):
            if value:
                monkeypatch.setenv(variable, value)
            else:
                monkeypatch.delenv(variable, raising=False)
        assert call(["operator", name, str(tmp_path / "db"), *arguments]) == status
        found = capsys.readouterr()
        return found.out, found.err

    return running


@pytest.fixture
def administrator(run: Run) -> tuple[str, ...]:
    out, err = run("add", "李管理", "--role", "administrator")
    found = re.search(r"初始密码：([a-z0-9-]{19})", out)
    assert found
    assert "passwd" in err
    run("passwd", "李管理", password=found[1], new=OWN)
    return ("--operator", "李管理")


def listed(run: Run) -> dict[str, dict[str, object]]:
    return {each["name"]: each for each in json.loads(run("list", "--format", "json")[0])}


@pytest.mark.parametrize(
    "name", ["add", "list", "disable", "enable", "role", "townships", "reset", "passwd"]
)
def test_help_has_an_example(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert call(["operator", name, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"jiuzhu operator {name}" in out
    assert "--password" not in out


def test_the_life_of_an_account(run: Run, administrator: tuple[str, ...]) -> None:
    out, _ = run("add", "赵经办", "--role", "clerk", "--township", "永安镇", *administrator,
                 "--format", "json", password=OWN)  # fmt: skip
    initial = json.loads(out)["initial_password"]
    run("passwd", "赵经办", password=initial, new="another long one")
    run("role", "赵经办", "reviewer", *administrator, password=OWN)
    run("townships", "赵经办", "--township", "吐祥镇", *administrator, password=OWN)
    found = listed(run)["赵经办"]
    assert (found["role"], found["townships"], found["active"]) == ("reviewer", ["吐祥镇"], True)
    run("disable", "赵经办", *administrator, password=OWN)
    assert "已停用" in run("list")[0]
    run("enable", "赵经办", *administrator, password=OWN)
    out, _ = run("reset", "赵经办", *administrator, password=OWN)
    assert "初始密码" in out
    assert "须改密码" in run("list")[0]


def test_an_initial_password_from_the_environment_is_not_printed(
    run: Run, administrator: tuple[str, ...]
) -> None:
    out, err = run(
        "add", "赵经办", "--role", "clerk", *administrator, password=OWN, new="given by somebody"
    )
    assert "given" not in out + err
    assert listed(run)["赵经办"]["must_change"] is True


def test_only_the_administrator_changes_accounts(run: Run, administrator: tuple[str, ...]) -> None:
    _, err = run("add", "赵经办", "--role", "clerk", status=2)
    assert "--operator" in err
    _, err = run("add", "赵经办", "--role", "clerk", *administrator, password="wrong", status=2)
    assert "姓名或密码有误" in err
    assert list(listed(run)) == ["李管理"]


def test_an_initial_password_lets_nobody_act(run: Run, administrator: tuple[str, ...]) -> None:
    out, _ = run("add", "王管理", "--role", "administrator", *administrator, "--format", "json",
                 password=OWN)  # fmt: skip
    initial = json.loads(out)["initial_password"]
    _, err = run("disable", "李管理", "--operator", "王管理", password=initial, status=2)
    assert "operator passwd" in err


def test_the_password_is_asked_for_where_the_environment_has_none(
    book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def prompt(text: str, **settings: object) -> str:
        asked.append((text, settings["hide_input"]))
        return "wrong"

    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.delenv("JIUZHU_PASSWORD", raising=False)
    monkeypatch.setattr(click, "prompt", prompt)
    monkeypatch.setattr(asking, "on_terminal", lambda: True)
    with pytest.raises(LoginRefused):
        acting.actor_for(book, "赵经办")
    assert asked == [("赵经办 的密码", True)]
    assert acting.actor_for(book, None).role == "local"


def test_words_of_the_office(run: Run, administrator: tuple[str, ...], tmp_path: Path) -> None:
    _, err = run("add", "赵经办", "--role", "经办", status=2)
    assert "--operator 李管理" in err
    _, err = run("add", "赵经办", "--role", "经办", *administrator, password=OWN)
    assert f"jiuzhu operator passwd {tmp_path / 'db'} 赵经办" in err
    assert listed(run)["赵经办"]["role"] == "clerk"
    out, _ = run("list")
    assert "经办" in out
    assert "本机用户" in out
    assert "local:" not in out
    _, err = run("role", "赵经办", "x", *administrator, password=OWN, status=2)
    assert "reviewer（审核）" in err
