"""Files: recorded in one write, equal to plain settling and to recording claims one by one."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from jiuzhu.casebook.clock import Clock
from jiuzhu.casebook.errors import RowConflict
from jiuzhu.casebook.ledger import (
    Entry,
    FileToRecord,
    RecordedFile,
    check_ledger,
    entries_of_person,
    entry_of,
    record_file,
    register_of,
    replay,
    reverse_claim,
)
from jiuzhu.casebook.ledger.reads import entries_after
from jiuzhu.casebook.ledger.receipt import claim_of
from jiuzhu.casebook.ledger.register import refuse_changed
from jiuzhu.casebook.store import Casebook
from jiuzhu.cli.inputs import read_county_claims, read_register
from jiuzhu.testing.synthetic import make_county

from .samples import CHIEF, CLERK, counties, fengjie, recognise, record, someone, stay, sums

SEED, PEOPLE, CLAIMS = 5, 25, 300
ONE_BY_ONE = 150


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of a made-up county: few people with many claims, so that caps are met."""
    found = tmp_path_factory.mktemp("county")
    make_county(SEED, PEOPLE, CLAIMS, (2023, 2025)).write(found)
    return found


def file_of(folder: Path, claims: str = "claims.csv") -> FileToRecord:
    register = read_register(fengjie(), folder / "people.csv", folder / "identities.csv")
    return FileToRecord(
        county=fengjie(),
        claims=read_county_claims(fengjie(), folder / claims, register.people, keep_sums=True),
        people=register.people,
        identities=register.identities.columns,
    )


def answers(done: RecordedFile) -> list[tuple[object, ...]]:
    awards = done.awards
    words = (awards.stage, awards.identity, awards.charity, awards.reason, awards.clause)
    sums_ = (awards.rate, awards.base, awards.award, awards.tilt)
    return list(
        zip(
            awards.claim_id.to_list(),
            *(each.text().to_list() for each in words),
            *(each.tolist() for each in sums_),
            strict=True,
        )
    )


def test_a_file_is_settled_as_without_a_casebook(book: Casebook, folder: Path) -> None:
    file = file_of(folder)
    done = record_file(book, CLERK, file)
    plain = fengjie().settle(file.people.columns, file.identities, file.claims.columns)
    for place, row in enumerate(answers(done)):
        one = plain.one(place, str(row[0]))
        rate = -1 if one.rate is None else one.rate
        assert row == (
            one.claim_id, one.stage, one.identity, one.charity, one.reason, one.clause,
            rate, one.base, one.award, one.tilt,
        )  # fmt: skip
    closing, ours = plain.closing(), done.closing()
    for place in range(len(closing)):
        person, year = int(closing.person[place]), int(closing.year[place])
        pool = closing.pools[int(closing.pool[place])]
        assert ours.of(person, year, pool) == int(closing.used[place])
    assert not list(check_ledger(book))
    assert not list(replay(book, counties))


