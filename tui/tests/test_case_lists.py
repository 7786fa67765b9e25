"""The list of cases: filters, views, export, pinyin; names that would act do nothing anywhere."""

from __future__ import annotations

import csv
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Checkbox, Input, Select

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import Filters
from jiuzhu.casebook.store import Casebook
from jiuzhu_tui.case_columns import CASE_COLUMNS
from jiuzhu_tui.case_source import CaseSource, Wanted
from jiuzhu_tui.dialogs.case_filters import CaseFiltersScreen, Offered
from jiuzhu_tui.dialogs.choice import Choice, ChoiceScreen
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.lists import PagedList
from jiuzhu_tui.screens.cases import CasesScreen
from jiuzhu_tui.testing import HOSTILE, frame, settled
from jiuzhu_tui.views import View, ViewsFileError, forget_view, load_views, save_view, views_path

from .offices import made, resident_id

pytestmark = pytest.mark.usefixtures("no_fault")
CLERK = Actor("赵经办", "clerk")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = Path(shutil.copy(made(), tmp_path / "book.db"))
    with Casebook.open(path) as opened, opened.gate() as gate:
        for number, name in ((2, "曾小明"), (4, "张三")):
            gate.change_one(
                "UPDATE people SET name = ? WHERE person_id = ?", (name, resident_id(number))
            )
    return path


def test_every_column_can_be_exported() -> None:
    assert {each.id for each in CASE_COLUMNS} == set(cases.EXPORT_COLUMNS)


async def press(app: Any, pilot: Any, *keys: str) -> str:
    await settled(pilot)  # What was just opened must stand before it can be typed at.
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
    return frame(app)


def chosen(app: Any, **values: str) -> None:
    for name, value in values.items():
        app.screen.query_one(f"#filter-{name}", Select).value = value


def test_filters_views_columns_and_export(
    drive: Any, book: Path, tmp_path: Path, check_frame: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await press(app, pilot, "f4")
        rows = app.screen.query_one(PagedList)
        assert rows.count == 15
        for search, count in (
            ("zxm", 1), ("zeng", 1), ("san", 2), ("zs", 2), ("000008", 1), ("", 15),
        ):  # fmt: skip
            app.screen.query_one("#search", Input).value = search
            await settled(pilot)
            assert rows.count == count, search
        app.screen.query_one("#search", Input).value = "999999"
        await settled(pilot)
        assert "F3 改查找内容，Ctrl+R 查找人员" in frame(app)
        app.screen.query_one("#search", Input).value = ""
        await settled(pilot)

        await press(app, pilot, "f8")
        check_frame("case-filters-80x24", frame(app))
        chosen(app, township="永乐镇", hospital="H50023600001", state="accepted")
        await press(app, pilot, "f9")
        assert rows.count == 7
        assert "筛选：已受理，永乐镇，奉节县人民医院（F8）" in frame(app)

        shown = await press(app, pilot, "ctrl+k")
        assert "保存当前" in shown
        await press(app, pilot, "down", "enter")
        app.screen.query_one(Input).value = "待审核"
        await press(app, pilot, "f9")
        await press(app, pilot, "f8", "f8")
        assert rows.count == 15
        shown = await press(app, pilot, "ctrl+k")
        assert "待审核" in shown
        await press(app, pilot, "down", "enter")
        assert rows.count == 7

        await press(app, pilot, "ctrl+s")
        app.screen.query_one(Input).value = str(tmp_path / "out.csv")
        await press(app, pilot, "f9")
        await press(app, pilot, "ctrl+s")
        app.screen.query_one(Input).value = str(tmp_path / "full.csv")
        app.screen.query_one(Checkbox).value = True
        await press(app, pilot, "f9")

    drive(look, casebook=book)
    (view,) = load_views(views_path(), CLERK.name)
    assert view.wanted.filters == Filters(
        states=("accepted",), township="永乐镇", hospital="H50023600001"
    )
    assert stat.S_IMODE(views_path().stat().st_mode) == 0o600
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as opened:
        masked = list(csv.DictReader(opened))
    assert len(masked) == 7
    assert set(masked[0]) == {"案号", "姓名", "状态", "乡镇", "期限", "救助金额"}
    assert any(each["姓名"].startswith("'=") for each in masked) == any(
        name.startswith("=") for name in HOSTILE[1::2]
    )
    with Casebook.open(book, read_only=True) as office:
        assert office.one("SELECT count(*) FROM audit WHERE action = 'view.full_id'") == (1,)
        assert office.one("SELECT count(*) FROM name_keys_due") == (0,)


def test_names_in_dialogs_do_nothing(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await settled(pilot)
        offered = Offered(HOSTILE, dict.fromkeys(HOSTILE, "医院[/]"), HOSTILE)
        chosen = HOSTILE[0]
        wanted = Wanted(Filters(township=chosen, hospital=chosen, operator=chosen))
        await app.push_screen(CaseFiltersScreen(wanted, offered))
        await settled(pilot)
        for name in ("township", "hospital", "operator"):  # Every name stands in each list.
            field = app.screen.query_one(f"#filter-{name}", Select)
            field.focus()
            await press(app, pilot, "enter", "end", "escape")
        listed = ChoiceScreen(
            cases.STATE_LABELS["draft"], [Choice(each, each, each) for each in HOSTILE]
        )
        await app.push_screen(listed)
        shown = await press(app, pilot, "down")
        assert visible(HOSTILE[0])[:12] in shown
        await pilot.click(PagedList, offset=(6, 2))
        assert app.is_running

    drive(look, casebook=book, size=(120, 40))


def test_the_last_of_many_rows_is_read_at_once(drive: Any, book: Path) -> None:
    """One query by its place, however far down: not every page on the way."""
    source = CaseSource(CLERK, Filters())
    asked: list[str] = []

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await app.push_screen(CasesScreen())
        await press(app, pilot, "end")
        assert app.screen.query_one(PagedList).row.number == "FJ2026-000001"

    drive(look, casebook=book)
    with Casebook.open(book) as office:
        office.db.conn.set_trace_callback(asked.append)
        page = source.page(type("Desk", (), {"book": office})(), 14, 100)
    assert [each.number for each in page] == ["FJ2026-000001"]
    assert len(asked) == 1


def test_views_are_each_operators_own(tmp_path: Path) -> None:
    path = tmp_path / "jiuzhu" / "views.toml"
    name = '我的"待办"]\\'
    wanted = Wanted(Filters(states=("draft", "returned"), operator="赵经办"), "week")
    view = View(name, wanted, ("name", "state"))
    save_view(path, "赵.经办", view)
    save_view(path, "孙审核", View("空", Wanted()))
    assert load_views(path, "赵.经办") == [view]
    assert load_views(path, "孙审核") == [View("空", Wanted())]
    assert load_views(path, "别人") == []
    forget_view(path, "赵.经办", name)
    assert load_views(path, "赵.经办") == []


def test_a_file_of_views_that_is_wrong_is_named(tmp_path: Path) -> None:
    path = tmp_path / "views.toml"
    path.write_text("[a.b]\nkind = 'nothing'\nstates = ['lost', 'draft', 3]\ndue = 'never'\n")
    assert load_views(path, "a") == [View("b", Wanted(Filters(states=("draft",))))]
    path.write_text("[a")
    with pytest.raises(ViewsFileError, match=r"views\.toml"):
        load_views(path, "a")
