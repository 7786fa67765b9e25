"""The register of hospitals: on a day, suspended and resumed by those who may."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from textual.widgets import Input

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import beijing_now
from jiuzhu.casebook.hospitals import hospital_of, set_level
from jiuzhu.casebook.store import Casebook
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.hospital_words import told
from jiuzhu_tui.lists import PagedList
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.testing import HOSTILE, frame, settled

from . import demo_office
from .sizes import check_sizes, keys

pytestmark = pytest.mark.usefixtures("no_fault")
SUPERVISOR = Actor("李主管", "supervisor")
CODE = "H50023600001"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(demo_office.made(), tmp_path / "demo.casebook"))


def test_every_screen_at_every_size(drive: Any, book: Path, check_frame: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(SUPERVISOR)
        await keys(pilot, "ctrl+y", "end")
        await check_sizes(app, pilot, check_frame, "hospitals")
        app.screen.query_one("#day", Input).value = "2026-10-31"
        await settled(pilot)
        assert "其中定点 3 家" in frame(app)
        app.screen.query_one("#search", Input).value = "zxwsy"
        await settled(pilot)
        assert app.screen.query_one(PagedList).count == 1
        app.log_in(Actor("赵经办", "clerk"))
        await keys(pilot, "ctrl+y", "f7")
        assert len(app.screen_stack) == 3, "a clerk only reads"

    drive(look, casebook=book)


def test_a_supervisor_suspends_and_resumes_and_overwrites_nothing(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(SUPERVISOR)
        await keys(pilot, "ctrl+y", "down", "f7", "f9")
        assert "原因：必须填写" in frame(app)
        app.screen.query_one("#answer-why", Input).value = "病历造假[/]"
        await keys(pilot, "f9")
        assert "2026-11-23 起暂停：病历造假[/]" in frame(app)
        await keys(pilot, "f8", "f9")  # On the day it began: the core refuses.
        assert "未能完成" in frame(app)
        await keys(pilot, "enter", "f8")
        app.screen.query_one("#answer-first", Input).value = "2026-11-25"
        await keys(pilot, "f9")
        assert "2026-11-23 - 2026-11-24" in frame(app)
        await keys(pilot, "f7")
        with Casebook.open(book, beijing_now) as other:
            set_level(other, SUPERVISOR, CODE, 3, app.clock().date())
        app.screen.query_one("#answer-why", Input).value = "整改"
        await keys(pilot, "f9")
        shown = frame(app)
        assert "已被他人改动，没有写入" in shown
        assert "其中定点 1 家" in shown

    drive(look, casebook=book, size=(120, 40))
    with Casebook.open(book, read_only=True) as opened:
        (one,) = hospital_of(opened, CODE).suspensions
    assert (one.until is not None, one.why) == (True, "病历造假[/]")


def test_hostile_names_do_nothing_and_are_shown(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(SUPERVISOR)
        await keys(pilot, "ctrl+y")
        screen = app.screen
        known = screen._known
        for name in HOSTILE:
            why = evolve(known[2].suspensions[0], why=name)
            one = evolve(known[2], name=name, suspensions=(why,))
            lines = list(told(one, app.clock().date()))
            assert visible(name) in lines[0]
            assert visible(name) in lines[-1]
        screen._show((evolve(known[0], name=HOSTILE[0]), evolve(known[1], name=HOSTILE[1])))
        await settled(pilot)
        assert HOSTILE[0] in screen.query_one("#whole", Plain).text
        assert HOSTILE[1] in frame(app)
        await pilot.click(PagedList, offset=(18, 1))
        assert app.screen is screen

    drive(look, casebook=book, size=(120, 40))
