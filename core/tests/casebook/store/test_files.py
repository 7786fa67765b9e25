"""R7 and S7: full disks, read-only places, files that are none; and who may read what is made."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

import pytest

from jiuzhu.casebook.actor import local_actor
from jiuzhu.casebook.audit import AuditLine, append, append_apart
from jiuzhu.casebook.checking.check import check_file
from jiuzhu.casebook.closing import backup
from jiuzhu.casebook.errors import (
    CasebookError,
    CasebookExists,
    NewerCasebook,
    NoCasebook,
    NotACasebook,
    NotWritten,
)
from jiuzhu.casebook.store import Casebook

ME = local_actor()
NOBODY = 65534

WRITE = """
import os, sys
from pathlib import Path
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_apart
from jiuzhu.casebook.errors import CasebookError
from jiuzhu.casebook.store import Casebook
if os.getuid() == 0:  # Root writes anywhere.
    os.setgid({nobody}); os.setuid({nobody})
try:
    with Casebook.open(Path(sys.argv[1])) as book:
        append_apart(book, Actor("x", "clerk"), AuditLine(action="x"))
except CasebookError as error:
    print(type(error).__name__, error.message.zh)
"""


def fill(book: Casebook, size: int) -> int:
    """Write until the disk is full; return how many writes were acknowledged."""
    line = AuditLine(action="x", detail={"text": "x" * size})
    for acknowledged in count():
        try:
            append_apart(book, ME, line)
        except NotWritten as error:
            if "磁盘已满" in error.message.zh:
                return acknowledged
            raise
    raise AssertionError


def test_a_full_disk_loses_nothing_that_was_acknowledged(
    book: Casebook, casebook_path: Path
) -> None:
    (pages,) = book.one("PRAGMA page_count")
    book.db.conn.execute(f"PRAGMA max_page_count = {pages + 4}")
    acknowledged = fill(book, 2000)
    assert acknowledged > 0
    assert book.one("SELECT count(*) FROM audit") == (acknowledged,)
    assert list(check_file(casebook_path)) == []
    book.db.conn.execute("PRAGMA max_page_count = 1000000")
    append_apart(book, ME, AuditLine(action="x"))


def test_a_full_disk_makes_no_backup(casebook_path: Path, tmp_path: Path) -> None:
    """A limit on file sizes: the process may write no file as large as the copy gets."""
    Casebook.init(casebook_path).close()
    limit = casebook_path.stat().st_size // 2
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from jiuzhu.casebook.actor import local_actor\n"
        "from jiuzhu.casebook.closing import backup\n"
        "from jiuzhu.casebook.errors import NotWritten\n"
        "from jiuzhu.casebook.store import Casebook\n"
        "with Casebook.open(Path(sys.argv[1])) as book:\n"
        f"    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "    try: backup(book, local_actor(), Path(sys.argv[2]))\n"
        "    except NotWritten as error: print(error.message.zh)\n"
    )
    said = run(code, casebook_path, tmp_path / "backup")
    assert "没有写入任何内容" in said
    assert list(tmp_path.iterdir()) == [casebook_path]


def test_a_backup_can_be_made_when_the_trail_cannot_be_told(book: Casebook, tmp_path: Path) -> None:
    (pages,) = book.one("PRAGMA page_count")
    book.db.conn.execute(f"PRAGMA max_page_count = {pages}")
    fill(book, 2000)
    fill(book, 0)
    assert not backup(book, ME, tmp_path / "backup").recorded
    assert list(check_file(tmp_path / "backup")) == []


def run(code: str, *arguments: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True, text=True, check=True, env={**os.environ, "JIUZHU_LANG": "zh"},
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555)])
def test_a_read_only_file_or_folder(file_mode: int, folder_mode: int) -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders let no other user in.
        folder = Path(name)
        path = folder / "test.casebook"
        Casebook.init(path).close()
        before = path.read_bytes()
        path.chmod(file_mode)
        folder.chmod(folder_mode)
        said = run(WRITE.format(nobody=NOBODY), path)
        folder.chmod(0o700)
        assert "NotWritten" in said
        assert "只读" in said or "无法打开" in said
        assert path.read_bytes() == before


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NoCasebook, match="casebook init"):
        Casebook.open(tmp_path / "none")
    with pytest.raises(NoCasebook):
        list(check_file(tmp_path / "none"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"junk" * 5000, b"SQLite format 3\0" + b"\0" * 84])
def test_a_file_that_is_no_casebook_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(NotACasebook):
        Casebook.open(path)
    with pytest.raises(NotACasebook):
        list(check_file(path))
    with pytest.raises(CasebookExists):
        Casebook.init(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_another_programs_database_is_no_casebook(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "other")
    connection.execute("CREATE TABLE x (y)")
    connection.close()
    with pytest.raises(NotACasebook):
        Casebook.open(tmp_path / "other")


def test_a_folder_is_no_casebook(tmp_path: Path) -> None:
    with pytest.raises(NotACasebook, match="文件夹"):
        Casebook.open(tmp_path)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_part_of_a_file_is_found(book: Casebook, tmp_path: Path, part: float) -> None:
    for _ in range(20):
        append_apart(book, ME, AuditLine(action="x", detail={"text": "x" * 2000}))
    whole = book.path.read_bytes()
    path = tmp_path / "part"
    path.write_bytes(whole[: int(len(whole) * part)])
    try:
        faults = list(check_file(path))
    except NotACasebook:
        return
    assert faults


def test_a_later_programs_casebook_is_refused(book: Casebook, casebook_path: Path) -> None:
    book.db.conn.execute("PRAGMA user_version = 999")
    with pytest.raises(NewerCasebook, match="升级程序"):
        Casebook.open(casebook_path)
    with pytest.raises(NewerCasebook):
        list(check_file(casebook_path))


def test_only_the_owner_reads_what_is_made(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Casebook.init(tmp_path / "a") as book, book.gate() as gate:
            append(gate, book, ME, AuditLine(action="x"))
            gate.execute("PRAGMA cache_spill = 1")
            beside = list(tmp_path.iterdir())
            modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in beside}
        backup(Casebook.open(tmp_path / "a"), ME, tmp_path / "b")
    finally:
        os.umask(before)
    assert len(modes) > 1, "the journal stands beside the file during a write"
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o600


def test_a_casebook_is_not_made_where_nothing_can_be(tmp_path: Path) -> None:
    with pytest.raises((CasebookError, OSError)):
        Casebook.init(tmp_path / "none" / "a")


def test_a_casebook_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match=r"文件夹 .*nowhere 不存在，请先新建"):
        Casebook.init(tmp_path / "nowhere" / "book")
    with pytest.raises(NotWritten, match="文件名过长"):
        Casebook.init(tmp_path / ("x" * 300))
