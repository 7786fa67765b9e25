"""S1: no command shows a full resident ID or account number; the export that does is recorded."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from jiuzhu.casebook.store import Casebook
from jiuzhu.cli.main import group
from jiuzhu_schemas.resident_id import check_character

from .conftest import Typed

LINES = [
    line
    for line in Path(__file__).with_name("commands.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
NO_PEOPLE = {
    "casebook init", "hospital import", "county new", "county cases", "counties", "plugins",
    "doctor", "tui",
}  # fmt: skip
"""Commands that neither read nor print people. The screens of the TUI have tests of their own."""

ANY_ID = re.compile(r"(?<![0-9A-Fa-f])[0-9]{17}[0-9Xx](?![0-9A-Fa-f])")
ACCOUNT = "6222000099998888"
NAMES = ("claim_id", "person_id", "visit", "settled_on", "hospital_level", "hospital_region",
         "referral", "diagnosis", "total_cost", "in_scope_cost", "basic_paid",
         "critical_illness_paid", "therapy")  # fmt: skip


def resident_id(born: str, number: int) -> str:
    first = f"500236{born}{number:03d}"
    return first + check_character(first)


NEW_ID = resident_id("19660707", 401)
WRONG_ID = NEW_ID[:17] + ("1" if NEW_ID[17] != "1" else "2")


@pytest.fixture(scope="module")
def known(demo: Path) -> list[str]:
    """Return the IDs of the demo's people."""
    with Casebook.open(demo, read_only=True) as book:
        return [person_id for (person_id,) in book.rows("SELECT person_id FROM people")]


@pytest.fixture(scope="module")
def hidden(demo: Path, known: list[str]) -> list[str]:
    """Return what must not be seen: IDs up to the birth date, accounts, each but its ends."""
    with Casebook.open(demo, read_only=True) as book:
        rows = book.rows("SELECT account_number FROM people WHERE account_number <> ''")
    accounts = [account for (account,) in rows]
    assert len(accounts) > 3
    ids = [*known, NEW_ID, WRONG_ID]
    return [each[:14] for each in ids] + [each[3:-2] for each in [*accounts, ACCOUNT]]


def claims(path: Path, *rows: tuple[str, str]) -> Path:
    """Write a file of one-stop claims: id and person of each."""
    usual = ("inpatient", "2026-11-03", "2", "county", "not_needed", "J18.9", "9000.00",
             "8000.00", "5000.00", "0", "")  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([NAMES, *((*row, *usual) for row in rows)])
    return path


def balances(path: Path, *people: str) -> Path:
    """Write a file of opening balances of a year without claims."""
    rows = [(each, "2027", "inpatient", "100.00") for each in people]
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([("person_id", "year", "pool", "used"), *rows])
    return path


@pytest.fixture(scope="module")
def files(
    tmp_path_factory: pytest.TempPathFactory, known: list[str], script: dict[str, Any]
) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("files")
    renamed = folder / "renamed.csv"
    twin = resident_id(known[1][6:14], 902)
    with renamed.open("w", encoding="utf-8", newline="") as opened:
        people = [(known[0], "测试改名"), (twin, script["PEOPLE"][1][0])]
        rows = [(*each, "特困人员", "永乐街道", "一社", "") for each in people]
        csv.writer(opened).writerows([script["HEADER"][1:], *rows])
    return {
        "claims": str(claims(folder / "claims.csv", ("S1-1", known[0]), ("S1-2", known[1]))),
        "bad_claims": str(
            claims(folder / "bad.csv", ("B1", known[0]), ("B2", WRONG_ID), ("B3", NEW_ID),
                   ("B4", f"证{known[1]}号"), (f"B5-{known[0]}x", known[0][:15]))
        ),
        "balances": str(balances(folder / "used.csv", known[0], known[1])),
        "bad_balances": str(balances(folder / "wrong.csv", known[0], known[0], NEW_ID, WRONG_ID)),
        "renamed": str(renamed),
    }  # fmt: skip


@pytest.fixture(scope="module")
def states(demo: Path) -> dict[str, str]:
    """Return a manual case in each state, by state."""
    with Casebook.open(demo, read_only=True) as book:
        rows = book.rows("SELECT state, max(number) FROM cases WHERE kind = 'manual' GROUP BY 1")
    return dict(rows)


