"""Reliability check A1: whatever is done to a copy of the file, the first bad record is named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from jiuzhu.casebook.actor import local_actor
from jiuzhu.casebook.audit import AuditLine, append_apart
from jiuzhu.casebook.audit import digest as digests
from jiuzhu.casebook.audit.chain import COLUMNS, link
from jiuzhu.casebook.audit.digest import Digest, marked, read_digest
from jiuzhu.casebook.checking import Fault
from jiuzhu.casebook.checking.check import check_file
from jiuzhu.casebook.errors import NotACasebook
from jiuzhu.casebook.store import Casebook

Tamper = Callable[[], AbstractContextManager[Any]]

CHANGED = "UPDATE audit SET detail = '{\"x\":1}' WHERE seq = ?"


def first_fault(path: Path, digest: Digest | None = None) -> Fault:
    faults = list(check_file(path, digest))
    assert faults
    return faults[0]


def test_a_true_casebook_has_no_fault(closed: tuple[Path, Digest]) -> None:
    path, digest = closed
    assert list(check_file(path)) == []
    assert list(check_file(path, digest)) == []
    assert list(check_file(path, read_digest(digest.line))) == []


def test_an_edited_record(tamper: Tamper) -> None:
    with tamper() as file:
        file.run(CHANGED, 7)
    assert first_fault(file.path).seq == 7


def test_an_edited_record_with_a_hash_of_its_own(
    tamper: Tamper, closed: tuple[Path, Digest]
) -> None:
    with tamper() as file:
        file.run(CHANGED, 7)
        (eighth,) = file.one("SELECT prev FROM audit WHERE seq = 8")
        file.rechain(7)
        file.run("UPDATE audit SET prev = ? WHERE seq = 8", eighth)
    assert first_fault(file.path).seq == 8  # The chain alone sees it one too late,
    assert first_fault(file.path, closed[1]).seq == 7  # the marks do not.


def test_an_edited_record_that_fits_its_own_hash(tamper: Tamper) -> None:
    """The next one is as it was: only the link between the two is broken."""
    with tamper() as file:
        file.run(CHANGED, 7)
        _, *fields, prev, _ = file.one(f"SELECT {', '.join(COLUMNS)} FROM audit WHERE seq = 7")
        file.run("UPDATE audit SET hash = ? WHERE seq = 7", link(prev, 7, tuple(fields)))
    assert [each.seq for each in check_file(file.path)] == [8]


def test_a_deleted_record(tamper: Tamper) -> None:
    with tamper() as file:
        file.run("DELETE FROM audit WHERE seq = 5")
    assert first_fault(file.path).seq == 5


def test_a_deleted_record_with_the_rest_moved_up(
    tamper: Tamper, closed: tuple[Path, Digest]
) -> None:
    with tamper() as file:
        file.run("DELETE FROM audit WHERE seq = 5")
        file.shift(6, -1)
    assert first_fault(file.path, closed[1]).seq == 5


def test_two_records_swapped(tamper: Tamper, closed: tuple[Path, Digest]) -> None:
    with tamper() as file:
        file.run("UPDATE audit SET seq = 1000 WHERE seq = 4")
        file.run("UPDATE audit SET seq = 4 WHERE seq = 9")
        file.run("UPDATE audit SET seq = 9 WHERE seq = 1000")
    assert first_fault(file.path).seq == 4
    assert first_fault(file.path, closed[1]).seq == 4


def test_an_inserted_record(tamper: Tamper, closed: tuple[Path, Digest]) -> None:
    with tamper() as file:
        file.shift(6, 1)
        file.run("INSERT INTO audit SELECT 6, at, actor, role, action, subject, subject_key,"
                 " row_hash, detail, prev, hash FROM audit WHERE seq = 5")  # fmt: skip
        file.run("UPDATE audit SET prev = (SELECT hash FROM audit WHERE seq = 5) WHERE seq = 6")
    assert first_fault(file.path, closed[1]).seq == 6


def test_a_cut_tail_is_found_by_the_digest_alone(
    tamper: Tamper, closed: tuple[Path, Digest]
) -> None:
    last = closed[1].records
    with tamper() as file:
        file.run("DELETE FROM audit WHERE seq = ?", last)  # The close: no row hangs on it.
    assert list(check_file(file.path)) == []
    assert first_fault(file.path, closed[1]).seq == last
    assert first_fault(file.path, read_digest(closed[1].line)).seq == last


def test_a_cut_tail_leaves_rows_without_records(tamper: Tamper) -> None:
    with tamper() as file:
        file.run("DELETE FROM audit WHERE subject = 'entries' AND subject_key >= '8'")
        file.run("DELETE FROM audit WHERE action = 'casebook.close'")
    assert any(each.subject == "entries" for each in check_file(file.path))


@pytest.mark.parametrize("first", [1, 7, 13])
def test_a_chain_worked_out_anew(tamper: Tamper, closed: tuple[Path, Digest], first: int) -> None:
    with tamper() as file:
        file.run(CHANGED, first)
        file.rechain(first)
    assert list(check_file(file.path)) == []
    assert first_fault(file.path, closed[1]).seq == first
    assert "audit" in str(first_fault(file.path, read_digest(closed[1].line)).sentence)


def test_a_long_chain_worked_out_anew_is_bad_within_two_marks(
    tamper: Tamper, closed: tuple[Path, Digest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "MARKS", 4)
    numbers = marked(closed[1].records)
    assert len(numbers) == 4
    sparse = evolve(closed[1], marks=tuple(each for each in closed[1].marks if each[0] in numbers))
    with tamper() as file:
        file.run(CHANGED, numbers[1] + 2)
        file.rechain(numbers[1] + 2)
    fault = first_fault(file.path, sparse)
    assert fault.seq == numbers[1] + 1
    assert f"{numbers[1] + 1} 至 {numbers[2]}" in fault.message.zh


@pytest.mark.parametrize(
    ("sql", "subject", "key"),
    [
        ("UPDATE entries SET base = base + 1 WHERE entry = 4", "entries", "4"),
        ("UPDATE entries SET claim = replace(claim, '300000', '300001') WHERE entry = 4",
         "entries", "4"),
        ("DELETE FROM entries WHERE entry = 10", "entries", "10"),
        ("UPDATE operators SET role = 'supervisor' WHERE name = '钱经办'", "operators", "钱经办"),
        ("UPDATE operator_townships SET active = 0 WHERE township = '永安镇'",
         "operator_townships", "钱经办/永安镇"),
        ("DELETE FROM operator_townships WHERE township = '永安镇'",
         "operator_townships", "钱经办/永安镇"),
        ("INSERT INTO operators SELECT '鬼', role, active, password_hash, must_change, added_at,"
         " added_by FROM operators WHERE name = '李管理'", "operators", "鬼"),
    ],
)  # fmt: skip
def test_a_changed_row(tamper: Tamper, sql: str, subject: str, key: str) -> None:
    with tamper() as file:
        file.run("PRAGMA foreign_keys = OFF")
        file.run(sql)
        record = file.one(
            "SELECT max(seq) FROM audit WHERE subject = ? AND subject_key = ?", subject, key
        )[0]
    about = [each for each in check_file(file.path) if (each.subject, each.key) == (subject, key)]
    assert about
    assert record in [each.seq for each in about]


def test_a_sum_that_is_not_the_digests(closed: tuple[Path, Digest]) -> None:
    wrong = evolve(closed[1], sum=closed[1].sum + 1)
    assert first_fault(closed[0], wrong).subject == "digest"


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("DROP TRIGGER audit_stays", "trigger audit_stays"),
        ("DROP INDEX people_by_name", "index people_by_name"),
        ("CREATE TABLE strange (x)", "table strange"),
        ("ALTER TABLE people ADD COLUMN strange TEXT", "table people"),
        ("PRAGMA user_version = 1", "index batches_"),
    ],
)
def test_a_schema_that_is_not_the_steps(
    book: Casebook, casebook_path: Path, sql: str, name: str
) -> None:
    book.db.conn.execute(sql)
    fault = first_fault(casebook_path)
    assert fault.subject == "schema"
    assert name in fault.key or sql.startswith("PRAGMA")


def test_a_trigger_with_other_words(book: Casebook, casebook_path: Path) -> None:
    book.db.conn.execute("DROP TRIGGER audit_stays")
    book.db.conn.execute("CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT 1; END")
    fault = first_fault(casebook_path)
    assert (fault.subject, fault.key) == ("schema", "trigger audit_stays")


def test_a_row_that_refers_to_nothing(tamper: Tamper) -> None:
    with tamper() as file:
        file.run("PRAGMA foreign_keys = OFF")
        file.run("DELETE FROM people WHERE person = 1")
    fault = first_fault(file.path)
    assert fault.subject == "entries"
    assert "people" in fault.message.zh


def spoil(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    start = 4096 * (page - 1)
    content[start : start + 64] = b"\xff" * 64
    path.write_bytes(content)


@pytest.mark.parametrize("table", ["entries", "audit", "people_by_name"])
def test_a_damaged_page(tamper: Tamper, table: str) -> None:
    with tamper() as file:
        (page,) = file.one("SELECT rootpage FROM sqlite_master WHERE name = ?", table)
    spoil(file.path, page)
    fault = first_fault(file.path)
    assert fault.subject == "file"
    assert "损坏" in fault.message.zh or "无法读取" in fault.message.zh


def test_a_damaged_schema(tamper: Tamper) -> None:
    with tamper() as file:
        (size,) = file.one("PRAGMA page_count")
    for page in range(2, size + 1):
        spoil(file.path, page)
    with pytest.raises(NotACasebook, match="损坏"):
        first_fault(file.path)


def test_awkward_text_is_hashed_alike_by_sqlite_and_python(
    book: Casebook, casebook_path: Path
) -> None:
    awkward = '"\\/\b\f\n\r\t\x01\x1f\x7f “引号” \U0001f600 é \u200b\u2028 null'
    append_apart(book, local_actor(), AuditLine(action="x", key=awkward, detail={awkward: awkward}))
    assert list(check_file(casebook_path)) == []
