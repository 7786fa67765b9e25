"""Where a person is paid: masked, revealed on the record, changed, never over another's change."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from jiuzhu.casebook import payments
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.payments import Account
from jiuzhu.casebook.store import Casebook
from jiuzhu_tui.dialogs.confirm import ConfirmScreen
from jiuzhu_tui.dialogs.problem import ProblemScreen
from jiuzhu_tui.lists import PagedList
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.account import AccountScreen
from jiuzhu_tui.screens.payments_preview import PreviewScreen
from jiuzhu_tui.screens.person import PersonScreen
from jiuzhu_tui.testing import frame

from .demo_office import TREASURER, made
from .sizes import keys

pytestmark = pytest.mark.usefixtures("no_fault")
CLERK = Actor("赵经办", "clerk")
UNDER_WAY = 3
"""The run of the demo that was sent and not settled."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(made(), tmp_path / "demo.casebook"))


def fill(app: Any, **answers: str) -> None:
    for name, answer in answers.items():
        app.screen.query_one(f"#answer-{name}", Input).value = answer


def test_a_clerk_corrects_an_account(drive: Any, book: Path, check_frame: Any) -> None:
    with Casebook.open(book) as opened:
        draft = payments.make_run(opened, TREASURER, "2026-11", "person_account").run
        payee = payments.lines_of(opened, draft)[0].person
        assert payee is not None

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await app.push_screen(PersonScreen(payee))
        await keys(pilot, "f9")
        assert isinstance(app.screen, AccountScreen)
        said = app.screen.query_one("#account", Plain)
        full = said.text
        await keys(pilot, "f8")
        assert said.text != full
        assert "*" not in said.text.split("账号")[1].splitlines()[0]
        await keys(pilot, "f7")
        fill(app, holder="继承人", bank="重庆农商行", number="622-1")
        await keys(pilot, "f9")
        assert "账号只能是数字" in frame(app)
        fill(app, number="6222 9999 0000 1111")
        await keys(pilot, "f9")
        assert isinstance(app.screen, ConfirmScreen)
        assert "继承人  重庆农商行  6222 9999 0000 1111" in frame(app)
        with Casebook.open(book) as other:
            theirs = Account(holder="别人", bank="某行", number="62220000111")
            payments.record_account(other, CLERK, payee, theirs)
        await keys(pilot, "f9")
        assert isinstance(app.screen, ProblemScreen)
        assert "刚被他人改动" in frame(app)
        await keys(pilot, "enter")
        assert "别人" in said.text
        await keys(pilot, "f7")
        fill(app, holder="继承人", bank="重庆农商行", number="6222 9999 0000 1111")
        await keys(pilot, "f9", "f9")
        assert "622***********11" in said.text
        assert f"第 {draft} 号清单" in said.text
        app.clear_notifications()
        await keys(pilot)
        check_frame("account-80x24", frame(app))

    drive(look, casebook=book)
    with Casebook.open(book, read_only=True) as opened:
        assert payments.account_of(opened, payee).number == "6222999900001111"
        (seen,) = opened.one("SELECT count(*) FROM audit WHERE action = 'view.account'")
        assert seen == 1


def test_who_pays_sees_it_and_cannot_change_it(drive: Any, book: Path) -> None:
    with Casebook.open(book) as opened:
        claim = payments.lines_of(opened, UNDER_WAY)[0].claims[0]
        payments.bounce(opened, TREASURER, UNDER_WAY, claim, "户名[/]不符")
        payments.settle_run(opened, TREASURER, UNDER_WAY)

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(TREASURER)
        await app.push_screen(PreviewScreen("2026-11", "person_account"))
        await keys(pilot)
        preview = app.screen
        held = [each for each in preview._seen.rows if each.held]
        assert any("上次退回" in each.note and "户名[/]不符" in each.note for each in held)
        taken = preview._seen.preview.items
        await keys(pilot, "f8")
        assert preview._seen.preview.items > taken
        await keys(pilot, "f8")
        assert preview._seen.preview.items == taken
        await keys(pilot, "f9")
        assert isinstance(app.screen, AccountScreen)
        assert not app.screen.check_action("change", ())
        assert app.screen.check_action("reveal", ())
        await keys(pilot, "escape")
        await app.push_screen(PreviewScreen("2026-10", "county_hospital"))
        await keys(pilot)
        if app.screen.query_one(PagedList).row is not None:
            await keys(pilot, "f9")
            assert "不是付给个人的" in frame(app)

    drive(look, casebook=book, size=(120, 40))
