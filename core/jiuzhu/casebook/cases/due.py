"""What the office has to decide by when: open cases with a term, the most pressing first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.store import Casebook

from .finding import PAGE, find_due
from .kinds import kind_of
from .moves import ACTS, Step, steps_from
from .records import Case, CaseRow

if TYPE_CHECKING:
    from jiuzhu.casebook.deadlines import Deadline
    from jiuzhu.loading.county import County

    from .content import Content
    from .kinds import Kind

_NEXT: Final[tuple[Step, ...]] = ("edit", "accept", "review", "approve")


@frozen(kw_only=True)
class DueCase:
    """A case that waits for the office, until when, and for which act."""

    case: CaseRow
    due_on: date
    overdue: bool
    """The day has passed."""
    waits_for: Step
    """The step that brings the case on."""
    act: str
    """The right that step needs; who has it, has to act."""


def due_cases(
    book: Casebook,
    actor: Actor,
    today: date,
    *,
    until: date | None = None,
    limit: int = PAGE,
) -> list[DueCase]:
    """Return the cases within the actor's townships that are due, by their day.

    ``until``: also those due up to this later day; None: those due today or before.
    """
    last = max(until or today, today)
    return [_due(each, today) for each in find_due(book, actor, last.isoformat(), limit)]


def deadline_of_kind(
    county: County, word: str, kind: Kind, content: Content, opened: date
) -> Deadline | None:
    """Return the term of a case of a kind that was opened on a day; None if none is set."""
    # Loads the policies' side, which a list of what is due can do without.
    from jiuzhu.casebook.deadlines import due_for, monthly_deadline

    if kind.monthly:
        if "month" not in content:
            return None
        year, month = int(content["month"][:4]), int(content["month"][5:])
        return monthly_deadline(county, kind.monthly, date(year + month // 12, month % 12 + 1, 1))
    return due_for(county, word, opened)


def deadline_of(county: County, case: Case) -> Deadline | None:
    """Return a case's term with its clause and words; None if none is set."""
    opened = date.fromisoformat(case.opened_at[:10])
    return deadline_of_kind(county, case.kind, kind_of(case.kind), case.content, opened)


def _due(row: CaseRow, today: date) -> DueCase:
    due_on = date.fromisoformat(row.due_on or "")
    steps = steps_from(row.kind, row.state)
    step = next(each for each in reversed(_NEXT) if each in steps)
    return DueCase(case=row, due_on=due_on, overdue=due_on < today, waits_for=step, act=ACTS[step])
