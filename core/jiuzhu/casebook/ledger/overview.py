"""What the ledger comes to: a month by stage, who reached a cap, who is left with most to pay.

Nothing is changed. An actor with townships of their own sees what belongs to them. Sums are fen.
"""

from __future__ import annotations

from typing import Any, Final

from attrs import field, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.resident_id import mask

_BY_STAGE: Final = """
SELECT first.stage, sum(e.kind = 'settle') - sum(e.kind = 'reverse'), sum(e.award_change),
    sum(e.tilt_change)
FROM entries e JOIN entries first ON first.claim_id = e.claim_id AND coalesce(first.replaces, 0) = 0
    JOIN people p ON p.person = e.person
WHERE e.settled_on >= ? AND e.settled_on < ? {mine} GROUP BY first.stage ORDER BY first.stage
"""
_CLAIMS: Final = """
SELECT claim_id FROM entries e JOIN people p USING (person)
WHERE replaces IS NULL AND stage = ? AND settled_on >= ? AND settled_on < ? {mine}
ORDER BY entry DESC LIMIT ?
"""
_AT_CAP: Final = """
SELECT p.person, p.name, p.person_id, p.township, pool, used, cap
FROM pools JOIN people p USING (person)
WHERE year = ? AND cap > 0 AND used >= cap {mine} ORDER BY p.person, pool LIMIT ?
"""
_LEFT_MOST: Final = """
SELECT p.person, p.name, p.person_id, p.township, '', sum(award + tilt), sum(base - award - tilt)
FROM entries e JOIN people p USING (person)
WHERE year = ? AND kind <> 'reverse' {mine}
    AND NOT EXISTS (SELECT 1 FROM entries later WHERE later.replaces = e.entry)
GROUP BY p.person HAVING sum(base - award - tilt) > 0
ORDER BY 7 DESC, p.person LIMIT ?
"""


@frozen
class StageSum:
    """What was given in a stage: claims that stand, relief and tilt, reversals taken off."""

    stage: str
    claims: int
    award: int
    tilt: int


@frozen
class PersonSum:
    """Somebody in a list of sums, the resident ID masked."""

    person: int
    name: str = field(repr=False)
    masked_id: str
    township: str
    pool: str
    """The pool that is used up; '' where the sums are of all."""
    given: int
    other: int
    """The pool's cap, or what is left to pay of the base."""


def month_by_stage(book: Casebook, actor: Actor, month: str) -> list[StageSum]:
    """Return what was given in a month such as ``2026-11``, by the day of settlement.

    What was reversed or adjusted counts where its claim was settled, in the month of the claim.
    """
    mine, townships = _mine(actor)
    rows = book.rows(_BY_STAGE.format(mine=mine), (month, _after(month), *townships))
    return [StageSum(*row) for row in rows]


def claims_of_stage(
    book: Casebook, actor: Actor, month: str, stage: str, *, limit: int
) -> list[str]:
    """Return the ids of the claims of a month in a stage, the last recorded first."""
    mine, townships = _mine(actor)
    rows = book.rows(_CLAIMS.format(mine=mine), (stage, month, _after(month), *townships, limit))
    return [claim_id for (claim_id,) in rows]


def people_at_cap(book: Casebook, actor: Actor, year: int, *, limit: int) -> list[PersonSum]:
    """Return who has used an annual pool up; somebody stands there once for each pool."""
    return _people(book, _AT_CAP, actor, year, limit)


def people_left_with_most(
    book: Casebook, actor: Actor, year: int, *, limit: int
) -> list[PersonSum]:
    """Return who has most left to pay of the year's bases, the most first; None is 0 fen."""
    return _people(book, _LEFT_MOST, actor, year, limit)


def _people(book: Casebook, sql: str, actor: Actor, year: int, limit: int) -> list[PersonSum]:
    mine, townships = _mine(actor)
    return [
        PersonSum(person, name, mask(person_id), township, pool, given, other)
        for person, name, person_id, township, pool, given, other in book.rows(
            sql.format(mine=mine), (year, *townships, limit)
        )
    ]


def _mine(actor: Actor) -> tuple[str, tuple[Any, ...]]:
    """Return the condition on townships and its values."""
    if not actor.townships:
        return "", ()
    marks = ", ".join("?" * len(actor.townships))
    return f"AND p.township IN ({marks})", tuple(sorted(actor.townships))


def _after(month: str) -> str:
    """Return what sorts behind every day of a month."""
    return f"{month}-32"
