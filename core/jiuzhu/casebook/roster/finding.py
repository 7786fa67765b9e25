"""Looks people up for a list, page by page: by name, pinyin, digits of the ID, township."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from attrs import field, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text

from .name_keys import PEOPLE_BY_KEY, by_key, is_pinyin
from .people import PersonRow, person_of

_LAST: Final = "\U0010ffff"
"""Sorts behind whatever a text may go on with."""


@frozen(kw_only=True)
class FoundPerson:
    """Somebody the casebook knows, and the categories that hold on the day asked for."""

    person: int
    masked_id: str
    name: str = field(repr=False)
    township: str
    village: str
    died_on: date | None
    categories: tuple[str, ...]


def count_people(book: Casebook, actor: Actor, search: str = "") -> int:
    """Return how many people within the actor's townships a search finds."""
    where, values = _condition(book, actor, search)
    return int(book.one(f"SELECT count(*) FROM people WHERE {where}", values)[0])


def people_found(
    book: Casebook, actor: Actor, day: date, search: str = "", *, offset: int = 0, limit: int = 100
) -> list[FoundPerson]:
    """Return people within the actor's townships, by their numbers.

    ``search``: digits are the first or the last ones of a resident ID; Latin letters a name's
    pinyin or its initials; anything else is how a name or a township begins. Empty: everybody.
    ``day``: of the categories.
    """
    where, values = _condition(book, actor, search)
    rows = book.rows(
        "SELECT person, person_id, name, township, village, died_on FROM people"
        f" WHERE {where} ORDER BY person LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    held = _categories(book, [row[0] for row in rows], day)
    return [
        FoundPerson(
            person=person,
            masked_id=mask(person_id),
            name=name,
            township=township,
            village=village,
            died_on=date.fromisoformat(died_on) if died_on else None,
            categories=tuple(held.get(person, ())),
        )
        for person, person_id, name, township, village, died_on in rows
    ]


def see_person(book: Casebook, actor: Actor, person: int) -> PersonRow:
    """Return a person within the actor's townships. Raises UnknownPerson, NotAllowed."""
    found = person_of(book, person)
    if not actor.may_see(found.township):
        raise NotAllowed(
            Text("此人不在负责的乡镇范围内", "the person is outside your townships"), str(person)
        )
    return found


def _categories(book: Casebook, people: Iterable[int], day: date) -> dict[int, list[str]]:
    numbers = list(people)
    marks = ", ".join("?" * len(numbers))
    found: dict[int, list[str]] = {}
    for person, category in book.rows(
        f"SELECT DISTINCT person, category FROM identities WHERE person IN ({marks})"
        " AND known_to IS NULL AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)"
        " ORDER BY person, category",
        (*numbers, day.isoformat(), day.isoformat()),
    ):
        found.setdefault(person, []).append(category)
    return found


def _condition(book: Casebook, actor: Actor, search: str) -> tuple[str, list[Any]]:
    """Return what rows must fulfil, as SQL and its values."""
    parts: list[str] = ["1"]
    values: list[Any] = []
    if actor.townships:
        parts.append(f"township IN ({', '.join('?' * len(actor.townships))})")
        values += sorted(actor.townships)
    text = search.strip()
    if text.isascii() and text[:1].isdigit():
        text = text.upper()
        parts.append("(person_id >= ? AND person_id < ? OR substr(person_id, ?) = ?)")
        values += [text, text + _LAST, -len(text), text]
    elif is_pinyin(text.lower()):
        parts.append(f"person IN ({PEOPLE_BY_KEY})")
        values += by_key(book, text)
    elif text:
        parts.append("(name >= ? AND name < ? OR township >= ? AND township < ?)")
        values += [text, text + _LAST] * 2
    return " AND ".join(parts), values
