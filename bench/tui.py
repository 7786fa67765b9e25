"""The terminal on a casebook of 100 000 cases: first screen, lists, typing, memory.

Every figure is of a whole process in a terminal of its own: from the key that goes in to the text
that comes out. Beside it a bare application of textual's, which is as quick as it can get here.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median, quantiles
from types import ModuleType
from typing import Final

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.process import JIUZHU, ROOT, apart, script
from bench.report import seconds, table, verdict, write_json
from bench.terminal import ENTER, Terminal
from jiuzhu.casebook.roster import register_person
from jiuzhu.casebook.roster.name_keys import refresh_name_keys
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.records import Person
from jiuzhu_schemas.resident_id import check_character

Times = defaultdict[str, list[float]]

GOALS: Final = {"first": 0.6, "workbench": 0.6, "cases": 0.6, "typing 95%": 0.05, "most": 150e6}
LABELS: Final = {
    "bare": "a bare textual application: first screen",
    "bare cpu": "… processor time",
    "bare memory": "… memory held",
    "bare typing": "… a key in its field",
    "first": "command to login screen",
    "first cpu": "… processor time",
    "workbench": "Enter on the password to the workbench's figures",
    "cases": "key to the list of cases, with their number",
    "page": "a page further in the list",
    "form": "key to the form of a new case",
    "typing": "a key in the form, half of them",
    "typing 95%": "a key in the form, 95 of 100",
    "held": "memory held at the end",
    "most": "most memory held, with the password's 64 MB",
}
_LIST, _FORM, _PAGE_DOWN = "\x1bOS", "\x0e", "\x1b[6~"
_PASSWORD: Final = "fengjie-demo-2026"
_TYPED: Final = (
    ("zhuyuan", True), ("", False), ("20260902", True), ("20260821", True),
    ("20260901", True), ("rmyy", True), ("wx", True), ("J18.9", True), ("73951.28", True),
    ("62417.35", True), ("40268.13", True), ("5173.49", True),
)  # fmt: skip
"""Field by field behind the person; whether its keys are measured."""
_BETWEEN_KEYS: Final = 0.08
_LONGEST_PAGE: Final = 5
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
    _maker().main(path)
    with Casebook.open(path) as book:
        _fill(book, cases)
        refresh_name_keys(book)


def _fill(book: Casebook, cases: int) -> None:
    with book.gate() as gate:
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


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_casebook", _MAKER)
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    return maker


def _resident_id(number: int) -> str:
    digits = f"500236{1940 + number // 999 % 60}0101{number % 999:03d}"
    return digits + check_character(digits)


def bare_screen(times: Times) -> None:
    """Start the bare application and note what it took."""
    terminal = Terminal([sys.executable, str(script("bare_tui"))], {})
    times["bare"].append(terminal.shows("密码") - terminal.began)
    times["bare cpu"].append(terminal.processor())
    times["bare memory"].append(terminal.memory()["VmRSS"])
    _type(terminal, "73951.28", times["bare typing"])
    terminal.close()


def drive(book: Path, person: str, counted: str, times: Times) -> None:
    """Work in the terminal as a clerk does, and note what each step took.

    ``person``: the resident ID of somebody with an identity; ``counted``: the words under a list
    of all cases.
    """
    settings = {"JIUZHU_LANG": "zh", "JIUZHU_LOG": f"{book}.log", "JIUZHU_COUNTY": "fengjie"}
    terminal = Terminal([JIUZHU, "tui", "--casebook", str(book)], settings)
    try:
        times["first"].append(terminal.shows("密码") - terminal.began)
        times["first cpu"].append(terminal.processor())
        terminal.rest(1)  # Nobody types faster; meanwhile what comes next is loaded.
        for keys in ("赵经办", ENTER, _PASSWORD):
            terminal.press(keys)
            terminal.rest(0.5)
        start = terminal.press(ENTER)
        times["workbench"].append(terminal.shows("待我 草稿") - start)
        terminal.rest(1)
        _look_through_cases(terminal, counted, times)
        start = terminal.press(_FORM)
        times["form"].append(terminal.shows("政策范围内费用") - start)
        terminal.rest(1)
        _fill_in(terminal, person, times["typing"])
        times["held"].append(terminal.memory()["VmRSS"])
        times["most"].append(terminal.memory()["VmHWM"])
    finally:
        terminal.close()


def _look_through_cases(terminal: Terminal, counted: str, times: Times) -> None:
    start = terminal.press(_LIST)
    times["cases"].append(terminal.shows(counted) - start)
    terminal.rest(1)
    for _ in range(_LONGEST_PAGE):
        start = terminal.press(_PAGE_DOWN)
        times["page"].append(terminal.shows("> FJ") - start)
        terminal.rest(0.2)


def _fill_in(terminal: Terminal, person: str, keys: list[float]) -> None:
    """Type field after field, at the pace of somebody quick, while what it gives is settled."""
    for place, (text, is_measured) in enumerate(((person, True), *_TYPED)):
        if place:
            terminal.press(ENTER)
            terminal.rest(0.3)
        _type(terminal, text, keys if is_measured else [])
        terminal.rest(0.3)
    terminal.shows("应救助")


def _type(terminal: Terminal, text: str, keys: list[float]) -> None:
    for end, key in enumerate(text, 1):
        start = terminal.press(key)
        # One letter may have been painted for something else; the last may rewrite the field.
        if 1 < end < len(text):
            keys.append(terminal.shows(text[:end]) - start)
        terminal.rest(_BETWEEN_KEYS)


@click.command()
@click.option("--cases", type=click.IntRange(min=1), default=100_000, show_default=True)
@click.option("--rounds", type=click.IntRange(min=1), default=5, show_default=True)
def main(cases: int, rounds: int) -> None:
    """Measure and hold against the goals."""
    times: Times = defaultdict(list)
    with tempfile.TemporaryDirectory() as place:
        made, book = Path(place) / "made.casebook", Path(place) / "bench.casebook"
        apart(make_book, made, cases)
        with Casebook.open(made, read_only=True) as opened:
            (count,) = opened.one("SELECT count(*) FROM cases")
        person = _maker().resident_id(2)
        for _ in range(rounds):
            shutil.copy(made, book)
            bare_screen(times)
            drive(book, person, f"共 {count} 件", times)
    times["typing 95%"] = [quantiles(times["typing"], n=20)[-1]]
    rows = [_row(name, times[name]) for name in LABELS]
    click.echo(table([f"{cases} cases", "median", "least", "most", "goal"], rows) + "\n")
    click.echo(write_json("tui", {"cases": cases, "results": times}))


def _row(name: str, taken: list[float]) -> list[str]:
    def shown(value: float) -> str:
        return f"{value / 1e6:.0f} MB" if value > 1e6 else seconds(value)

    goal = GOALS.get(name)
    reached = f"under {shown(goal)}: {verdict(median(taken) < goal)}" if goal else ""
    return [LABELS[name], *map(shown, (median(taken), min(taken), max(taken))), reached]


if __name__ == "__main__":
    main()
