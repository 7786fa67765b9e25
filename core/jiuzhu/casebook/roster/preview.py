"""What a list would do, before anything is done: bound to the state it was compared with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import field, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.store import Casebook
from jiuzhu.exchange.tables import Progress
from jiuzhu.loading.county import County
from jiuzhu_schemas.text import Text

from .compare import Terms
from .known import State, load
from .matching import match
from .passing import claims_after
from .planning import Plan, count_in_force, plan_list
from .records import OUTCOMES, Contradiction, HeldRow, PersonChange, RosterLine
from .refusing import MOST_CANCELLED, refusals, too_many
from .source import ListSource, ReadList, read_list


@frozen(eq=False, kw_only=True, slots=False)
class Preview:
    """What a list would do, and why it may not."""

    source: ListSource
    read: ReadList
    state: State
    """The roster's state that it was compared with."""
    changes: tuple[PersonChange, ...]
    """Everybody in the list, and whoever it cancels by leaving them out."""
    held: tuple[HeldRow, ...]
    contradictions: tuple[Contradiction, ...]
    without_effect: tuple[RosterLine, ...] = field(repr=False)
    """Removals of what is not in force, deaths of people the casebook does not know."""
    waiting: int
    """People not in a full list who stay for now, since rows of it are missing."""
    in_force: int
    """People with an identity in force from the department; for deaths, from any."""
    repeats: int
    settled_after: Mapping[int, int]
    """For deaths: person to how many claims were settled after the day."""
    refusals: tuple[Text, ...]
    too_many: Text | None
    """Why the list needs the operator's number of cancellations."""
    already: int | None
    """The batch by which the same file went in before."""

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many people or rows of each sort, by name."""
        found: dict[str, int] = dict.fromkeys(OUTCOMES, 0)
        for each in self.changes:
            found[each.outcome] += 1
        return {
            **found,
            "reappearing": sum(each.reappears for each in self.changes),
            "kept_starts": sum(each.kept_start for each in self.changes),
            "held": len(self.held),
            "contradictions": len(self.contradictions),
            "wrong_rows": len(self.read.file.refused),
            "waiting": self.waiting,
            "without_effect": len(self.without_effect),
            "repeats": self.repeats,
        }

    @property
    def cancelling(self) -> int:
        """How many people would have no identity in force any more."""
        return self.counts["cancelled"]


def preview_list(
    book: Casebook,
    county: County,
    actor: Actor,
    source: ListSource,
    *,
    most_cancelled: int = MOST_CANCELLED,
    progress: Progress | None = None,
) -> Preview:
    """Compare a list with the roster; changes nothing.

    ``most_cancelled``: percent of the people in force that it may cancel unasked. Raises
    NotAllowed, FileError for a file that cannot be used, UnknownDepartment, RosterRefused for a
    wrong month. A list that may not go in has its reasons in ``refusals``.
    """
    require(book, actor, "roster.preview")
    read = read_list(book, county, source, progress)
    if progress is not None:
        progress("compare", 0, 0)
    return _compared(book, source, read, most_cancelled)


def _compared(book: Casebook, source: ListSource, read: ReadList, most_cancelled: int) -> Preview:
    known = load(book)
    matched = match(read.lines, known)
    terms = Terms(
        department=read.department,
        effective=read.effective,
        ends_absent=source.kind == "full" and not read.file.problem_count,
    )
    plan = plan_list(source.kind, matched, known, terms)
    scope = "" if source.kind == "deaths" else read.department
    in_force = count_in_force(known, scope, read.effective)
    cancelling = sum(each.outcome == "cancelled" for each in plan.changes)
    return Preview(
        source=source,
        read=read,
        state=known.state,
        changes=tuple(plan.changes),
        held=tuple(matched.held),
        contradictions=tuple(plan.found),
        without_effect=tuple(plan.idle),
        waiting=plan.waiting,
        in_force=in_force,
        repeats=matched.repeats,
        settled_after=_settled_after(book, plan) if source.kind == "deaths" else {},
        refusals=tuple(refusals(book, source, read, len(matched.held))),
        too_many=too_many(cancelling, in_force, most_cancelled),
        already=batch_of(book, source, read),
    )


def _settled_after(book: Casebook, plan: Plan) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for each in plan.changes:
        if each.person is not None and (died_on := each.update.get("died_on")):
            count = claims_after(book, each.person, str(died_on))
            if count:
                found[each.person] = count
    return found


def batch_of(book: Casebook, source: ListSource, read: ReadList) -> int | None:
    """Return the batch by which the same file of department, kind and month went in."""
    found = book.one(
        "SELECT batch FROM batches"
        " WHERE file_hash = ? AND department = ? AND kind = ? AND month = ?",
        (read.file_hash, read.department, source.kind, read.month),
    )
    return None if found is None else int(found[0])
