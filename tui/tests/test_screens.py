"""The screens of the day's work, at three sizes, with hostile names on each (check S2)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.store import Casebook
from jiuzhu_tui.lists import PagedList
from jiuzhu_tui.screens.case import CaseScreen
from jiuzhu_tui.screens.cases import CasesScreen
from jiuzhu_tui.testing import frame, settled

from .offices import made, resident_id
from .sizes import check_sizes

pytestmark = pytest.mark.usefixtures("no_fault")
CLERK = Actor("赵经办", "clerk")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(made(), tmp_path / "book.db"))


def test_every_screen_at_every_size(drive: Any, book: Path, check_frame: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await settled(pilot)
        await check_sizes(app, pilot, check_frame, "workbench")
        await pilot.press("f4")
        await settled(pilot)
        await check_sizes(app, pilot, check_frame, "cases")
        await pilot.press("enter")
        await settled(pilot)
        await check_sizes(app, pilot, check_frame, "case")
        await pilot.press("f1")
        await settled(pilot)
        await check_sizes(app, pilot, check_frame, "case-help")

    drive(look, casebook=book)


def test_a_search_finds_cases_while_one_types(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await pilot.press("f4")
        await settled(pilot)
        rows = app.screen.query_one(PagedList)
        assert rows.count == 15
        app.screen.query_one("#search", Input).value = resident_id(7)[-4:]
        await settled(pilot)
        assert rows.count == 1
        await pilot.press("f3", "enter", "enter")
        await settled(pilot)
        assert isinstance(app.screen, CaseScreen)
        assert resident_id(7) not in frame(app)

    drive(look, casebook=book)


def test_a_number_on_the_workbench_leads_to_its_list(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CasesScreen)
        assert app.screen.query_one(PagedList).count == 8
        await pilot.press("f2")
        await settled(pilot)
        assert "各环节案件" in frame(app)

    drive(look, casebook=book)


def test_a_full_id_is_shown_on_asking_and_recorded(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await app.push_screen(CaseScreen("FJ2026-000001"))
        await settled(pilot)
        assert resident_id(0) not in frame(app)
        await pilot.press("f8")
        await settled(pilot)
        assert resident_id(0) in frame(app)

    drive(look, casebook=book)
    with Casebook.open(book, read_only=True) as opened:
        (seen,) = opened.one("SELECT count(*) FROM audit WHERE action = 'view.full_id'")
    assert seen == 1


def test_an_auditor_is_refused_the_full_id_in_a_sentence(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(Actor("审计员", "auditor"))
        await app.push_screen(CaseScreen("FJ2026-000001"))
        await settled(pilot)
        await pilot.press("f8")
        await settled(pilot)
        assert "无权办理" in frame(app)

    drive(look, casebook=book)


def test_a_case_changed_meanwhile_is_shown_as_such(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await app.push_screen(CaseScreen("FJ2026-000002"))
        await settled(pilot)
        with Casebook.open(book) as other:
            case = cases.case_of(other, "FJ2026-000002")
            cases.return_case(other, Actor("孙审核", "reviewer"), case.seen, "补正")
        await pilot.press("f5")
        await settled(pilot)
        shown = frame(app)
        assert "案件已有新的变动" in shown
        assert "退回补正" in shown

    drive(look, casebook=book, size=(120, 40))
