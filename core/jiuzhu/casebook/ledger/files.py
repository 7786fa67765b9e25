"""A file of claims recorded in one write: all of it, or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

import attrs
import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append
from jiuzhu.casebook.audit.canonical import canonical
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu.exchange import AwardColumns, ClaimsFile, PeopleFile
from jiuzhu.loading.county import County
from jiuzhu.settlement.balances import Balances
from jiuzhu.settlement.columns import Claims, DeclaredColumn, Identities, Progress
from jiuzhu.settlement.engine import Prepared
from jiuzhu.settlement.kinds import Kinds
from jiuzhu.settlement.settlement import Settlement

from .batch import Drawn, Stamped, Texts, editions_of
from .entry import COLUMNS
from .file_answers import award_columns, first_answers, since_changed
from .file_holdings import holding_numbers
from .register import Mark, numbers_of, refuse_changed
from .writing import add_to_pools, next_entry

_CACHE_KIB: Final = 65_536
"""Memory that SQLite may use while a file is recorded: its indexes grow in no order."""


@frozen(eq=False, kw_only=True)
class FileToRecord:
    """What was read of a file of claims, and of those whom it speaks of."""

    county: County
    claims: ClaimsFile
    """Read with ``keep_sums``."""
    people: PeopleFile
    identities: Identities
    mark: Mark | None = None
    """Where people and identities are the casebook's own: as of when; see `register_of`."""
    note: str = ""


@frozen(eq=False, kw_only=True)
class RecordedFile:
    """What became of a file's claims."""

    awards: AwardColumns
    """Of every claim in the file's order: new answers, and the first answers of the repeated."""
    settlement: Settlement
    """Of the new claims; a person is their number in the casebook."""
    new: int
    repeated: int
    changed: tuple[tuple[str, str], ...]
    """Repeated claims that were reversed or adjusted since: claim id and kind of the last entry."""
    numbers: NDArray[np.int32]
    """The number in the casebook of everyone in the people's file, by position."""

    def closing(self) -> Balances:
        """Return what the people of the new claims have used of their pools after them.

        A person is their position in the people's file here.
        """
        after = self.settlement.closing()
        order = np.argsort(self.numbers, kind="stable")
        place = np.searchsorted(self.numbers[order], after.person)
        return attrs.evolve(after, person=order[place].astype(np.int32))


class _Undone(Exception):
    """Leaves the gate without recording."""


