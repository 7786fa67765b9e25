"""Additions and removals by name, and deaths, which end the identities of every department."""

from __future__ import annotations

from datetime import date

import pytest

from jiuzhu.casebook.roster import (
    RosterRefused,
    confirm_list,
    died_before,
    person_of,
    settled_after_death,
)

from .lists import CLERK, RURAL, Office, death, rid, row

TEN = [row(n) for n in range(1, 11)]


@pytest.fixture
def full(office: Office) -> Office:
    office.send(TEN, month="2026-10")
    return office


def test_changes_touch_only_whom_they_name(full: Office) -> None:
    rows = [row(1, 变更类型="取消"), row(11, 变更类型="新增"), row(2, "城乡孤儿", 变更类型="新增")]
    done = full.send(rows, "changes")
    assert (done.counts["cancelled"], done.counts["added"], done.counts["changed"]) == (1, 1, 1)
    assert full.held(rid(1)) == [("dibao", "2026-10-01", "2026-10-31")]
    assert full.held(rid(2)) == [("dibao", "2026-10-01", ""), ("orphan", "2026-11-01", "")]
    assert full.held(rid(3)) == [("dibao", "2026-10-01", "")]


def test_a_removal_can_name_its_last_day(full: Office) -> None:
    full.send([row(1, 变更类型="退出", 终止日期="2026-11-20")], "changes")
    assert full.held(rid(1)) == [("dibao", "2026-10-01", "2026-11-20")]


def test_a_removal_of_nobody_has_no_effect(full: Office) -> None:
    preview = full.preview(
        [row(77, 变更类型="取消"), row(1, "城乡孤儿", 变更类型="取消")], "changes"
    )
    assert preview.counts["without_effect"] == 2
    confirm_list(full.book, CLERK, preview)
    assert full.book.one("SELECT count(*) FROM people") == (10,)


def test_changes_need_their_column(full: Office) -> None:
    preview = full.preview([row(1, 变更类型="也许")], "changes")
    assert [each.code for each in preview.read.file.problems] == ["unknown_word"]


def test_a_death_ends_everything_on_its_day(full: Office) -> None:
    full.send([row(1, "返贫致贫人口")], department=RURAL, month="2026-10")
    full.send([death(1, "2026-11-03"), death(88, "2026-11-01")], "deaths", department="公安局")
    assert full.held(rid(1)) == [
        ("dibao", "2026-10-01", "2026-11-03"),
        ("returned_to_poverty", "2026-10-01", "2026-11-03"),
    ]
    assert person_of(full.book, 1).died_on == date(2026, 11, 3)
    assert not died_before(full.book, 1, date(2026, 11, 3))
    assert died_before(full.book, 1, date(2026, 11, 4))
    assert not died_before(full.book, 2, date(2026, 11, 4))


def test_deaths_are_shown_before(full: Office) -> None:
    preview = full.preview([death(1, "2026-11-03"), death(88, "2026-11-01")], "deaths")
    assert preview.counts["cancelled"] == 1
    assert preview.counts["without_effect"] == 1
    (change,) = preview.changes
    assert [each.category for each in change.before] == ["dibao"]


@pytest.mark.parametrize("day", ["2026-11-06", "1975-03-14", ""])
def test_impossible_deaths_are_wrong_rows(full: Office, day: str) -> None:
    preview = full.preview([death(1, day), death(2, "2026-11-05")], "deaths")
    (problem,) = preview.read.file.problems
    assert (problem.row, problem.column) == (2, "死亡时间")


def test_the_dead_in_a_list_are_shown_and_not_recognised_again(full: Office) -> None:
    full.send([death(1, "2026-11-03")], "deaths", department="公安局")
    preview = full.preview(TEN)
    assert [each.kind for each in preview.contradictions] == ["dead"]
    confirm_list(full.book, CLERK, preview)
    assert full.held(rid(1)) == [("dibao", "2026-10-01", "2026-11-03")]


def test_another_day_of_death_is_shown(full: Office) -> None:
    full.send([death(1, "2026-11-03")], "deaths", department="公安局")
    preview = full.preview([death(1, "2026-11-01")], "deaths", department="公安局")
    assert [each.kind for each in preview.contradictions] == ["other_death"]
    confirm_list(full.book, CLERK, preview)
    assert full.held(rid(1)) == [("dibao", "2026-10-01", "2026-11-01")]


def test_not_everybody_died(full: Office) -> None:
    rows = [death(n, "2026-11-01") for n in range(1, 11)]
    with pytest.raises(RosterRefused, match="将取消 10 人"):
        full.send(rows, "deaths", department="公安局")


def test_claims_settled_after_death_are_found(full: Office) -> None:
    entry(full, "C1", "2026-11-02")
    entry(full, "C2", "2026-11-04")
    preview = full.preview([death(1, "2026-11-03")], "deaths", department="公安局")
    assert preview.settled_after == {1: 1}
    confirm_list(full.book, CLERK, preview)
    assert [each.claim_id for each in settled_after_death(full.book)] == ["C2"]


def entry(office: Office, claim_id: str, settled_on: str) -> None:
    """Put a bare settled claim of person 1 into the ledger."""
    with office.book.gate() as gate:
        gate.execute("INSERT OR IGNORE INTO holdings (holding, intervals) VALUES (1, '[]')")
        gate.execute(
            "INSERT INTO entries (claim_id, kind, person, year, settled_on, county, claim,"
            " home_care, holding, used_before, edition, stage, identity, base, award, tilt,"
            " charity, reason, clause, pool, tilt_pool, award_change, tilt_change, channel, note,"
            " at, actor) VALUES (?, 'settle', 1, 2026, ?, 'fengjie', '{}', 0, 1, '{}', '-',"
            " 'inpatient', 'dibao', 0, 0, 0, '', '', '', '', '', 0, 0, 'person_account', '',"
            " '2026-11-05 09:00:00', 'x')",
            (claim_id, settled_on),
        )
