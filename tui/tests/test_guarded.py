"""Errors: an act that fails is reported and all goes on; a fatal one prints nothing it held."""

from __future__ import annotations

import asyncio
import inspect
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.message_pump import MessagePump
from textual.widgets import Input

from jiuzhu.casebook.errors import RowConflict
from jiuzhu_schemas.text import Text
from jiuzhu_tui.background import Progress, long_work, look
from jiuzhu_tui.dialogs.confirm import ConfirmScreen
from jiuzhu_tui.dialogs.problem import ProblemScreen
from jiuzhu_tui.dialogs.progress import ProgressScreen
from jiuzhu_tui.faults import FaultLog
from jiuzhu_tui.screens.base import Common
from jiuzhu_tui.testing import frame, settled

SECRET = "张三 500236199001010011"


class FailingScreen(Common[None]):
    def compose(self) -> Any:
        yield Input()

    def on_input_submitted(self) -> None:
        raise RuntimeError(SECRET)

    def action_fail(self) -> None:
        raise RuntimeError(SECRET)

    def action_refuse(self) -> None:
        raise RowConflict(Text("记录已被他人改动", "changed by somebody else"))


def test_an_error_becomes_a_message_with_a_reference(drive: Any, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(SECRET)

    async def go(app: Any, pilot: Any) -> None:
        screen = FailingScreen()
        await app.push_screen(screen)
        for how in ("handler", "action", "callback", "worker"):
            if how == "handler":
                await pilot.press("enter")
            elif how == "action":
                await app.run_action("fail", screen)
            elif how == "callback":
                look(screen, lambda desk: None, fail)
            else:
                look(screen, fail, lambda answer: None)
            await settled(pilot)
            assert isinstance(app.screen, ProblemScreen), how
            shown = frame(app)
            assert "20261123-" in shown
            assert "500236" not in shown
            assert "张三" not in shown
            await pilot.press("enter")
            await settled(pilot)
            assert app.screen is screen
        assert app.return_code in (None, 0)

    drive(go)
    log = tmp_path / "tui.log"
    written = log.read_text("utf-8")
    assert written.count("20261123-") == 4
    assert written.count("\nRuntimeError\n") == 4
    assert "张三" not in written
    assert "500236199001010011" not in written
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_what_the_core_refuses_is_said_in_its_own_words(drive: Any, tmp_path: Path) -> None:
    async def go(app: Any, pilot: Any) -> None:
        await app.push_screen(FailingScreen())
        await app.run_action("refuse", app.screen)
        app.report(RowConflict(Text("[@click=app.quit]另一句[/]", "another")))
        await settled(pilot)
        shown = frame(app)
        assert "记录已被他人改动" in shown
        assert "[@click=app.quit]另一句[/]" in shown
        assert len([each for each in app.screen_stack if isinstance(each, ProblemScreen)]) == 1

    drive(go)
    assert not (tmp_path / "tui.log").exists()


_CRASH = f"""
import sys
from jiuzhu_tui import app, start
class Crashing(app.JiuzhuApp):
    def on_ready(self):
        name = {SECRET!r}
        from textual.message_pump import MessagePump
        self.call_next(self.crash)
    def crash(self):
        name = {SECRET!r}
        raise RuntimeError(name)
app.JiuzhuApp = Crashing
import textual.app
run = textual.app.App.run
textual.app.App.run = lambda self: run(self, headless=True, size=(80, 24))
sys.exit(start.run(None))
"""


def test_a_crash_prints_a_reference_and_nothing_else(tmp_path: Path) -> None:
    log = tmp_path / "log" / "tui.log"
    done = subprocess.run(
        [sys.executable, "-c", _CRASH],
        check=False, capture_output=True, timeout=60, env=os.environ | {"JIUZHU_LOG": str(log)},
    )  # fmt: skip
    printed = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert done.returncode == 1, printed
    assert "编号" in printed
    assert "500236" not in printed
    assert "张三" not in printed
    assert "Traceback" not in printed
    assert "500236199001010011" not in log.read_text("utf-8")
    assert "张三" not in log.read_text("utf-8")
    assert "RuntimeError" in log.read_text("utf-8")


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, clock: Any) -> None:
    (tmp_path / "file").write_text("")
    reference = FaultLog(tmp_path / "file" / "tui.log", clock).record(RuntimeError("x"))
    assert reference.startswith("20261123-")


def test_the_methods_that_are_overridden_are_still_textuals() -> None:
    """A later textual that renames them would silently let errors through."""
    assert list(inspect.signature(MessagePump._on_message).parameters) == ["self", "message"]
    assert list(inspect.signature(App._handle_exception).parameters) == ["self", "error"]
    assert list(inspect.signature(App._dispatch_action).parameters) == [
        "self", "namespace", "action_name", "params",
    ]  # fmt: skip
    for name in ("_return_code", "_exception", "_exception_event", "_exit_renderables"):
        assert f"self.{name}" in inspect.getsource(App)
    assert inspect.iscoroutinefunction(MessagePump._on_message)


def test_what_cannot_be_undone_needs_a_key_of_its_own(drive: Any) -> None:
    async def go(app: Any, pilot: Any) -> None:
        answers: list[bool] = []
        screen = FailingScreen()
        await app.push_screen(screen)
        what = "冲正 FJ2026-000001 [@click=app.quit]张三[/]：收回 4000.00 元"
        for keys in (("enter", "space", "escape"), ("f9",)):
            screen.ask(ConfirmScreen(Text("冲正", "reverse"), what), answers.append)
            await settled(pilot)
            assert "[@click=app.quit]张三[/]" in frame(app)
            await pilot.press(*keys)
            await settled(pilot)
            assert app.screen is screen
        assert answers == [True]

    drive(go)


@pytest.mark.parametrize("stop", [False, True])
def test_long_work_shows_how_far_it_is_and_can_be_stopped(drive: Any, stop: bool) -> None:
    async def go(app: Any, pilot: Any) -> None:
        began, goes_on = asyncio.Event(), __import__("threading").Event()
        loop = asyncio.get_running_loop()
        answers: list[str] = []

        def work(desk: Any, progress: Progress) -> str:
            progress.step(1, 4)
            loop.call_soon_threadsafe(began.set)
            goes_on.wait(20)
            progress.step(4, 4)
            return "done"

        long_work(app.screen, Text("正在导入", "importing"), work, answers.append)
        await began.wait()
        await pilot.pause()
        assert isinstance(app.screen, ProgressScreen)
        assert "正在导入" in frame(app)
        if stop:
            await pilot.press("escape")
        goes_on.set()
        await settled(pilot)
        if stop:
            assert answers == []
            assert "已停止，没有写入任何内容" in frame(app)
        else:
            assert answers == ["done"]
            assert not isinstance(app.screen, ProgressScreen)

    drive(go)
