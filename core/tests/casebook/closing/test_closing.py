"""Closing a day, backups and restoring."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from jiuzhu.casebook.actor import Actor, local_actor
from jiuzhu.casebook.audit import AuditLine, append_all, append_apart
from jiuzhu.casebook.audit.digest import BadDigest, marked, read_digest
from jiuzhu.casebook.checking.check import check_file
from jiuzhu.casebook.closing import backup, close_day, copies, restore
from jiuzhu.casebook.closing.copies import FaultyCopy
from jiuzhu.casebook.errors import CasebookExists, NoCasebook, NotACasebook, NotAllowed, NotWritten
from jiuzhu.casebook.store import Casebook

ME = local_actor()
Settle = Callable[[Casebook, int, str], None]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_close_counts_and_is_the_last_record(book: Casebook, settle: Settle) -> None:
    settle(book, 1, "C1")
    settle(book, 2, "C2")
    total = book.one("SELECT sum(award_change + tilt_change) FROM entries")[0]
    digest = close_day(book, ME)
    last, action, hashed = book.one("SELECT seq, action, hash FROM audit ORDER BY seq DESC LIMIT 1")
    assert (digest.records, digest.entries, digest.sum) == (last, 2, total)
    assert action == "casebook.close"
    assert digest.marks[-1] == (last, hashed)
    assert digest.line == f"JZ1:{last}:2:{total}:{hashed}"
    assert digest.at == "2026-11-21 09:30:00"
    assert [seq for seq, _ in digest.marks] == list(range(1, last + 1))


def test_a_clerk_does_not_close(book: Casebook) -> None:
    with pytest.raises(NotAllowed):
        close_day(book, Actor("赵经办", "clerk"))


def test_a_digest_as_a_file_and_as_a_line(book: Casebook, tmp_path: Path) -> None:
    digest = close_day(book, ME)
    file = tmp_path / "digest.json"
    file.write_text(json.dumps(digest.document()), "utf-8")
    assert read_digest(str(file)) == digest
    line = read_digest(f" {digest.line}\n")
    assert (line.records, line.sum, line.marks) == (1, 0, digest.marks[-1:])


@pytest.mark.parametrize(
    "text",
    [
        "JZ1:1:0:0:abc", "JZ1:2:0:0", "{}", "[]", "nothing", "", "[1",
        '{"format": "jiuzhu-digest/1"}',
        '{"format":"jiuzhu-digest/1","at":"","records":1.0,"entries":0,"sum":0,"marks":[]}',
        '{"format":"jiuzhu-digest/1","at":"","records":1,"entries":0,"sum":0,"marks":[]}',
        '{"format":"jiuzhu-digest/1","at":"","records":2,"entries":0,"sum":0,"marks":[[1,"a"]]}',
        '{"format":"jiuzhu-digest/1","at":"","records":true,"entries":0,"sum":0,"marks":[]}',
    ],
)  # fmt: skip
def test_what_is_no_digest(tmp_path: Path, text: str) -> None:
    file = tmp_path / "digest.json"
    file.write_text(text, "utf-8")
    with pytest.raises(BadDigest):
        read_digest(str(file))
    with pytest.raises(BadDigest):
        read_digest(text)


@pytest.mark.parametrize("last", [1, 2, 1023, 1024, 1025, 300_000])
def test_marks(last: int) -> None:
    numbers = marked(last)
    assert numbers[-1] == last
    assert len(numbers) == min(last, 1024)
    gaps = {after - before for before, after in zip([0, *numbers], numbers, strict=False)}
    assert max(gaps) - min(gaps) <= 1


def test_a_backup_is_good_private_and_recorded(
    book: Casebook, casebook_path: Path, tmp_path: Path, settle: Settle
) -> None:
    settle(book, 1, "C1")
    digest = close_day(book, ME)
    target = tmp_path / "backup.casebook"
    before = os.umask(0)
    try:
        done = backup(book, ME, target)
    finally:
        os.umask(before)
    assert mode(target) == 0o600
    assert (done.entries, done.records, done.recorded) == (1, digest.records, True)
    assert list(check_file(target, digest)) == []
    assert book.one("SELECT action FROM audit ORDER BY seq DESC LIMIT 1") == ("casebook.backup",)
    assert {each.name for each in tmp_path.iterdir()} == {casebook_path.name, target.name}


def test_a_backup_while_others_write_is_whole(
    book: Casebook, casebook_path: Path, tmp_path: Path
) -> None:
    begun = threading.Event()

    def write() -> None:
        with Casebook.open(casebook_path) as mine:
            for _ in range(40):
                append_apart(mine, ME, AuditLine(action="x"))
                begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait()
    done = backup(book, ME, tmp_path / "backup.casebook")
    writer.join()
    assert 1 <= done.records <= 40
    assert list(check_file(casebook_path)) == []


def test_nothing_is_overwritten(book: Casebook, tmp_path: Path) -> None:
    target = tmp_path / "there"
    target.write_text("mine")
    with pytest.raises(CasebookExists):
        backup(book, ME, target)
    with pytest.raises(CasebookExists):
        restore(book.path, target, ME)
    with pytest.raises(CasebookExists):
        backup(book, ME, book.path)
    assert target.read_text() == "mine"


def test_a_file_that_came_meanwhile_is_not_overwritten(
    book: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "late"
    made = copies._copy

    def late(*arguments: object) -> None:
        made(*arguments)  # type: ignore[arg-type]
        target.write_text("mine")

    monkeypatch.setattr(copies, "_copy", late)
    with pytest.raises(CasebookExists):
        backup(book, ME, target)
    assert target.read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_faulty_casebook_gives_no_backup(book: Casebook, tmp_path: Path) -> None:
    book.db.conn.execute("DROP TRIGGER audit_stays")
    with pytest.raises(FaultyCopy, match="audit_stays"):
        backup(book, ME, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_no_folder_to_write_into(book: Casebook, tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="No such file"):
        backup(book, ME, tmp_path / "none" / "backup")


def test_restoring(book: Casebook, tmp_path: Path, settle: Settle) -> None:
    settle(book, 1, "C1")
    digest = close_day(book, ME)
    backup(book, ME, tmp_path / "backup")
    kept = (tmp_path / "backup").read_bytes()
    done = restore(tmp_path / "backup", tmp_path / "new", ME, digest)
    assert (done.records, done.entries) == (digest.records, 1)
    assert (tmp_path / "backup").read_bytes() == kept
    assert mode(tmp_path / "new") == 0o600
    assert list(check_file(tmp_path / "new", digest)) == []
    with Casebook.open(tmp_path / "new") as restored:
        assert restored.rows("SELECT claim_id FROM entries") == [("C1",)]
        assert restored.one("SELECT action FROM audit ORDER BY seq DESC LIMIT 1") == (
            "casebook.restore",
        )


def test_an_old_backup_does_not_hold_a_later_digest(book: Casebook, tmp_path: Path) -> None:
    backup(book, ME, tmp_path / "backup")
    digest = close_day(book, ME)
    with pytest.raises(FaultyCopy, match="截去"):
        restore(tmp_path / "backup", tmp_path / "new", ME, digest)
    assert not (tmp_path / "new").exists()


def test_restoring_from_what_is_no_backup(book: Casebook, tmp_path: Path) -> None:
    append_all_many(book)
    whole = book.path.read_bytes()
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "empty").touch()
    (tmp_path / "junk").write_bytes(b"junk" * 4096)
    for name in ("empty", "junk"):
        with pytest.raises(NotACasebook):
            restore(tmp_path / name, tmp_path / "new", ME)
    with pytest.raises((NotACasebook, NotWritten, FaultyCopy)):
        restore(tmp_path / "half", tmp_path / "new", ME)
    with pytest.raises(NoCasebook):
        restore(tmp_path / "none", tmp_path / "new", ME)
    assert {each.name for each in tmp_path.iterdir()} == {book.path.name, "half", "empty", "junk"}


def append_all_many(book: Casebook) -> None:
    with book.gate() as gate:
        append_all(gate, book, ME, [AuditLine(action="x") for _ in range(500)])
