"""People: found, seen on another day and as known on another, their IDs asked for."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.casebook.roster import count_people, people_found, see_person
from jiuzhu.casebook.store import Casebook
from jiuzhu_tui.gauges import gauge
from jiuzhu_tui.lists import PagedList
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.case import CaseScreen
from jiuzhu_tui.screens.entry import EntryScreen
from jiuzhu_tui.screens.person import PersonScreen
from jiuzhu_tui.testing import frame, settled
from jiuzhu_tui.timeline import Bar, Timeline, draw

from . import demo_office
from .roster_lists import id_of
from .sizes import check_sizes, keys

pytestmark = pytest.mark.usefixtures("no_fault")
CLERK = Actor("赵经办", "clerk")
NOW = (date(2026, 11, 23), "今")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(demo_office.made(), tmp_path / "demo.casebook"))


def test_every_screen_at_every_size(drive: Any, book: Path, check_frame: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await keys(pilot, "ctrl+r")
        await check_sizes(app, pilot, check_frame, "people")
        app.screen.query_one("#search", Input).value = "测试乙"
        await settled(pilot)
        await keys(pilot, "enter")
        await check_sizes(app, pilot, check_frame, "person")
        await keys(pilot, "ctrl+e")
        assert isinstance(app.screen, EntryScreen)
        assert "FJ2026-000002" in frame(app)
        await keys(pilot, "escape", "enter")
        assert isinstance(app.screen, CaseScreen)

    drive(look, casebook=book)


def test_people_are_found_and_opened(drive: Any, book: Path) -> None:
    full = id_of(book, "测试丙")

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await keys(pilot, "ctrl+r")
        screen, people = app.screen, app.screen.query_one(PagedList)
        for search, count in (("ceshi", 10), ("白帝", 3), (full[-4:], 1), ("不存在", 0)):
            screen.query_one("#search", Input).value = search
            await settled(pilot)
            assert people.count == count, search
        assert "没有找到" in frame(app)
        screen.query_one("#search", Input).value = full
        await keys(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
        assert full not in frame(app)
        await keys(pilot, "f8")
        assert full in frame(app)
        await keys(pilot, "f1", "escape")
        assert full not in app.screen.query_one("#facts", Plain).text

    drive(look, casebook=book)
    with Casebook.open(book, read_only=True) as opened:
        assert opened.one("SELECT count(*) FROM audit WHERE action = 'view.full_id'") == (1,)


def test_another_day_and_what_was_known_then(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await app.push_screen(PersonScreen(1))
        await settled(pilot)
        assert "低保对象  民政局  2024-01-01 - 至今" in frame(app)
        before = app.screen.query_one(Timeline).text
        app.screen.query_one(Timeline).focus()
        await keys(pilot, "left")
        assert app.screen.query_one(Timeline).text != before
        await keys(pilot, "f7")
        app.screen.query_one("#answer-known", Input).value = "2026-13-01"
        await keys(pilot, "f9")
        assert "日期应写作" in frame(app)
        app.screen.query_one("#answer-known", Input).value = "2026-10-08"
        await keys(pilot, "f9")
        shown = frame(app)
        assert "2026-10-08 当时所知" in shown
        assert "没有身份记录" in shown
        assert "当日没有身份" in shown

    drive(look, casebook=book, size=(120, 40))


def test_people_of_another_township_are_refused(book: Path) -> None:
    scoped = Actor("赵经办", "clerk", frozenset({"白帝镇"}))
    with Casebook.open(book) as opened:
        assert count_people(opened, scoped) == 3
        assert count_people(opened, scoped, "永乐") == 0
        found = people_found(opened, scoped, date(2026, 11, 23), offset=1, limit=1)
        assert [(each.name, each.categories) for each in found] == [("测试丁", ("orphan",))]
        assert see_person(opened, scoped, 3).name == "测试丙"
        with pytest.raises(NotAllowed, match="不在负责的乡镇范围内"):
            see_person(opened, scoped, 1)


def test_a_gauge_is_empty_for_nothing_and_full_for_all() -> None:
    assert gauge(0, 100, 6) == "[....]"
    assert gauge(1, 100, 6) == "[#...]"
    assert gauge(99, 100, 6) == "[###.]"
    assert gauge(100, 100, 6) == "[####]"
    assert gauge(150, 100, 6) == "[####]"
    assert gauge(0, 0, 6) == "[....]"


@pytest.mark.parametrize(
    ("first", "last", "line"),
    [
        (date(2026, 2, 1), date(2026, 4, 30), "  [====]"),
        (date(2026, 3, 5), date(2026, 3, 6), "    []"),
        (date(2025, 1, 1), date(2026, 1, 31), "<]"),
        (date(2025, 1, 1), None, "<" + "=" * 10 + ">"),
        (date(2026, 6, 1), None, " " * 10 + "[>"),
        (date(2026, 6, 1), date(2026, 6, 30), " " * 10 + "[]"),
        (date(2026, 7, 1), None, " " * 11 + ">"),
        (date(2025, 1, 1), date(2025, 12, 31), "<"),
    ],
)
def test_a_bar_stands_over_its_months(first: date, last: date | None, line: str) -> None:
    drawn = draw([Bar("低保", "第1批", first, last)], 2026 * 12, 6, NOW)
    assert drawn[0] == "2026"
    assert drawn[1] == "1     4"
    assert drawn[2] == ""
    assert drawn[-1] == line


def test_the_day_is_marked_and_names_do_nothing() -> None:
    drawn = draw([Bar("[@click=app.quit]\x1b", "", date(2026, 1, 1), None)], 2026 * 12 + 6, 6, NOW)
    assert drawn[2] == " " * 8 + "今"
    assert "[@click=app.quit]␛" in drawn[3]
