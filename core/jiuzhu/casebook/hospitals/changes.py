"""Changes the register: add, designate, end, suspend, resume, level. Each by a named actor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.privacy.remarks import remark
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .errors import HospitalExists, NoHospital, WrongHospital, WrongInterval
from .fields import require_code, require_fields
from .reading import UNKNOWN, hospital_of, hospitals
from .records import Designation, Hospital, Suspension, overlap
from .writing import Writer

ACT: Final = "hospital.change"
_DAY: Final = timedelta(days=1)


def add_hospital(
    book: Casebook,
    actor: Actor,
    *,
    code: str,
    name: str,
    level: int,
    region: str,
    since: date | None = None,
    until: date | None = None,
) -> Hospital:
    """Record a hospital, designated from ``since`` to ``until`` (inclusive; None: open).

    Without ``since`` it is known and not designated. Raises NotAllowed, HospitalExists,
    WrongHospital or WrongInterval.
    """
    code = require_code(code)
    require_fields(code, name, level, region)
    _require_order(code, since, until)
    require(book, actor, ACT)
    with book.gate() as gate:
        if hospitals(book, {code}):
            raise HospitalExists(
                Text("这个编码已登记，没有改动", "this code is recorded already; nothing changed"),
                code,
            )
        writer = Writer(gate, book, actor)
        insert_hospital(writer, (code, name.strip(), level, region), since or book.clock().date())
        if since:
            number = hospitals(book, {code})[code].hospital
            insert_designation(writer, code, number, since, until)
        writer.close()
    return hospital_of(book, code)


def insert_hospital(writer: Writer, fields: tuple[str, str, int, str], level_since: date) -> int:
    """Insert code, name, level and region, inside the writer's gate; returns the number."""
    code, name, level, region = fields
    row = {"code": code, "name": name, "region": region}
    number = writer.insert("hospital.add", code, "hospitals", row)
    level_row = {"hospital": number, "since": level_since, "level": level}
    writer.insert("hospital.level", code, "hospital_levels", level_row)
    return number


def designate(
    book: Casebook, actor: Actor, code: str, since: date, until: date | None = None
) -> Hospital:
    """Designate a hospital of the register, for the first time or again.

    Raises NotAllowed, NoHospital, or WrongInterval if it is designated on some of the days.
    """
    with _changing(book, actor, code) as (writer, found):
        _require_order(found.code, since, until)
        _refuse_overlap(found, found.designations, since, until)
        insert_designation(writer, found.code, found.hospital, since, until)
    return hospital_of(book, code)


def end(book: Casebook, actor: Actor, code: str, last_day: date, why: str) -> Hospital:
    """End the designation that is open, with its last day and why.

    Raises NotAllowed, NoHospital, or WrongInterval if none is open or it begins later.
    """
    why = _require_why(code, why)
    with _changing(book, actor, code) as (writer, found):
        open_one = next((each for each in found.designations if each.until is None), None)
        if open_one is None:
            raise _none_open(found, Text("没有未终止的定点", "no designation is open"))
        _require_order(found.code, open_one.since, last_day)
        writer.change(
            "hospital.end",
            found.code,
            "designations",
            open_one.designation,
            {"until": (None, last_day), "why": (open_one.why, why)},
        )
    return hospital_of(book, code)


def suspend(
    book: Casebook, actor: Actor, code: str, since: date, why: str, until: date | None = None
) -> Hospital:
    """Suspend a hospital from ``since`` to ``until`` (inclusive; None: until it is resumed).

    Raises NotAllowed, NoHospital, or WrongInterval if it is suspended on some of the days.
    """
    why = _require_why(code, why)
    with _changing(book, actor, code) as (writer, found):
        _require_order(found.code, since, until)
        _refuse_overlap(found, found.suspensions, since, until)
        row = {"hospital": found.hospital, "since": since, "until": until, "why": why}
        writer.insert("hospital.suspend", found.code, "suspensions", row)
    return hospital_of(book, code)


