"""What an import consists of: per person what changes, what is held back, what contradicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from attrs import field, frozen

from jiuzhu_schemas.resident_id import mask

Kind = Literal["full", "changes", "deaths"]
Outcome = Literal["added", "changed", "cancelled", "unchanged"]
Reason = Literal["name_differs", "id_differs", "repeated"]
Action = Literal["add", "cancel", "died"]

OUTCOMES: tuple[Outcome, ...] = ("added", "changed", "cancelled", "unchanged")


class Interval(NamedTuple):
    """An identity as it is, or is to be, known; days as texts, an open end as None."""

    category: str
    first: str
    last: str | None
    department: str

    def covers(self, day: str) -> bool:
        """Tell whether it still holds on a day, or begins after it."""
        return self.last is None or self.last >= day


class Known(NamedTuple):
    """An interval that stands in the casebook."""

    identity: int
    interval: Interval


class RosterLine(NamedTuple):
    """One row of a list, from a file or from the queue. Days are texts, empty where not said."""

    row: int
    action: Action
    person_id: str
    name: str
    township: str
    village: str
    home_care: bool | None
    category: str
    valid_from: str
    valid_to: str
    says_end: bool
    """``valid_to`` counts, also if it is empty: then the identity has no end."""
    died_on: str = ""


@frozen(kw_only=True)
class PersonChange:
    """What a list does to one person. ``person`` is None for somebody new."""

    person: int | None
    person_id: str = field(repr=False)
    name: str = field(repr=False)
    outcome: Outcome
    reappears: bool = False
    """Had no identity of the department any more, and has one again."""
    kept_start: bool = False
    """The list says a later first day than is known; the known one stays."""
    what: tuple[str, ...] = ()
    """What changes: ``category``, ``dates``, ``township``, ``home_care``, ``died``, ``alive``."""
    before: tuple[Interval, ...] = ()
    after: tuple[Interval, ...] = ()
    ends: tuple[int, ...] = ()
    """Identities of which the casebook's knowledge ends."""
    puts: tuple[Interval, ...] = ()
    """What is known from now on in their stead, or newly."""
    update: Mapping[str, str | int | None] = field(factory=dict, repr=False)
    """Columns of the person that change."""

    @property
    def masked_id(self) -> str:
        """The resident ID as it may be shown."""
        return mask(self.person_id)


@frozen
class HeldRow:
    """A row of which it is not certain whom it speaks of."""

    line: RosterLine = field(repr=False)
    reason: Reason
    candidate: int | None
    """Whom it may speak of; None for somebody new in the same file, see ``beside``."""
    beside: str = field(default="", repr=False)
    """The ID of the new person in the same file whom it may speak of."""


@frozen
class Contradiction:
    """Something that cannot well be true together: shown, not refused."""

    kind: Literal["exclusive", "two_departments", "dead", "other_death"]
    person: int | None
    person_id: str = field(repr=False)
    name: str = field(repr=False)
    says: tuple[tuple[str, str], ...]
    """Category and department of each side; for deaths the day and where it is from."""

    @property
    def masked_id(self) -> str:
        """The resident ID as it may be shown."""
        return mask(self.person_id)
