"""The office that every test of cases works in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.hospitals import add_hospital
from jiuzhu.casebook.store import Casebook

from .offices import HOSPITAL, Office, office_at


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a casebook with one hospital, once; tests work on copies of it."""
    path = tmp_path_factory.mktemp("office") / "book.db"
    with Casebook.init(path) as book:
        add_hospital(
            book,
            Actor("local:test", "local"),
            code=HOSPITAL,
            name="奉节县人民医院",
            level=2,
            region="county",
            since=date(2020, 1, 1),
        )
    return path


@pytest.fixture
def office(tmp_path: Path, empty_office: Path) -> Iterator[Office]:
    with office_at(Path(shutil.copy(empty_office, tmp_path / "book.db"))) as made:
        yield made
