"""An empty casebook whose clock stands still, and who acts in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from jiuzhu.casebook.clock import BEIJING
from jiuzhu.casebook.store import Casebook

NOON = datetime(2026, 11, 20, 12, tzinfo=BEIJING)


@pytest.fixture
def book(tmp_path: Path, make_casebook: Callable[[Path], Path]) -> Iterator[Casebook]:
    with Casebook.open(make_casebook(tmp_path / "book.casebook"), lambda: NOON) as opened:
        yield opened