def resume(book: Casebook, actor: Actor, code: str, first_day: date) -> Hospital:
    """End the suspension that is open; ``first_day`` is the first day without it.

    Raises NotAllowed, NoHospital, or WrongInterval if none is open or it begins on that day or
    later.
    """
    with _changing(book, actor, code) as (writer, found):
        open_one = next((each for each in found.suspensions if each.until is None), None)
        if open_one is None:
            raise _none_open(found, Text("没有未解除的暂停", "no suspension is open"))
        last = first_day - _DAY
        _require_order(found.code, open_one.since, last)
        writer.change(
            "hospital.resume",
            found.code,
            "suspensions",
            open_one.suspension,
            {"until": (None, last)},
        )
    return hospital_of(book, code)


def set_level(book: Casebook, actor: Actor, code: str, level: int, since: date) -> Hospital:
    """Record the level that holds from a day; one recorded for that very day is corrected.

    Raises NotAllowed, NoHospital or WrongHospital.
    """
    with _changing(book, actor, code) as (writer, found):
        require_fields(found.code, found.name, level, found.region)
        write_level(writer, found, level, since)
    return hospital_of(book, code)


def write_level(writer: Writer, found: Hospital, level: int, since: date) -> None:
    """Insert or correct a level, inside the writer's gate; nothing if it holds already."""
    same_day = next((each for each in found.levels if each.since == since), None)
    if same_day is None:
        row = {"hospital": found.hospital, "since": since, "level": level}
        writer.insert("hospital.level", found.code, "hospital_levels", row)
    elif same_day.level != level:
        writer.change(
            "hospital.level",
            found.code,
            "hospital_levels",
            same_day.hospital_level,
            {"level": (same_day.level, level)},
        )


@contextmanager
def _changing(book: Casebook, actor: Actor, code: str) -> Iterator[tuple[Writer, Hospital]]:
    """Open the gate for a hospital, which is read inside it."""
    code = require_code(code)
    require(book, actor, ACT)
    with book.gate() as gate:
        found = hospitals(book, {code}).get(code)
        if found is None:
            raise NoHospital(UNKNOWN, code)
        writer = Writer(gate, book, actor)
        yield writer, found
        writer.close()


def insert_designation(
    writer: Writer, code: str, number: int, since: date, until: date | None
) -> None:
    """Insert a designation, inside the writer's gate."""
    row = {"hospital": number, "since": since, "until": until, "why": ""}
    writer.insert("hospital.designate", code, "designations", row)


def _require_order(code: str, since: date | None, until: date | None) -> None:
    if until is not None and (since is None or until < since):
        raise WrongInterval(
            Text(
                f"止日 {until} 应不早于起日 {since or '（空）'}",
                f"the last day {until} must not be before the first, {since or '(none)'}",
            ),
            code,
        )


def _refuse_overlap(
    found: Hospital,
    recorded: Sequence[Designation] | Sequence[Suspension],
    since: date,
    until: date | None,
) -> None:
    for each in recorded:
        if overlap(each, since, until):
            raise WrongInterval(overlaps(each), found.code)


def overlaps(recorded: Designation | Suspension) -> Text:
    """Say with what recorded days others overlap."""
    what = (
        Text("定点", "a designation")
        if isinstance(recorded, Designation)
        else Text("暂停", "a suspension")
    )
    zh, en = (f"至 {recorded.until}", f"to {recorded.until}") if recorded.until else ("起", "on")
    return Text(
        f"与已登记的{what.zh}（{recorded.since} {zh}）重叠",
        f"overlaps with {what.en} that is recorded, from {recorded.since} {en}",
    )


def _require_why(code: str, why: str) -> str:
    if not why.strip():
        raise WrongHospital(Text("须写明原因", "a reason must be given"), code)
    return remark(why)


def _none_open(found: Hospital, what: Text) -> WrongInterval:
    return WrongInterval(Text(f"“{found.name}”{what.zh}", f"“{found.name}”: {what.en}"), found.code)
