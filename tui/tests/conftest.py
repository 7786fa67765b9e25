"""The application in an office with a frozen clock, and its screens as text files."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from jiuzhu import Platform
from jiuzhu.casebook.clock import BEIJING
from jiuzhu_tui.app import JiuzhuApp
from jiuzhu_tui.testing import settled

FRAMES = Path(__file__).parent / "frames"
Drive = Callable[[JiuzhuApp, Pilot[None]], Awaitable[Any]]


class FrozenClock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 30, tzinfo=BEIJING)

    def __call__(self) -> datetime:
        return self.now

    def pass_minutes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


@cache
def platform() -> Platform:
    return Platform.load()


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No language, keys or log of whoever runs the tests."""
    for name in ("JIUZHU_LANG", "JIUZHU_COUNTY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("JIUZHU_KEYS", str(tmp_path / "keys.toml"))
    monkeypatch.setenv("JIUZHU_LOG", str(tmp_path / "tui.log"))
    monkeypatch.setattr("jiuzhu_tui.watching.EVERY", 3600.0)  # Tests look when they mean to.
    monkeypatch.setattr("jiuzhu_tui.screens.new_case.BETWEEN_KEYS", 0.0)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def no_fault(tmp_path: Path) -> Iterator[None]:
    """Fail if an error was hidden behind a readable message."""
    yield
    log = tmp_path / "tui.log"
    assert not log.exists(), log.read_text("utf-8")


@pytest.fixture
def drive(clock: FrozenClock) -> Callable[..., Any]:
    """Run the application with a script and return what the script returns."""

    def run(script: Drive, *, size: tuple[int, int] = (80, 24), **options: Any) -> Any:
        async def look() -> Any:
            app = JiuzhuApp(options.pop("casebook", None), platform, clock, **options)
            async with app.run_test(size=size, notifications=True) as pilot:
                await settled(pilot)
                return await script(app, pilot)

        return asyncio.run(look())

    return run


@pytest.fixture
def check_frame() -> Callable[[str, str], None]:
    """Compare a screen with its stored text; ``JIUZHU_FRAMES=write`` stores it anew."""

    def check(name: str, shown: str) -> None:
        path = FRAMES / f"{name}.txt"
        shown = re.sub("[0-9a-f]{64}", "#" * 64, shown)  # A document's hash changes with it.
        if os.environ.get("JIUZHU_FRAMES") == "write":
            path.write_text(shown, "utf-8")
        assert path.exists(), f"no frame {path.name}: JIUZHU_FRAMES=write stores it"
        assert shown == path.read_text("utf-8")

    return check
