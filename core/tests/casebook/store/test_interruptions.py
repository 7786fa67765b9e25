"""R6: interruptions into a writer leave no lock, no half write, and lose nothing acknowledged."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_apart
from jiuzhu.casebook.checking.check import check_file
from jiuzhu.casebook.store import Casebook

SIGNALS = 1000 if os.environ.get("JIUZHU_SOAK") else 50

WRITER = """
import signal, sys
from pathlib import Path
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append
from jiuzhu.casebook.errors import StoppedAfterCommit
from jiuzhu.casebook.roster.people_trail import registered
from jiuzhu.casebook.store import Casebook

# Whoever starts tests in the background has interruptions ignored, and that is handed down.
signal.signal(signal.SIGINT, signal.default_int_handler)
me = Actor("writer", "clerk")
book = Casebook.open(Path(sys.argv[1]))
interrupted = written = unsaid = 0
while interrupted < int(sys.argv[2]):
    try:
        print("ready", flush=True)  # One interruption comes after it, and is caught here.
        while True:
            with book.gate() as gate:
                for name in ("a", "b"):  # Two rows a write: never one of them.
                    append(gate, book, me, AuditLine(action="x", key=name))
                number = gate.insert("people", {"person_id": f"{written:018d}", "name": "x"})
                append(gate, book, me, registered(gate, number, number))
            written += 1
    except StoppedAfterCommit:
        written += 1
        interrupted += 1
    except KeyboardInterrupt:
        if book.db.conn.in_transaction:
            sys.exit("a lock was left")
        interrupted += 1
        # Nothing was written then, unless it came in the instant between the gate and the count.
        (found,) = book.one("SELECT count(*) FROM people")
        unsaid += found - written
        written = found
print(written, unsaid, flush=True)
book.close()
"""


def test_interruptions_into_a_writer(book: Casebook, casebook_path: Path) -> None:
    spin = random.Random(6)
    said = ""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(casebook_path), str(SIGNALS)],
        stdout=subprocess.PIPE, text=True,
    ) as writer:  # fmt: skip
        assert writer.stdout is not None
        for line in writer.stdout:
            said = line.strip()
            if said == "ready":
                for _ in range(spin.randrange(200_000)):  # Somewhere in the next writes.
                    pass
                writer.send_signal(signal.SIGINT)
    assert writer.returncode == 0
    (people,) = book.one("SELECT count(*) FROM people")
    records = dict(book.rows("SELECT action, count(*) FROM audit GROUP BY action"))
    written, unsaid = map(int, said.split())
    assert people == written > 0
    assert unsaid <= SIGNALS // 20
    assert records == {"x": 2 * people, "register": people}
    assert list(check_file(casebook_path)) == []
    append_apart(book, Actor("other", "clerk"), AuditLine(action="x"))  # No lock is left.
