"""The full list in force: who is added, changed, cancelled, unchanged, and from when to when."""

from __future__ import annotations

from datetime import date

import pytest

from jiuzhu.casebook.roster import (
    RosterRefused,
    StalePreview,
    batches,
    confirm_list,
    find_person,
    identities_on,
    known_identities,
    person_of,
    register_person,
    resolve_item,
)
from jiuzhu_schemas.records import Identity, Person

from .lists import CIVIL, CLERK, RURAL, Office, rid, row, xlsx_of

MANY = [row(n) for n in range(1, 11)]


def test_a_first_list_adds_everybody_from_the_month(office: Office) -> None:
    done = office.send([row(1), row(2, "特困人员(救助)", 认定日期="2026年3月")])
    assert done.counts["added"] == 2
    person = find_person(office.book, rid(1))
    assert person is not None
    assert known_identities(office.book, person) == [Identity(rid(1), "dibao", date(2026, 11, 1))]
    assert office.held(rid(2)) == [("tekun", "2026-03-01", "")]
    assert person_of(office.book, person).township == "测试镇"


def test_each_sort_of_change(office: Office) -> None:
    office.send([row(n) for n in range(1, 11)], month="2026-10")
    office.send([row(n) for n in range(1, 10)], month="2026-11")  # 10 goes ...
    rows = [row(n) for n in range(1, 8)]
    rows += [row(8, "特困人员"), row(9, **{"镇（街）": "另一镇"}), row(10), row(11)]
    preview = office.preview(rows, month="2026-12")
    assert preview.counts["unchanged"] == 7
    assert preview.counts["changed"] == 3
    assert preview.counts["reappearing"] == 1  # ... and comes again: changed, not added
    assert preview.counts["added"] == 1
    what = {each.person_id: each.what for each in preview.changes if each.outcome == "changed"}
    assert what == {rid(8): ("category",), rid(9): ("township",), rid(10): ("category",)}
    confirm_list(office.book, CLERK, preview)
    assert office.held(rid(8)) == [
        ("dibao", "2026-10-01", "2026-11-30"),
        ("tekun", "2026-12-01", ""),
    ]
    assert office.held(rid(10)) == [
        ("dibao", "2026-10-01", "2026-10-31"),
        ("dibao", "2026-12-01", ""),
    ]


def test_cancelled_people_keep_the_days_they_had(office: Office) -> None:
    office.send(MANY, month="2026-10")
    office.send(MANY[:9], month="2026-11")
    person = find_person(office.book, rid(10))
    assert person is not None
    assert len(identities_on(office.book, person, date(2026, 10, 31))) == 1
    assert identities_on(office.book, person, date(2026, 11, 1)) == []


def test_effective_moves_the_day(office: Office) -> None:
    office.send(MANY, month="2026-10")
    office.send(MANY[:9], month="2026-11", effective=date(2026, 11, 16))
    assert office.held(rid(10)) == [("dibao", "2026-10-01", "2026-11-15")]


def test_an_identity_that_never_began_is_taken_back(office: Office) -> None:
    office.send([*MANY[:9], row(10, 认定日期="2026-12-15")], month="2026-10")
    office.send(MANY[:9], month="2026-11")
    assert office.held(rid(10)) == []


def test_a_list_extends_but_takes_no_past_days_back(office: Office) -> None:
    office.send([row(1, 认定日期="2026-05-01"), row(2, 认定日期="2026-05-01")], month="2026-10")
    done = office.send(
        [row(1, 认定日期="2026-09-01"), row(2, 认定日期="2026-01-01")], month="2026-11"
    )
    assert (done.counts["kept_starts"], done.counts["changed"]) == (1, 1)
    assert office.held(rid(1)) == [("dibao", "2026-05-01", "")]
    assert office.held(rid(2)) == [("dibao", "2026-01-01", "")]


