"""Looks hospitals up: all of the register, one by its code, what holds of it on a day."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any, Final

from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .errors import NoHospital, NotDesignated
from .fields import require_code
from .records import Designation, Hospital, HospitalOnDay, LevelSince, Suspension

_WANTED: Final = "(? IS NULL OR code IN (SELECT value FROM json_each(?)))"


def hospitals(book: Casebook, codes: Collection[str] | None = None) -> dict[str, Hospital]:
    """Return the hospitals of the register by code, in its order; only some if ``codes`` is given.

    Codes are taken as they are; unknown ones are left out.
    """
    wanted = json.dumps(sorted(codes)) if codes is not None else None
    levels = _by_hospital(book, "hospital_levels", wanted)
    designated = _by_hospital(book, "designations", wanted)
    suspended = _by_hospital(book, "suspensions", wanted)
    found = {}
    for row in book.records(f"SELECT * FROM hospitals WHERE {_WANTED} ORDER BY code", [wanted] * 2):
        number = row["hospital"]
        found[row["code"]] = Hospital(
            **row,
            levels=tuple(LevelSince(**_dated(each)) for each in levels[number]),
            designations=tuple(Designation(**_dated(each)) for each in designated[number]),
            suspensions=tuple(Suspension(**_dated(each)) for each in suspended[number]),
        )
    return found


def hospital_of(book: Casebook, code: str) -> Hospital:
    """Return a hospital with its history. Raises NoHospital or WrongHospital."""
    code = require_code(code)
    found = hospitals(book, {code}).get(code)
    if found is None:
        raise NoHospital(UNKNOWN, code)
    return found


def hospital_on(book: Casebook, code: str, day: date) -> HospitalOnDay:
    """Return what holds of a hospital on a day: level, region, designated or why not.

    Raises NoHospital if the register does not have it.
    """
    return hospital_of(book, code).on(day)


def require_designated(book: Casebook, code: str, day: date) -> HospitalOnDay:
    """Return what holds of a hospital that is designated on a day.

    Raises NotDesignated naming hospital, day and reason; NoHospital, which is one, if the
    register does not have it.
    """
    found = hospital_on(book, code, day)
    if found.why is not None:
        raise NotDesignated(
            Text(
                f"“{found.name}”{day} 不是定点医疗机构：{found.why.zh}",
                f"“{found.name}” is not designated on {day}: {found.why.en}",
            ),
            found.code,
        )
    return found


UNKNOWN: Final = Text(
    "医疗机构名册中没有这个编码，从未定点；登记请用 jiuzhu hospital add",
    "the register has no hospital of this code, so it was never designated;"
    " jiuzhu hospital add records one",
)


def _by_hospital(book: Casebook, table: str, wanted: str | None) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    sql = (
        f"SELECT {table}.* FROM {table} JOIN hospitals USING (hospital)"
        f" WHERE {_WANTED} ORDER BY {table}.since"
    )
    for row in book.records(sql, [wanted] * 2):
        found[row.pop("hospital")].append(row)
    return found


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    """Turn the days of a row from text into dates."""
    return {
        name: date.fromisoformat(value) if name in ("since", "until") and value else value
        for name, value in row.items()
    }
