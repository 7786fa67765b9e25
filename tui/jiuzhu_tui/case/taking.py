"""Takes a step of a case, on the case as it was shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from attrs import frozen

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import Case, Seen
from jiuzhu.casebook.errors import RowConflict
from jiuzhu.casebook.store import Casebook
from jiuzhu.loading.county import County
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk

from .asking import Asked, sums_of


@frozen(kw_only=True)
class Answer:
    """What the operator said to a question."""

    note: str = ""
    anyway: bool = False
    here: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Of documents: those that came in, and those that did not after all."""


@frozen
class _Call:
    book: Casebook
    county: County
    actor: Actor
    seen: Seen
    answer: Answer


_CALLS: Final[Mapping[str, Callable[[_Call], Case]]] = MappingProxyType(
    {
        "accept": lambda c: cases.accept_case(
            c.book, c.county, c.actor, c.seen, note=c.answer.note, anyway=c.answer.anyway
        ),
        "review": lambda c: cases.review_case(
            c.book, c.county, c.actor, c.seen, note=c.answer.note
        ),
        "approve": lambda c: cases.approve_case(
            c.book, c.county, c.actor, c.seen, note=c.answer.note
        ),
        "return": lambda c: cases.return_case(c.book, c.actor, c.seen, c.answer.note),
        "refuse": lambda c: cases.refuse_case(c.book, c.actor, c.seen, c.answer.note),
        "withdraw": lambda c: cases.withdraw_case(c.book, c.actor, c.seen, c.answer.note),
        "override": lambda c: cases.override_referral(c.book, c.actor, c.seen, c.answer.note),
        "document": lambda c: cases.tick_documents(
            c.book, c.actor, c.seen, c.answer.here, missing=c.answer.missing
        ),
        "waive": lambda c: cases.waive_document(
            c.book, c.actor, c.seen, c.answer.missing[0], c.answer.note
        ),
    }
)
STEPS: Final[frozenset[str]] = frozenset({*_CALLS, "reverse"})
"""The steps that the screen of a case takes; editing has a screen of its own."""


def take_step(desk: Desk, actor: Actor, asked: Asked, answer: Answer) -> Case:
    """Take the step and return the case after it.

    Raises RowConflict if the case, or the sums that the question spoke of, changed meanwhile;
    and whatever the step raises. Nothing was written then.
    """
    _refuse_other_sums(desk, asked)
    seen = asked.case.seen
    if asked.step == "reverse":
        counties = desk.platform.county
        return cases.reverse_case(desk.book, counties, actor, seen, answer.note)
    county = desk.platform.county(asked.case.county)
    return _CALLS[asked.step](_Call(desk.book, county, actor, seen, answer))


def _refuse_other_sums(desk: Desk, asked: Asked) -> None:
    """Compare what the question said with what would be now: claims come in all the time."""
    case = asked.case
    now = cases.case_of(desk.book, case.number)
    if now.version != case.version:
        return  # The step itself says who changed it.
    other = False
    if asked.sums is not None:
        other = sums_of(desk, now) != asked.sums
    elif asked.reversal is not None:
        other = (
            cases.preview_reversal(desk.book, desk.platform.county, case.number) != asked.reversal
        )
    if other:
        raise RowConflict(
            Text(
                "此人的账目刚有变动，金额与所示不同，请重新查看；没有写入任何内容",
                "the person's ledger has just moved on and the sums are others now: look again."
                " Nothing was written",
            ),
            case.number,
        )
