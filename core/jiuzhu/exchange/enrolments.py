"""The enrolments file: premiums paid, to be subsidised."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu.policy.spellings import NO_SPELLINGS, Spellings
from jiuzhu.settlement.columns import Enrolments
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import INSURANCES, TIERS

from .early import refuse_early
from .fields import Day, Word, word_field
from .headers import layout
from .people import PERSONAL, PeopleFile, known_person
from .reading import Field, ReadFile, read
from .tables import Progress, Source


@frozen(eq=False, kw_only=True)
class EnrolmentsFile(ReadFile):
    """Good enrolments in file order; ``keys`` are the persons' IDs as text."""

    columns: Enrolments
    keys: pl.Series


def read_enrolments(
    path: Source,
    people: PeopleFile,
    *,
    premium_years: Collection[int],
    first_day: date,
    progress: Progress | None = None,
    local: Spellings = NO_SPELLINGS,
) -> EnrolmentsFile:
    """Read enrolments: ``person_id``, ``year``, ``tier``, ``paid_on``, ``insurance``.

    ``premium_years`` are the years whose premium is loaded; any other year is refused. So is a
    premium paid before ``first_day``, when the first loaded policy came into force, or before the
    person was born.
    """
    person = known_person(people)
    year, tier = _year_field(premium_years), word_field("tier", TIERS, local)
    paid_on, insurance = Day(), word_field("insurance", INSURANCES, local)
    fields: dict[str, Field[object]] = {"person_id": person, "year": year, "tier": tier}
    fields |= {"paid_on": paid_on, "insurance": insurance}
    reading = read(
        path,
        layout("enrolments", local=local),
        fields,
        key="person_id",
        hidden=PERSONAL,
        progress=progress,
    )
    position = reading.values("person_id", person)
    columns: dict[str, NDArray[Any]] = {
        "year": reading.values("year", year),
        "tier": np.array(TIERS, np.uint8)[reading.values("tier", tier)],
        "paid_on": reading.values("paid_on", paid_on),
        "insurance": reading.values("insurance", insurance).astype(np.uint8),
    }
    refuse_early(reading, "paid_on", columns["paid_on"], people, position, first_day)
    kept = reading.kept()
    good = {name: values[kept] for name, values in columns.items()}
    return EnrolmentsFile(
        report=reading.report(kept),
        keys=people.keys.gather(position[kept]),
        columns=Enrolments(person=position[kept], **good),
    )


def _year_field(premium_years: Collection[int]) -> Word:
    loaded = [str(year) for year in sorted(premium_years)]
    codes = {year: int(year) for year in loaded} | {f"{year}年": int(year) for year in loaded}
    return Word(
        codes,
        expected=Text(
            f"已载入缴费标准的年度：{'、'.join(loaded) or '无'}",
            f"premiums are loaded for: {', '.join(loaded) or 'no year'}",
        ),
        unknown=Text("该年度没有载入个人缴费标准", "is a year whose premium is not loaded"),
    )
