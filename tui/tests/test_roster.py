"""The roster: a list imported with errors, its queue resolved, what is stale or refused said."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from textual.widgets import Input, Select

from jiuzhu import Platform
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import beijing_now
from jiuzhu.casebook.roster import (
    ListSource,
    Preview,
    batches,
    confirm_list,
    preview_list,
    queue_items,
    resolve_item,
    returned_rows,
    wrong_rows,
)
from jiuzhu.casebook.store import Casebook
from jiuzhu_tui.comparison import Compared, id_difference
from jiuzhu_tui.dialogs.reading import ReadingScreen
from jiuzhu_tui.file_source import can_be_typed, split
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.roster_view import rows_of, sorts
from jiuzhu_tui.screens.roster import RosterScreen
from jiuzhu_tui.screens.roster_preview import PreviewScreen
from jiuzhu_tui.screens.roster_queue import QueueScreen
from jiuzhu_tui.testing import HOSTILE, frame, settled

from . import demo_office
from .conftest import platform
from .roster_lists import in_force, sibling, write
from .sizes import check_sizes, keys

pytestmark = pytest.mark.usefixtures("no_fault")
CLERK = Actor("赵经办", "clerk")
LIST = Path("lists/民政局2026年11月.csv")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(demo_office.made(), tmp_path / "demo.casebook"))


@pytest.fixture
def sent(book: Path) -> Path:
    """A full list: two rows of uncertain people, one changed, one gone, two wrong."""
    rows = in_force(book)
    first, second, third, *others, _gone = rows
    return write(
        LIST,
        [
            (sibling(first[0], 777), *first[1:]),
            (second[0], "[bold]李四[/]", second[2]),
            (third[0], third[1], "低保对象"),
            *others,
            ("50023619900101", "少位", "低保对象"),
            (sibling(first[0], 555), "测试错", "没有的身份"),
        ],
    )


async def previewed(app: Any, pilot: Any, path: Path) -> None:
    """Go from anywhere to the preview of a list."""
    await keys(pilot, "ctrl+b", "f7")
    app.screen.query_one("#path", Input).value = str(path)[:-4]
    await settled(pilot)
    await keys(pilot, "enter", "f9")


def test_a_list_with_errors_goes_in(drive: Any, book: Path, sent: Path, check_frame: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await keys(pilot, "ctrl+b", "f7", "f9")
        assert "请先选文件" in frame(app)
        app.screen.query_one("#path", Input).value = "demo.casebook"
        await keys(pilot, "f9")
        assert "请选部门" in frame(app)
        app.screen.query_one("#department", Select).value = "残联"
        app.screen.query_one("#month", Input).value = "2026-13"
        await keys(pilot, "f9")
        assert "月份应写作" in frame(app)
        app.screen.query_one("#path", Input).focus()
        app.screen.query_one("#path", Input).value = "lists/民"
        await keys(pilot, "enter")
        assert app.screen.query_one("#department", Select).value == "民政局"
        await check_sizes(app, pilot, check_frame, "roster-import")
        await keys(pilot, "f9", "enter", "down")
        await check_sizes(app, pilot, check_frame, "roster-preview")
        await keys(pilot, "f9")
        assert "行有误，整个文件不予导入" in app.screen.query_one("#sentence", Plain).text
        await keys(pilot, "enter", "f8", "f9")
        assert "请退回民政局更正" in frame(app)
        await keys(pilot, "enter")
        assert Path(f"{LIST}.errors.csv").exists()
        await keys(pilot, "f7", "f9", "f9")
        assert "已导入，第2批" in frame(app)
        await keys(pilot, "enter")
        await check_sizes(app, pilot, check_frame, "roster")
        await keys(pilot, "tab", "enter")
        await check_sizes(app, pilot, check_frame, "roster-returned")
        await keys(pilot, "escape", "shift+tab", "enter", "down")
        await check_sizes(app, pilot, check_frame, "roster-queue")

    drive(look, casebook=book)
    with Casebook.open(book, read_only=True) as opened:
        assert [each.status for each in returned_rows(opened)] == ["returned"] * 2
        assert batches(opened)[0].counts["cancelled"] == 0
        assert len(queue_items(opened)) == 2


def test_many_cancelled_need_their_number_and_a_stale_preview_is_said(
    drive: Any, book: Path
) -> None:
    path = write(LIST, in_force(book)[:4])
    county = Platform.load().county("fengjie")

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await previewed(app, pilot, path)
        assert "将取消 6 人" in frame(app)
        assert "F9 后须亲手输入人数 6" in frame(app)
        await keys(pilot, "f9")
        app.screen.query_one("#answer-number", Input).value = "4"
        await keys(pilot, "f9")
        assert "应为 6" in frame(app)
        with Casebook.open(book, beijing_now) as other:
            source = ListSource(
                path=write(Path("lists/other.csv"), in_force(book)),
                kind="full", department="民政局", month="2026-11",
            )  # fmt: skip
            confirm_list(other, CLERK, preview_list(other, county, CLERK, source))
        app.screen.query_one("#answer-number", Input).value = "6"
        await keys(pilot, "f9")
        assert "预览之后花名册已有变化" in frame(app)
        await keys(pilot, "enter")
        assert "按 F5 重新比较" in frame(app)
        await keys(pilot, "f9")
        assert isinstance(app.screen, PreviewScreen)
        await keys(pilot, "f5", "f9")
        app.screen.query_one("#answer-number", Input).value = "6"
        await keys(pilot, "f9")
        assert isinstance(app.screen, ReadingScreen)
        assert "取消 6" in frame(app)
        await keys(pilot, "enter")
        await previewed(app, pilot, path)
        assert "同一文件已在第3批导入" in frame(app)

    drive(look, casebook=book, size=(120, 40))


def test_uncertain_rows_are_resolved_one_after_the_other(
    drive: Any, book: Path, sent: Path
) -> None:
    _taken_in(book, sent)

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await keys(pilot, "ctrl+b", "enter")
        shown = frame(app)
        assert "第15、16、17位不同！出生日期相同" in shown
        assert "500*************" in shown
        await keys(pilot, "ctrl+e", "enter")
        assert "是同一人" in frame(app)
        await keys(pilot, "f9")
        assert "第2条（共 1 条待核）" in frame(app)
        assert "[bold]李四[/]" in frame(app)
        await keys(pilot, "ctrl+o", "f9")
        assert "一号不能两人" in app.screen.query_one("#sentence", Plain).text
        await keys(pilot, "enter")
        with Casebook.open(book, beijing_now) as other:
            resolve_item(other, CLERK, 2, "dropped")
        await keys(pilot, "ctrl+d", "f9")
        assert "或已处理" in frame(app)
        await keys(pilot, "enter", "f5")
        assert "已由他人处理" in frame(app)
        await keys(pilot, "escape")
        assert isinstance(app.screen, RosterScreen)
        assert "待核 0 条" in frame(app)
        app.log_in(Actor("审计员", "auditor"))
        await keys(pilot, "ctrl+b", "f7")
        assert isinstance(app.screen, RosterScreen), "an auditor only reads"

    drive(look, casebook=book, size=(120, 40))


def test_hostile_names_do_nothing_and_are_shown(drive: Any, book: Path, sent: Path) -> None:
    _taken_in(book, sent)
    Path("lists/[@click=app.quit]\x1b.csv").write_text("x", "utf-8")

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await keys(pilot, "ctrl+b", "f7")
        app.screen.query_one("#path", Input).value = "lists/["
        await settled(pilot)
        assert "[@click=app.quit]␛.csv" in frame(app)
        await keys(pilot, "enter")
        assert "已选 [@click=app.quit]␛.csv" in frame(app)
        assert app.screen.query_one("#path", Input).value == "lists/["
        await previewed(app, pilot, sent)
        _names_are_shown(app.screen._preview)
        queue = QueueScreen(1)
        await app.push_screen(queue)
        await settled(pilot)
        seen = queue._seen
        assert seen is not None
        for name in HOSTILE:
            line = seen.item.line._replace(name=name)
            item = evolve(seen.item, line=line, candidate_name=name, department=name)
            queue._show(evolve(seen, item=item, lines=[Compared("姓名", name, name, "相同")]))
            assert visible(name) in queue.query_one("#why", Plain).text
        queue._show(evolve(seen, lines=[Compared("姓名", HOSTILE[0], HOSTILE[1], "不同！")]))
        await settled(pilot)
        for name in HOSTILE[:2]:
            assert name in queue.query_one("#whole", Plain).text
        await pilot.click("#lines", offset=(15, 1))
        assert app.is_running

    drive(look, casebook=book, size=(120, 40))


def test_differences_of_ids_are_told_by_place() -> None:
    one = "500236197001010016"
    assert str(id_difference(one, one)) == "相同"
    assert str(id_difference(one, one[:-1])) == "位数不同！18 位与 17 位"
    assert str(id_difference(one, "500236197101010016")) == "第10位不同！出生日期不同"


def test_paths_are_split_into_folder_and_beginning() -> None:
    assert split("/a/b") == (Path("/a"), "b")
    assert split("/a/b/") == (Path("/a/b"), "")
    assert split("") == (Path(), "")
    assert split("~")[0] == Path.home()
    assert can_be_typed("名单 (1).xlsx")
    assert not can_be_typed("a\x1bb")


def test_a_previews_wrong_rows_name_row_and_reason(book: Path, sent: Path) -> None:
    with Casebook.open(book, beijing_now) as opened:
        source = ListSource(path=sent, kind="full", department="民政局", month="2026-11")
        preview = preview_list(opened, platform().county("fengjie"), CLERK, source)
    first, second = wrong_rows(preview.read)
    assert (first.row, first.name, first.faults[0][0]) == (11, "少位", "身份证号")
    assert (second.row, second.faults[0][0]) == (12, "医疗救助身份")
    assert first.masked_id == "500*********01"
    found = {each.id: each.count for each in sorts(preview)}
    assert found["wrong_rows"] == found["held"] == 2
    assert sorts(preview)[0].count


def _names_are_shown(preview: Preview) -> None:
    for name in HOSTILE:
        held = preview.held[0]
        named = evolve(
            preview,
            changes=(evolve(preview.changes[0], name=name, outcome="unchanged"),),
            held=(evolve(held, line=held.line._replace(name=name)),),
        )
        for sort in ("unchanged", "held"):
            (row,) = rows_of(named, sort, {}).page(None, 0, 1)  # type: ignore[arg-type]
            assert visible(name) in row.whole.split("\n")[0]


def _taken_in(book: Path, path: Path) -> None:
    """Import a list, its wrong rows left out."""
    with Casebook.open(book, beijing_now) as opened:
        source = ListSource(
            path=path, kind="full", department="民政局", month="2026-11", skip_bad_rows=True
        )
        preview = preview_list(opened, platform().county("fengjie"), CLERK, source)
        confirm_list(opened, CLERK, preview)
