"""What tests of the casebook share: a clock that is set, a fresh casebook, cheap passwords."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from attrs import define

from jiuzhu.casebook import ledger, roster
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import BEIJING
from jiuzhu.casebook.operators import passwords
from jiuzhu.casebook.store import Casebook
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform
from jiuzhu_schemas.records import Claim, Person
from jiuzhu_schemas.resident_id import check_character

CLERK = Actor("赵经办", "clerk")


@define
class SetClock:
    """Stands still until it is moved on."""

    now: datetime = datetime(2026, 11, 21, 9, 30, tzinfo=BEIJING)

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def casebook_path(tmp_path: Path) -> Path:
    return tmp_path / "test.casebook"


MakeCasebook = Callable[[Path], Path]


@pytest.fixture(scope="session")
def make_casebook(tmp_path_factory: pytest.TempPathFactory) -> MakeCasebook:
    """Make an empty casebook at a path, by a copy of one that was made once: init syncs much."""
    template = tmp_path_factory.mktemp("template") / "empty.casebook"
    Casebook.init(template).close()
    return lambda path: Path(shutil.copy(template, path))


@pytest.fixture
def book(casebook_path: Path, clock: SetClock, make_casebook: MakeCasebook) -> Iterator[Casebook]:
    """A fresh casebook whose time is the ``clock`` fixture's."""
    with Casebook.open(make_casebook(casebook_path), clock) as made:
        yield made


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """argon2id with the least it can do: the real one takes a tenth of a second each time."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(1, 8, 1))
    passwords._decoy.cache_clear()
    yield
    passwords._decoy.cache_clear()


@cache
def loaded_fengjie() -> County:
    return Platform.load().county("fengjie")


@pytest.fixture(scope="session")
def fengjie() -> County:
    return loaded_fengjie()


Settle = Callable[[Casebook, int, str], None]


def resident_id(number: int) -> str:
    first = f"50023619700101{number:03d}"
    return first + check_character(first)


@pytest.fixture(scope="session")
def settle(fengjie: County) -> Settle:
    """Record a claim of person ``number`` (registered when new), who holds no category: 0.00."""

    def record(book: Casebook, number: int, claim_id: str) -> None:
        with book.gate() as gate:
            roster.register_person(gate, book, Person(resident_id(number), f"测试{number}", False))
        prepared = ledger.prepare_claim(book, fengjie, _claim(number, claim_id))
        with book.gate() as gate:
            ledger.record_claim(gate, book, CLERK, prepared, channel="county_hospital")

    return record


def _claim(number: int, claim_id: str) -> Claim:
    return Claim(
        claim_id=claim_id,
        person_id=resident_id(number),
        visit="inpatient",
        settled_on=date(2026, 3, 2),
        hospital_level=2,
        hospital_region="county",
        referral="not_needed",
        diagnosis="J18.9",
        total_cost=300_000,
        in_scope_cost=280_000,
        basic_paid=180_000,
        critical_illness_paid=0,
    )