def test_what_did_we_know(office: Office) -> None:
    """The day in question and the time of knowing are two things."""
    office.send(MANY, month="2026-10")  # at 09:00
    office.send(MANY[:9], month="2026-11")  # at 09:01
    assert office.held(rid(10), "2026-11-05 08:59:59") == []
    assert office.held(rid(10), "2026-11-05 09:00:30") == [("dibao", "2026-10-01", "")]
    assert office.held(rid(10), "2026-11-05 09:01:00") == [("dibao", "2026-10-01", "2026-10-31")]
    person = find_person(office.book, rid(10))
    assert person is not None
    november = date(2026, 11, 20)
    assert len(identities_on(office.book, person, november, "2026-11-05 09:00:59")) == 1
    assert identities_on(office.book, person, november) == []


def test_known_rows_cannot_be_changed_or_deleted(office: Office) -> None:
    import sqlite3

    office.send(MANY)
    for statement in (
        "UPDATE identities SET valid_to = '2026-11-30'",
        "UPDATE identities SET known_to = NULL",
        "DELETE FROM identities",
        "UPDATE batches SET actor = 'x'",
        "DELETE FROM batches",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="roster"):
            office.book.db.conn.execute(statement)


def test_i4_the_same_file_twice_changes_nothing(office: Office) -> None:
    path = office.file(MANY)
    first = office.send(path)
    before = office.tables()
    again = office.send(path)
    assert (again.batch, again.done) == (first.batch, False)
    assert office.tables() == before


def test_i4_two_previews_of_one_file(office: Office) -> None:
    path = office.file(MANY)
    one, two = office.preview(path), office.preview(path)
    confirm_list(office.book, CLERK, one)
    assert not confirm_list(office.book, CLERK, two).done
    assert len(batches(office.book)) == 1


def test_a_preview_is_bound_to_its_state(office: Office) -> None:
    preview = office.preview(MANY)
    office.send([row(20, "返贫致贫人口")], department=RURAL)
    before = office.tables()
    with pytest.raises(StalePreview):
        confirm_list(office.book, CLERK, preview)
    assert office.tables() == before


def test_somebody_registered_meanwhile(office: Office) -> None:
    """People come in by claims too. Strangers do no harm, somebody in the list does."""
    harmless, other = office.preview(MANY), office.preview(MANY[:5])
    with office.book.gate() as gate:
        register_person(gate, office.book, Person(rid(99), "测试外人"))
    confirm_list(office.book, CLERK, harmless)
    other = office.preview([row(50)], kind="full", department=RURAL, skip_bad_rows=True)
    assert other.refusals  # a category of another department
    preview = office.preview([*MANY, row(40)], month="2026-12")
    with office.book.gate() as gate:
        register_person(gate, office.book, Person(rid(40), "测试"))
    with pytest.raises(StalePreview):
        confirm_list(office.book, CLERK, preview)


def test_an_older_month_comes_too_late(office: Office) -> None:
    office.send(MANY, month="2026-11")
    preview = office.preview(MANY[:9], month="2026-10")
    with pytest.raises(RosterRefused, match="2026-11"):
        confirm_list(office.book, CLERK, preview)


def test_departments_do_not_touch_each_other(office: Office) -> None:
    office.send(MANY)
    preview = office.preview([row(1, "返贫致贫人口"), row(2, "返贫致贫人口")], department=RURAL)
    assert preview.counts["cancelled"] == 0
    confirm_list(office.book, CLERK, preview)
    assert office.held(rid(1)) == [
        ("dibao", "2026-11-01", ""),
        ("returned_to_poverty", "2026-11-01", ""),
    ]


def test_anothers_category_is_a_wrong_row(office: Office) -> None:
    preview = office.preview([row(1), row(2, "7069")])
    (problem,) = preview.read.file.problems
    assert (problem.row, problem.column, problem.code) == (3, "医疗救助身份", "other_department")


def test_contradictions_are_shown_not_refused(office: Office) -> None:
    office.send([row(1, "低保对象"), row(2)])
    preview = office.preview([row(1, "特困人员"), row(1, "低保边缘户"), row(2)], month="2026-12")
    assert [each.kind for each in preview.contradictions] == ["exclusive"]
    confirm_list(office.book, CLERK, preview)


