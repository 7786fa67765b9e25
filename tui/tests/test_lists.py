"""The list: it reads what is seen and no more, with keyboard and mouse."""

from __future__ import annotations

from typing import Any

import pytest

from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.lists import Column, PagedList, Pages, Rows
from jiuzhu_tui.screens.base import Common
from jiuzhu_tui.testing import HOSTILE, Numbers, frame, settled

pytestmark = pytest.mark.usefixtures("no_fault")


class ListScreen(Common[None]):
    def __init__(self, source: Any, value: Any = str) -> None:
        super().__init__()
        self.source = source
        self.value = value
        self.opened: list[object] = []

    def compose(self) -> Any:
        yield PagedList(
            (
                Column(id="n", label=Text("编号", "number"), width=10, value=self.value),
                Column(
                    id="more", label=Text("姓名", "name"), width=10, value=self.value, grows=True
                ),
                Column(
                    id="wide", label=Text("宽", "wide"), width=8, value=lambda r: "w",
                    from_width=100,
                ),
            ),
            self.source,
        )  # fmt: skip

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        self.opened.append(event.row)


async def shown_list(app: Any, pilot: Any, source: Any, value: Any = str) -> Any:
    screen = ListScreen(source, value)
    await app.push_screen(screen)
    await settled(pilot)
    screen.query_one(PagedList).focus()
    return screen, screen.query_one(PagedList)


def test_a_hundred_thousand_rows_open_by_reading_one_page(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        source = Numbers(100_000)
        _, rows = await shown_list(app, pilot, source)
        assert rows.count == 100_000
        assert source.asked == [(0, 100)]
        assert "> 0" in frame(app)
        await pilot.press("end")
        await settled(pilot)
        assert rows.row == 99_999
        assert "> 99999" in frame(app).splitlines()[-1]
        assert len(source.asked) <= 3
        await pilot.press("home", "down", "down", "pagedown", "up")
        await settled(pilot)
        assert rows.row == rows.cursor == 23
        assert len(source.asked) <= 4

    drive(look)


def test_pages_long_not_seen_are_dropped_and_asked_for_again() -> None:
    pages: Pages[int] = Pages()
    pages.count = 100_000
    for number in range(60):
        assert pages.missing(number * 100, number * 100 + 30) == [number]
        assert pages.missing(number * 100, number * 100 + 30) == []
        pages.keep(number, range(number * 100, number * 100 + 100))
        assert pages.row(0) == 0
    assert pages.row(0) == 0  # Looked at every time, so that it stays.
    assert pages.row(150) is None
    assert pages.missing(150, 180) == [1]
    assert sum(pages.row(number * 100) is not None for number in range(60)) == 40


def test_the_mouse_moves_opens_and_scrolls(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        screen, rows = await shown_list(app, pilot, Numbers(500))
        await pilot.click(PagedList, offset=(5, 4))
        assert rows.cursor == 3
        await pilot.double_click(PagedList, offset=(5, 6))
        await settled(pilot)
        assert screen.opened == [5]
        await pilot.press("enter")
        await settled(pilot)
        assert screen.opened == [5, 5]
        await pilot.click(PagedList, offset=(5, 0))
        assert rows.cursor == 5
        rows.scroll_to(y=200, animate=False)
        await settled(pilot)
        await pilot.click(PagedList, offset=(5, 1))
        assert rows.row == 200

    drive(look)


def test_columns_fit_the_room_and_can_be_chosen(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        _, rows = await shown_list(app, pilot, Numbers(5))
        assert rows.arrangement.shown == ("n", "more")
        await pilot.resize_terminal(120, 30)
        await settled(pilot)
        assert rows.arrangement.shown == ("n", "more", "wide")
        assert "宽" in frame(app)
        rows.choose_columns(frozenset({"wide"}))
        await settled(pilot)
        assert rows.arrangement.shown == ("wide",)

    drive(look)


def test_a_list_of_hostile_names_lines_up(drive: Any, check_frame: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        await shown_list(app, pilot, Rows(HOSTILE))
        check_frame("hostile-list-80x24", frame(app))
        for row in range(len(HOSTILE)):
            await pilot.click(PagedList, offset=(4, row + 1))
        await settled(pilot)
        assert app.is_running

    drive(look)


def test_reading_anew_keeps_the_cursor_and_an_empty_list_has_none(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        _, rows = await shown_list(app, pilot, Numbers(500))
        rows.cursor = 250
        rows.reload()
        await settled(pilot)
        assert rows.row == 250
        rows.source = Numbers(10)
        rows.reload()
        await settled(pilot)
        assert rows.row == 9
        rows.show_source(Numbers(0))
        await settled(pilot)
        assert (rows.count, rows.row) == (0, None)
        await pilot.press("end", "down", "enter")

    drive(look)


def test_a_column_that_fails_shows_so_in_its_line(drive: Any) -> None:
    def value(row: int) -> str:
        if row == 2:
            raise ValueError("500236199001010011")
        return str(row)

    async def look(app: Any, pilot: Any) -> None:
        await shown_list(app, pilot, Numbers(5), value)
        shown = frame(app)
        assert "! ValueError" in shown
        assert "500236" not in shown
        assert "> 0" in shown

    drive(look)


def test_a_source_that_fails_is_reported_and_the_program_goes_on(drive: Any, tmp_path: Any) -> None:
    class Broken(Numbers):
        def count(self, desk: Desk) -> int:
            raise RuntimeError("name of a person")

    async def look(app: Any, pilot: Any) -> None:
        await shown_list(app, pilot, Broken(5))
        shown = frame(app)
        assert "20261123-" in shown
        assert "name of a person" not in shown
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ListScreen)

    drive(look)
    (tmp_path / "tui.log").unlink()
