"""Check S2: hostile names on every screen and in every dialog there is; a new one must be here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from jiuzhu.casebook import cases, ledger, payments
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import Filters
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text
from jiuzhu_tui.binding_ids import known_ids
from jiuzhu_tui.case_source import Wanted
from jiuzhu_tui.dialogs.case_filters import CaseFiltersScreen, Offered
from jiuzhu_tui.dialogs.choice import Choice, ChoiceScreen
from jiuzhu_tui.dialogs.columns import ColumnsScreen
from jiuzhu_tui.dialogs.confirm import ConfirmScreen
from jiuzhu_tui.dialogs.documents import DocumentsScreen
from jiuzhu_tui.dialogs.help import HelpScreen
from jiuzhu_tui.dialogs.lock import LockScreen
from jiuzhu_tui.dialogs.password import PasswordScreen
from jiuzhu_tui.dialogs.problem import ProblemScreen
from jiuzhu_tui.dialogs.progress import ProgressScreen
from jiuzhu_tui.dialogs.questions import Question, QuestionsScreen
from jiuzhu_tui.dialogs.reading import ReadingScreen
from jiuzhu_tui.dialogs.save import SaveScreen
from jiuzhu_tui.foreign import cell, visible
from jiuzhu_tui.lists import Column, PagedList
from jiuzhu_tui.lists.columns import Layout
from jiuzhu_tui.places import PLACES
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.account import AccountScreen
from jiuzhu_tui.screens.base import Common
from jiuzhu_tui.screens.case import CaseScreen
from jiuzhu_tui.screens.entry import EntryScreen
from jiuzhu_tui.screens.new_case import NewCaseScreen
from jiuzhu_tui.screens.payments_claims import ClaimScreen, ClaimsScreen
from jiuzhu_tui.screens.payments_preview import PreviewScreen
from jiuzhu_tui.screens.payments_run import RunScreen
from jiuzhu_tui.screens.person import PersonScreen
from jiuzhu_tui.screens.roster_queue import QueueScreen
from jiuzhu_tui.screens.roster_returned import ReturnedScreen
from jiuzhu_tui.screens.slip import SlipScreen
from jiuzhu_tui.screens.work import WorkScreen
from jiuzhu_tui.testing import HOSTILE, frame, settled
from jiuzhu_tui.trace import TracePane

from . import hostile_office
from .hostile_office import all_names

pytestmark = pytest.mark.usefixtures("no_fault")
ALL = "／".join(HOSTILE)
CLAIM = "FJ2026-000001"
ACTOR = Actor(all_names(), "supervisor")
Made = Callable[[Any], Common[Any]]

SCREENS: Mapping[str, tuple[Made, int]] = {
    "CaseScreen": (lambda a: CaseScreen("FJ2026-000001"), 15),
    "SlipScreen": (lambda a: SlipScreen("FJ2026-000001"), 14),
    "NewCaseScreen": (lambda a: NewCaseScreen(number=a.draft), 15),
    "PersonScreen": (lambda a: PersonScreen(1), 15),
    "AccountScreen": (lambda a: AccountScreen(1), 15),
    "EntryScreen": (lambda a: EntryScreen(a.entry), 0),
    "PreviewScreen": (lambda a: PreviewScreen("2026-11", "person_account"), 15),
    "RunScreen": (lambda a: RunScreen(2), 15),
    "ClaimsScreen": (lambda a: ClaimsScreen(hostile_office.NAMES), 15),
    "ClaimScreen": (lambda a: ClaimScreen(CLAIM), 15),
    "QueueScreen": (lambda a: QueueScreen(1), 15),
    "ReturnedScreen": (lambda a: ReturnedScreen("民政局"), 1),
}
"""What is opened from elsewhere: how, and how many names from the casebook are seen there.

