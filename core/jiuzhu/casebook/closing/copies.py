"""Backups, and restoring from one: a copy is checked before it is called good.

SQLite makes the copy, never a copying of files: those were broken whenever somebody was writing.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_apart
from jiuzhu.casebook.audit.digest import Digest
from jiuzhu.casebook.checking.check import check_file
from jiuzhu.casebook.clock import Clock, beijing_now
from jiuzhu.casebook.errors import CasebookError, CasebookExists, NotWritten
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.store import Casebook
from jiuzhu.casebook.store.connecting import connect
from jiuzhu.casebook.store.gate import not_written
from jiuzhu_schemas.text import Text


class FaultyCopy(CasebookError):
    """The copy did not pass its check and was not kept."""


@frozen(kw_only=True)
class Copied:
    """A copy that was checked and found good."""

    path: str
    records: int
    """Records of its audit trail."""
    entries: int
    """Entries of its ledger."""
    last_hash: str
    """The hash of its last record; empty if it has none."""
    recorded: bool
    """Whether the trail could be told of it: not on a disk that is full or read-only."""


def backup(book: Casebook, actor: Actor, target: Path) -> Copied:
    """Copy an open casebook into a new file that only its owner can read.

    Raises NotAllowed, CasebookExists if the target stands there, FaultyCopy, NotWritten.
    """
    require(book, actor, "casebook.backup")
    with _stand_in(target) as copy:
        _copy(book.connection, copy)
        done = _checked(copy, target, None, book.clock)
    line = AuditLine(
        action="casebook.backup", detail={"records": done.records, "hash": done.last_hash}
    )
    return _recorded(book, actor, line, done)


def restore(
    source: Path,
    target: Path,
    actor: Actor,
    digest: Digest | None = None,
    clock: Clock = beijing_now,
) -> Copied:
    """Copy a backup into a new casebook, whose trail then says so.

    ``digest``: of a close of the day, which the backup must still hold. Raises NoCasebook,
    NotACasebook, CasebookExists if the target stands there, FaultyCopy, NotWritten.
    """
    with _stand_in(target) as copy:
        with closing(connect(source)) as connection:
            _copy(connection, copy)
        done = _checked(copy, target, digest, clock)
        with Casebook.open(copy, clock) as book:
            line = AuditLine(
                action="casebook.restore", detail={"records": done.records, "hash": done.last_hash}
            )
            return _recorded(book, actor, line, done)


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise not_written(error, str(target)) from error


def _checked(copy: Path, target: Path, digest: Digest | None, clock: Clock) -> Copied:
    """Check a copy as ``casebook check`` does. Raises FaultyCopy with the first fault."""
    with closing(check_file(copy, digest, clock)) as faults:
        fault = next(faults, None)
    if fault is not None:
        raise FaultyCopy(
            Text(
                f"副本未通过检查，没有保留：{fault.sentence.zh}；请对原文件运行 casebook check",
                f"the copy did not pass its check and was not kept: {fault.sentence.en};"
                " run casebook check on the original",
            ),
            str(target),
        )
    with closing(connect(copy)) as connection:
        (entries,) = connection.execute("SELECT count(*) FROM entries").fetchone()
        last = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
        records, last_hash = last.fetchone() or (0, "")
    return Copied(
        path=str(target), records=records, entries=entries, last_hash=last_hash, recorded=True
    )


def _recorded(book: Casebook, actor: Actor, line: AuditLine, done: Copied) -> Copied:
    try:
        append_apart(book, actor, line)
    except NotWritten:  # A full disk is a reason to make copies, not to do without.
        return Copied(
            path=done.path,
            records=done.records,
            entries=done.entries,
            last_hash=done.last_hash,
            recorded=False,
        )
    return done


@contextmanager
def _stand_in(target: Path) -> Iterator[Path]:
    """Give a file beside the target, which takes its place when all went well, or goes."""
    if target.exists() or target.is_symlink():
        raise _taken(target)
    copy = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        yield copy
        _sync(copy)
        _take_place(copy, target)
    finally:
        with suppress(FileNotFoundError):
            copy.unlink()


def _take_place(copy: Path, target: Path) -> None:
    """Give the copy its name, unless another file has got it in the meantime."""
    try:
        os.link(copy, target)
    except FileExistsError:
        raise _taken(target) from None
    except OSError:  # A file system without links, such as a USB stick's.
        if target.exists():
            raise _taken(target) from None
        copy.rename(target)
    with suppress(OSError):  # Windows cannot sync a folder, and needs not.
        _sync(target.parent)


def _sync(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _taken(target: Path) -> CasebookExists:
    return CasebookExists(
        Text("文件已存在，没有改动", "a file stands here already; it was left alone"), str(target)
    )


def _unwritable(target: Path, error: OSError) -> NotWritten:
    said = error.strerror or str(error)
    return NotWritten(Text(f"无法写入：{said}", f"cannot be written: {said}"), str(target))
