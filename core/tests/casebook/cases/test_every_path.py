"""Whatever anybody tries, in whatever order: no path leads past the separation of duties."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from attrs import define, field
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases.errors import NothingToPay, StepNotAllowed
from jiuzhu.casebook.errors import NotAllowed

from .offices import CLERK, REVIEWER, SUPERVISOR, TREASURER, Office, office_at

PEOPLE: Final = (
    CLERK, REVIEWER, SUPERVISOR, TREASURER, Actor("郑主管", "supervisor"),
    # The same people after a change of role: it is the person that counts.
    Actor(CLERK.name, "reviewer"), Actor(SUPERVISOR.name, "treasurer"),
    Actor(REVIEWER.name, "treasurer"), Actor(TREASURER.name, "supervisor"),
)  # fmt: skip
FORWARD: Final = {
    "draft": "accept", "returned": "edit", "accepted": "review", "reviewed": "approve",
    "approved": "send", "sent": "pay",
}  # fmt: skip
STEPS: Final = (
    "on", "on", "on", "on", "edit", "document", "accept", "return", "review", "approve",
    "override", "refuse", "withdraw", "send", "pay", "bounce", "reverse",
)  # fmt: skip

# The rules once more, as the brief has them, and not as the product's table does.
MAKERS: Final = {"edit", "document", "accept"}
DECIDERS: Final = {"return", "override", "review", "approve", "refuse", "reverse"}
PAYERS: Final = {"send", "pay", "bounce"}
ROLES: Final = {
    "edit": "clerk supervisor", "document": "clerk supervisor", "accept": "clerk supervisor",
    "withdraw": "clerk supervisor", "review": "reviewer supervisor",
    "return": "reviewer supervisor", "refuse": "reviewer supervisor", "approve": "supervisor",
    "override": "supervisor", "reverse": "supervisor", "send": "treasurer", "pay": "treasurer",
    "bounce": "treasurer",
}  # fmt: skip
AFTER: Final = {
    ("draft", "edit"): "draft", ("returned", "edit"): "draft", ("draft", "document"): "draft",
    ("returned", "document"): "draft", ("draft", "accept"): "accepted",
    ("accepted", "return"): "returned", ("reviewed", "return"): "returned",
    ("accepted", "review"): "reviewed", ("reviewed", "approve"): "approved",
    ("accepted", "refuse"): "refused", ("reviewed", "refuse"): "refused",
    ("draft", "withdraw"): "withdrawn", ("returned", "withdraw"): "withdrawn",
    ("accepted", "withdraw"): "withdrawn", ("reviewed", "withdraw"): "withdrawn",
    ("approved", "send"): "sent", ("sent", "pay"): "paid", ("sent", "bounce"): "approved",
    ("approved", "reverse"): "reversed", ("paid", "reverse"): "reversed",
}  # fmt: skip


def duty_of(step: str) -> str:
    groups = (("make", MAKERS), ("decide", DECIDERS), ("pay", PAYERS))
    return next((name for name, steps in groups if step in steps), "")


@define
class Model:
    state: str
    duties: dict[str, set[str]] = field(factory=dict)

    def allows(self, step: str, actor: Actor) -> bool:
        others = self.duties.get(actor.name, set()) - {duty_of(step)}
        apart = not (duty_of(step) and others)
        return actor.role in ROLES[step].split() and apart and (self.state, step) in AFTER

    def take(self, step: str, actor: Actor) -> None:
        self.state = AFTER[self.state, step]
        if duty_of(step):
            self.duties.setdefault(actor.name, set()).add(duty_of(step))


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    tries=st.lists(
        st.tuples(st.sampled_from(STEPS), st.sampled_from(PEOPLE)), min_size=4, max_size=24
    )
)
def test_no_path_leads_past_the_separation_of_duties(
    tmp_path: Path, empty_office: Path, tries: list[tuple[str, Actor]]
) -> None:
    with office_at(Path(shutil.copy(empty_office, tmp_path / "path.db"))) as office:
        book = office.book
        case = office.draft(office.person(1))
        model = Model("draft", {CLERK.name: {"make"}})
        for wanted, actor in tries:
            step = FORWARD.get(model.state, "reverse") if wanted == "on" else wanted
            allowed = model.allows(step, actor)
            assert attempt(office, case.number, step, actor) == allowed, (step, actor, model)
            if allowed:
                model.take(step, actor)
            case = cases.case_of(book, case.number)
            assert case.state == model.state
            assert all(len(duties) == 1 for duties in model.duties.values())
            if case.state == "paid":
                makers, deciders = (
                    {case.made_by, case.accepted_by},
                    {case.reviewed_by, case.approved_by},
                )
                assert not makers & deciders
                assert not {case.sent_by, case.paid_by} & (makers | deciders)
        assert list(cases.check_cases(book)) == []


def attempt(office: Office, number: str, step: str, actor: Actor) -> bool:
    """Take a step; tell whether it was allowed."""
    case = cases.case_of(office.book, number)
    more = {"documents": ["invoice"]} if step == "document" else {}
    if step in PAYERS and case.entry is None:
        return False  # Nothing of it is in any run.
    try:
        office.take(case, step, actor, **more)
    except (NotAllowed, StepNotAllowed, NothingToPay, AssertionError):
        return False
    return True