The slip is a paper: what stands there in two lines is printed in two. Of one returned row a cell
shows how the first begins.
"""
PLACE_SHOWS = {
    "workbench": 1, "cases": 10, "people": 15, "roster": 1, "hospitals": 3, "month": 6,
}  # fmt: skip
"""How many names begin in the cells of a place's lists; the bar above holds all of them."""
ELSEWHERE = {
    "PolicyTableScreen": "test_policy.py",
    "PolicyDiffScreen": "test_policy.py",
    "OpenQuestionsScreen": "test_policy.py",
    "ImportScreen": "test_roster.py",
    "roster_preview.PreviewScreen": "test_roster.py",
}
"""What shows policy files, checked when they are loaded; and files of lists, in a test there."""


def dialogs_with(
    text: str, about: Common[Any] | None = None, case: cases.Case | None = None
) -> Mapping[str, Callable[[], Any]]:
    """Return how to make every dialog, with a text wherever it takes one."""
    both = Text(text, text)
    column = Column[str](id="a", label=both, width=20, value=str)
    offered = Offered([text], {"H": text}, [text])
    wanted = Wanted(Filters(township=text, hospital="H", operator=text))
    return {
        "ConfirmScreen": lambda: ConfirmScreen(both, text),
        "QuestionsScreen": lambda: QuestionsScreen(
            both, text, [Question(id="a", label=both, value=text)]
        ),
        "ChoiceScreen": lambda: ChoiceScreen(both, [Choice(text, text, text)]),
        "ReadingScreen": lambda: ReadingScreen(both, text),
        "ProblemScreen": lambda: ProblemScreen(text),
        "ProgressScreen": lambda: ProgressScreen(both),
        "ColumnsScreen": lambda: ColumnsScreen(Layout([column])),
        "CaseFiltersScreen": lambda: CaseFiltersScreen(wanted, offered),
        "DocumentsScreen": lambda: DocumentsScreen(case),  # type: ignore[arg-type]
        "SaveScreen": lambda: SaveScreen(both, Path(f"/tmp/{text}"), (".txt",), both),
        "PasswordScreen": lambda: PasswordScreen(text, text),
        "HelpScreen": lambda: HelpScreen(about),  # type: ignore[arg-type]
    }


