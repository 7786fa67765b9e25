"""The shell of the terminal interface: what it shows, and that textual stays inside it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest
from textual.widgets import DataTable, Static

from jiuzhu import Platform
from jiuzhu_tui.app import JiuzhuApp


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIUZHU_LANG", raising=False)


def test_counties_and_their_documents_are_shown() -> None:
    async def look() -> tuple[list[str], str]:
        app = JiuzhuApp(Platform.load())
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press("down")
            table = app.query_one(DataTable)
            rows = [str(table.get_row_at(row)[0]) for row in range(table.row_count)]
            return rows, str(app.query_one("#details", Static).content)

    rows, details = asyncio.run(look())
    assert {"chongqing", "fengjie"} <= set(rows)
    assert "奉节府办发〔2023〕49号" in details
    assert "2023-06-21 - 至今" in details


def test_the_kitty_protocol_is_off_before_textual_is_imported() -> None:
    code = (
        "import jiuzhu_tui, os, sys; assert os.environ['TEXTUAL_DISABLE_KITTY_KEY'] == '1';"
        "assert 'textual' not in sys.modules"
    )
    environment = {k: v for k, v in os.environ.items() if k != "TEXTUAL_DISABLE_KITTY_KEY"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def test_the_command_line_does_not_import_textual() -> None:
    code = "import sys; from jiuzhu.cli import main, settle; assert 'textual' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
