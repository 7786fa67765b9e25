"""The casebook to look at: whole, well, and with a case in every state."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from jiuzhu.casebook import cases, payments
from jiuzhu.casebook.checking.check import check
from jiuzhu.casebook.operators import login, passwords
from jiuzhu.casebook.store import Casebook

SCRIPT = Path(__file__).parents[1] / "sample" / "make_casebook.py"


def test_the_demo_casebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(1, 8, 1))
    passwords._decoy.cache_clear()
    target = tmp_path / "demo.casebook"
    script = runpy.run_path(str(SCRIPT))
    script["main"](target)
    assert script["PASSWORD"] in capsys.readouterr().out
    with Casebook.open(target) as book:
        assert [str(each.sentence) for each in check(book)] == []
        states = {state for (state,) in book.rows("SELECT DISTINCT state FROM cases")}
        assert states == set(cases.STATES)
        kinds = {kind for (kind,) in book.rows("SELECT DISTINCT kind FROM cases")}
        assert kinds == set(cases.CASE_KINDS)
        assert {each.state for each in payments.runs(book)} == {"sent", "settled"}
        for name, role in script["OPERATORS"].items():
            assert login(book, name, script["PASSWORD"]).role == role
    passwords._decoy.cache_clear()
