"""R3: writers that are killed at any moment lose nothing they acknowledged, and double nothing.

``JIUZHU_SOAK=1`` runs it in full.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.casebook.actor import local_actor
from jiuzhu.casebook.checking.check import check_file
from jiuzhu.casebook.ledger import check_ledger, record_claim
from jiuzhu.casebook.roster import recognise, register_person
from jiuzhu.casebook.store import Casebook
from jiuzhu.cli.main import call
from jiuzhu.loading.county import County
from jiuzhu_schemas.records import Identity, Person

from . import killing

SOAK = bool(os.environ.get("JIUZHU_SOAK"))
KILLS = 200 if SOAK else 20
CAP = 600_000
"""What Fengjie's annex gives a person in a year for stays, in fen."""

UNRECORDED = """
SELECT entry FROM entries WHERE 1 <> (
    SELECT count(*) FROM audit WHERE subject = 'entries' AND subject_key = CAST(entry AS TEXT)
)
"""


def recognise_everybody(book: Casebook) -> None:
    """Register the people on whose caps the writers draw; all have held dibao for long."""
    with book.gate() as gate:
        for number in range(killing.PEOPLE):
            person_id = killing.resident_id(number)
            register_person(gate, book, Person(person_id, f"测试{number}"))
            held = Identity(person_id, "dibao", date(2020, 1, 1))
            recognise(gate, book, local_actor(), held, "民政局")


def killed(path: Path, folder: Path) -> dict[str, int]:
    """Run the writers and kill them; return into which part of their work the kills fell."""
    done = subprocess.run(
        [sys.executable, killing.__file__, str(path), str(folder), str(KILLS), "3"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    fell: dict[str, int] = json.loads(done.stdout)
    return fell


def acknowledged(folder: Path) -> dict[str, tuple[int, int]]:
    """Return what the journals say: entry and award by claim."""
    lines = [
        line.split()
        for writer in range(killing.WRITERS)
        for line in killing.whole_lines(folder / str(writer))
    ]
    found = {claim: (int(entry), int(award)) for claim, entry, award in lines}
    assert len(found) == len(lines)
    return found


def recorded(book: Casebook) -> dict[str, tuple[int, int]]:
    rows: list[Any] = book.rows("SELECT claim_id, entry, award FROM entries")
    assert len({row[0] for row in rows}) == len(rows)
    return {claim: (entry, award) for claim, entry, award in rows}


def retried(book: Casebook, county: County, folder: Path) -> dict[str, tuple[int, int]]:
    """Send everything again, and of each writer what it was at; return the answers."""
    answers = {}
    for writer in range(killing.WRITERS):
        for turn in range(len(killing.whole_lines(folder / str(writer))) + 1):
            claim = killing.prepared(book, county, writer, turn)
            with book.gate() as gate:
                entry = record_claim(gate, book, killing.CLERK, claim, channel="county_hospital")
            answers[entry.claim_id] = (entry.entry, entry.award)
    return answers


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills child processes as POSIX has them")
def test_killed_writers_lose_and_double_nothing(
    book: Casebook,
    casebook_path: Path,
    fengjie: County,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    recognise_everybody(book)
    fell = killed(casebook_path, tmp_path)
    assert sum(fell.values()) == KILLS
    assert fell[killing.MOMENTS[killing.INSIDE]] > 0

    noted = acknowledged(tmp_path)
    found = recorded(book)
    assert noted.items() <= found.items()
    assert len(found) <= len(noted) + killing.WRITERS
    assert book.rows(UNRECORDED) == []
    assert book.one("PRAGMA integrity_check") == ("ok",)
    assert call(["casebook", "check", str(casebook_path)]) == 0
    assert capsys.readouterr().out == ""

    answers = retried(book, fengjie, tmp_path)
    assert found.items() <= answers.items()
    assert recorded(book) == answers
    used = book.rows("SELECT used, cap FROM pools WHERE pool = 'inpatient'")
    assert {cap for _, cap in used} == {CAP}
    assert max(sum_ for sum_, _ in used) <= CAP
    assert sum(sum_ for sum_, _ in used) == sum(award for _, award in answers.values())
    assert list(check_ledger(book)) == []
    assert list(check_file(casebook_path)) == []
    with capsys.disabled():
        if SOAK:
            print(f"\nR3: {len(noted)} acknowledged, {len(found)} recorded, kills {fell}")
