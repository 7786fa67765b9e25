"""Logging in, locking, and who is shown."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.widgets import Input

from jiuzhu_tui.dialogs.lock import LockScreen
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.login import LoginScreen
from jiuzhu_tui.screens.workbench import WorkbenchScreen
from jiuzhu_tui.testing import frame, settled

from .offices import FIRST_PASSWORD, PASSWORD, made

pytestmark = pytest.mark.usefixtures("no_fault")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(made(), tmp_path / "book.db"))


async def log_in(app: Any, pilot: Any, name: str = "赵经办", password: str = PASSWORD) -> None:
    app.screen.query_one("#name", Input).value = name
    app.screen.query_one("#password", Input).value = password
    app.screen.query_one("#password", Input).focus()
    await pilot.press("enter")
    await settled(pilot)


def why(app: Any) -> str:
    return app.screen.query_one("#why", Plain).text  # type: ignore[no-any-return]


def test_name_and_password_lead_to_the_workbench(drive: Any, book: Path, check_frame: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        check_frame("login-80x24", frame(app))
        app.screen.query_one("#name", Input).value = "赵经办"
        await pilot.press("enter")
        assert app.screen.query_one("#password", Input).has_focus
        await pilot.press("x", "enter")
        await settled(pilot)
        assert "密码有误" in why(app)
        assert app.screen.query_one("#password", Input).value == ""
        await log_in(app, pilot)
        assert isinstance(app.screen, WorkbenchScreen)
        assert app.actor.role == "clerk"
        check_frame("workbench-80x24", frame(app))

    drive(look, casebook=book)


def test_a_first_password_must_be_changed(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        await log_in(app, pilot, "吴新人", FIRST_PASSWORD)
        one, two = (app.screen.query_one(each, Input) for each in ("#one", "#two"))
        one.value, two.value = "my own words 1", "my own words 2"
        two.focus()
        await pilot.press("enter")
        await settled(pilot)
        assert "不一致" in why(app)
        one.value = two.value = FIRST_PASSWORD
        two.focus()
        await pilot.press("enter")
        await settled(pilot)
        assert why(app)
        one.value = two.value = "my own words 1"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, WorkbenchScreen)
        assert app.actor.name == "吴新人"

    drive(look, casebook=book)


def test_without_input_the_screen_locks_and_hides_everything(
    drive: Any, book: Path, clock: Any
) -> None:
    async def look(app: Any, pilot: Any) -> None:
        await log_in(app, pilot)
        await pilot.press("f4")
        await settled(pilot)
        app.say("张三 500***11")
        clock.pass_minutes(9)
        app.lock_if_idle()
        assert not app.locked
        await pilot.press("down")
        clock.pass_minutes(9)
        app.lock_if_idle()
        assert not app.locked
        clock.pass_minutes(1)
        app.lock_if_idle()
        await settled(pilot)
        shown = frame(app)
        assert "FJ2026" not in shown
        assert "张三" not in shown
        assert "已锁定" in shown
        for key in ("f2", "f4", "ctrl+p", "escape", "f5"):
            await pilot.press(key)
        await settled(pilot)
        assert isinstance(app.screen, LockScreen)
        answered: list[int] = []
        app.when_unlocked(lambda: answered.append(1))
        app.report(RuntimeError("while locked"))
        await pilot.press("x", "enter")
        await settled(pilot)
        assert "有误" in why(app)
        assert answered == []
        app.screen.query_one(Input).value = PASSWORD
        await pilot.press("enter")
        await settled(pilot)
        assert answered == [1]
        assert "20261123-" in frame(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "FJ2026" in frame(app)
        app.faults.path.unlink()

    drive(look, casebook=book)


def test_from_the_lock_somebody_else_can_log_in(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        await log_in(app, pilot)
        await pilot.press("f4", "ctrl+l")
        await settled(pilot)
        await pilot.press("f8")
        await settled(pilot)
        assert isinstance(app.screen, LoginScreen)
        assert app.actor is None
        await log_in(app, pilot, "孙审核")
        assert app.actor.name == "孙审核"
        assert "孙审核 (审核)" in frame(app)

    drive(look, casebook=book)


def test_what_is_typed_on_after_a_tab_lands_in_the_next_field(drive: Any, book: Path) -> None:
    """Keys come faster than screens are drawn: a password must not stand in the name's field."""

    async def look(app: Any, pilot: Any) -> None:
        for key in ("a", "b", "tab", "x", "y"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        assert [each.value for each in app.screen.query(Input)] == ["ab", "xy"]

    drive(look, casebook=book)
