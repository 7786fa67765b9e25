"""Lists of cases: filtered, page by page, never more than is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from attrs import define, field, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit.canonical import canonical
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.casebook.roster.name_keys import PEOPLE_BY_KEY, by_key, is_pinyin
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text

from .moves import STATES, State
from .reading import case_of
from .records import Case, CaseRow

PAGE: Final = 50
_COLUMNS: Final = """
cases.case_id, cases.number, cases.kind, cases.state, cases.version,
coalesce(people.name, ''), coalesce(people.person_id, ''), cases.township, cases.award,
cases.tilt, cases.made_by, cases.state_since, cases.due_on
"""
_LAST: Final = "\U0010ffff"
"""Sorts behind whatever a text may go on with."""
_TAKEN_BY: Final = "cases.case_id IN (SELECT case_id FROM case_steps WHERE operator = ?)"
_BY_DIGITS: Final = """
cases.case_id IN (
    SELECT case_id FROM cases WHERE person IN (
        SELECT person FROM people
        WHERE person_id >= ? AND person_id < ? OR substr(person_id, ?) = ?
    )
    UNION
    SELECT case_id FROM cases WHERE substr(number, ?) = ?
)
"""
_SAYS: Final = "instr(cases.content, ?) > 0"
_PEOPLE_BY_NAME: Final = """
cases.person IN (SELECT person FROM people WHERE name >= ? AND name < ?)
"""


@frozen(kw_only=True)
class Filters:
    """Which cases to list; what is empty does not filter."""

    states: tuple[str, ...] = ()
    kind: str = ""
    township: str = ""
    hospital: str = ""
    """The code of the hospital that the case names."""
    due_by: str = ""
    """Due on this day (YYYY-MM-DD) or before."""
    operator: str = ""
    """Who took some step of the case."""
    person: int | None = None
    search: str = ""
    """What a case is looked for by.

    Digits: the first or last ones of a resident ID, the last ones of a case number. Small
    letters: a name's pinyin, its given name's, or its initials. Other letters with or without
    digits: how a case number begins. Anything else: how a name begins.
    """


def find_cases(
    book: Casebook,
    actor: Actor,
    filters: Filters = Filters(),
    *,
    limit: int = PAGE,
    after: int | None = None,
    offset: int = 0,
) -> list[CaseRow]:
    """Return cases within the actor's townships, the newest first.

    ``after``: the ``case_id`` of the last row of the page before; ``offset``: so many rows are
    passed over, the quicker the nearer they are.
    """
    found = _wanted(book, actor, filters)
    if after is not None:
        found.add("cases.case_id < ?", after)
    return _rows(book, found, "cases.case_id DESC", limit, offset)


def count_cases(book: Casebook, actor: Actor, filters: Filters = Filters()) -> int:
    """Return how many cases within the actor's townships the filters let through."""
    found = _wanted(book, actor, filters)
    (count,) = book.one(f"SELECT count(*) FROM cases WHERE {found.sql}", found.values)
    return int(count)


def townships_of_cases(book: Casebook, actor: Actor) -> list[str]:
    """Return the townships there are cases of, within the actor's; the empty one is left out."""
    rows = book.rows("SELECT DISTINCT township FROM cases WHERE township <> '' ORDER BY township")
    return [township for (township,) in rows if actor.may_see(township)]


def find_due(book: Casebook, actor: Actor, last: str, limit: int) -> list[CaseRow]:
    """Return cases within the actor's townships that are due on a day or before, by their day."""
    found = _Conditions()
    found.within(actor, "+")
    found.add("cases.due_on IS NOT NULL AND cases.due_on <= ?", last)
    return _rows(book, found, "cases.due_on, cases.case_id", limit)


def count_by_state(book: Casebook, actor: Actor) -> dict[State, int]:
    """Return how many cases within the actor's townships are in each state, zeros included."""
    where = _Conditions()
    where.within(actor)
    found = dict(
        book.rows(
            f"SELECT state, count(*) FROM cases WHERE {where.sql} GROUP BY state", where.values
        )
    )
    return {state: found.get(state, 0) for state in STATES}


