"""A case through its whole life: three operators, three running applications, one casebook."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import define
from textual.pilot import Pilot
from textual.widgets import Checkbox, Input

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.ledger import prepare_claim, record_claim
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.records import Claim
from jiuzhu_tui.app import JiuzhuApp
from jiuzhu_tui.dialogs.choice import ChoiceScreen
from jiuzhu_tui.dialogs.problem import ProblemScreen
from jiuzhu_tui.dialogs.questions import QuestionsScreen
from jiuzhu_tui.lists import PagedList
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.case import CaseScreen
from jiuzhu_tui.screens.policy import PolicyScreen
from jiuzhu_tui.screens.slip import SlipScreen
from jiuzhu_tui.testing import frame, settled

from .conftest import FrozenClock, platform
from .offices import made, resident_id

pytestmark = pytest.mark.usefixtures("no_fault")
CLERK, REVIEWER = Actor("赵经办", "clerk"), Actor("孙审核", "reviewer")
SUPERVISOR, TREASURER = Actor("李主管", "supervisor"), Actor("周出纳", "treasurer")
NUMBER = "FJ2026-000001"


@define
class Seat:
    """An operator before their own application."""

    app: JiuzhuApp
    pilot: Pilot[None]

    @property
    def shown(self) -> str:
        with self.app._context():  # Textual finds the running application there.
            return frame(self.app)

    @property
    def facts(self) -> str:
        return self.app.screen.query_one("#facts", Plain).text

    async def press(self, *keys: str) -> str:
        for key in keys:
            with self.app._context():
                await self.pilot.press(key)
                await settled(self.pilot)
        return self.shown

    async def open(self, number: str = NUMBER) -> None:
        with self.app._context():
            await self.app.push_screen(CaseScreen(number))
            await settled(self.pilot)

    def write(self, text: str) -> None:
        with self.app._context():
            self.app.screen.query_one(Input).value = text

    def offered(self) -> list[str]:
        assert isinstance(self.app.screen, CaseScreen)
        return [each.title.zh for each in self.app.screen.commands()]

    async def begin(self, step: str) -> str:
        """Choose a step in the menu; return what is asked."""
        await self.press("f9")
        menu = self.app.screen
        assert isinstance(menu, ChoiceScreen), self.shown
        place = [each.id for each in menu._choices].index(step)
        with self.app._context():
            menu.query_one(PagedList).cursor = place
        await self.press("enter")
        asked = self.app.screen
        return asked.query_one("#what", Plain).text if isinstance(asked, QuestionsScreen) else ""

    async def take(self, step: str, note: str = "") -> str:
        asked = await self.begin(step)
        if note:
            self.write(note)
        await self.press("f9")
        return asked


@asynccontextmanager
async def seats(
    book: Path, clock: FrozenClock, *actors: Actor, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[list[Seat]]:
    async with AsyncExitStack() as stack:
        found = []
        for actor in actors:
            app = JiuzhuApp(book, platform, clock)
            pilot = await stack.enter_async_context(app.run_test(size=size, notifications=True))
            with app._context():
                app.log_in(actor)
                await settled(pilot)
            found.append(Seat(app, pilot))
        yield found


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """An office in which the person of the first case is a recipient."""
    path = Path(shutil.copy(made(), tmp_path / "book.db"))
    with Casebook.open(path) as opened, opened.gate() as gate:
        (person,) = gate.one("SELECT person FROM people WHERE person_id = ?", (resident_id(0),))
        at = stamp(opened.clock())
        batch = gate.insert("batches", {
            "kind": "decision", "department": "民政局", "month": "2026-11", "file_name": "",
            "file_hash": "", "at": at, "actor": "test",
        })  # fmt: skip
        gate.insert("identities", {
            "person": person, "category": "dibao", "valid_from": "2020-01-01",
            "department": "民政局", "batch": batch, "known_from": at,
        })  # fmt: skip
    return path


def reviewed(book: Path, clock: FrozenClock) -> None:
    with Casebook.open(book, clock) as office:
        county = platform().county("fengjie")
        case = cases.case_of(office, NUMBER)
        case = cases.accept_case(office, county, CLERK, case.seen, anyway=True)
        cases.review_case(office, county, REVIEWER, case.seen)


def one_stop(book: Path, clock: FrozenClock) -> None:
    """Record a claim of base 7000.00 for the same person: 5600.00 of the cap of 6000.00."""
    claim = Claim(
        claim_id="S-1", person_id=resident_id(0), visit="inpatient", settled_on=date(2026, 11, 3),
        hospital_level=2, hospital_region="county", referral="not_needed", diagnosis="J18.9",
        total_cost=700_000, in_scope_cost=700_000, basic_paid=0, critical_illness_paid=0,
    )  # fmt: skip
    with Casebook.open(book, clock) as office:
        prepared = prepare_claim(office, platform().county("fengjie"), claim)
        with office.gate() as gate:
            record_claim(gate, office, CLERK, prepared, channel="county_hospital")


def test_a_case_through_its_whole_life(book: Path, clock: FrozenClock) -> None:
    async def live() -> None:
        async with seats(book, clock, CLERK, REVIEWER, SUPERVISOR) as (clerk, reviewer, chief):
            for each in (clerk, reviewer, chief):
                await each.open()
            assert reviewer.offered() == []
            assert "办理" not in reviewer.shown.splitlines()[-1]
            asked = await clerk.take("accept")
            assert "受理后内容不能再改" in asked
            assert "已受理" in clerk.facts

            await reviewer.press("f5")
            assert "案件已有新的变动" in reviewer.shown
            asked = await reviewer.take("review")
            assert "救助 4000.00 元" in asked

            # The chief still sees the draft; what was asked for is refused, and shown anew.
            await chief.press("f5")
            await reviewer.take("return", "发票不清晰")
            await chief.begin("approve")
            assert isinstance(chief.app.screen, ProblemScreen)
            assert "案件已由 孙审核" in chief.shown
            await chief.press("enter")
            assert "退回补正" in chief.facts
            assert "发票不清晰" in chief.facts

            await clerk.press("f5")
            await clerk.begin("document")
            with clerk.app._context():
                clerk.app.screen.query_one("#document-invoice", Checkbox).value = False
            await clerk.press("f9")
            assert "[ ] 发票原件" in clerk.facts
            await chief.press("f5")
            await chief.begin("waive")
            await chief.press("enter")
            chief.write("原件遗失")
            await chief.press("f9")
            assert "李主管: 原件遗失" in chief.facts

            await clerk.press("f5")
            await clerk.take("accept")
            await reviewer.press("f5")
            await reviewer.take("review")
            await chief.press("f5")
            asked = await chief.take("approve", "同意")
            assert "记入账目" in asked
            assert "622***********22" in asked

            with Casebook.open(book, clock) as office:
                paid = cases.case_of(office, NUMBER)
                for mark in (cases.mark_sent, cases.mark_paid):
                    with office.gate() as gate:
                        mark(gate, office, TREASURER, paid.entry or 0)

            await reviewer.press("f5")
            assert reviewer.offered() == []
            await chief.press("f5")
            asked = await chief.begin("reverse")
            assert "4000.00 -> 0.00" in asked
            assert "追回" in asked
            await chief.press("f9")
            assert "必须填写" in chief.shown
            chief.write("重复报销")
            await chief.press("f9")
            assert "已冲正：原 4000.00，现 0.00" in chief.facts
            assert "救助 4000.00  倾斜" not in chief.facts
            assert "冲正  -4000.00  李主管" in chief.facts
            await clerk.press("f5")
            assert clerk.offered() == []

    asyncio.run(live())
    with Casebook.open(book, read_only=True) as office:
        case = cases.case_of(office, NUMBER)
        assert (case.state, case.award, case.tilt) == ("reversed", 400_000, 0)
        assert [each.operator for each in case.steps if each.step in ("accept", "approve")] == [
            "赵经办", "赵经办", "李主管",
        ]  # fmt: skip
        (total,) = office.one("SELECT sum(award_change + tilt_change) FROM entries")
        assert total == 0


def test_from_a_clause_to_the_policy_and_from_a_case_to_its_slip(
    book: Path,
    clock: FrozenClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    check_frame: Any,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    reviewed(book, clock)
    with Casebook.open(book, clock) as office:
        case = cases.case_of(office, NUMBER)
        cases.approve_case(office, platform().county("fengjie"), SUPERVISOR, case.seen)

    async def look() -> None:
        async with seats(book, clock, CLERK) as (clerk,):
            await clerk.open()
            await clerk.press("f8")
            assert resident_id(0) in clerk.facts
            await clerk.press("f7")
            assert resident_id(0) not in clerk.shown
            assert isinstance(clerk.app.screen, ChoiceScreen)
            await clerk.press("enter")
            assert isinstance(clerk.app.screen, PolicyScreen)
            assert "普通住院" in clerk.shown
            assert "80%" in clerk.shown
            await clerk.press("escape")
            assert resident_id(0) not in clerk.shown
            await clerk.press("ctrl+s")
            assert isinstance(clerk.app.screen, SlipScreen)
            assert "奉节县医疗救助结算单" in clerk.shown
            check_frame("slip-80x24", clerk.shown)
            await clerk.press("ctrl+s", "f9")
            saved = tmp_path / f"{NUMBER}.html"
            first = saved.read_text("utf-8")
            assert "肆仟元整" in first
            clock.pass_minutes(1)
            await clerk.press("ctrl+s", "f9")
            assert "替换已有的文件" in clerk.shown
            await clerk.press("escape", "escape")
            assert saved.read_text("utf-8") == first
            await clerk.press("ctrl+s", "f9", "f9")
            assert saved.read_text("utf-8") != first

    asyncio.run(look())


def test_sums_that_changed_since_the_question_are_refused(book: Path, clock: FrozenClock) -> None:
    """A one-stop claim uses the cap up between question and answer: no approval by surprise."""
    reviewed(book, clock)

    async def look() -> None:
        async with seats(book, clock, SUPERVISOR) as (chief,):
            await chief.open()
            assert "4000.00" in await chief.begin("approve")
            one_stop(book, clock)
            await chief.press("f9")
            assert isinstance(chief.app.screen, ProblemScreen)
            assert "金额与所示不同" in chief.shown

    asyncio.run(look())
    with Casebook.open(book, read_only=True) as office:
        assert cases.case_of(office, NUMBER).state == "reviewed"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_what_is_asked_in_english(
    book: Path,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
    check_frame: Any,
    size: tuple[int, int],
) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "en")
    reviewed(book, clock)
    name = f"en-{size[0]}x{size[1]}"

    async def look() -> None:
        async with seats(book, clock, SUPERVISOR, size=size) as (chief,):
            await chief.open()
            await chief.press("f9")
            check_frame(f"case-steps-{name}", chief.shown)
            await chief.press("enter")
            check_frame(f"case-approve-{name}", chief.shown)

    asyncio.run(look())
