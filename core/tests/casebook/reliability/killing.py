"""Starts writers on one casebook, kills them at random moments and starts them again.

Run as ``killing.py CASEBOOK FOLDER KILLS SEED``. Writer n records claims ``n-0``, ``n-1``, …
without end, and notes what it was answered in ``FOLDER/n``, which it syncs after every line: that
is what it has acknowledged. A writer that is started again goes on after its last whole line, so
that a claim that was recorded and not yet noted is sent a second time. Prints how many kills fell
into which part of a writer's work.
"""

from __future__ import annotations

import json
import mmap
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.ledger import PreparedClaim, prepare_claim, record_claim
from jiuzhu.casebook.store import Casebook
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform
from jiuzhu_schemas.records import Claim
from jiuzhu_schemas.resident_id import check_character

WRITERS: Final = 8
PEOPLE: Final = 12
YEARS: Final = (2024, 2025, 2026)
CLERK: Final = Actor("赵经办", "clerk")
MOMENTS: Final = ("preparing", "waiting for the gate", "inside the gate", "not yet noted")
SPANS: Final = (0.004, 0.012, 0.04)
"""Seconds within which a writer is killed that has gone through the gate: disks differ."""

PREPARING, WAITING, INSIDE, RECORDED = range(len(MOMENTS))


def resident_id(number: int) -> str:
    first = f"50023619600501{number:03d}"
    return first + check_character(first)


def prepared(book: Casebook, county: County, writer: int, turn: int) -> PreparedClaim:
    """Prepare a writer's claim; all writers draw on the caps of the same people."""
    base = (writer * 7919 + turn * 104_729) % 400_000
    claim = Claim(
        claim_id=f"{writer}-{turn}", person_id=resident_id((writer + turn) % PEOPLE),
        visit="inpatient", settled_on=date(YEARS[turn % len(YEARS)], 5, 6), hospital_level=3,
        hospital_region="county", referral="not_needed", diagnosis="J18.900", total_cost=900_000,
        in_scope_cost=900_000, basic_paid=900_000 - base, critical_illness_paid=0,
    )  # fmt: skip
    return prepare_claim(book, county, claim)


def whole_lines(journal: Path) -> list[str]:
    """Return what a journal acknowledges: a last line that was cut off is none."""
    return journal.read_bytes().decode().split("\n")[:-1] if journal.exists() else []


def write(county: County, path: Path, journal: Path, writer: int, moment: mmap.mmap) -> None:
    """Record claims until killed."""
    lines = whole_lines(journal)
    descriptor = os.open(journal, os.O_RDWR | os.O_CREAT, 0o600)
    os.lseek(descriptor, sum(len(line) + 1 for line in lines), os.SEEK_SET)
    os.ftruncate(descriptor, os.lseek(descriptor, 0, os.SEEK_CUR))
    with Casebook.open(path) as book:
        turn = len(lines)
        while True:
            moment[writer] = PREPARING
            claim = prepared(book, county, writer, turn)
            moment[writer] = WAITING
            with book.gate() as gate:
                moment[writer] = INSIDE
                entry = record_claim(gate, book, CLERK, claim, channel="county_hospital")
            moment[writer] = RECORDED
            os.write(descriptor, f"{entry.claim_id} {entry.entry} {entry.award}\n".encode())
            os.fsync(descriptor)
            turn += 1


class Killer:
    """Has the writers as child processes."""

    def __init__(self, path: Path, folder: Path, seed: int) -> None:
        self._county = Platform.load().county("fengjie")
        self._path = path
        self._folder = folder
        self._chance = random.Random(seed)
        self._moment = mmap.mmap(-1, WRITERS)
        self._running = {writer: self._start(writer) for writer in range(WRITERS)}
        self.fell: Counter[str] = Counter()

    def _start(self, writer: int) -> int:
        child = os.fork()
        if child:
            return child
        try:
            write(self._county, self._path, self._folder / str(writer), writer, self._moment)
        except BaseException:
            traceback.print_exc()
        os._exit(1)

    def kill_one(self) -> None:
        """Kill somebody: mostly a little after they went through the gate, else at any time."""
        writer = self._chance.randrange(WRITERS)
        if self._chance.random() < 0.75:
            while self._moment[writer] != INSIDE and self._lives(writer):
                time.sleep(0.0002)
            time.sleep(self._chance.random() * self._chance.choice(SPANS))
        else:
            time.sleep(self._chance.random() * 0.05)
        self._kill(writer)
        self._running[writer] = self._start(writer)

    def kill_all(self) -> None:
        """Kill everybody who is left: nobody lives on to mend what the others left behind."""
        for child in self._running.values():
            os.kill(child, signal.SIGSTOP)
        for writer in self._running:
            self._kill(writer)

    def _kill(self, writer: int) -> None:
        child = self._running[writer]
        self.fell[MOMENTS[self._moment[writer]]] += 1
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            self._give_up(writer)

    def _lives(self, writer: int) -> bool:
        found, _ = os.waitpid(self._running[writer], os.WNOHANG)
        if found:
            del self._running[writer]
            self._give_up(writer)
        return True

    def _give_up(self, writer: int) -> None:
        for other, child in self._running.items():
            if other != writer:
                os.kill(child, signal.SIGKILL)
        sys.exit(f"writer {writer} stopped by itself")


def main() -> None:
    path, folder, kills, seed = sys.argv[1:]
    killer = Killer(Path(path), Path(folder), int(seed))
    for _ in range(int(kills) - WRITERS):
        killer.kill_one()
    killer.kill_all()
    print(json.dumps(killer.fell))


if __name__ == "__main__":
    main()
