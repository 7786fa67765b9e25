"""The policy: every cell with its clause, tables, comparison, open questions, opening at one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from textual.widgets import Input, Select

from jiuzhu_tui.foreign import visible
from jiuzhu_tui.lists import PagedList
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.policy import PolicyScreen, in_order
from jiuzhu_tui.screens.policy_diff import PolicyDiffScreen
from jiuzhu_tui.screens.policy_questions import OpenQuestionsScreen
from jiuzhu_tui.screens.policy_table import PolicyTableScreen
from jiuzhu_tui.testing import HOSTILE, frame, settled

from .sizes import check_sizes, keys

pytestmark = pytest.mark.usefixtures("no_fault")


def test_every_screen_at_every_size(drive: Any, check_frame: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        await keys(pilot, "f6")
        await check_sizes(app, pilot, check_frame, "policy-list")
        app.screen.query_one("#search", Input).value = "普通住院 孤儿"
        await settled(pilot)
        cells = app.screen.query_one(PagedList)
        found = cells.source.page(None, 0, 100)
        cells.cursor = next(at for at, row in enumerate(found) if row.who == "城乡孤儿")
        await keys(pilot, "enter")
        assert isinstance(app.screen, PolicyTableScreen)
        assert "孤儿" in app.screen.query_one("#row", Plain).text
        await check_sizes(app, pilot, check_frame, "policy-table")
        await keys(pilot, "escape", "ctrl+o")
        assert isinstance(app.screen, OpenQuestionsScreen)
        await check_sizes(app, pilot, check_frame, "policy-questions")
        await keys(pilot, "escape", "f8", "enter")
        assert "重庆市" in frame(app)
        assert "F9" not in app.screen.query("Plain").last().text
        app.screen.query_one("#answer-day", Input).value = "2023"
        await keys(pilot, "enter")
        assert "应写作" in frame(app)
        app.screen.query_one("#answer-day", Input).value = "2026-11-23"
        await keys(pilot, "enter")
        assert isinstance(app.screen, PolicyDiffScreen)
        assert app.screen.query_one(PagedList).count > 10
        await check_sizes(app, pilot, check_frame, "policy-diff")

    drive(look)


def test_it_opens_at_a_clause_of_a_day_and_goes_to_another_county(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        screen = PolicyScreen("奉节府办发〔2023〕49号 附件 住院1", on=date(2024, 5, 1))
        await app.push_screen(screen)
        await settled(pilot)
        cells = screen.query_one(PagedList)
        assert cells.count > 0
        assert "2024-05-01" in frame(app)
        ref = max((each for each in cells.row.clauses if each.startswith("fj-")), key=len)
        assert "条款" in screen.query_one("#cell", Plain).text
        again = PolicyScreen(ref, "fengjie", date(2024, 5, 1))
        await app.push_screen(again)
        await settled(pilot)
        assert again.query_one(PagedList).count == cells.count
        await keys(pilot, "escape")
        assert "条款" in screen.query_one("#cell", Plain).text
        screen.query_one("#search", Input).value = "未决"
        await settled(pilot)
        screen.query_one("#search", Input).value = ""
        await settled(pilot)
        every = cells.count
        assert every > 50  # Who has searched once sees everything, not the clause alone.
        screen.query_one("#county", Select).value = "chongqing"
        await settled(pilot)
        assert "渝府发〔2012〕78号" in frame(app)
        assert cells.count not in (0, every)
        await app.push_screen(PolicyScreen("fj-2023-49#nowhere"))
        await settled(pilot)
        assert "没有找到 fj-2023-49#nowhere" in frame(app)

    drive(look, size=(120, 40))


def test_hostile_names_do_nothing_and_are_shown(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        screen = PolicyScreen()
        await app.push_screen(screen)
        await settled(pilot)
        seen = screen._seen
        assert seen is not None
        cells = [
            evolve(seen.cells[0], part=name, who=name, says=name, whole=visible(name))
            for name in HOSTILE
        ]
        screen._show(evolve(seen, cells=tuple(cells)))
        await settled(pilot)
        for place, name in enumerate(HOSTILE):
            screen.query_one(PagedList).cursor = place
            await pilot.pause()
            assert visible(name) in screen.query_one("#cell", Plain).text
        screen.query_one(PagedList).cursor = 0
        await settled(pilot)
        await pilot.click("#whole", offset=(4, 1))
        await pilot.click(PagedList, offset=(4, 1))
        assert app.is_running

    drive(look, size=(120, 40))


def test_without_an_edition_on_the_day_it_says_so(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        await keys(pilot, "f6", "f7")
        app.screen.query_one("#day", Input).value = "1999-01-01"
        await settled(pilot)
        assert app.screen.query_one(PagedList).count == 0
        assert "1999-01-01" in app.screen.query_one("#cell", Plain).text
        for written in ("2023年6月", "2023-06-31"):
            app.screen.query_one("#day", Input).value = written
            await keys(pilot, "enter")
            assert "！" in app.screen.query_one("#title").text
            assert app.focused is app.screen.query_one("#day")
        app.screen.query_one("#day", Input).value = "2026年1月1日"
        await settled(pilot)
        assert "2026-01-01" in app.screen.query_one("#title").text
        app.screen.query_one("#day", Input).value = ""
        await settled(pilot)
        assert app.screen.query_one(PagedList).count > 50

    drive(look)


def test_of_two_sides_the_earlier_is_before_and_of_one_day_the_baseline() -> None:
    early, late = date(2023, 6, 1), date(2026, 11, 22)
    for one, other in (
        (("fengjie", early), ("fengjie", late)),
        (("fengjie", early), ("chongqing", late)),
        (("chongqing", late), ("fengjie", late)),
    ):
        assert in_order(one, other) == in_order(other, one) == (one, other)
