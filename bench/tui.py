"""The terminal on a casebook of 100 000 cases: first screen, lists, typing, memory.

The first screen as a process in a terminal of its own, from the command to the login; the rest in
one process, from the key to the painted screen, as textual's own tests press keys.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import pty
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from typing import Any, Final

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.memory import peak_bytes
from bench.process import JIUZHU, ROOT, apart
from bench.report import seconds, table, verdict, write_json
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.roster import register_person
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.records import Person
from jiuzhu_schemas.resident_id import check_character

GOALS: Final = {"first": 0.6, "workbench": 0.6, "cases": 0.6, "typing": 0.05, "memory": 150e6}
LABELS: Final = {
    "first": "command to login screen",
    "workbench": "login to workbench",
    "cases": "key to list of cases",
    "page": "a page further in the list",
    "typing": "a key in the case form",
    "memory": "most memory held",
}
_CLERK: Final = Actor("赵经办", "clerk")
_TYPED: Final = "5002361990"
_MAKER: Final = ROOT / "counties/fengjie/sample/make_casebook.py"
_SURNAMES: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_PEOPLE: Final = 20_000
_MORE: Final = """
WITH RECURSIVE made (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM made WHERE n < ?)
INSERT INTO cases ({names})
SELECT {values} FROM made JOIN (SELECT * FROM cases WHERE kind = 'manual' AND state = 'accepted'
    LIMIT 1)
"""


def make_book(path: Path, cases: int) -> None:
    """Make the demo casebook and fill it up with drafts of invented people."""
    spec = importlib.util.spec_from_file_location("make_casebook", _MAKER)
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    maker.main(path)
    with Casebook.open(path) as book, book.gate() as gate:
        (first,) = gate.one("SELECT max(person) FROM people")
        for number in range(_PEOPLE):
            name = f"{_SURNAMES[number % len(_SURNAMES)]}测{number}"
            register_person(gate, book, Person(_resident_id(number), name))
        changed = {
            "number": "printf('FJ2025-%06d', n)",
            "state": "'draft'",
            "version": "1",
            "accepted_by": "''",
            "claim_id": "''",
            "invoice": "printf('B-%06d', n)",
            "person": f"{first} + 1 + n % {_PEOPLE}",
        }
        names = [name for _, name, *_ in gate.rows("PRAGMA table_info(cases)")]
        names.remove("case_id")
        values = [changed.get(name, name) for name in names]
        gate.execute(_MORE.format(names=", ".join(names), values=", ".join(values)), (cases,))


def _resident_id(number: int) -> str:
    digits = f"500236{1940 + number // 999 % 60}0101{number % 999:03d}"
    return digits + check_character(digits)


def first_screen(book: Path) -> float:
    """Start the command in a terminal and return when the login is painted, in seconds."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if not child:
        os.environ.update(TERM="xterm-256color", COLUMNS="120", LINES="40", JIUZHU_LANG="zh")
        os.execv(JIUZHU, [JIUZHU, "tui", "--casebook", str(book)])
    shown = b""
    while "密码".encode() not in shown:
        shown += os.read(terminal, 65536)
    taken = time.perf_counter() - start
    os.write(terminal, b"\x11")  # Ctrl+Q.
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:  # The terminal ends with its process.
        pass
    os.waitpid(child, 0)
    os.close(terminal)
    return taken


def inside(book: Path, rounds: int) -> dict[str, list[float]]:
    """Return what each step took in a running application, and the memory at its end."""
    return asyncio.run(_drive(book, rounds))


async def _drive(book: Path, rounds: int) -> dict[str, list[float]]:
    from jiuzhu_tui.app import JiuzhuApp
    from jiuzhu_tui.testing import settled

    app = JiuzhuApp(book)
    times: dict[str, list[float]] = {name: [] for name in LABELS if name != "first"}
    painted: list[float] = []
    paint = app._display

    def note(*given: Any) -> None:
        paint(*given)
        painted.append(time.perf_counter())

    app._display = note  # type: ignore[method-assign]
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)

        async def timed(name: str, act: Callable[[], Awaitable[Any]]) -> None:
            painted.clear()
            start = time.perf_counter()
            await act()
            await settled(pilot)
            # What is typed shows at once; of a list, all that comes from the casebook counts.
            times[name].append(painted[0 if name == "typing" else -1] - start)

        async def log_in() -> None:
            app.log_in(_CLERK)
            await settled(pilot)

        await timed("workbench", log_in)
        for _ in range(rounds):
            await timed("cases", lambda: pilot.press("f4"))
            for _ in range(rounds):
                await timed("page", lambda: pilot.press("pagedown"))
            await pilot.press("f2")
            await settled(pilot)
        await _type(app, pilot, timed)
        times["memory"].append(float(peak_bytes()))
    return times


async def _type(app: Any, pilot: Any, timed: Callable[..., Awaitable[None]]) -> None:
    """Type a resident ID into the case form's first field, key by key."""
    from jiuzhu_tui.screens.new_case import NewCaseScreen
    from jiuzhu_tui.testing import settled

    await app.push_screen(NewCaseScreen())
    await settled(pilot)
    for key in _TYPED:
        await timed("typing", lambda key=key: pilot.press(key))


@click.command()
@click.option("--cases", type=click.IntRange(min=1), default=100_000, show_default=True)
@click.option("--rounds", type=click.IntRange(min=1), default=5, show_default=True)
def main(cases: int, rounds: int) -> None:
    """Measure and hold against the goals."""
    with tempfile.TemporaryDirectory() as place:
        book = Path(place) / "bench.casebook"
        os.environ["JIUZHU_LOG"] = str(Path(place) / "tui.log")
        apart(make_book, book, cases)
        times = {"first": [first_screen(book) for _ in range(rounds)]}
        times |= apart(inside, book, rounds)
    rows = []
    for name, taken in times.items():
        middle, goal = median(taken), GOALS.get(name)
        shown = [f"{each / 1e6:.0f} MB" if name == "memory" else seconds(each)
                 for each in (middle, max(taken))]  # fmt: skip
        limit = f"{goal / 1e6:.0f} MB" if goal and name == "memory" else seconds(goal or 0)
        held = f"under {limit}: {verdict(middle < goal)}" if goal else ""
        rows.append([LABELS[name], *shown, held])
    click.echo(table([f"{cases} cases", "median", "most", "goal"], rows) + "\n")
    click.echo(write_json("tui", {"cases": cases, "results": times}))


if __name__ == "__main__":
    main()
