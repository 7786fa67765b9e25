"""Checks R1 and R2: real processes that record into one casebook at the same moment.

``JIUZHU_SOAK=1`` runs them in full.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from jiuzhu.casebook.ledger import check_ledger
from jiuzhu.casebook.store import Casebook

from .samples import dibao, used

SOAK = bool(os.environ.get("JIUZHU_SOAK"))
PROCESSES = 8 if SOAK else 4
PEOPLE = 50 if SOAK else 12
KEYS, REUSED = (500, 100) if SOAK else (60, 12)
WORKER = Path(__file__).with_name("worker.py")


def race(path: Path, tasks: list[list[str]]) -> list[list[list[str]]]:
    """Let one process do each list of tasks, all beginning together; return their answers."""
    with ExitStack() as stack:
        workers = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, str(WORKER), str(path)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in tasks
        ]
        for each, lines in zip(workers, tasks, strict=True):
            assert each.stdin is not None
            each.stdin.write("".join(f"{line}\n" for line in [*lines, ""]))
            each.stdin.flush()
        for each in workers:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        for each in workers:
            assert each.stdin is not None
            each.stdin.write("go\n")
            each.stdin.flush()
        answers = [each.communicate()[0] for each in workers]
        assert [each.returncode for each in workers] == [0] * len(workers)
    return [[line.split() for line in answer.splitlines()] for answer in answers]


def test_no_cap_is_overspent_by_processes_that_ask_for_all_of_it(
    book: Casebook, casebook_path: Path
) -> None:
    """R1: everybody's whole cap (70 % of 10000.00 is above 6000.00) is asked by every process."""
    people = [dibao(book, number) for number in range(1, PEOPLE + 1)]
    tasks = [
        [f"{worker}-{place} {each.person_id} 1000000" for place, each in enumerate(people)]
        for worker in range(PROCESSES)
    ]
    answers = race(casebook_path, tasks)
    assert [len(each) for each in answers] == [PEOPLE] * PROCESSES
    given: Counter[str] = Counter()
    for claim_id, _, award in (line for each in answers for line in each):
        given[claim_id.split("-")[1]] += int(award)
    assert set(given.values()) == {600_000}
    assert all(used(book, number)["inpatient"] == 600_000 for number in range(1, PEOPLE + 1))
    assert not list(check_ledger(book))


def test_every_key_has_one_answer_whoever_asks(book: Casebook, casebook_path: Path) -> None:
    """R2: every process sends every key; some come again with another sum and are refused."""
    people = [dibao(book, number) for number in range(1, PEOPLE + 1)]
    keys = [f"K{number} {people[number % PEOPLE].person_id} {number}00" for number in range(KEYS)]
    chance = random.Random(7)
    tasks = [chance.sample(keys, KEYS) for _ in range(PROCESSES)]
    answers = race(casebook_path, tasks)
    by_key: dict[str, set[tuple[str, ...]]] = {}
    for claim_id, *answer in (line for each in answers for line in each):
        by_key.setdefault(claim_id, set()).add(tuple(answer))
    assert len(by_key) == KEYS
    assert all(len(each) == 1 for each in by_key.values())
    other = [f"{key}1" for key in chance.sample(keys, REUSED)]
    again = race(casebook_path, [other[::2], other[1::2]])
    assert [line[1:] for each in again for line in each] == [["refused"]] * REUSED
    assert book.one("SELECT count(*) FROM entries") == (KEYS,)
    assert not list(check_ledger(book))
