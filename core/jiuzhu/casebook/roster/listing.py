"""Looks into the roster: its batches, and who was in force on a day."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from attrs import field, frozen

from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.resident_id import mask

from .writing import BATCH, Batch


@frozen(kw_only=True)
class ListedPerson:
    """Somebody with an identity on a day."""

    person: int
    person_id: str = field(repr=False)
    name: str = field(repr=False)
    township: str
    village: str
    category: str
    department: str
    valid_from: date
    valid_to: date | None

    @property
    def masked_id(self) -> str:
        """The resident ID as it may be shown."""
        return mask(self.person_id)


def batches(book: Casebook, department: str = "") -> list[Batch]:
    """Return the lists and decisions that went in, the latest first; '' for all departments."""
    rows = book.rows(
        f"SELECT {', '.join(BATCH)} FROM batches WHERE :department IN ('', department)"
        " ORDER BY batch DESC",
        {"department": department},
    )
    return [
        Batch(**{**dict(zip(BATCH, row, strict=True)), "counts": json.loads(row[-1])})
        for row in rows
    ]


def people_on(
    book: Casebook,
    day: date,
    *,
    department: str = "",
    category: str = "",
    township: str = "",
    limit: int = -1,
) -> list[ListedPerson]:
    """Return who held which identity on a day, by what is known now; '' leaves a filter out.

    ``limit``: at most so many rows; -1 for all.
    """
    values: dict[str, Any] = {
        "day": day.isoformat(), "department": department, "category": category,
        "township": township, "limit": limit,
    }  # fmt: skip
    rows = book.rows(
        "SELECT person, person_id, name, township, village, category, department, valid_from,"
        " valid_to FROM identities JOIN people USING (person) WHERE known_to IS NULL"
        " AND valid_from <= :day AND (valid_to IS NULL OR valid_to >= :day)"
        " AND :department IN ('', department) AND :category IN ('', category)"
        " AND :township IN ('', township) ORDER BY township, village, person, category"
        " LIMIT :limit",
        values,
    )
    return [
        ListedPerson(
            person=person,
            person_id=person_id,
            name=name,
            township=town,
            village=village,
            category=held,
            department=by,
            valid_from=date.fromisoformat(first),
            valid_to=date.fromisoformat(last) if last else None,
        )
        for person, person_id, name, town, village, held, by, first, last in rows
    ]
