"""An office with an empty casebook, of the county of Fengjie."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jiuzhu.loading.county import County
from jiuzhu.platform import Platform

from .lists import Office


@pytest.fixture(scope="session")
def fengjie() -> County:
    return Platform.load().county("fengjie")


@pytest.fixture
def office(
    tmp_path: Path, fengjie: County, make_casebook: Callable[[Path], Path]
) -> Iterator[Office]:
    make_casebook(tmp_path / "test.casebook")
    found = Office(tmp_path, fengjie)
    yield found
    found.book.close()
