"""R11: many processes start at once on a casebook that has taken no step of the schema yet."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from jiuzhu.casebook.checking.check import check_file
from jiuzhu.casebook.store import Casebook, connecting

PROCESSES = 8
ROUNDS = 20 if os.environ.get("JIUZHU_SOAK") else 2

STARTER = """
import sys
from pathlib import Path
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_apart
from jiuzhu.casebook.store import Casebook

me = Actor(sys.argv[1], "clerk")
print("ready", flush=True)
for line in sys.stdin:
    with Casebook.open(Path(line.strip())) as book:
        append_apart(book, me, AuditLine(action="start"))
    print("done", flush=True)
"""


def starter(number: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", STARTER, f"process {number}"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def told(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_all_start_well(tmp_path: Path) -> None:
    with ExitStack() as stack:
        processes = [stack.enter_context(starter(number)) for number in range(PROCESSES)]
        assert [told(each) for each in processes] == ["ready"] * PROCESSES
        for round_ in range(ROUNDS):
            path = tmp_path / f"fresh{round_}"
            connecting.create(path).close()
            for each in processes:  # All of them wait for this line.
                assert each.stdin is not None
                each.stdin.write(f"{path}\n")
                each.stdin.flush()
            assert [told(each) for each in processes] == ["done"] * PROCESSES
            assert list(check_file(path)) == []
            with Casebook.open(path, read_only=True) as book:
                assert book.one("SELECT count(DISTINCT actor) FROM audit") == (PROCESSES,)