def test_one_category_from_two_departments(office: Office) -> None:
    """A category that another department recognised before, as after a reform."""
    office.send([row(n) for n in range(1, 4)])
    with office.book.gate() as gate:
        gate.execute(
            "INSERT INTO identities (person, category, valid_from, department, batch, known_from)"
            " VALUES (1, 'dibao', '2020-01-01', '旧局', 1, '2026-01-01 00:00:00')"
        )
    preview = office.preview([row(n) for n in range(1, 4)], month="2026-12")
    (found,) = preview.contradictions
    assert found.kind == "two_departments"
    assert found.says == (("dibao", CIVIL), ("dibao", "旧局"))


def test_home_care_has_its_own_code(office: Office) -> None:
    office.send([row(1, "7019"), row(2)])
    people = [person_of(office.book, number) for number in (1, 2)]
    assert [each.home_care for each in people] == [True, False]
    assert office.held(rid(1)) == [("dibao", "2026-11-01", "")]


def test_workbooks_and_gb18030_say_the_same(office: Office) -> None:
    path = xlsx_of(office.folder / "list.xlsx", MANY)
    office.send(path)
    other = office.file(MANY)
    other.write_bytes(other.read_text("utf-8").encode("gb18030"))
    preview = office.preview(other, month="2026-12")
    assert preview.counts["unchanged"] == 10


def test_every_batch_is_in_the_trail(office: Office) -> None:
    from jiuzhu.casebook.roster.checking import check_roster

    office.send(MANY, month="2026-10")
    office.send(MANY[:8], month="2026-11")
    found = office.book.rows("SELECT subject_key, action FROM audit ORDER BY seq")
    assert found == [("1-10", "register"), ("1", "roster.import"), ("2", "roster.import")]
    assert list(check_roster(office.book)) == []
    office.book.db.conn.execute("DROP TRIGGER identities_stay")
    office.book.db.conn.execute(
        "UPDATE identities SET valid_from = '2020-01-01' WHERE identity = 3"
    )
    assert [each.key for each in check_roster(office.book)] == ["1"]


def test_unknown_items_are_named(office: Office) -> None:
    from jiuzhu.casebook.roster import NoSuchItem

    with pytest.raises(NoSuchItem):
        resolve_item(office.book, CLERK, 7, "same")


def test_check_finds_nothing_and_finds_tampering(office: Office) -> None:
    from jiuzhu.casebook.checking.check import check

    office.send(MANY, month="2026-10")
    office.send([*MANY[:8], row(9, 姓名="测试改名")], month="2026-11")
    resolve_item(office.book, CLERK, 1, "same")
    assert list(check(office.book)) == []
    office.book.db.conn.execute("UPDATE ambiguous_rows SET status = 'other'")
    assert [(each.subject, each.key) for each in check(office.book)] == [("ambiguous_rows", "1")]


def test_a_decision_recognises_somebody(office: Office) -> None:
    from jiuzhu.casebook.checking.check import check
    from jiuzhu.casebook.roster import recognise

    office.send(MANY, month="2026-10")
    granted = Identity(rid(3), "sudden_hardship", date(2026, 11, 1), date(2027, 10, 31))
    with office.book.gate() as gate:
        assert recognise(gate, office.book, CLERK, granted, RURAL) == 2
    assert ("sudden_hardship", "2026-11-01", "2027-10-31") in office.held(rid(3))
    assert list(check(office.book)) == []
    office.book.db.conn.execute("DROP TRIGGER batches_stay")
    office.book.db.conn.execute("UPDATE batches SET month = '2026-09' WHERE batch = 2")
    assert [each.key for each in check(office.book) if each.subject == "batches"] == ["2"]


def test_a_decision_that_nobody_recorded_is_found(office: Office) -> None:
    from jiuzhu.casebook.checking.check import check

    office.send(MANY, month="2026-10")
    office.book.db.conn.execute(
        "INSERT INTO batches (batch, kind, department, month, file_name, file_hash, at, actor)"
        " VALUES (2, 'decision', '民政局', '2026-11', '', '', '2026-11-30 08:00:00', 'x')"
    )
    office.book.db.conn.execute(
        "INSERT INTO identities (person, category, valid_from, department, batch, known_from)"
        " VALUES (1, 'tekun', '2020-01-01', '民政局', 2, '2026-11-30 08:00:00')"
    )
    assert [each.key for each in check(office.book) if each.subject == "batches"] == ["2"]
