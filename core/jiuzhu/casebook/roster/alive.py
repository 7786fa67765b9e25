"""A death that was recorded by mistake is taken back, with the identities that it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import field, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.errors import RowConflict
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.privacy.remarks import remark
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .errors import RosterRefused
from .people import PersonRow, person_of, require_person
from .people_trail import Source
from .records import Interval, Known, PersonChange
from .writing import close_batch, open_batch, write_changes


@frozen
class MistakenDeath:
    """A recorded death, and what of the person's identities it changed."""

    person: PersonRow = field(repr=False)
    batch: int
    """The list or decision that recorded the death."""
    restored: tuple[Interval, ...]
    """Identities as they were known before it."""
    cut: tuple[Known, ...]
    """What it left of them, ended on the day of death."""


def recorded_death(book: Source, person_id: str) -> MistakenDeath:
    """Return a person's recorded death and what taking it back would restore.

    Raises UnknownPerson, or RosterRefused for a person who is not recorded as dead.
    """
    person = person_of(book, require_person(book, person_id))
    if person.died_on is None:
        raise RosterRefused(
            Text(
                f"{person.masked_id} 没有登记死亡，无需更正",
                f"{person.masked_id} is not recorded as dead",
            )
        )
    batches = [row[0] for row in book.rows(_RECORDED_BY, (str(person.person),))]
    day = person.died_on.isoformat()
    ended = _known(
        book, "ended_by = ?2 AND (valid_to IS NULL OR valid_to > ?3)", person, batches[0], day
    )
    cut = _known(book, "batch = ?2 AND known_to IS NULL AND valid_to = ?3", person, batches[0], day)
    restored = tuple(_as_before(book, person, each, batches[1:]) for each in ended)
    return MistakenDeath(person, batches[0], restored, cut)


def take_back_death(
    book: Casebook, actor: Actor, death: MistakenDeath, reason: str
) -> tuple[Interval, ...]:
    """Record that a person lives: no day of death, and the identities as before, known from now.

    What was known meanwhile stays in the history. Raises NotAllowed, RosterRefused without a
    reason, RowConflict if the person was changed since the death was looked at.
    """
    require(book, actor, "roster.alive", township=death.person.township)
    if not reason.strip():
        raise RosterRefused(Text("须写明更正的理由（--reason）", "say why (--reason)"))
    with book.gate() as gate:
        if recorded_death(gate, death.person.person_id) != death:
            raise RowConflict(
                Text(
                    "此人的登记刚被他人更改，请重新查看；没有写入任何内容",
                    "the person was changed by somebody else: look again. Nothing was written",
                ),
                str(book.path),
            )
        batch = open_batch(gate, book, actor, "decision", "", f"{book.clock():%Y-%m}")
        change = PersonChange(
            person=death.person.person,
            person_id=death.person.person_id,
            name=death.person.name,
            outcome="changed",
            what=("alive",),
            ends=tuple(each.identity for each in death.cut),
            puts=death.restored,
            update={"died_on": None},
        )
        write_changes(gate, book, actor, batch, [change])
        detail = {
            "person": death.person.person,
            "taken_back": death.batch,
            "reason": remark(reason),
        }
        close_batch(gate, book, actor, batch, "roster.alive", detail)
    return death.restored


_RECORDED_BY: Final = """
SELECT batch FROM batches JOIN audit
    ON subject = 'people' AND subject_key = ? AND action = 'roster.person'
    AND batch = json_extract(detail, '$.batch')
WHERE kind IN ('deaths', 'decision') ORDER BY seq DESC
"""
"""The lists of deaths and decisions that changed a person, the last one first."""


def _as_before(book: Source, person: PersonRow, ended: Known, earlier: Sequence[int]) -> Interval:
    """Return an interval as it was before earlier days of death shortened it too."""
    interval = ended.interval
    for batch in earlier:
        for each in _known(book, "ended_by = ?2 AND (valid_to IS NULL OR valid_to > ?3)",
                           person, batch, interval.last or ""):  # fmt: skip
            if each.interval._replace(last=interval.last) == interval:
                interval = each.interval
    return interval


def _known(book: Source, where: str, person: PersonRow, batch: int, day: str) -> tuple[Known, ...]:
    rows = book.rows(
        "SELECT identity, category, valid_from, valid_to, department FROM identities"
        f" WHERE person = ?1 AND {where} ORDER BY identity",
        (person.person, batch, day),
    )
    return tuple(Known(identity, Interval(*interval)) for identity, *interval in rows)
