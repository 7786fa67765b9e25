"""What every working screen does: its keys below, a load that fails, news, the office's county."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, ClassVar

import pytest
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text
from jiuzhu_tui import background, office
from jiuzhu_tui.dialogs.choice import ChoiceScreen
from jiuzhu_tui.dialogs.help import HelpScreen
from jiuzhu_tui.dialogs.problem import ProblemScreen
from jiuzhu_tui.key_bar import KeyBar
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList
from jiuzhu_tui.palette import Palette
from jiuzhu_tui.plain import Line
from jiuzhu_tui.screens.case import CaseScreen
from jiuzhu_tui.screens.cases import CasesScreen
from jiuzhu_tui.screens.new_case import NewCaseScreen
from jiuzhu_tui.screens.work import WorkScreen
from jiuzhu_tui.screens.workbench import WorkbenchScreen
from jiuzhu_tui.testing import frame, settled

from .offices import made
from .sizes import keys

CLERK, REVIEWER = Actor("赵经办", "clerk"), Actor("孙审核", "reviewer")
NUMBER = "FJ2026-000002"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(made(), tmp_path / "book.db"))


def top(app: Any) -> str:
    return app.screen.query_one(".top", Line).text  # type: ignore[no-any-return]


class Crowded(WorkScreen):
    """Has more keys of its own than a narrow line takes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound(
            f"f{number}",
            f"act({number})",
            Text(f"第{number}件办理的事项", "act"),
            f"crowded.{number}",
        )
        for number in (3, 7, 8, 9, 10, 11)
    ]

    def heading(self) -> Text:
        return Text("键多", "crowded")

    def body(self) -> ComposeResult:
        yield from ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return True if action == "act" else super().check_action(action, parameters)

    def action_go(self, place: str) -> None:
        self.asked = place