def test_one_by_one_gives_the_same_entries(
    book: Casebook, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    """The file's arithmetic is on columns, the single claim's on plain numbers."""
    record_file(book, CLERK, file_of(folder))
    with Casebook.init(tmp_path / "other", clock) as other:
        people = {}
        for number, person_id, name, home_care in book.rows(
            "SELECT person, person_id, name, home_care FROM people ORDER BY person"
        ):
            people[number] = person_id
            with other.gate() as gate:
                gate.execute(
                    "INSERT INTO people (person, person_id, name, home_care) VALUES (?, ?, ?, ?)",
                    (number, person_id, name, home_care),
                )
        _copy_identities(folder, other)
        for entry in entries_after(book, 0, ONE_BY_ONE):
            claim = claim_of(entry.claim_id, people[entry.person], entry.claim)
            (mine,) = record(other, claim)
            assert _decided(mine) == _decided(entry)
        assert not list(check_ledger(other))


def _copy_identities(folder: Path, other: Casebook) -> None:
    register = read_register(fengjie(), folder / "people.csv", folder / "identities.csv")
    from jiuzhu.casebook.ledger.register import numbers_of
    from jiuzhu.settlement.columns import OPEN_END, day_date

    with other.gate() as gate:
        numbers = numbers_of(gate, other, CLERK, register.people)
        gate.execute(
            "INSERT INTO batches (batch, kind, department, month, file_name, file_hash, at, actor)"
            " VALUES (1, 'decision', 'x', '2024-01', '', '', '2024-01-01 08:00:00', 'x')"
        )
        held = register.identities.columns
        for person, category, first, last in zip(
            held.person.tolist(), held.category.tolist(), held.first_day.tolist(),
            held.last_day.tolist(), strict=True,
        ):  # fmt: skip
            gate.execute(
                "INSERT INTO identities (person, category, valid_from, valid_to, department, batch,"
                " known_from) VALUES (?, ?, ?, ?, 'x', 1, '2024-01-01 08:00:00')",
                (
                    numbers[person], held.categories[category], day_date(first).isoformat(),
                    None if last == OPEN_END else day_date(last).isoformat(),
                ),
            )  # fmt: skip


def _decided(entry: Entry) -> dict[str, object]:
    """Return what an entry says, without what differs by how it came: channel and holding."""
    found = attrs.asdict(entry)
    del found["channel"], found["holding"]
    return found


def test_the_same_file_again_pays_nothing(book: Casebook, folder: Path) -> None:
    first = record_file(book, CLERK, file_of(folder))
    pools = book.rows("SELECT * FROM pools")
    again = record_file(book, CLERK, file_of(folder))
    assert (first.new, first.repeated, again.new, again.repeated) == (CLAIMS, 0, 0, CLAIMS)
    assert answers(again) == answers(first)
    assert book.rows("SELECT * FROM pools") == pools


def test_two_halves_equal_the_whole(
    book: Casebook, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    """The second file repeats some claims of the first, in between its own."""
    header, *rows = (folder / "claims.csv").read_text("utf-8").splitlines()
    day = header.split(",").index("settled_on")
    rows.sort(key=lambda row: row.split(",")[day])
    for name, part in (("all", rows), ("one", rows[:180]), ("two", rows[150:])):
        (folder / f"{name}.csv").write_text("\n".join([header, *part]) + "\n", "utf-8")
    whole = answers(record_file(book, CLERK, file_of(folder, "all.csv")))
    with Casebook.init(tmp_path / "other", clock) as other:
        one = record_file(other, CLERK, file_of(folder, "one.csv"))
        two = record_file(other, CLERK, file_of(folder, "two.csv"))
        assert (two.new, two.repeated) == (120, 30)
        assert answers(one) + answers(two)[30:] == whole
        assert not list(check_ledger(other))


def test_a_trial_leaves_nothing(book: Casebook, folder: Path) -> None:
    tried = record_file(book, CLERK, file_of(folder), dry_run=True)
    for table in ("entries", "pools", "requests", "holdings", "people", "audit"):
        assert book.one(f"SELECT count(*) FROM {table}") == (0,), table
    assert answers(tried) == answers(record_file(book, CLERK, file_of(folder)))


def test_repeated_claims_that_were_changed_since_are_named(book: Casebook, folder: Path) -> None:
    record_file(book, CLERK, file_of(folder))
    (claim_id,) = book.one("SELECT claim_id FROM entries WHERE award > 0 ORDER BY entry LIMIT 1")
    made = reverse_claim(book, counties, CHIEF, claim_id, "退费")
    again = record_file(book, CLERK, file_of(folder))
    kinds = dict(again.changed)
    assert kinds.pop(claim_id) == "reverse"
    assert sorted(kinds) == sorted(each.claim_id for each in made[1:])
    assert not list(check_ledger(book))


def test_every_reversal_leaves_what_the_other_claims_alone_would_have(
    book: Casebook, folder: Path
) -> None:
    """After reversals a person's standing answers are those of settling the rest from nothing."""
    record_file(book, CLERK, file_of(folder))
    reversed_ = [row[0] for row in book.rows("SELECT claim_id FROM entries WHERE entry % 7 = 3")]
    for claim_id in reversed_:
        reverse_claim(book, counties, CHIEF, claim_id, "退费")
    assert not list(check_ledger(book))
    header, *rows = (folder / "claims.csv").read_text("utf-8").splitlines()
    kept = [row for row in rows if row.split(",")[0] not in reversed_]
    (folder / "rest.csv").write_text("\n".join([header, *kept]) + "\n", "utf-8")
    file = file_of(folder, "rest.csv")
    plain = fengjie().settle(file.people.columns, file.identities, file.claims.columns)
    for place, claim_id in enumerate(file.claims.keys.to_list()):
        one = plain.one(place, claim_id)
        assert sums(entry_of(book, claim_id)) == (one.award, one.tilt), claim_id


def test_the_casebooks_own_people_serve_as_well(book: Casebook, tmp_path: Path) -> None:
    person = someone()
    recognise(book, person, ("dibao", "2020-01-01", None))
    claim = stay("A", person, 1_000_000)
    (tmp_path / "claims.csv").write_text(
        "claim_id,person_id,visit,therapy,settled_on,hospital_level,hospital_region,referral,"
        "diagnosis,total_cost,in_scope_cost,basic_paid,critical_illness_paid\n"
        f"A,{person.person_id},inpatient,,2024-05-06,3,county,not_needed,J18.900,"
        "12000.00,11000.00,1000.00,0\n",
        "utf-8",
    )
    known = register_of(book)
    claims = read_county_claims(fengjie(), tmp_path / "claims.csv", known.people, keep_sums=True)
    record_file(
        book, CLERK,
        FileToRecord(
            county=fengjie(), claims=claims, people=known.people, identities=known.identities,
            mark=known.mark,
        ),
    )  # fmt: skip
    (entry,) = entries_of_person(book, 1)
    assert sums(entry) == (600_000, 70_000)
    assert entry.channel == "county_hospital"
    assert record(book, claim) == [entry]


FAULTS = {
    "UPDATE pools SET used = used - 1 WHERE used > 0": "pools",
    "UPDATE entries SET note = 'x' WHERE entry = 17": "entries",
    "UPDATE entries SET used_before = '[]' WHERE entry = 2": "entries",
    "DELETE FROM requests WHERE entry = 5": "entries",
    "UPDATE requests SET content_hash = hex(zeroblob(32)) WHERE entry = 5": "requests",
    "UPDATE requests SET claim_id = 'other' WHERE entry = 5": "entries",
    "DELETE FROM requests WHERE entry = 300; DELETE FROM entries WHERE entry = 300": "entries",
}


@pytest.mark.parametrize("change", FAULTS)
def test_what_was_tampered_with_is_found(book: Casebook, folder: Path, change: str) -> None:
    record_file(book, CLERK, file_of(folder))
    connection = book.db.conn
    for table in ("entries", "requests"):
        for verb in ("stay", "keep"):
            connection.execute(f"DROP TRIGGER {table}_{verb}")
    for statement in change.split("; "):
        connection.execute(statement)
    connection.commit()
    assert FAULTS[change] in {each.subject for each in check_ledger(book)}


def test_a_swap_of_home_care_is_noticed(book: Casebook) -> None:
    """Two people whose home care is swapped: no count and no sum moves, only the batch does."""
    number = recognise(book, someone(1), ("dibao", "2020-01-01", None))
    recognise(book, someone(2), ("dibao", "2020-01-01", None))
    book.db.conn.execute("UPDATE people SET home_care = 1 WHERE person = ?", (number,))
    mark = register_of(book).mark
    book.db.conn.execute("UPDATE people SET home_care = 1 - home_care")
    book.db.conn.execute(
        "INSERT INTO batches (kind, department, month, file_name, file_hash, at, actor)"
        " VALUES ('changes', 'x', '2024-01', '', '', '2024-01-01 08:00:00', 'x')"
    )
    with pytest.raises(RowConflict), book.gate() as gate:
        refuse_changed(gate, mark)
