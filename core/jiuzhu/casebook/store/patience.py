"""Waiting for a turn at the file, in short turns, so that an interruption takes effect at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from time import monotonic
from typing import Final, TypeVar

T = TypeVar("T")

PATIENCE_SECONDS: Final = 600.0
"""How long anybody waits for a turn: others may be recording whole files before them."""

READ_SECONDS: Final = 30.0
"""How long a read waits for a writer."""

TURN_SECONDS: Final = 0.5
"""How long SQLite itself waits before it is asked again; every connection is opened with it."""


def never() -> bool:
    """Return that there is no reason to give up."""
    return False


def patiently(
    work: Callable[[], T],
    gives_up: Callable[[], bool] = never,
    seconds: float | None = None,
) -> T:
    """Do what may have to wait for other processes, again and again until it is done.

    ``gives_up`` is asked after every turn; ``seconds`` None: `PATIENCE_SECONDS`. Nothing else is
    run between the turns: after a commit that might fail, though everything was recorded. Raises
    sqlite3.OperationalError as SQLite does.
    """
    try:
        return work()
    except sqlite3.OperationalError as error:
        if not is_busy(error) or gives_up():
            raise
    deadline = monotonic() + (PATIENCE_SECONDS if seconds is None else seconds)
    while True:
        try:
            return work()
        except sqlite3.OperationalError as error:
            if not is_busy(error) or gives_up() or monotonic() > deadline:
                raise


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether somebody else had the file."""
    return getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")
