"""Check P1: terms that no plugin may give are refused by its name, and nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jiuzhu.casebook.ledger import FileToRecord, prepare_claim, record_file, register_of
from jiuzhu.casebook.store import Casebook
from jiuzhu.cli.inputs import read_county_claims
from jiuzhu.loading.county import County
from jiuzhu.stages.specs import hookimpl
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.terms import Terms

from .samples import CLERK, county_with, dibao, stay

GOOD: dict[str, Any] = {"clause": "x#1", "pool": "inpatient", "annual_cap": 1, "rate": 1}
BAD: list[dict[str, Any]] = [
    {"rate": -1},
    {"rate": 10_001},
    {"rate": True},
    {"rate": 1.0},
    {"rate": float("nan")},
    {"rate": None},
    {"annual_cap": -5},
    {"annual_cap": 5.0},
    {"pool": "nowhere"},
    {"clause": ""},
    {"clause": None},
]


class Wrong:
    """Answers for stays with terms that are wrong in one thing."""

    def __init__(self, wrong: dict[str, Any]) -> None:
        self._terms = Terms(**(GOOD | wrong))

    @hookimpl
    def inpatient(self, facts: Facts, identity: str) -> Terms | None:
        return self._terms


class Raises:
    """Fails."""

    @hookimpl
    def inpatient(self, facts: Facts, identity: str) -> Terms | None:
        raise RuntimeError("broken")


def state(book: Casebook) -> list[Any]:
    tables = ("entries", "pools", "requests", "holdings", "people", "audit")
    return [book.rows(f"SELECT * FROM {table}") for table in tables]


@pytest.mark.parametrize("county", [*map(Wrong, BAD), Raises()], ids=[*map(str, BAD), "raises"])
def test_bad_terms_reach_no_casebook(book: Casebook, county: object, tmp_path: Path) -> None:
    person = dibao(book)
    before = state(book)
    loaded = county_with(county)
    with pytest.raises(JiuzhuError, match="fengjie"):
        prepare_claim(book, loaded, stay("A", person, 100_000))
    with pytest.raises(JiuzhuError, match="fengjie"):
        record_file(book, CLERK, file(book, loaded, tmp_path, person.person_id))
    assert state(book) == before


def file(book: Casebook, county: County, folder: Path, person_id: str) -> FileToRecord:
    path = folder / "claims.csv"
    path.write_text(
        "claim_id,person_id,visit,therapy,settled_on,hospital_level,hospital_region,referral,"
        "diagnosis,total_cost,in_scope_cost,basic_paid,critical_illness_paid\n"
        f"A,{person_id},inpatient,,2024-05-06,3,county,not_needed,J18.900,100.00,100.00,0.00,0.00\n",
        "utf-8",
    )
    known = register_of(book)
    return FileToRecord(
        county=county,
        claims=read_county_claims(county, path, known.people, keep_sums=True),
        people=known.people,
        identities=known.identities,
        mark=known.mark,
    )