def record_file(
    book: Casebook,
    actor: Actor,
    file: FileToRecord,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> RecordedFile:
    """Settle a file's claims on the ledger's balances and record them in one write.

    Rules are asked before the gate; in it, claims that were recorded before are left out of the
    drawing. ``dry_run``: everything the same, but taken back. Raises OtherContent for claim ids
    that were recorded with other content (nothing is recorded then), RowConflict, NotAllowed,
    NotWritten.
    """
    require(book, actor, "ledger.settle")
    claims, engine = file.claims.columns, file.county.engine
    prepared = engine.prepare(file.people.columns, file.identities, claims, progress)
    book.connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    done: RecordedFile | None = None
    try:
        with book.gate() as gate:
            done = _record(gate, book, actor, file, prepared, progress)
            if dry_run:
                raise _Undone
    except _Undone:
        pass
    assert done is not None
    return done


def _record(
    gate: Gate,
    book: Casebook,
    actor: Actor,
    file: FileToRecord,
    prepared: Prepared,
    progress: Progress | None,
) -> RecordedFile:
    if file.mark is not None:
        refuse_changed(gate, file.mark)
    texts = Texts(file.claims, file.county)
    numbers = np.array(numbers_of(gate, book, actor, file.people) or [0], np.int32)
    person = numbers[file.claims.columns.person]
    first = first_answers(gate, file.county.manifest.id, file.claims, texts, person)
    new = np.ones(len(person), np.bool_)
    new[list(first)] = False
    rows = np.flatnonzero(new)
    part = _part(prepared, rows, person)
    used = _used(gate, np.unique(part.claims.person).tolist())
    settlement = file.county.engine.finish(part, _balances(used, file.county))
    drawn = Drawn(
        settlement=settlement,
        rows=rows,
        position=file.claims.columns.person[rows],
        home_care=file.people.columns.home_care,
        claim_ids=file.claims.keys,
        texts=texts,
        holding=holding_numbers(
            gate, book, actor, file.identities, file.claims.columns.person[rows]
        ),
        editions=editions_of(file.county, file.claims.columns.settled_on),
        stamped=Stamped(
            county=file.county.manifest.id, note=file.note, at=stamp(book.clock()), actor=actor.name
        ),
        used=used,
    )
    _write(gate, book, actor, drawn, progress)
    return RecordedFile(
        awards=award_columns(file.claims.keys, settlement, rows, first),
        settlement=settlement,
        new=len(rows),
        repeated=len(first),
        changed=since_changed(gate, [file.claims.keys[row] for row in first]),
        numbers=numbers,
    )


def _write(
    gate: Gate, book: Casebook, actor: Actor, drawn: Drawn, progress: Progress | None
) -> None:
    """Insert entries, requests and pools, with one line in the audit trail for all of them."""
    count = len(drawn.rows)
    if not count:
        return
    first = next_entry(gate)
    digest = sha256()
    done = 0
    for rows in drawn.entries(first):
        gate.insert_many("entries", COLUMNS, rows)
        digest.update(canonical(rows).encode())
        gate.insert_many("requests", ("claim_id", "content_hash", "entry"), _requests(rows))
        done += len(rows)
        if progress is not None:
            progress("record", done, count)
    add_to_pools(gate, [(*key, cap, sum_) for key, (cap, sum_) in sorted(drawn.pools.items())])
    append(
        gate, book, actor,
        AuditLine(
            action="settle",
            subject="entries",
            key=f"{first}-{first + count - 1}",
            detail={
                "first": first,
                "count": count,
                "award": int(drawn.settlement.award.sum()),
                "tilt": int(drawn.settlement.tilt.sum()),
                "digest": digest.hexdigest(),
            },
        ),
    )  # fmt: skip


def _requests(rows: Sequence[tuple[Any, ...]]) -> list[tuple[str, str, int]]:
    entry, claim_id, person, county, text = (
        COLUMNS.index(name) for name in ("entry", "claim_id", "person", "county", "claim")
    )
    return sorted(
        (
            row[claim_id],
            sha256(f"{row[county]}\n{row[person]}\n{row[text]}".encode()).hexdigest(),
            row[entry],
        )
        for row in rows
    )


def _part(prepared: Prepared, rows: NDArray[np.int64], person: NDArray[np.int32]) -> Prepared:
    """Return the new claims of prepared ones; a person becomes their number in the casebook."""
    claims, kinds = prepared.claims, prepared.kinds
    columns: dict[str, Any] = {
        each.name: value[rows]
        for each in attrs.fields(Claims)
        if isinstance(value := getattr(claims, each.name), np.ndarray)
    }
    columns["person"] = person[rows]
    columns["declared"] = {
        name: DeclaredColumn(each.values, each.code[rows]) for name, each in claims.declared.items()
    }
    return attrs.evolve(
        prepared,
        claims=attrs.evolve(claims, **columns),
        kinds=Kinds(kinds.decisions, kinds.of_claim[rows], kinds.distinct),
        due=prepared.due[rows],
    )


def _used(gate: Gate, persons: Iterable[int]) -> dict[tuple[int, int], dict[str, int]]:
    """Return what every pool has given these people, by person and year."""
    found: dict[tuple[int, int], dict[str, int]] = {}
    for person, year, pool, used in gate.rows(
        "SELECT p.person, p.year, p.pool, p.used FROM json_each(?) AS asked"
        " CROSS JOIN pools AS p ON p.person = asked.value WHERE p.used > 0",
        (json.dumps(list(persons)),),
    ):
        found.setdefault((person, year), {})[pool] = used
    return found


def _balances(used: Mapping[tuple[int, int], Mapping[str, int]], county: County) -> Balances:
    """Return balances for the engine: of the county's pools, since it refuses others."""
    known = tuple(sorted({pool for each in county.policy.editions for pool in each.pools}))
    rows = [
        (person, year, known.index(pool), sum_)
        for (person, year), pools in used.items()
        for pool, sum_ in pools.items()
        if pool in known
    ]
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    return Balances(
        known,
        np.array(columns[0], np.int32),
        np.array(columns[1], np.int32),
        np.array(columns[2], np.uint8),
        np.array(columns[3], np.int64),
    )
