"""The casebook that ``make demo`` builds: invented people, cases in every state, payment runs."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

import jiuzhu_fengjie
from jiuzhu.casebook.operators import passwords
from jiuzhu.cli.main import call

SAMPLE = Path(jiuzhu_fengjie.__file__).resolve().parents[1] / "sample"

Typed = Callable[..., str]


@pytest.fixture(scope="session")
def sample() -> Path:
    """Return the folder of Fengjie's samples."""
    return SAMPLE


@pytest.fixture(scope="session")
def script() -> dict[str, Any]:
    """Return the names of the script that makes the demo casebook."""
    return runpy.run_path(str(SAMPLE / "make_casebook.py"))


@pytest.fixture(scope="package", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """argon2id with the least it can do, for operators who log in at every command."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", PasswordHasher(1, 8, 1))
        passwords._decoy.cache_clear()
        yield
    passwords._decoy.cache_clear()


@pytest.fixture(scope="package")
def demo(
    tmp_path_factory: pytest.TempPathFactory, script: dict[str, Any], cheap_passwords: None
) -> Path:
    """Return the demo casebook, to be copied and not written to."""
    path = tmp_path_factory.mktemp("demo") / "demo.casebook"
    script["main"](path)
    return path


@pytest.fixture
def typed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], script: dict[str, Any]
) -> Typed:
    """Type a command; return all that it says. None may end in an internal error."""
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "240")
    monkeypatch.setenv("JIUZHU_PASSWORD", script["PASSWORD"])
    monkeypatch.setenv("JIUZHU_NEW_PASSWORD", "first-password-1")

    def type_(*arguments: str, status: tuple[int, ...] = (0, 1)) -> str:
        capsys.readouterr()
        ended = call(arguments)
        said = capsys.readouterr()
        assert ended in status, (arguments, ended, said)
        assert "内部错误" not in said.err
        return said.out + said.err

    return type_
