"""Reads the slip of a case out of a casebook."""

from __future__ import annotations

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import Case, see_case
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.hospitals import hospitals
from jiuzhu.casebook.ledger import Entry, entries_of, trace_of
from jiuzhu.casebook.operators import view_full_id
from jiuzhu.casebook.store import Casebook
from jiuzhu.loading.county import County
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Trace

from .build import make_slip
from .errors import NoSlip
from .record import Slip


def slip_of_case(
    book: Casebook, county: County, actor: Actor, number: str, *, full_id: bool = False
) -> Slip:
    """Return the slip of a manual case that was approved; ``county``: the case's.

    The resident ID is masked; ``full_id`` shows it, which is an act of its own and recorded.
    Raises NoSuchCase, NotAllowed; NoSlip for a case that was not recorded, or whose explanation
    is not the one of that time, since the loaded policy gives another answer.
    """
    case = see_case(book, actor, number)
    if case.entry is None or case.person is None:
        raise NoSlip(
            Text(
                "尚未审批入账，没有结算单；手工结算案件审批后才有",
                "was not recorded: only an approved manual settlement has a slip",
            ),
            number,
        )
    entries = entries_of(book, case.claim_id)
    trace = trace_of(book, county, entries[-1])
    _refuse_other_answer(case, entries, trace)
    shown = view_full_id(book, actor, case.person) if full_id else mask(case.person_id)
    at = stamp(book.clock())
    printed = Text(f"{at} {actor.name} 打印", f"printed {at} by {actor.name}")
    code = str(case.content.get("hospital", ""))
    known = hospitals(book, {code}).get(code)
    return make_slip(
        case, entries, trace, person_id=shown, hospital=known.name if known else "",
        printed=printed,
    )  # fmt: skip


def _refuse_other_answer(case: Case, entries: list[Entry], trace: Trace) -> None:
    last = entries[-1] if entries[-1].kind != "reverse" else entries[-2]
    if (trace.outcome.award, trace.outcome.tilt) != (last.award, last.tilt):
        raise NoSlip(
            Text(
                "现在载入的政策给出另一结果，不能据以打印；请装回当时的政策文件",
                "the policy loaded now gives another answer: install the files of that time",
            ),
            case.number,
        )
