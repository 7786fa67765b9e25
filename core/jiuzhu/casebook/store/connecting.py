"""Opens a casebook's file: never makes one by mistake, and believes no setting unread."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final
from urllib.parse import quote

from jiuzhu.casebook.errors import NoCasebook, NotACasebook, NotWritten, UnsafeSettings
from jiuzhu_schemas.system_reasons import reason_of
from jiuzhu_schemas.text import Text

from .gate import not_written
from .journal import journal_for
from .patience import TURN_SECONDS, is_busy, patiently

APPLICATION_ID: Final = 0x4A5A4342
"""``JZCB`` in the file's header."""

_SETTINGS: Final = (
    ("foreign_keys", 1),
    ("secure_delete", 1),
    ("trusted_schema", 0),
    ("recursive_triggers", 1),
)


def connect(
    path: Path, *, read_only: bool = False, factory: type[sqlite3.Connection] = sqlite3.Connection
) -> sqlite3.Connection:
    """Open an existing file. ``factory`` lets tests stand between us and SQLite.

    Raises NoCasebook for a missing file, NotACasebook for another kind of file, UnsafeSettings.
    """
    refuse_missing(path)
    connection = _open(path, "ro" if read_only else "rw", factory)
    try:
        _refuse_stranger(connection, path)
        return prepared(connection, path, read_only=read_only)
    except sqlite3.DatabaseError as error:
        connection.close()
        if is_busy(error):
            raise not_written(error, str(path)) from error
        raise not_a_casebook(path, error) from error
    except BaseException:
        connection.close()
        raise


def create(path: Path) -> sqlite3.Connection:
    """Make a new file that only its owner can read; FileExistsError if one stands there.

    Raises NotWritten where the system does not let one be made.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise
    except OSError as error:
        raise _not_made(path, error) from error
    connection = _open(path, "rw", sqlite3.Connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    return prepared(connection, path, read_only=False)


def _not_made(path: Path, error: OSError) -> NotWritten:
    folder = path.parent
    if not folder.exists():
        said = Text(
            f"文件夹 {folder} 不存在，请先新建", f"the folder {folder} is not there: make it first"
        )
    else:
        reason = reason_of(error)
        said = Text(f"无法新建案卷库：{reason.zh}", f"no casebook can be made: {reason.en}")
    return NotWritten(said, str(path))


def refuse_missing(path: Path) -> None:
    """Raise NoCasebook if there is no file at the path."""
    if path.is_dir():
        raise NotACasebook(Text("是文件夹，不是案卷库", "is a folder, no casebook"), str(path))
    if not path.exists():
        raise NoCasebook(
            Text(
                "案卷库不存在；新建请用 jiuzhu casebook init",
                "there is no casebook here; jiuzhu casebook init makes one",
            ),
            str(path),
        )


def not_a_casebook(path: Path, error: Exception | None = None) -> NotACasebook:
    """Return the error for a file that is something else, or damaged."""
    zh, en = (f"（{error}）", f" ({error})") if error else ("", "")
    return NotACasebook(
        Text(f"不是案卷库，或文件已损坏{zh}", f"is no casebook, or is damaged{en}"), str(path)
    )


def prepared(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Set what safety rests on, and read it back."""
    journal = journal_for()
    if not read_only:
        (mode,) = patiently(
            lambda: connection.execute(f"PRAGMA journal_mode = {journal.mode}").fetchone()
        )
        _require(path, "journal_mode", mode, journal.mode)
    connection.execute(f"PRAGMA synchronous = {journal.synchronous}")
    _read_back(connection, path, "synchronous", journal.level)
    for name, value in _SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}")
        _read_back(connection, path, name, value)
    return connection


def _open(path: Path, mode: str, factory: type[sqlite3.Connection]) -> sqlite3.Connection:
    address = f"file:{quote(str(path.resolve()))}?mode={mode}"
    try:
        return sqlite3.connect(
            address,
            uri=True,
            timeout=TURN_SECONDS,
            isolation_level=None,
            factory=factory,
        )
    except sqlite3.OperationalError as error:
        raise not_a_casebook(path, error) from error


def _refuse_stranger(connection: sqlite3.Connection, path: Path) -> None:
    (found,) = patiently(lambda: connection.execute("PRAGMA application_id").fetchone())
    if found != APPLICATION_ID:
        raise not_a_casebook(path)


def _read_back(connection: sqlite3.Connection, path: Path, name: str, wanted: int) -> None:
    (found,) = connection.execute(f"PRAGMA {name}").fetchone()
    _require(path, name, found, wanted)


def _require(path: Path, name: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise UnsafeSettings(
            Text(
                f"SQLite 未接受设置 {name}={wanted}（实为 {found}），为安全起见不打开",
                f"SQLite did not take {name}={wanted} (it is {found}); not opened, to be safe",
            ),
            str(path),
        )
