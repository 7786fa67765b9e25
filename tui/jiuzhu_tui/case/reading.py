"""What the screen of a case reads, in the background."""

from __future__ import annotations

from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import (
    STATE_LABELS,
    STEP_LABELS,
    Case,
    Kind,
    Step,
    deadline_of,
    kind_in,
    possible_steps,
    preview_case,
    see_case,
)
from jiuzhu.casebook.deadlines import Deadline
from jiuzhu.casebook.hospitals import hospitals
from jiuzhu.casebook.ledger import Entry, entries_of, trace_of
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Trace
from jiuzhu_tui.desk import Desk


@frozen
class SeenCase:
    """A case as it was read, with what belongs to it."""

    case: Case
    kind: Kind
    """The case's kind with the county's own fields."""
    deadline: Deadline | None
    hospital: str
    """The name of its hospital; empty if it has none, or the register does not know it."""
    entries: tuple[Entry, ...]
    """What the ledger says of its claim, in order."""
    steps: tuple[Step, ...]
    """What the operator can do with it."""
    trace: Trace | None
    about: Text
    """What the trace is, or why there is none."""


def read_case(desk: Desk, actor: Actor, number: str) -> SeenCase:
    """Read a case. Raises NoSuchCase, NotAllowed, and what loading its county raises."""
    case = see_case(desk.book, actor, number)
    county = desk.platform.county(case.county)
    code = str(case.content.get("hospital", ""))
    found = hospitals(desk.book, {code}).get(code)
    entries = tuple(entries_of(desk.book, case.claim_id)) if case.entry is not None else ()
    trace, about = _explained(desk, case, entries)
    return SeenCase(
        case=case,
        kind=kind_in(county, case.kind),
        deadline=deadline_of(county, case),
        hospital=found.name if found else "",
        entries=entries,
        steps=possible_steps(case, actor),
        trace=trace,
        about=about,
    )


def news_of(desk: Desk, actor: Actor | None, seen: SeenCase | None) -> Text | None:
    """Say who has done what with a case since it was seen; None: it is as it was.

    Raises NoSuchCase, NotAllowed.
    """
    if actor is None or seen is None:
        return None
    case = see_case(desk.book, actor, seen.case.number)
    if case.version == seen.case.version:
        return None
    return changed_by(case)


def changed_by(case: Case) -> Text:
    """Say who took the last step of a case, when, and where it stands now."""
    state, last = STATE_LABELS[case.state], case.steps[-1]
    when, step = last.at[:16], STEP_LABELS[last.step]
    now = Text("", "") if step == state else Text(f"，现为“{state.zh}”", f", now {state.en}")
    return Text(
        f"{last.operator} {when} {step.zh}{now.zh}", f"{last.operator} {when}: {step.en}{now.en}"
    )


def _explained(desk: Desk, case: Case, entries: tuple[Entry, ...]) -> tuple[Trace | None, Text]:
    """Return the trace of what was recorded, or of what would be, and what it is."""
    if case.kind != "manual":
        return None, Text("此类案件没有结算。", "Nothing is settled in a case of this kind.")
    county = desk.platform.county(case.county)
    try:
        if entries:
            trace = trace_of(desk.book, county, entries[-1])
            return trace, _recorded(entries, trace)
        return preview_case(desk.book, county, case.number), Text(
            "试算，尚未入账", "What it would be; not recorded"
        )
    except JiuzhuError as error:
        return None, Text(f"尚不能试算：{error}", f"cannot be settled yet: {error}")


def _recorded(entries: tuple[Entry, ...], trace: Trace) -> Text:
    standing = entries[-1]
    explained = standing if standing.kind != "reverse" else entries[-2]
    if (trace.outcome.award, trace.outcome.tilt) != (explained.award, explained.tilt):
        return Text(
            "！现在载入的政策给出另一结果，以下不是入账时的依据",
            "! the policy loaded now gives another answer: this is not why it was recorded so",
        )
    if standing.kind == "reverse":
        return Text("已冲正；以下是冲正前的结算", "Reversed; this is what was taken back")
    if standing.kind == "adjust":
        return Text(
            "已入账，其后调整过；以下是调整后的结算", "Recorded, adjusted since; as it stands"
        )
    return Text("已入账", "Recorded")
