"""The casebook: one claim recorded durably, and a county's year in one file.

One claim: `record_claim`, from the claim's record to the returned commit, against a bare SQLite
transaction that inserts the very same rows into the same schema with the same journal settings.
A county's year: ``jiuzhu settle --casebook``, ``casebook check`` and a person's history.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import attrs
import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.process import JIUZHU, Times, run, settle_command
from bench.report import seconds, table, verdict, write_json
from bench.single import records
from bench.work import synthetic_county
from jiuzhu.casebook.actor import Actor, local_actor
from jiuzhu.casebook.ledger import entries_of_person, pools_of, prepare_claim, record_claim
from jiuzhu.casebook.store import Casebook
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform
from jiuzhu.testing.synthetic import make_county
from jiuzhu_schemas.records import Claim

TIMES_BARE = 1.5
CHECK_SECONDS = 20.0
HISTORY_SECONDS = 0.05
Statements = list[tuple[str, Any]]
WARMING = 20
"""Claims before the clock counts: rules are asked, pages are read."""


class _Watched(sqlite3.Connection):
    """Notes the rows that are written, as statements that can be run again."""

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        self._note(sql, values)
        return super().execute(sql, values)

    def executemany(self, sql: str, rows: Any) -> sqlite3.Cursor:
        kept = list(rows)
        for values in kept:
            self._note(sql, values)
        return super().executemany(sql, kept)

    def _note(self, sql: str, values: Any) -> None:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE")):
            self.__dict__.setdefault("written", []).append((sql, tuple(values)))


def one_claim(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Time recording claims of one person, and the same rows written bare, in turns.

    What is written is noted on a third book, so that noting costs neither of them.
    """
    county, actor = Platform.load().county("fengjie"), local_actor()
    paths = [folder / f"{name}.db" for name in ("noted", "ours", "bare")]
    with Casebook.init(paths[0]) as book:
        _register(book)
    for path in paths[1:]:
        shutil.copy(paths[0], path)
    claims = list(_claims(WARMING + rounds))
    notes = _noted(paths[0], county, actor, claims)
    mine: list[float] = []
    theirs: list[float] = []
    with Casebook.open(paths[1]) as ours, Casebook.open(paths[2]) as bare:
        for turn, (claim, statements) in enumerate(zip(claims, notes, strict=True)):
            works = [
                (mine, lambda claim=claim: _record(ours, county, actor, claim)),
                (theirs, lambda rows=statements: _write_bare(bare.connection, rows)),
            ]
            for times, work in works if turn % 2 else reversed(works):
                start = time.perf_counter()
                work()
                times.append(time.perf_counter() - start)
    return mine[WARMING:], theirs[WARMING:]


def _noted(path: Path, county: County, actor: Actor, claims: Sequence[Claim]) -> list[Statements]:
    """Record claims and return what was written for each, as statements to run again."""
    found = []
    with Casebook.open(path, factory=_Watched) as book:
        written = book.connection.__dict__.setdefault("written", [])
        for claim in claims:
            written.clear()
            _record(book, county, actor, claim)
            found.append(list(written))
    return found


def _record(book: Casebook, county: County, actor: Actor, claim: Claim) -> None:
    prepared = prepare_claim(book, county, claim)
    with book.gate() as gate:
        record_claim(gate, book, actor, prepared, channel="county_hospital")


def _write_bare(connection: sqlite3.Connection, statements: Statements) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for sql, values in statements:
        connection.execute(sql, values)
    connection.execute("COMMIT")


def _register(book: Casebook) -> None:
    person, identities, _ = records(synthetic_county(1))
    with book.gate() as gate:
        number = gate.insert(
            "people",
            {"person_id": person.person_id, "name": person.name, "home_care": person.home_care},
        )
        gate.execute(
            "INSERT INTO batches (batch, kind, department, month, file_name, file_hash, at, actor)"
            " VALUES (1, 'decision', 'bench', '2024-01', '', '', '', 'bench')"
        )
        for each in identities:
            gate.insert(
                "identities",
                {
                    "person": number, "category": each.category, "department": "bench",
                    "valid_from": each.valid_from.isoformat(),
                    "valid_to": each.valid_to.isoformat() if each.valid_to else None,
                    "batch": 1, "known_from": "2024-01-01 00:00:00",
                },
            )  # fmt: skip