@pytest.fixture
def words(
    demo: Path, files: dict[str, str], states: dict[str, str], known: list[str], sample: Path,
    tmp_path: Path,
) -> dict[str, str]:  # fmt: skip
    """Return what stands for each word in braces."""
    return {
        **files, **states, "db": str(shutil.copy(demo, tmp_path / "db")),
        "out": str(tmp_path / "out"), "sample": str(sample), "id": known[0], "new_id": NEW_ID,
        "wrong_id": WRONG_ID, "account": ACCOUNT,
    }  # fmt: skip


def commands(command: click.Command, *path: str) -> Iterator[str]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, *path, name)
    else:
        yield " ".join(path)


def looked_at(line: str) -> str:
    return line.lstrip("!").split(" && ")[-1]


def test_every_command_is_looked_at() -> None:
    typed = [looked_at(line) for line in LINES]
    missing = [
        each
        for each in commands(group)
        if each not in NO_PEOPLE
        and not each.startswith(("policy ", "audit "))
        and not any(line.startswith(f"{each} ") for line in typed)
    ]
    assert missing == []


def forms(line: str) -> tuple[tuple[str, ...], ...]:
    """Return the options for text and, where the command has it, for JSON."""
    words = looked_at(line).split()
    command: click.Command | None = group
    while isinstance(command, click.Group):
        command = command.get_command(click.Context(command), words.pop(0))
    assert command is not None
    known = {name for each in command.params for name in each.opts}
    return ((), ("--format", "json")) if "--format" in known else ((),)


@pytest.mark.parametrize("line", LINES)
def test_nothing_is_shown_in_full(
    line: str, typed: Typed, words: dict[str, str], hidden: list[str], demo: Path
) -> None:
    status = (2,) if line.startswith("!") else (0, 1)
    for form in forms(line):
        shutil.copy(demo, words["db"])
        for left in Path(words["db"]).parent.glob("out*"):
            left.unlink()
        *before, last = [
            [each.format(**words) for each in shlex.split(part)]
            for part in line.lstrip("!").split(" && ")
        ]
        for arguments in before:
            typed(*arguments)
        said = typed(*last, *form, status=status)
        assert not [each for each in hidden if each in said]
        assert ANY_ID.findall(said) == []
        with Casebook.open(Path(words["db"]), read_only=True) as book:
            trail = str(book.rows("SELECT * FROM audit"))
        assert not [each for each in hidden if each in trail]


def test_the_export_shows_and_is_recorded(typed: Typed, words: dict[str, str]) -> None:
    """Whoever asks for the treasury's list gets full numbers, in files of their own."""
    db, out = Path(words["db"]), Path(f"{words['out']}.csv")
    typed("payrun", "export", str(db), "2", "--output", str(out), "--operator", "周出纳")
    with Casebook.open(db, read_only=True) as book:
        viewed = book.rows(
            "SELECT actor, subject_key FROM audit WHERE action = 'view.full_id' ORDER BY 2"
        )
        paid = book.rows(
            "SELECT person_id, items.account_number FROM payment_items AS items"
            " JOIN people USING (person) WHERE run = 2"
        )
    assert viewed
    assert {actor for actor, _ in viewed} == {"周出纳"}
    text = out.read_text("utf-8-sig")
    assert paid
    for person_id, account in paid:
        assert person_id in text
        assert account in text
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "line",
    [
        "case slip {db} {paid} --full-id --output {out}.txt --operator 赵经办",
        "case export {db} --state paid --full-ids --output {out}.csv --operator 赵经办",
    ],
)
def test_what_is_asked_for_in_full_is_recorded(
    line: str, typed: Typed, words: dict[str, str], hidden: list[str]
) -> None:
    said = typed(*(each.format(**words) for each in shlex.split(line)))
    assert not [each for each in hidden if each in said]
    (file,) = Path(words["out"]).parent.glob("out.*")
    assert ANY_ID.findall(file.read_text("utf-8-sig"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with Casebook.open(Path(words["db"]), read_only=True) as book:
        actors = book.rows("SELECT DISTINCT actor FROM audit WHERE action = 'view.full_id'")
    assert ("赵经办",) in actors


def test_who_may_not_see_it_gets_no_export(typed: Typed, words: dict[str, str]) -> None:
    out = Path(f"{words['out']}.csv")
    typed("payrun", "export", words["db"], "2", "--output", str(out), status=(2,))
    assert not out.exists()
    with Casebook.open(Path(words["db"]), read_only=True) as book:
        assert book.one("SELECT count(*) FROM audit WHERE action = 'refused'") == (1,)
