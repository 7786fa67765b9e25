"""What time it is in Beijing. Whatever writes a time takes a clock, so that tests can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Final, TypeAlias

BEIJING: Final = timezone(timedelta(hours=8), "Asia/Shanghai")

Clock: TypeAlias = Callable[[], datetime]
"""Returns the present as an aware time in Beijing."""


def beijing_now() -> datetime:
    """Return the present time in Beijing, to the second."""
    return datetime.now(BEIJING).replace(microsecond=0)


def stamp(moment: datetime) -> str:
    """Return a time as it stands in a casebook: ``2026-11-21 09:30:00``, Beijing time."""
    return moment.astimezone(BEIJING).replace(tzinfo=None).isoformat(" ", "seconds")