class Failing(WorkScreen):
    """Its load fails, wherever in it."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self.way = way
        self.loads = 0

    def heading(self) -> Text:
        return Text("读不出", "failing")

    def body(self) -> ComposeResult:
        yield PagedList((Column[str](id="x", label=Text("x", "x"), width=4, value=str),))

    def load(self) -> None:
        self.loads += 1
        if self.way == "at once":
            self.fail()
        elif self.way == "in the background":
            self.look(self.fail, print)
        elif self.way == "elsewhere":
            background.look(self.query_one(PagedList), self.fail, print)
        elif self.way == "with the answer":
            self.look(lambda desk: None, self.fail)
        elif self.way == "in the list":
            self.query_one(PagedList).show_source(self)  # type: ignore[arg-type]

    def count(self, desk: Any) -> int:
        return self.fail()

    def fail(self, *_: Any) -> Any:
        raise RuntimeError("张三")


def test_own_keys_come_first_whole_ones_only_and_help_always(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        await app.push_screen(Crowded())
        await settled(pilot)
        shown = frame(app).splitlines()[-1]
        assert shown.startswith(" F3 第3件办理的事项")
        assert shown.rstrip().endswith("F1 帮助")
        assert "Ctrl+P" not in shown
        await pilot.press("f1")
        await settled(pilot)
        assert isinstance(app.screen, HelpScreen)
        assert "第11件办理的事项" in frame(app)
        await keys(pilot, "escape", "ctrl+p")
        await pilot.press(*"zhengce")
        await keys(pilot, "enter")
        assert app.screen.asked == "policy", "the palette leaves as the key does: it may ask first"
        left = frame(app).splitlines()[-1].partition("F1")[0]
        await pilot.click(KeyBar, offset=(cell_len(left) + 1, 0))
        await settled(pilot)
        assert isinstance(app.screen, HelpScreen)

    drive(look)


@pytest.mark.parametrize(
    "way", ["at once", "in the background", "elsewhere", "with the answer", "in the list"]
)
def test_a_load_that_always_fails_traps_nobody(drive: Any, tmp_path: Path, way: str) -> None:
    async def look(app: Any, pilot: Any) -> None:
        before, screen = app.screen, Failing(way)
        await app.push_screen(screen)
        for loads in (1, 2):
            await settled(pilot)
            assert isinstance(app.screen, ProblemScreen)
            shown = frame(app)
            assert "20261123-" in shown
            assert "张三" not in shown
            await keys(pilot, "enter")
            assert app.screen is screen, "the message closes"
            assert screen.loads == loads, "it did not load again by itself"
            assert "没有读全" in frame(app)
            await pilot.press("f5")
        await settled(pilot)
        await keys(pilot, "enter", "escape")
        assert app.screen is before
        await app.push_screen(screen := Failing(way))
        await keys(pilot, "enter")
        screen.way = "not at all"
        await keys(pilot, "f5")
        assert app.screen is screen
        assert "没有读全" not in frame(app)

    drive(look)
    assert (tmp_path / "tui.log").read_text("utf-8").count("RuntimeError") >= 4


def test_what_others_change_is_noticed_and_never_written_over(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await settled(pilot)
        await app.push_screen(CasesScreen())
        await settled(pilot)
        cases_screen = app.screen
        cases_screen.watching.look()
        await settled(pilot)
        assert "已变" not in top(app)
        with Casebook.open(book) as other:
            cases.return_case(other, REVIEWER, cases.case_of(other, NUMBER).seen, "补正")
        cases_screen.watching.look()
        await settled(pilot)
        assert top(app).startswith("！数据已变，F5 刷新")
        await keys(pilot, "f5")
        assert "已变" not in top(app)

        await app.push_screen(CaseScreen(NUMBER))
        await settled(pilot)
        with Casebook.open(book) as other:  # Of another case: no news here.
            cases.return_case(other, REVIEWER, cases.case_of(other, "FJ2026-000004").seen, "补正")
        app.screen.watching.look()
        await settled(pilot)
        assert not top(app).startswith("！")
        await app.push_screen(NewCaseScreen(number=NUMBER))
        await settled(pilot)
        with Casebook.open(book) as other:
            seen = cases.case_of(other, NUMBER).seen
            cases.withdraw_case(other, CLERK, seen, "不再申请")
        for screen in (app.screen, app.screen_stack[-2]):
            while app.screen is not screen:
                app.pop_screen()
                await settled(pilot)
            app.screen.watching.look()
            await settled(pilot)
            if isinstance(screen, NewCaseScreen):
                assert re.match(r"！赵经办 2026-11-\d\d .*，现为“已撤回”，F5 刷新", top(app))

    drive(look, casebook=book, size=(120, 40))


def test_the_watch_costs_nothing_where_there_is_nothing_to_watch(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await keys(pilot, "f6")
        assert app.screen.watching._timer is None
        with Casebook.open(book) as other:
            cases.return_case(other, REVIEWER, cases.case_of(other, NUMBER).seen, "补正")
        app.screen.watching.look()
        await settled(pilot)
        assert not top(app).startswith("！")

    drive(look, casebook=book)


def test_the_office_is_shown_changed_and_remembered(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await settled(pilot)
        assert "奉节县" in top(app)
        assert isinstance(app.screen, WorkbenchScreen), "one county and its city's: no question"
        await pilot.press("ctrl+p")
        await settled(pilot)
        assert isinstance(app.screen, Palette)
        await pilot.press(*"huanxian")
        await keys(pilot, "enter")
        assert isinstance(app.screen, ChoiceScreen)
        await keys(pilot, "down", "enter")
        assert "重庆市" in top(app)
        assert app.county == "chongqing"

    async def later(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await settled(pilot)
        assert app.office.county == "chongqing"
        assert "重庆市" in top(app)

    drive(look, casebook=book)
    drive(later, casebook=book)
    assert office.remembered_county(Path("/another.casebook")) == ""


def test_where_it_is_in_doubt_the_operator_is_asked(
    drive: Any, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = office.find_office

    def doubtful(desk: Any, named: str) -> office.Office:
        found = find(desk, named)
        return office.Office(found.county, found.name, found.others, is_certain=bool(named))

    monkeypatch.setattr(office, "find_office", doubtful)

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await settled(pilot)
        assert isinstance(app.screen, ChoiceScreen)
        await keys(pilot, "enter")
        assert app.county == "fengjie"

    drive(look, casebook=book)
    drive(_not_asked, casebook=book)


async def _not_asked(app: Any, pilot: Any) -> None:
    app.log_in(CLERK)
    await settled(pilot)
    assert isinstance(app.screen, WorkbenchScreen)


def test_a_wrong_file_of_the_office_is_named(drive: Any, book: Path) -> None:
    office.office_path().write_text("[county", "utf-8")

    async def look(app: Any, pilot: Any) -> None:
        assert isinstance(app.screen, ProblemScreen)
        assert "office.toml" in re.sub(r"[\s│]", "", frame(app))

    drive(look, casebook=book, size=(200, 50))
