"""A death that was recorded by mistake: taken back, with what it ended, and nothing forgotten."""

from __future__ import annotations

import pytest

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.checking.check import check_file
from jiuzhu.casebook.errors import NotAllowed, RowConflict
from jiuzhu.casebook.roster import (
    RosterRefused,
    UnknownPerson,
    identities_on,
    person_of,
    recorded_death,
    take_back_death,
)
from jiuzhu.cli import main

from .lists import CLERK, RURAL, Office, death, rid, row

CHIEF = Actor("李主管", "supervisor")
BEFORE = [
    ("dibao", "2026-10-01", ""),
    ("returned_to_poverty", "2026-10-01", ""),
]


@pytest.fixture
def full(office: Office) -> Office:
    """Ten people of dibao."""
    office.send([row(number) for number in range(1, 11)], month="2026-10")
    return office


@pytest.fixture
def dead(full: Office) -> Office:
    """Person 1, of two departments, died by the police's list."""
    full.send([row(1, "返贫致贫人口")], department=RURAL, month="2026-10")
    full.send([death(1, "2026-11-03")], "deaths", department="公安局")
    return full


def back(office: Office, number: int = 1) -> None:
    take_back_death(office.book, CHIEF, recorded_death(office.book, rid(number)), "公安局更正")
    assert not list(check_file(office.book.path))


def test_what_the_death_ended_comes_back(dead: Office) -> None:
    when = dead.now
    dead.now = when.replace(hour=12)
    back(dead)
    assert person_of(dead.book, 1).died_on is None
    assert dead.held(rid(1)) == BEFORE
    assert {each.category for each in identities_on(dead.book, 1, when.date())} == {
        "dibao", "returned_to_poverty",
    }  # fmt: skip
    assert dead.held(rid(1), f"{when:%Y-%m-%d} 10:00:00") == [
        ("dibao", "2026-10-01", "2026-11-03"),
        ("returned_to_poverty", "2026-10-01", "2026-11-03"),
    ]


def test_two_days_of_death_are_taken_back_at_once(dead: Office) -> None:
    dead.send([death(1, "2026-11-01")], "deaths", department="公安局", month="2026-12")
    assert dead.held(rid(1))[0] == ("dibao", "2026-10-01", "2026-11-01")
    back(dead)
    assert dead.held(rid(1)) == BEFORE


def test_what_had_ended_before_stays_ended(full: Office) -> None:
    full.send([row(1, 变更类型="取消")], "changes")
    ended = [("dibao", "2026-10-01", "2026-10-31")]
    full.send([death(1, "2026-11-03")], "deaths", department="公安局")
    assert full.held(rid(1)) == ended
    back(full)
    assert full.held(rid(1)) == ended


def test_the_next_list_finds_the_person_again(dead: Office) -> None:
    back(dead)
    preview = dead.preview([row(1, 变更类型="新增")], "changes")
    assert not preview.contradictions


def test_refusals(dead: Office) -> None:
    found = recorded_death(dead.book, rid(1))
    with pytest.raises(NotAllowed):
        take_back_death(dead.book, CLERK, found, "公安局更正")
    with pytest.raises(RosterRefused, match="理由"):
        take_back_death(dead.book, CHIEF, found, " ")
    with pytest.raises(RosterRefused, match="没有登记死亡"):
        recorded_death(dead.book, rid(2))
    with pytest.raises(UnknownPerson):
        recorded_death(dead.book, rid(88))
    back(dead)
    with pytest.raises(RosterRefused, match="没有登记死亡"):
        take_back_death(dead.book, CHIEF, found, "公安局更正")


def test_a_death_that_moved_meanwhile(dead: Office) -> None:
    found = recorded_death(dead.book, rid(1))
    dead.send([death(1, "2026-11-01")], "deaths", department="公安局", month="2026-12")
    with pytest.raises(RowConflict):
        take_back_death(dead.book, CHIEF, found, "公安局更正")


def test_the_command(dead: Office, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["roster", "alive", str(dead.book.path), "--person", rid(1), "--reason", "更正"]
    assert main.call([*command, "--yes"]) == 0
    said = capsys.readouterr().out
    assert "2026-11-03" in said and "dibao" in said and rid(1) not in said  # noqa: PT018
    assert dead.held(rid(1)) == BEFORE
    assert main.call([*command, "--yes"]) == 2
    assert "没有登记死亡" in capsys.readouterr().err
