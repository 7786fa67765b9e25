"""The form of a new case: filled in by keys, settled as one types, kept as a draft, accepted."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from jiuzhu import Platform
from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.resident_id import mask
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.forms import Entry, Lookup, Ticks
from jiuzhu_tui.screens.case import CaseScreen
from jiuzhu_tui.screens.new_case import NewCaseScreen
from jiuzhu_tui.screens.new_case_keeper import Keeper
from jiuzhu_tui.screens.person import PersonScreen
from jiuzhu_tui.testing import HOSTILE, frame, settled
from jiuzhu_tui.trace import TracePane

from . import demo_office
from .offices import made, resident_id

pytestmark = pytest.mark.usefixtures("no_fault")
CLERK = Actor("赵经办", "clerk")
STAY = {
    "settled_on": "20260902", "admitted_on": "2026.8.21", "discharged_on": "20260901",
    "diagnosis": "j18.9", "total_cost": "16000", "in_scope_cost": "14,000", "basic_paid": "8000",
    "critical_illness_paid": "1000",
}  # fmt: skip

ACCOUNT = {
    "invoice": "FP-9", "account_holder": "测试庚", "account_bank": "重庆农商行",
    "account_number": "6222 0000 1111 2222",
}  # fmt: skip


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return Path(shutil.copy(demo_office.made(), tmp_path / "demo.db"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(made(), tmp_path / "book.db"))


async def _open(app: Any, pilot: Any, **how: Any) -> NewCaseScreen:
    app.log_in(CLERK)
    await settled(pilot)
    await app.push_screen(NewCaseScreen(**how))
    for _ in range(3):  # The bar below is drawn once more when the fields are there.
        await settled(pilot)
    screen = app.screen
    assert isinstance(screen, NewCaseScreen)
    return screen


async def _type(pilot: Any, key: str, text: str, *after: str) -> Entry:
    """Write in a field, as one does who pastes; then press keys."""
    entry: Entry = pilot.app.screen.query_one(f"#entry-{key}", Entry)
    entry.go_here()
    await pilot.pause()
    if text:
        entry.text = text
    await settled(pilot)
    if after:
        await pilot.press(*after)
        await settled(pilot)
    return entry


async def _fill(pilot: Any, texts: dict[str, str]) -> None:
    for key, text in texts.items():
        entry = pilot.app.screen.query_one(f"#entry-{key}", Entry)
        entry.go_here()
        entry.text = text
        await pilot.pause()
    await settled(pilot)


def _last(path: Path) -> cases.Case:
    with Casebook.open(path, read_only=True) as opened:
        (number,) = opened.one("SELECT max(number) FROM cases")
        return cases.case_of(opened, number)


def _count(path: Path) -> int:
    with Casebook.open(path, read_only=True) as opened:
        return int(opened.one("SELECT count(*) FROM cases")[0])


def test_a_manual_case_from_the_first_key_to_acceptance(
    drive: Any, demo: Path, check_frame: Any
) -> None:
    before = _count(demo)

    async def fill(app: Any, pilot: Any) -> None:
        await _open(app, pilot)
        check_frame("new-case-empty-120x40", frame(app))
        await pilot.press(*"csg")
        await settled(pilot)
        check_frame("new-case-person-120x40", frame(app))
        await pilot.press("enter")
        await settled(pilot)
        assert _count(demo) == before
        await pilot.press(*"zhuyuan", "enter", "enter")
        await settled(pilot)
        assert _count(demo) == before + 1
        await _fill(pilot, STAY)
        await _type(pilot, "hospital", "rmyy", "enter")
        await _type(pilot, "referral", "wx", "enter")
        pane = app.screen.query_one(TracePane)
        assert "享受普通住院救助" in pane.text
        check_frame("new-case-settled-120x40", frame(app))
        await pilot.press("f9")
        await settled(pilot)
        assert "尚缺" in frame(app)
        await pilot.press("enter")
        await _fill(pilot, ACCOUNT)
        app.screen.query_one(Ticks).go_here()
        await pilot.press(*["space", "down"] * 6)
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, CaseScreen)

    drive(fill, casebook=demo, size=(120, 40))
    case = _last(demo)
    assert (case.state, case.name, case.accepted_by) == ("accepted", "测试庚", "赵经办")
    assert case.content["in_scope_cost"] == 1_400_000
    assert case.content["admitted_on"] == "2026-08-21"
    assert case.content["account_number"] == "6222000011112222"
    assert set(case.documents) == {each.id for each in cases.kind_of("manual").documents}


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
def test_the_form_at_other_sizes(
    drive: Any, book: Path, check_frame: Any, size: tuple[int, int]
) -> None:
    name = f"{size[0]}x{size[1]}"

    async def look(app: Any, pilot: Any) -> None:
        await _open(app, pilot, number="FJ2026-000001")
        check_frame(f"new-case-draft-{name}", frame(app))
        await pilot.press("f7")
        await settled(pilot)
        check_frame(f"new-case-reasons-{name}", frame(app))
        await pilot.press("f3")
        await settled(pilot)
        assert app.screen.form.display
        assert app.focused.region.height > 0

    drive(look, casebook=book, size=size)


def test_what_is_typed_is_kept_however_one_leaves(drive: Any, demo: Path) -> None:
    async def leave(app: Any, pilot: Any) -> None:
        await _open(app, pilot)
        await _type(pilot, "person", "csg", "enter")
        await pilot.press(*"zhuyuan", "enter")
        await _type(pilot, "total_cost", "100")
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert _last(demo).content["total_cost"] == 10_000
        app.unlock()
        await settled(pilot)
        await _type(pilot, "total_cost", "10050")
        await pilot.press("escape")
        await settled(pilot)
        assert _last(demo).content["total_cost"] == 1_005_000
        number = _last(demo).number
        await app.push_screen(NewCaseScreen(number=number))
        await settled(pilot)
        assert app.screen.query_one("#entry-total_cost", Entry).text == "10050.00"
        assert app.screen.query_one("#entry-person", Lookup).disabled is False
        assert "测试庚" in frame(app)
        await _type(pilot, "invoice", "FP-77")

    drive(leave, casebook=demo)
    assert _last(demo).content["invoice"] == "FP-77"


def test_wrong_fields_say_so_beneath_and_are_not_saved(drive: Any, demo: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        await _open(app, pilot)
        rows = [each.region for each in app.screen.query(Entry)]
        person = await _type(pilot, "person", "50023619900101001")
        assert "还差 1 位" in frame(app)
        assert person.problem
        await _type(pilot, "settled_on", "20261131")
        assert "没有这一天" in frame(app)
        await _type(pilot, "total_cost", "1.234")
        assert [each.region for each in app.screen.query(Entry)] == [
            each.region for each in app.screen.query(Entry)
        ]
        assert len(rows) == len(app.screen.query(Entry))
        assert all(each.region.height == 2 for each in app.screen.query(Entry))
        await pilot.press("escape")
        await settled(pilot)
        assert "没有保存" in frame(app)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, NewCaseScreen)
        await pilot.press("f9")
        await settled(pilot)
        assert app.screen.query_one("#entry-settled_on", Entry).is_here

    before = _count(demo)
    drive(look, casebook=demo)
    assert _count(demo) == before


def test_a_possible_duplicate_is_saved_on_purpose_only(drive: Any, book: Path) -> None:
    before = _count(book)

    async def look(app: Any, pilot: Any) -> None:
        await _open(app, pilot)
        await _type(pilot, "person", resident_id(3), "enter")
        await _type(pilot, "visit", "zy", "enter")
        await _type(pilot, "invoice", "FP-0005", "tab")
        shown = frame(app)
        assert "疑似重复：发票号与案件 FJ2026-000006 相同" in shown
        assert _count(book) == before + 1
        assert "invoice" not in _last(book).content
        await pilot.press("f8")
        await settled(pilot)
        assert "FJ2026-000006" in frame(app)
        await pilot.press("f9")
        await settled(pilot)
        assert "疑似重复" not in frame(app)
        await _type(pilot, "claim_id", "FJ2026-000002", "tab")
        assert "已在案件 FJ2026-000002 中" in app.screen.query_one("#entry-claim_id Line").text

    drive(look, casebook=book)
    case = _last(book)
    assert case.content["invoice"] == "FP-0005"
    assert any(step.detail.get("despite") for step in case.steps)


def test_a_draft_changed_by_somebody_else_is_never_overwritten(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        await _open(app, pilot, number="FJ2026-000001")
        assert "622" not in app.screen.query_one("#entry-account_number", Entry).text
        with Casebook.open(book) as other:
            county = Platform.load().county("fengjie")
            seen = cases.case_of(other, "FJ2026-000001").seen
            changes = {"total_cost": "99.00", "in_scope_cost": "98.00", "basic_paid": "0",
                       "critical_illness_paid": "0"}  # fmt: skip
            cases.edit_case(other, county, Actor("李主管", "supervisor"), seen, changes)
        await _type(pilot, "diagnosis", "J18.9x", "tab")
        assert "李主管" in frame(app)
        assert "x" not in _case(book).content["diagnosis"]
        await pilot.press("f5")
        await settled(pilot)
        assert app.screen.query_one("#entry-total_cost", Entry).text == "99.00"
        assert app.screen.query_one("#entry-diagnosis", Entry).text == "J18.9x"
        await _type(pilot, "diagnosis", "", "tab")
        await settled(pilot)
        assert _case(book).content["diagnosis"] == "J18.9x"
        assert _case(book).content["total_cost"] == 9_900

    drive(look, casebook=book)


def test_what_nothing_keeps_is_named_before_one_leaves(drive: Any, demo: Path) -> None:
    before = _count(demo)

    async def look(app: Any, pilot: Any) -> None:
        screen = await _open(app, pilot)
        hospital = screen.query_one("#entry-hospital", Lookup)
        hospital.go_here()
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert hospital.is_open  # At the lower edge, where it would cover the keys.
        assert "F1 帮助" in frame(app).rstrip().split("\n")[-1]
        hospital.text = ""
        await _type(pilot, "person", "abc")
        await _type(pilot, "name", "冯新人")
        for key in ("ctrl+n", "escape"):
            await pilot.press(key)
            await settled(pilot)
            lost = app.screen.query_one("#what").text
            assert lost.split("\n") == ["人员", "姓名"]
            assert "不能撤销" not in frame(app)
            await pilot.press("escape")
            await settled(pilot)
        await _type(pilot, "township", "永乐镇")
        await _type(pilot, "settled_on", "20261131")
        await pilot.press("escape")
        await settled(pilot)
        lost = app.screen.query_one("#what").text
        assert lost.split("\n") == ["人员", "姓名", "乡镇", "结算日期"]
        await pilot.press("f9")
        await settled(pilot)
        assert not isinstance(app.screen, NewCaseScreen)

    drive(look, casebook=demo)
    assert _count(demo) == before


def test_a_new_case_from_a_persons_page_is_about_them(drive: Any, demo: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(CLERK)
        await settled(pilot)
        await app.push_screen(PersonScreen(1))
        await settled(pilot)
        await pilot.press("ctrl+n")
        for _ in range(3):
            await settled(pilot)
        screen = app.screen
        assert isinstance(screen, NewCaseScreen)
        assert screen.form.person.is_known
        said = screen.query_one("#outcome").text
        assert "试算还缺" in said
        assert "人员" not in said
        await _type(pilot, "total_cost", "100")
        await pilot.press("ctrl+l")
        await settled(pilot)
        app.unlock()
        await settled(pilot)
        assert [each.message for each in app._notifications] == []
        await pilot.press("ctrl+c", "ctrl+c")
        await settled(pilot)
        assert [each.message for each in app._notifications] == ["退出请按 Ctrl+Q"]

    drive(look, casebook=demo)
    assert _last(demo).content["total_cost"] == 10_000


def test_a_keeper_knows_its_own_changes_from_others() -> None:
    keeper = Keeper(CLERK, "fengjie")
    keeper._own.update({1, 2, 4})
    assert keeper.is_own(0, 2)
    assert keeper.is_own(2, 2)
    assert not keeper.is_own(2, 4)


def _case(path: Path) -> cases.Case:
    with Casebook.open(path, read_only=True) as opened:
        return cases.case_of(opened, "FJ2026-000001")


def test_hostile_names_and_a_stranger(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        screen = await _open(app, pilot)
        await _type(pilot, "person", "50023619700101")
        shown = frame(app)
        assert "[@click=app.quit]x[/]" in shown
        person: Lookup = screen.query_one("#entry-person", Lookup)
        for number, name in enumerate(HOSTILE):
            person.text = resident_id(number)
            await settled(pilot)
            kept = name.encode("utf-8", "replace").decode("utf-8")
            assert person.text == f"{visible(kept)}  {mask(resident_id(number))}".strip()
        person.text = ""
        await _type(pilot, "person", resident_id(200), "enter")
        await _type(pilot, "visit", "zy", "enter")
        assert "案卷库没有此人" in frame(app)
        await _type(pilot, "name", "冯新人", "enter")
        await _type(pilot, "township", "永乐镇", "enter")
        assert app.is_running

    before = _count(book)
    drive(look, casebook=book)
    assert _count(book) == before + 1
    assert _last(book).name == "冯新人"
    assert _last(book).township == "永乐镇"


def test_other_kinds_in_english(
    drive: Any, demo: Path, check_frame: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "en")

    async def look(app: Any, pilot: Any) -> None:
        await _open(app, pilot)
        entry: Lookup = app.screen.query_one("#entry-kind", Lookup)
        entry.text = ""
        await _type(pilot, "kind", "filing for", "enter")
        assert "Disease class" in frame(app) or "disease class" in frame(app)
        await _type(pilot, "person", "csj", "enter")
        await _type(pilot, "disease", "feiai", "enter")
        await _type(pilot, "therapy", "chem", "enter")
        await _type(pilot, "valid_to", "2026-01-01", "enter")
        await _type(pilot, "valid_from", "2026-11-01", "enter")
        check_frame("new-case-filing-en-80x24", frame(app))
        await pilot.press("f3")
        await settled(pilot)

    drive(look, casebook=demo)
    case = _last(demo)
    assert case.kind == "major_outpatient_filing"
    assert case.content["disease"] == "肺癌"
    assert case.content["valid_to"] == "2026-01-01" or "valid_from" in case.content
