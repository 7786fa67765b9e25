"""The shell: without a casebook it shows counties and policy; textual stays inside it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from textual.widgets import Input

from jiuzhu_tui.lists import PagedList
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.testing import frame, settled

pytestmark = pytest.mark.usefixtures("no_fault")


def test_counties_and_their_documents_are_shown(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        await pilot.press("down")
        await settled(pilot)
        shown = frame(app)
        assert "chongqing" in shown
        assert "fengjie" in shown
        details = app.screen.query_one("#details", Plain).text
        assert "奉节府办发〔2023〕49号" in details
        assert "2023-06-21 - 至今" in details

    drive(look)


def test_without_a_casebook_only_counties_and_policy_can_be_gone_to(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        assert {each.id for each in app.places} == {"counties", "policy"}
        await pilot.press("f4")
        await settled(pilot)
        assert len(app.screen_stack) == 2
        await pilot.press("f6")
        await settled(pilot)
        assert app.screen.query_one(PagedList).count > 50
        assert "奉节府办发〔2023〕49号" in frame(app)

    drive(look, size=(120, 40))


def test_the_policy_list_is_narrowed_by_words_and_dated(drive: Any, check_frame: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        await pilot.press("f6")
        await settled(pilot)
        every = app.screen.query_one(PagedList).count
        app.screen.query_one("#search", Input).value = "低保对象 倾斜"
        await settled(pilot)
        assert 0 < app.screen.query_one(PagedList).count < every
        await pilot.press("f3", "enter")
        await settled(pilot)
        check_frame("policy-120x40", frame(app))
        await pilot.press("f7")
        app.screen.query_one("#day", Input).value = "2014-01-01"
        await settled(pilot)
        assert "渝府发〔2012〕78号" in frame(app)

    drive(look, size=(120, 40))


def test_english_by_a_switch(drive: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "en")

    async def look(app: Any, pilot: Any) -> None:
        shown = frame(app)
        assert "Installed counties" in shown
        assert "Commands" in shown
        assert "刷新" not in shown

    drive(look)


def test_the_command_line_does_not_import_textual() -> None:
    code = "import sys; from jiuzhu.cli import main, settle; assert 'textual' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_kitty_protocol_is_off_before_textual_is_imported() -> None:
    code = (
        "import jiuzhu_tui, os, sys; assert os.environ['TEXTUAL_DISABLE_KITTY_KEY'] == '1';"
        "assert 'textual' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=_without_the_setting())


_DRIVER = """
import asyncio, os, pty, sys
{first}
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
master, slave = pty.openpty()
sys.__stdin__ = os.fdopen(slave, "r")
sys.__stderr__ = open(os.devnull, "w")
written = []
class Noted(LinuxDriver):
    def write(self, data):
        written.append(data)
    def flush(self):
        pass
class Shown(App):
    def on_mount(self):
        self.exit()
asyncio.run(Shown(driver_class=Noted).run_async(size=(80, 24)))
on = [each for each in written if each.startswith("\\x1b[>") and each.endswith("u")]
sys.exit(3 if on else 0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the driver for Linux and macOS")
@pytest.mark.parametrize(("first", "status"), [("import jiuzhu_tui", 0), ("", 3)])
def test_chinese_input_is_not_spoilt_by_the_kitty_protocol(first: str, status: int) -> None:
    """The second case shows that the check sees the protocol being turned on."""
    done = subprocess.run(
        [sys.executable, "-c", _DRIVER.format(first=first)],
        check=False,
        env=_without_the_setting(),
        timeout=60,
        capture_output=True,
    )
    assert done.returncode == status, done.stderr.decode()


def _without_the_setting() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k != "TEXTUAL_DISABLE_KITTY_KEY"}