def see_case(book: Casebook, actor: Actor, number: str) -> Case:
    """Return a case if it is within the actor's townships. Raises NoSuchCase, NotAllowed."""
    case = case_of(book, number)
    if not actor.may_see(case.township):
        raise NotAllowed(
            Text("案件不在负责的乡镇范围内", "the case is outside your townships"), number
        )
    return case


@define
class _Conditions:
    """What rows must fulfil, as SQL and its values.

    A plus before a column keeps SQLite from looking rows up by it: it then goes through the cases
    in the order wanted and stops when the page is full, and sorts nothing.
    """

    parts: list[str] = field(factory=list)
    values: list[Any] = field(factory=list)

    @property
    def sql(self) -> str:
        return " AND ".join(self.parts) or "1"

    def add(self, condition: str, *values: Any) -> None:
        self.parts.append(condition)
        self.values.extend(values)

    def within(self, actor: Actor, plus: str = "") -> None:
        if actor.townships:
            marks = _marks(actor.townships)
            self.add(f"{plus}cases.township IN ({marks})", *sorted(actor.townships))

    def filter(self, filters: Filters) -> None:
        if filters.states:
            plus = "+" if len(filters.states) > 1 else ""
            self.add(f"{plus}cases.state IN ({_marks(filters.states)})", *filters.states)
        for value, condition in (
            (filters.kind, "cases.kind = ?"),
            (filters.township, "cases.township = ?"),
            (filters.hospital and _fragment("hospital", filters.hospital), _SAYS),
            (filters.due_by, "cases.due_on <= ?"),
            (filters.person, "cases.person = ?"),
            (filters.operator, _TAKEN_BY),
        ):
            if value not in ("", None):
                self.add(condition, value)

    def search(self, book: Casebook, text: str) -> None:
        """Add what a search finds: each place is looked up in its own index, not case by case."""
        if text.isascii() and text[:1].isdigit():
            text = text.upper()
            end = (-len(text), text)
            self.add(_BY_DIGITS, text, text + _LAST, *end, *end)
        elif is_pinyin(text):
            self.add(f"cases.person IN ({PEOPLE_BY_KEY})", *by_key(book, text))
        elif text.isascii():
            self.add("cases.number >= ? AND cases.number < ?", text.upper(), text.upper() + _LAST)
        else:
            self.add(_PEOPLE_BY_NAME, text, text + _LAST)


def _wanted(book: Casebook, actor: Actor, filters: Filters) -> _Conditions:
    found = _Conditions()
    found.within(actor, "+" if len(actor.townships) > 1 else "")
    found.filter(filters)
    text = filters.search.strip()
    if text:
        found.search(book, text)
    return found


def _rows(
    book: Casebook, where: _Conditions, order: str, limit: int, offset: int = 0
) -> list[CaseRow]:
    # Which cases first, then what is shown of them: people are looked up for those only.
    rows = book.rows(
        f"SELECT {_COLUMNS} FROM (SELECT case_id FROM cases WHERE {where.sql} ORDER BY {order}"
        f" LIMIT ? OFFSET ?) JOIN cases USING (case_id) LEFT JOIN people USING (person)"
        f" ORDER BY {order}",
        (*where.values, limit, offset),
    )
    return [_row(row) for row in rows]


def _fragment(name: str, value: str) -> str:
    """Return a field as it stands in a case's content, which is canonical JSON.

    Looking for it is much quicker than reading JSON; within a text its quotes would be escaped.
    """
    return canonical({name: value})[1:-1]


def _marks(values: Iterable[str]) -> str:
    return ", ".join("?" for _ in values)


def _row(row: tuple[Any, ...]) -> CaseRow:
    case_id, number, kind, state, version, name, person_id, township, award, tilt, *rest = row
    made_by, state_since, due_on = rest
    return CaseRow(
        case_id=case_id, number=number, kind=kind, state=state, version=version, name=name,
        person_id=mask(person_id), township=township, award=award, tilt=tilt, made_by=made_by,
        state_since=state_since, due_on=due_on,
    )  # fmt: skip
