"""Notices that somebody else has written to the casebook since a screen was loaded.

SQLite counts what other connections commit (``PRAGMA data_version``); asking costs one page of the
file. What this screen's own thread writes is not counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from . import background
from .desk import Desk
from .hosting import the_app

if TYPE_CHECKING:
    from textual.timer import Timer

    from .screens.work import WorkScreen

EVERY: Final = 3.0
"""Seconds between two looks."""


def version_of_data(book: Casebook) -> int:
    """Return a number that is another one once another connection has written."""
    return int(book.one("PRAGMA data_version")[0])


class Watch:
    """Watches for one screen, while it is the one that is seen."""

    def __init__(self, screen: WorkScreen) -> None:
        self._screen = screen
        self._loaded: int | None = None
        """The number when the screen was loaded; None: there is nothing to watch for."""
        self._timer: Timer | None = None
        self.told: Text | None = None
        """What has changed since."""

    def begin(self) -> None:
        """Begin anew: the screen is about to be loaded, after the number is read."""
        self.told = None
        self.go_on()

    def go_on(self) -> None:
        """Take what stands in the casebook now for what is shown, unless there is news already."""
        self._loaded = None
        app, screen = the_app(self._screen), self._screen
        if not screen.WATCHES or app.casebook is None or app.actor is None or self.told:
            return
        background.look(screen, _number, self._take, group="watch")
        if self._timer is None:
            self._timer = screen.set_interval(EVERY, self.look)

    def look(self) -> None:
        """Look whether somebody has written; what they changed is told until the next load."""
        before, screen = self._loaded, self._screen
        if before is None or not screen.is_current:
            return
        self._loaded = None  # Until it is answered; and for good, if what is asked fails.

        def compare(desk: Desk) -> tuple[int | None, Text | None]:
            now = _number(desk)
            if now in (None, before):
                return now, None
            try:
                return now, screen.news(desk)
            except JiuzhuError as error:  # As when what is shown may not be seen any more.
                return now, error.message

        background.look(screen, compare, self._show, group="watch")

    def _take(self, number: int | None) -> None:
        self._loaded = number

    def _show(self, found: tuple[int | None, Text | None]) -> None:
        number, self.told = found
        if self.told is None:
            self._loaded = number
        else:
            self._screen.show_heading()


def _number(desk: Desk) -> int | None:
    """Return the number; None if the file cannot be read now: the load itself says why."""
    import sqlite3

    try:
        return version_of_data(desk.book)
    except (sqlite3.Error, JiuzhuError):
        return None
