"""A case as it is read: the whole, a row of a list, its steps and documents. Sums in fen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from .kinds import CaseKind
from .moves import State, Step


@frozen
class Seen:
    """A case as somebody saw it: a step is refused if it has changed since."""

    number: str
    version: int


@frozen(kw_only=True)
class Draft:
    """What a new case begins with.

    ``person_id`` and ``name``: of a case about a person; the name is needed only where the
    casebook does not know the person yet. ``fields`` as a clerk writes them, see
    `jiuzhu.casebook.cases.content.with_changes`.
    """

    kind: CaseKind
    person_id: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    township: str = ""
    fields: Mapping[str, str] = field(factory=dict, repr=False)
    documents: tuple[str, ...] = ()
    note: str = ""


@frozen(kw_only=True)
class TakenStep:
    """One step of a case: who took it, as what, when, from which state to which."""

    version: int
    step: Step
    before: str
    after: State
    operator: str
    role: str
    at: str
    note: str
    detail: Mapping[str, Any]


@frozen(kw_only=True)
class HandedIn:
    """A document of a case: handed in, or waived by a supervisor with a note."""

    document: str
    waived_by: str = ""
    note: str = ""


@frozen(kw_only=True)
class Case:
    """A case as it stands."""

    case_id: int
    number: str
    kind: CaseKind
    county: str
    state: State
    version: int
    person: int | None
    person_id: str = field(repr=False)
    """The full resident ID, for the program; show it with `jiuzhu_schemas.resident_id.mask`."""
    name: str = field(repr=False)
    township: str
    content: Mapping[str, Any] = field(repr=False)
    documents: Mapping[str, HandedIn]
    invoice: str
    claim_id: str
    entry: int | None
    award: int
    tilt: int
    override_by: str
    override_reason: str
    outcome: str
    handoff: str
    made_by: str
    accepted_by: str
    reviewed_by: str
    approved_by: str
    sent_by: str
    paid_by: str
    opened_at: str
    state_since: str
    due_on: str | None
    steps: tuple[TakenStep, ...]

    @property
    def seen(self) -> Seen:
        """The case as it was read, to be named by a step."""
        return Seen(self.number, self.version)


@frozen(kw_only=True)
class CaseRow:
    """One case in a list; the resident ID is masked."""

    case_id: int
    number: str
    kind: CaseKind
    state: State
    version: int
    name: str = field(repr=False)
    person_id: str
    township: str
    award: int
    tilt: int
    made_by: str
    state_since: str
    due_on: str | None
