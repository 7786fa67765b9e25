"""People of a file and of the casebook: as columns for the engine, as numbers for the ledger."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl
from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import append
from jiuzhu.casebook.errors import RowConflict
from jiuzhu.casebook.roster.people_trail import registered
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu.exchange import PeopleFile
from jiuzhu.exchange.ids import check_ids
from jiuzhu.exchange.reading import Report
from jiuzhu.exchange.refusals import RefusedRows
from jiuzhu.settlement.columns import OPEN_END, Identities, People, day_number
from jiuzhu_schemas.text import Text

from .reads import Source

Mark = tuple[int, ...]
"""What tells whether people or identities changed between two looks."""

_MARK = """
SELECT (SELECT count(*) FROM people), (SELECT coalesce(sum(home_care), 0) FROM people),
    (SELECT coalesce(max(identity), 0) FROM identities), (SELECT count(known_to) FROM identities),
    (SELECT coalesce(max(batch), 0) FROM batches)
"""


@frozen(eq=False)
class Register:
    """Who the casebook knows, in the form in which files give it."""

    people: PeopleFile
    identities: Identities
    mark: Mark
    numbers: tuple[int, ...]
    """The person number at each position."""


def register_of(book: Casebook) -> Register:
    """Return everyone the casebook knows, with every interval that is known now."""
    mark = _mark(book)
    rows = book.rows("SELECT person, person_id, name, home_care FROM people ORDER BY person")
    position = {row[0]: place for place, row in enumerate(rows)}
    keys = pl.Series([row[1] for row in rows], dtype=pl.String)
    people = PeopleFile(
        report=_report(str(book.path), len(rows)),
        columns=People(
            born_on=check_ids(keys).born_on, home_care=np.array([row[3] for row in rows], np.bool_)
        ),
        keys=keys,
        names=pl.Series([row[2] for row in rows], dtype=pl.String),
        ids=pl.Enum(keys),
        turned_away=pl.DataFrame(schema={"id": pl.String, "row": pl.Int32}),
    )
    return Register(people, _identities(book, position), mark, tuple(position))


def refuse_changed(gate: Gate, mark: Mark) -> None:
    """Raise RowConflict if people or identities changed since the mark was taken."""
    if _mark(gate) != mark:
        raise RowConflict(
            Text(
                "人员或身份刚被他人更改，请重新执行；没有写入任何内容",
                "people or identities have just been changed: run it again. Nothing was written",
            )
        )


def numbers_of(gate: Gate, book: Casebook, actor: Actor, people: PeopleFile) -> list[int]:
    """Return the person numbers of everyone in a file, registering those who are unknown."""
    ids: list[str] = people.keys.to_list()
    known = _known(gate, ids)
    new = [place for place, person_id in enumerate(ids) if person_id not in known]
    if new:
        _register(gate, book, actor, people, new)
        known = _known(gate, ids)
    return [known[person_id] for person_id in ids]


def _register(
    gate: Gate, book: Casebook, actor: Actor, people: PeopleFile, new: Sequence[int]
) -> None:
    """Insert people with one line in the audit trail for all of them."""
    (last,) = gate.one("SELECT coalesce(max(person), 0) FROM people")
    home_care = people.columns.home_care
    rows = [
        (last + turn, people.keys[place], people.names[place] or "", int(home_care[place]))
        for turn, place in enumerate(new, 1)
    ]
    gate.insert_many("people", ("person", "person_id", "name", "home_care"), rows)
    append(gate, book, actor, registered(gate, last + 1, last + len(rows)))


def _known(gate: Gate, ids: Sequence[str]) -> dict[str, int]:
    """Return the numbers of those who are known, by an ID or by another one of theirs."""
    asked = json.dumps(ids)
    return {
        person_id: number
        for table in ("other_ids", "people")
        for person_id, number in gate.rows(
            "SELECT found.person_id, found.person FROM json_each(?) AS asked"
            f" CROSS JOIN {table} AS found ON found.person_id = asked.value",
            (asked,),
        )
    }


def _identities(book: Casebook, position: dict[int, int]) -> Identities:
    rows = book.rows(
        "SELECT person, category, valid_from, valid_to FROM identities WHERE known_to IS NULL"
        " ORDER BY identity"
    )
    categories = tuple(dict.fromkeys(row[1] for row in rows))
    code = {category: place for place, category in enumerate(categories)}
    days = {None: OPEN_END}
    for row in rows:
        for text in row[2:]:
            if text not in days:
                days[text] = day_number(date.fromisoformat(text))
    return Identities(
        categories,
        np.array([position[row[0]] for row in rows], np.int32),
        np.array([code[row[1]] for row in rows], np.uint8),
        np.array([days[row[2]] for row in rows], np.int32),
        np.array([days[row[3]] for row in rows], np.int32),
    )


def _mark(book: Source) -> Mark:
    return tuple(book.one(_MARK))


def _report(file: str, height: int) -> Report:
    nothing = np.zeros(0, np.int64)
    return Report(
        file=file,
        source_rows=np.arange(1, height + 1, dtype=np.int32),
        problems=[],
        problem_count=0,
        refused=RefusedRows(
            headers=(), cells=pl.DataFrame(), rows=nothing, numbers=nothing.astype(np.int32),
            findings=(),
        ),
    )  # fmt: skip
