"""What is loaded when, and what waits: the first screen first."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jiuzhu_tui import background
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.screens.login import LoginScreen
from jiuzhu_tui.testing import settled

from .offices import made

pytestmark = pytest.mark.usefixtures("no_fault")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(made(), tmp_path / "book.db"))


@pytest.mark.parametrize(
    ("screens", "late"),
    [
        (
            ("app", "screens.login", "screens.workbench"),
            ("numpy", "polars", "sqlite_utils", "pypinyin", "cattrs", "pluggy"),
        ),
        (
            ("screens.cases", "screens.case", "screens.new_case", "screens.people"),
            ("polars", "sqlite_utils", "pypinyin"),
        ),
    ],
)
def test_what_screens_are_shown_without(screens: tuple[str, ...], late: tuple[str, ...]) -> None:
    modules = ", ".join(f"jiuzhu_tui.{each}" for each in screens)
    program = f"import sys, {modules}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) & set(late) == set()


def test_counties_are_loaded_while_one_logs_in(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> Any:
        assert isinstance(app.screen, LoginScreen)
        return await app.desks.look.do(lambda desk: desk._platform)

    assert drive(look, casebook=book) is not None


def test_counties_that_cannot_be_loaded_disturb_no_login(
    drive: Any, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(desk: Desk) -> Any:
        raise OSError("no policies today")

    monkeypatch.setattr(Desk, "platform", property(fail))

    async def look(app: Any, pilot: Any) -> None:
        assert isinstance(app.screen, LoginScreen)

    drive(look, casebook=book)


def test_what_is_asked_for_again_within_its_pause_is_not_done_before(drive: Any) -> None:
    done: list[str] = []

    def ask(app: Any, what: str, pause: float) -> None:
        background.look(app.screen, lambda _: what, done.append, group="each", pause=pause)

    async def look(app: Any, pilot: Any) -> None:
        ask(app, "at the first key", 3600.0)
        await pilot.pause()
        await app.desks.look.do(lambda _: None)
        ask(app, "at the last", 0.0)
        await settled(pilot)

    drive(look)
    assert done == ["at the last"]
