"""The register: histories that do not overlap, and what holds on a day."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import date

import pytest

from jiuzhu.casebook import hospitals
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit.canonical import row_hash
from jiuzhu.casebook.errors import CasebookError, NotAllowed
from jiuzhu.casebook.hospitals import Hospital
from jiuzhu.casebook.store import Casebook

CODE = "H50023600001"
LOCAL = Actor("local:tester", "local")


def day(text: str) -> date:
    return date.fromisoformat(text)


def added(book: Casebook, **changed: object) -> Hospital:
    fields: dict[str, object] = {
        "code": CODE, "name": "测试县人民医院", "level": 2, "region": "county",
        "since": day("2020-01-01"),
    }  # fmt: skip
    return hospitals.add_hospital(book, LOCAL, **(fields | changed))  # type: ignore[arg-type]


def status(book: Casebook, *days: str) -> list[str]:
    return [hospitals.hospital_on(book, CODE, day(each)).status for each in days]


def trail(book: Casebook) -> list[tuple[str, str]]:
    return book.rows("SELECT action, subject FROM audit ORDER BY seq")


# -- designation


def test_before_during_and_after_a_designation(book: Casebook) -> None:
    added(book, until=day("2022-12-31"))
    days = ("2019-12-31", "2020-01-01", "2022-12-31", "2023-01-01")
    assert status(book, *days) == ["not_yet", "designated", "designated", "ended"]


def test_a_gap_between_two_designations(book: Casebook) -> None:
    added(book)
    hospitals.end(book, LOCAL, CODE, day("2022-06-30"), "协议到期")
    hospitals.designate(book, LOCAL, CODE, day("2023-01-01"))
    days = ("2022-06-30", "2022-07-01", "2022-12-31", "2023-01-01", "2030-01-01")
    assert status(book, *days) == ["designated", "ended", "ended", "designated", "designated"]
    with pytest.raises(hospitals.NotDesignated) as refused:
        hospitals.require_designated(book, CODE, day("2022-07-01"))
    assert refused.value.place == CODE
    for part in ("测试县人民医院", "2022-07-01", "2022-06-30", "协议到期"):
        assert part in refused.value.message.zh


def test_known_and_never_designated(book: Casebook) -> None:
    added(book, since=None)
    assert status(book, "2026-11-20") == ["never"]
    with pytest.raises(hospitals.NotDesignated, match="从未定点"):
        hospitals.require_designated(book, CODE, day("2026-11-20"))


def test_a_hospital_that_the_register_does_not_have(book: Casebook) -> None:
    with pytest.raises(hospitals.NotDesignated) as refused:
        hospitals.require_designated(book, "H99", day("2026-11-20"))
    assert isinstance(refused.value, hospitals.NoHospital)
    assert refused.value.place == "H99"


def test_what_is_designated_is_returned(book: Casebook) -> None:
    added(book, level=3, region="outside")
    found = hospitals.require_designated(book, " h50023600001 ", day("2026-11-20"))
    assert (found.code, found.level, found.region, found.why) == (CODE, 3, "outside", None)


# -- suspension


def test_suspended_and_resumed(book: Casebook) -> None:
    added(book)
    hospitals.suspend(book, LOCAL, CODE, day("2026-03-01"), "稽核整改")
    assert status(book, "2026-02-28", "2026-03-01", "2099-01-01") == [
        "designated", "suspended", "suspended",
    ]  # fmt: skip
    hospitals.resume(book, LOCAL, CODE, day("2026-04-01"))
    assert status(book, "2026-03-31", "2026-04-01") == ["suspended", "designated"]
    with pytest.raises(hospitals.NotDesignated, match="2026-03-01 至 2026-03-31 暂停：稽核整改"):
        hospitals.require_designated(book, CODE, day("2026-03-31"))


def test_an_ended_designation_goes_before_a_suspension(book: Casebook) -> None:
    added(book, until=day("2026-03-31"))
    hospitals.suspend(book, LOCAL, CODE, day("2026-03-01"), "整改")
    assert status(book, "2026-03-31", "2026-04-01") == ["suspended", "ended"]


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2026-03-10", "2026-03-20"), ("2026-03-01", "2026-03-01"), ("2026-03-31", None),
        ("2026-02-01", "2026-03-01"), ("2026-01-01", None),
    ],
)  # fmt: skip
def test_overlapping_suspensions_are_refused(book: Casebook, since: str, until: str | None) -> None:
    added(book)
    hospitals.suspend(book, LOCAL, CODE, day("2026-03-01"), "一", day("2026-03-31"))
    before = trail(book)
    with pytest.raises(hospitals.WrongInterval, match=r"2026-03-01 至 2026-03-31.*重叠"):
        hospitals.suspend(book, LOCAL, CODE, day(since), "二", day(until) if until else None)
    assert trail(book) == before


def test_suspensions_may_touch(book: Casebook) -> None:
    added(book)
    hospitals.suspend(book, LOCAL, CODE, day("2026-03-01"), "一", day("2026-03-31"))
    hospitals.suspend(book, LOCAL, CODE, day("2026-02-01"), "零", day("2026-02-28"))
    hospitals.suspend(book, LOCAL, CODE, day("2026-04-01"), "二")
    assert len(hospitals.hospital_of(book, CODE).suspensions) == 3


# -- levels


def test_the_level_of_a_day(book: Casebook) -> None:
    added(book, level=2)
    hospitals.set_level(book, LOCAL, CODE, 3, day("2026-07-01"))
    hospitals.set_level(book, LOCAL, CODE, 1, day("2023-07-01"))
    levels = [
        hospitals.hospital_on(book, CODE, day(each)).level
        for each in ("2019-01-01", "2020-01-01", "2023-06-30", "2023-07-01", "2026-06-30",
                     "2026-07-01", "2030-01-01")
    ]  # fmt: skip
    assert levels == [2, 2, 2, 1, 1, 3, 3]


def test_a_level_of_the_same_day_is_corrected_and_the_old_one_stays_in_the_trail(
    book: Casebook,
) -> None:
    added(book, level=2)
    hospitals.set_level(book, LOCAL, CODE, 3, day("2020-01-01"))
    assert [each.level for each in hospitals.hospital_of(book, CODE).levels] == [3]
    (detail,) = book.one("SELECT detail FROM audit ORDER BY seq DESC LIMIT 1")
    assert json.loads(detail) == {"hospital": CODE, "was": {"level": 2}}


# -- what is refused


def test_the_same_code_twice(book: Casebook) -> None:
    added(book)
    with pytest.raises(hospitals.HospitalExists):
        added(book, code=CODE.lower(), name="另一家")


WRONG: list[tuple[Callable[[Casebook], object], type[CasebookError]]] = [
    (lambda b: added(b, code="医院"), hospitals.WrongHospital),
    (lambda b: added(b, code="H" * 33), hospitals.WrongHospital),
    (lambda b: added(b, code="H2", name=" "), hospitals.WrongHospital),
    (lambda b: added(b, code="H2", level=4), hospitals.WrongHospital),
    (lambda b: added(b, code="H2", level=True), hospitals.WrongHospital),
    (lambda b: added(b, code="H2", region="moon"), hospitals.WrongHospital),
    (lambda b: added(b, code="H2", until=day("2019-12-31")), hospitals.WrongInterval),
    (lambda b: hospitals.designate(b, LOCAL, CODE, day("2025-01-01")), hospitals.WrongInterval),
    (lambda b: hospitals.end(b, LOCAL, CODE, day("2019-12-31"), "x"), hospitals.WrongInterval),
    (lambda b: hospitals.end(b, LOCAL, CODE, day("2026-12-31"), " "), hospitals.WrongHospital),
    (lambda b: hospitals.suspend(b, LOCAL, CODE, day("2026-01-01"), ""), hospitals.WrongHospital),
    (lambda b: hospitals.resume(b, LOCAL, CODE, day("2026-01-01")), hospitals.WrongInterval),
    (lambda b: hospitals.set_level(b, LOCAL, CODE, 5, day("2026-01-01")), hospitals.WrongHospital),
    (lambda b: hospitals.set_level(b, LOCAL, "H9", 1, day("2026-01-01")), hospitals.NoHospital),
]


@pytest.mark.parametrize("place", range(len(WRONG)))
def test_what_cannot_be_changes_nothing(book: Casebook, place: int) -> None:
    added(book)
    before, register = trail(book), hospitals.hospitals(book)
    do, expected = WRONG[place]
    with pytest.raises(expected):
        do(book)
    assert trail(book) == before
    assert hospitals.hospitals(book) == register


def test_a_suspension_cannot_end_before_it_began(book: Casebook) -> None:
    added(book)
    hospitals.suspend(book, LOCAL, CODE, day("2026-03-01"), "整改")
    with pytest.raises(hospitals.WrongInterval):
        hospitals.resume(book, LOCAL, CODE, day("2026-03-01"))
    hospitals.resume(book, LOCAL, CODE, day("2026-03-02"))
    assert status(book, "2026-03-01", "2026-03-02") == ["suspended", "designated"]


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO designations VALUES (9, 1, '2026-01-01', NULL, '')",
        "INSERT INTO suspensions VALUES (9, 1, '2026-03-31', NULL, '二')",
        "UPDATE suspensions SET since = '2026-02-01'",
        "UPDATE designations SET since = '2026-02-01'",
        "DELETE FROM designations",
        "DELETE FROM suspensions",
        "DELETE FROM hospital_levels",
        "UPDATE hospitals SET region = 'moon'",
        "UPDATE hospital_levels SET level = 4",
        "UPDATE hospitals SET code = 'H 1'",
    ],
)
def test_the_database_itself_holds_the_rules(book: Casebook, sql: str) -> None:
    added(book)
    hospitals.suspend(book, LOCAL, CODE, day("2026-03-01"), "一", day("2026-03-31"))
    with pytest.raises(sqlite3.IntegrityError):
        book.db.conn.execute(sql)


# -- rights and the audit trail


@pytest.mark.parametrize("role", ["clerk", "reviewer", "treasurer", "auditor"])
def test_others_may_not_change_the_register(book: Casebook, role: str) -> None:
    added(book)
    before = hospitals.hospitals(book)
    somebody = Actor("某人", role)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        hospitals.set_level(book, somebody, CODE, 3, day("2026-07-01"))
    with pytest.raises(NotAllowed):
        hospitals.add_hospital(book, somebody, code="H2", name="另一家", level=1, region="county")
    assert hospitals.hospitals(book) == before
    assert trail(book)[-2:] == [("refused", ""), ("refused", "")]


def test_every_change_stands_in_the_trail_with_the_hash_of_its_row(book: Casebook) -> None:
    added(book)
    hospitals.suspend(book, LOCAL, CODE, day("2026-03-01"), "整改")
    hospitals.resume(book, LOCAL, CODE, day("2026-04-01"))
    hospitals.set_level(book, LOCAL, CODE, 3, day("2026-07-01"))
    hospitals.end(book, LOCAL, CODE, day("2026-12-31"), "协议到期")
    assert trail(book) == [
        ("hospital.add", "hospitals"), ("hospital.level", "hospital_levels"),
        ("hospital.designate", "designations"), ("hospital.suspend", "suspensions"),
        ("hospital.resume", "suspensions"), ("hospital.level", "hospital_levels"),
        ("hospital.end", "designations"),
    ]  # fmt: skip
    (row,) = book.records("SELECT * FROM suspensions")
    (hashed, actor) = book.one("SELECT row_hash, actor FROM audit WHERE action = 'hospital.resume'")
    assert hashed == row_hash(row)
    assert row["until"] == "2026-03-31"
    assert actor == "local:tester"


def test_a_lookup_takes_the_hospitals_it_is_asked_for(book: Casebook) -> None:
    for code in ("H3", "H1", "H2"):
        added(book, code=code)
    assert list(hospitals.hospitals(book)) == ["H1", "H2", "H3"]
    assert list(hospitals.hospitals(book, {"H3", "H1", "H9"})) == ["H1", "H3"]
    assert hospitals.hospitals(book, set()) == {}
