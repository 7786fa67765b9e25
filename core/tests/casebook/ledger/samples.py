"""Made-up people and claims for the tests of the ledger; sums in fen."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np

from jiuzhu.api import API, CountyManifest, PluginManifest, Text
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.ledger import (
    Entry,
    OpeningRefused,
    plan_openings,
    pools_of,
    prepare_claim,
    record_claim,
    record_openings,
    register_of,
)
from jiuzhu.casebook.roster import register_person
from jiuzhu.casebook.roster.records import Interval
from jiuzhu.casebook.roster.writing import close_batch, end_known, open_batch, put_intervals
from jiuzhu.casebook.store import Casebook
from jiuzhu.loading.county import County, load_county
from jiuzhu.platform import Platform
from jiuzhu.settlement.balances import Balances
from jiuzhu_chongqing import plugin as chongqing
from jiuzhu_fengjie import county as fengjie_manifest
from jiuzhu_schemas.records import Claim, Person
from jiuzhu_schemas.resident_id import check_character

CLERK = Actor("赵经办", "clerk")
CHIEF = Actor("钱主任", "supervisor")
_FEN_BEYOND_BASE = 100_000


@cache
def fengjie() -> County:
    return Platform.load().county("fengjie")


def counties(name: str) -> County:
    assert name == "fengjie"
    return fengjie()


def county_with(plugin: object) -> County:
    """Return a county that settles by Fengjie's document, with hooks of its own before it."""
    name = Text("测试县", "Test County")
    files = PluginManifest(id="files", name=name, api=API, plugin=fengjie_manifest.plugin)
    manifest = CountyManifest(
        id="fengjie", name=name, api=API, document=fengjie_manifest.document, plugin=plugin
    )
    return load_county(manifest, [chongqing, files])


def someone(number: int = 1) -> Person:
    first = f"50023619600501{number:03d}"
    return Person(first + check_character(first), f"测试{number}")


def recognise(
    book: Casebook,
    person: Person,
    *held: tuple[str, str, str | None],
) -> int:
    """Register a person and let the casebook know of intervals of categories; earlier end."""
    with book.gate() as gate:
        number = register_person(gate, book, person)
        batch = open_batch(gate, book, CLERK, "decision", "民政局", "2024-01")
        known = gate.rows(
            "SELECT identity FROM identities WHERE person = ? AND known_to IS NULL", (number,)
        )
        end_known(gate, batch, [identity for (identity,) in known])
        intervals = [Interval(category, first, last, "民政局") for category, first, last in held]
        put_intervals(gate, batch, [(number, each) for each in intervals])
        close_batch(gate, book, CLERK, batch, "roster.recognise", {"person": number})
    return number


def dibao(book: Casebook, number: int = 1) -> Person:
    """Register somebody who has held dibao for long."""
    person = someone(number)
    recognise(book, person, ("dibao", "2020-01-01", None))
    return person


def stay(claim_id: str, person: Person, base: int, **replaced: Any) -> Claim:
    """Return a stay at level 3 in the county with this base, in-scope cost 1000.00 above it."""
    usual: dict[str, Any] = {
        "claim_id": claim_id, "person_id": person.person_id, "visit": "inpatient",
        "settled_on": date(2024, 5, 6), "hospital_level": 3, "hospital_region": "county",
        "referral": "not_needed", "diagnosis": "J18.900", "total_cost": base + 2 * _FEN_BEYOND_BASE,
        "in_scope_cost": base + _FEN_BEYOND_BASE, "basic_paid": _FEN_BEYOND_BASE,
        "critical_illness_paid": 0,
    }  # fmt: skip
    return Claim(**(usual | replaced))


def cancer(claim_id: str, person: Person, base: int, **replaced: Any) -> Claim:
    """Return a stay for a listed disease."""
    return stay(claim_id, person, base, diagnosis="C34.900", **replaced)


def record(book: Casebook, *claims: Claim, county: County | None = None) -> list[Entry]:
    """Record claims one by one."""
    entries = []
    for claim in claims:
        prepared = prepare_claim(book, county or fengjie(), claim)
        with book.gate() as gate:
            entries.append(record_claim(gate, book, CLERK, prepared, channel="county_hospital"))
    return entries


def bring_in(book: Casebook, person: Person, year: int, pool: str, fen: int) -> int | None:
    """Bring in what a pool had given; None if it was refused, for claims of that year."""
    register = register_of(book)
    balances = Balances(
        (pool,),
        np.array([register.people.position(person.person_id)], np.int32),
        np.array([year], np.int32),
        np.array([0], np.uint8),
        np.array([fen], np.int64),
    )
    try:
        planned = plan_openings(book, fengjie(), balances, register)
        record_openings(book, CHIEF, planned, "used.csv", "")
    except OpeningRefused:
        return None
    return fen


def sums(entry: Entry | None) -> tuple[int, int]:
    assert entry is not None
    return entry.award, entry.tilt


def used(book: Casebook, number: int = 1, year: int = 2024) -> dict[str, int]:
    return {each.pool: each.used for each in pools_of(book, number, year)}
