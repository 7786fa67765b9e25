"""The month at a glance: sums against the month before, and the lists behind them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.casebook.actor import Actor
from jiuzhu_tui.lists import PagedList
from jiuzhu_tui.screens.case import CaseScreen
from jiuzhu_tui.screens.month import MonthScreen
from jiuzhu_tui.screens.payments_claims import ClaimsScreen
from jiuzhu_tui.screens.person import PersonScreen
from jiuzhu_tui.testing import frame

from .demo_office import made
from .sizes import check_sizes, keys

pytestmark = pytest.mark.usefixtures("no_fault")


def test_sums_lead_to_their_claims_and_people(drive: Any, tmp_path: Path, check_frame: Any) -> None:
    book = Path(shutil.copy(made(), tmp_path / "demo.casebook"))

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(Actor("李主管", "supervisor"))
        await keys(pilot, "f12")
        assert isinstance(app.screen, MonthScreen)
        await check_sizes(app, pilot, check_frame, "month")
        assert not app.screen.check_action("month", (1,))
        await keys(pilot, "f7")
        assert "2026-10" in frame(app)
        stages = app.screen.query_one("#stages", PagedList)
        assert stages.row.now.claims > 0
        await keys(pilot, "f8", "f7", "enter")
        assert isinstance(app.screen, (ClaimsScreen, CaseScreen))
        await keys(pilot, "escape", "tab", "tab", "enter")
        assert isinstance(app.screen, PersonScreen)

    drive(look, casebook=book)