def _claims(count: int) -> Iterator[Claim]:
    _, _, claim = records(synthetic_county(1))
    for number in range(count):
        yield attrs.evolve(claim, claim_id=f"B{number:06}")


def county_year(folder: Path, claims: int, people: int) -> dict[str, float]:
    """Settle a county's year into one casebook and time what an office asks of it."""
    county = make_county(claims=claims, people=people, seed=1, years=(2025, 2025))
    county.write(folder, "csv")
    book = folder / "year.db"
    _timed_command([JIUZHU, "casebook", "init", str(book)])
    settle = [*settle_command(folder, "csv", "awards.csv"), "--casebook", str(book)]
    found = {"settle --casebook": _timed_command(settle)}
    again = _timed_command(settle)
    found["the same file again"] = again
    found["casebook check"] = _timed_command([JIUZHU, "casebook", "check", str(book)])
    with Casebook.open(book, read_only=True) as opened:
        busiest = [
            row[0]
            for row in opened.rows(
                "SELECT person FROM entries GROUP BY person ORDER BY count(*) DESC LIMIT 50"
            )
        ]
        found["a person's history"] = _median(
            [lambda who=who: _history(opened, who) for who in busiest]
        )
    found["file size, MB"] = book.stat().st_size / 1e6
    return found


def _history(book: Casebook, person: int) -> None:
    entries_of_person(book, person)
    pools_of(book, person, 2025)


def _median(calls: Sequence[Callable[[], None]]) -> float:
    times = []
    for call in calls:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return median(times)


def _timed_command(command: list[str]) -> float:
    times = Times()
    run(command, times)
    return times.median


@click.command()
@click.option("--claims", type=click.IntRange(min=1), default=300_000, show_default=True)
@click.option("--people", type=click.IntRange(min=1), default=60_000, show_default=True)
@click.option("--rounds", type=click.IntRange(min=1), default=500, show_default=True)
def main(claims: int, people: int, rounds: int) -> None:
    """Measure one claim recorded durably, and a county's year."""
    with tempfile.TemporaryDirectory() as place:
        mine, theirs = one_claim(Path(place), rounds)
    with tempfile.TemporaryDirectory() as place:
        year = county_year(Path(place), claims, people)
    ours, bare = median(mine), median(theirs)
    click.echo("### One claim, recorded durably\n")
    rows = [
        ["record_claim, from the claim to the commit", seconds(ours), seconds(min(mine))],
        ["the same rows in a bare transaction", seconds(bare), seconds(min(theirs))],
    ]
    click.echo(table(["", "median", "fastest"], rows) + "\n")
    limit = TIMES_BARE * bare
    click.echo(f"- at most {seconds(limit)}; {seconds(ours)}, {verdict(ours <= limit)}\n")
    click.echo(f"### {claims:,} claims of {people:,} people in one casebook\n")
    size = year.pop("file size, MB")
    click.echo(table(["", "time"], [[name, seconds(took)] for name, took in year.items()]) + "\n")
    click.echo(f"The file has {size:.0f} MB.\n")
    check, history = year["casebook check"], year["a person's history"]
    click.echo(f"- check: under {seconds(CHECK_SECONDS)}: {verdict(check < CHECK_SECONDS)}")
    click.echo(
        f"- a person's history: under {seconds(HISTORY_SECONDS)}:"
        f" {verdict(history < HISTORY_SECONDS)}\n"
    )
    click.echo(
        write_json("casebook", {"mine": mine, "bare": theirs, "year": year, "size_mb": size})
    )


if __name__ == "__main__":
    main()
