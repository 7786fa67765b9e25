"""The casebook's schema, step by step: numbered SQL files, each applied once, inside the gate."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from attrs import frozen

from jiuzhu.casebook.errors import NewerCasebook
from jiuzhu_schemas.text import Text

from .gate import Gate
from .patience import patiently

_FOLDER: Final = files(__package__) / "schema"


@frozen
class Step:
    """One numbered file of the schema."""

    number: int
    name: str
    sql: str

    def statements(self) -> Iterator[str]:
        """Return its statements one by one: SQLite's own script runner would commit first."""
        pending = ""
        for line in self.sql.splitlines(keepends=True):
            pending += line
            if sqlite3.complete_statement(pending):
                yield pending.strip()
                pending = ""


@cache
def steps() -> tuple[Step, ...]:
    """Return all steps in order; their numbers start at 1 and leave none out."""
    found = sorted(each.name for each in _FOLDER.iterdir() if each.name.endswith(".sql"))
    return tuple(
        Step(int(name.split("_")[0]), name, (_FOLDER / name).read_text("utf-8")) for name in found
    )


def newest() -> int:
    """Return the number of the last step."""
    return steps()[-1].number


def version_of(connection: sqlite3.Connection) -> int:
    """Return how many steps a file has taken."""
    (version,) = patiently(lambda: connection.execute("PRAGMA user_version").fetchone())
    return int(version)


def migrate(gate: Gate, path: str) -> None:
    """Take the steps that are missing; whoever comes second finds them taken.

    Raises what `refuse_newer` raises.
    """
    (have,) = gate.one("PRAGMA user_version")
    refuse_newer(have, path)
    for step in steps()[have:]:
        for statement in step.statements():
            gate.execute(statement)
        gate.execute(f"PRAGMA user_version = {step.number}")


def refuse_newer(version: int, path: str) -> None:
    """Raise NewerCasebook for a file that has taken steps unknown here."""
    if version > newest():
        raise NewerCasebook(
            Text(
                f"案卷库是由更新版本的程序写成的（第{version}版，本程序到第{newest()}版），"
                "请升级程序",
                f"was written by a later program (version {version}; this one knows {newest()}):"
                " update the program",
            ),
            path,
        )
