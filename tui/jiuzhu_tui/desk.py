"""Work in the background: two threads, each with a casebook connection of its own.

A connection belongs to one thread. One lane answers what the screen asks for, the other does what
takes long, so that a list can be scrolled while a file is read in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from jiuzhu.casebook.clock import Clock
from jiuzhu.casebook.errors import NoCasebook
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

if TYPE_CHECKING:
    from jiuzhu import Platform

T = TypeVar("T")


def load_platform() -> Platform:
    """Find the installed counties. What they need takes longer to import than the first screen."""
    from jiuzhu import Platform

    return Platform.load()


class Desk:
    """What work is done with: this thread's casebook, and the installed counties."""

    def __init__(self, path: Path | None, platform: Callable[[], Platform], clock: Clock) -> None:
        self.clock = clock
        self._path = path
        self._make_platform = platform
        self._platform: Platform | None = None
        self._book: Casebook | None = None

    @property
    def book(self) -> Casebook:
        """The casebook, opened when first asked for. Raises NoCasebook and what `open` does."""
        if self._path is None:
            raise NoCasebook(
                Text(
                    "没有打开案卷库；请用 jiuzhu tui --casebook 文件 启动",
                    "no casebook is open; start with jiuzhu tui --casebook FILE",
                )
            )
        if self._book is None:
            self._book = Casebook.open(self._path, self.clock)
        return self._book

    @property
    def platform(self) -> Platform:
        """The counties; what is loaded stays loaded."""
        if self._platform is None:
            self._platform = self._make_platform()
        return self._platform

    def close(self) -> None:
        """Close the casebook, in the thread that opened it."""
        if self._book is not None:
            self._book.close()
            self._book = None


class Lane:
    """One thread that works one thing after the other at its own desk."""

    def __init__(self, name: str, desk: Desk) -> None:
        self._desk = desk
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"jiuzhu-{name}")

    async def do(self, work: Callable[[Desk], T]) -> T:
        """Do something at the desk and return its answer, or raise what it raised."""
        return await asyncio.wrap_future(self._thread.submit(work, self._desk))

    def close(self) -> None:
        """Close the desk after what is under way, and wait for the thread."""
        self._thread.submit(self._desk.close)
        self._thread.shutdown(wait=True)


class Desks:
    """The two lanes: ``look`` for what the screen waits for, ``work`` for what takes long."""

    def __init__(self, path: Path | None, platform: Callable[[], Platform], clock: Clock) -> None:
        self.look = Lane("look", Desk(path, platform, clock))
        self.work = Lane("work", Desk(path, platform, clock))

    def close(self) -> None:
        """Close both; what was committed stays."""
        self.look.close()
        self.work.close()
