"""The identities file: which department recognised whom as what, from when to when."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import frozen

from jiuzhu.policy.spellings import NO_SPELLINGS, Spellings
from jiuzhu.settlement.columns import OPEN_END, Days, Identities
from jiuzhu_schemas.text import Text

from .dialects import folded
from .fields import Day, Word, category_words
from .headers import layout
from .people import PERSONAL, PeopleFile, known_person
from .reading import ReadFile, Reading, read
from .tables import Progress, Source


@frozen(eq=False, kw_only=True)
class IdentitiesFile(ReadFile):
    """Recognised intervals, in file order."""

    columns: Identities


def read_identities(
    path: Source,
    people: PeopleFile,
    categories: Mapping[str, str],
    *,
    progress: Progress | None = None,
    local: Spellings = NO_SPELLINGS,
) -> IdentitiesFile:
    """Read identities: ``person_id``, ``category``, ``valid_from``, ``valid_to``.

    ``categories`` maps every accepted word (code, Chinese name, national code) to a category. A
    suffix in brackets, as in ``低保对象(救助)``, is left out where the whole is not known. An
    empty ``valid_to`` means still valid.
    """
    codes = tuple(dict.fromkeys(categories.values()))
    person = known_person(people)
    category = _category_field(categories, codes)
    first, last = Day(), Day(empty=OPEN_END)
    reading = read(
        path,
        layout("identities", optional=("valid_to",), local=local),
        {"person_id": person, "category": category, "valid_from": first, "valid_to": last},
        key="person_id",
        hidden=PERSONAL,
        progress=progress,
    )
    position = reading.values("person_id", person)
    which = reading.values("category", category).astype(np.uint8)
    first_day = reading.values("valid_from", first)
    last_day = _last_days(reading, last, first_day)
    kept = reading.kept()
    columns = Identities(
        categories=codes,
        person=position[kept],
        category=which[kept],
        first_day=first_day[kept],
        last_day=last_day[kept],
    )
    return IdentitiesFile(report=reading.report(kept), columns=columns)


def _last_days(reading: Reading, last: Day, first_day: Days) -> Days:
    if not reading.has("valid_to"):
        return np.full(reading.height, OPEN_END, np.int32)
    last_day = reading.values("valid_to", last)
    reading.column("valid_to").refuse(
        reading.where(last_day < first_day),
        "ends_before_start",
        Text("早于生效日期", "is before the first day"),
        Text("应不早于 valid_from", "expected a day not before valid_from"),
    )
    return last_day


def _category_field(categories: Mapping[str, str], codes: tuple[str, ...]) -> Word:
    place = {code: at for at, code in enumerate(codes)}
    expected, further = category_words(categories)
    return Word(
        {folded(word): place[code] for word, code in categories.items()},
        expected=expected,
        further=further,
        unknown=Text("不是认识的救助对象类别", "is not a known category"),
        suggest=list(categories),
        strip_suffix=True,
    )
