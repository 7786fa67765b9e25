"""Waiting for a turn at the file, in short turns, so that an interruption takes effect at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from time import monotonic
from typing import Final

PATIENCE_SECONDS: Final = 600.0
"""How long anybody waits for a turn: others may be recording whole files before them."""

READ_MILLISECONDS: Final = 30_000
"""How long a read waits for a writer; every connection is opened with it."""

_LOOK_UP_MILLISECONDS: Final = 500


def never() -> bool:
    """Return that there is no reason to give up."""
    return False


def patiently(
    connection: sqlite3.Connection, sql: str, gives_up: Callable[[], bool] = never
) -> sqlite3.Cursor:
    """Run a statement that may have to wait for other processes, and return its cursor.

    ``gives_up`` is asked after every short turn. Raises sqlite3.OperationalError as SQLite does.
    """
    connection.execute(f"PRAGMA busy_timeout = {_LOOK_UP_MILLISECONDS}")
    try:
        return again_while_busy(connection, sql, gives_up)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {READ_MILLISECONDS}")


def again_while_busy(
    connection: sqlite3.Connection, sql: str, gives_up: Callable[[], bool] = never
) -> sqlite3.Cursor:
    """Do as `patiently` does, in turns of the connection's own waiting time.

    It runs no other statement, which a commit cannot have: that one might fail after it.
    """
    deadline = monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return connection.execute(sql)
        except sqlite3.OperationalError as error:
            if not is_busy(error) or gives_up() or monotonic() > deadline:
                raise


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether somebody else had the file."""
    return getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")