def every(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        if each.__module__.startswith(("jiuzhu_tui.screens", "jiuzhu_tui.dialogs")):
            yield each
        yield from every(each)


def shown(screen: Common[Any]) -> str:
    """Return everything a screen says, with the parts that are scrolled away or cut off."""
    parts = [each.text for each in screen.query(Plain)]
    parts += [each.text for each in screen.query(TracePane)]
    parts += [visible(each.value) for each in screen.query(Input)]
    for each in screen.query(PagedList):
        rows = (each._pages.row(place) for place in range(each.count))
        parts += [each.arrangement.line(row) for row in rows if row is not None]
    return "\n".join(parts)


def is_seen(name: str, text: str) -> bool:
    """Tell whether a name stands in a text as it is, or begins in a cell, whose signs all align."""
    begins = cell(visible(name), 6).rstrip("~ ")
    return visible(name) in text or begins in text


async def nothing_acts(app: Any, pilot: Any) -> None:
    """Click on what would act; the screen stays, and the program."""
    screen, lines = app.screen, frame(app).splitlines()
    places = [(line.index("@click"), y) for y, line in enumerate(lines) if "@click" in line]
    for place in places[:1]:
        await pilot.click(offset=place)
    await settled(pilot)
    assert app.is_running
    if screen.is_mounted and not isinstance(screen, ChoiceScreen):
        assert app.return_code in (None, 0)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return hostile_office.make(tmp_path / "demo.casebook")


def test_every_screen_and_dialog_is_in_a_test() -> None:
    known_ids()  # Imports every module.
    working = {each.__name__ for each in every(WorkScreen) if "heading" in each.__dict__}
    places = {type(each.make()).__name__ for each in PLACES}
    assert working == {*SCREENS, *places, *(each.split(".")[-1] for each in ELSEWHERE)}
    others = {each.__name__ for each in every(Common) if each not in set(every(WorkScreen))}
    made = set(dialogs_with(""))
    assert others - {"WorkScreen", "Dialog"} == {*made, "LockScreen", "LoginScreen"}
    assert len({each.id for each in PLACES}) >= 10
    assert set(PLACE_SHOWS) <= {each.id for each in PLACES}


def test_hostile_names_on_every_screen(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(ACTOR)
        await settled(pilot)
        with Casebook.open(book, read_only=True) as opened:
            (app.draft,) = opened.one("SELECT number FROM cases WHERE state = 'draft' LIMIT 1")
            app.entry = ledger.entries_of(opened, CLAIM)[0]
            assert payments.runs(opened)
        for place in PLACES:
            app.go(place.id)
            await settled(pilot)
            seen = shown(app.screen)
            assert all(visible(each) in seen for each in hostile_office.NAMES), place.id
            below = seen.partition("\n")[2]
            found = [each for each in hostile_office.NAMES if is_seen(each, below)]
            assert len(found) >= PLACE_SHOWS.get(place.id, 0), (place.id, found)
            await nothing_acts(app, pilot)
        for name, (make, shows) in SCREENS.items():
            app.go("workbench")
            await app.push_screen(make(app))
            await settled(pilot)
            assert type(app.screen).__name__ == name, frame(app)
            below = shown(app.screen).partition("\n")[2]
            found = [each for each in hostile_office.NAMES if is_seen(each, below)]
            assert len(found) >= shows, (name, found)
            await nothing_acts(app, pilot)

    drive(look, casebook=book, size=(120, 40))


def test_hostile_names_in_every_dialog(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(ACTOR)
        await settled(pilot)
        about = CaseScreen(CLAIM)
        await app.push_screen(about)
        await settled(pilot)
        assert about._seen is not None
        for make in dialogs_with(ALL, about, about._seen.case).values():
            dialog = make()
            await app.push_screen(dialog)
            await settled(pilot)
            if not isinstance(dialog, (HelpScreen, DocumentsScreen, PasswordScreen)):
                said = shown(dialog) + frame(app)
                assert all(visible(each)[:6] in said for each in HOSTILE[:3]), dialog
            await nothing_acts(app, pilot)
            while app.screen is not about:
                app.pop_screen()
            await settled(pilot)
        for name in HOSTILE:
            app.say(name)
        await settled(pilot)
        await nothing_acts(app, pilot)
        app.clear_notifications()
        app.push_screen(LockScreen(ACTOR))
        await settled(pilot)
        assert all(visible(each) in shown(app.screen) for each in hostile_office.NAMES)
        await nothing_acts(app, pilot)

    drive(look, casebook=book, size=(80, 24))


def test_hostile_commands_in_the_palette(drive: Any) -> None:
    from jiuzhu_tui.commands import Command

    async def look(app: Any, pilot: Any) -> None:
        did: list[str] = []
        app._added = tuple(
            Command(Text(each or "空", each or "-"), lambda: did.append("ran"), Text(each, each))
            for each in HOSTILE
        )
        await pilot.press("ctrl+p")
        await settled(pilot)
        assert "[@click=app.quit]x[/]" in frame(app)
        await nothing_acts(app, pilot)
        assert did in ([], ["ran"])

    drive(look, size=(120, 50))


def test_a_login_shows_what_is_typed_and_no_more(drive: Any, book: Path) -> None:
    async def look(app: Any, pilot: Any) -> None:
        for name in (HOSTILE[0], HOSTILE[1], HOSTILE[4]):
            app.screen.query_one("#name", Input).value = name
            app.screen.query_one("#password", Input).value = name
            app.screen.query_one("#password", Input).focus()
            await pilot.press("enter")
            await settled(pilot)
        await nothing_acts(app, pilot)
        assert app.actor is None

    drive(look, casebook=book)
