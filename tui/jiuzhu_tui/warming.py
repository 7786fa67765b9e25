"""What the first screens need is loaded while somebody types a name and a password.

Piece by piece in the thread that answers the screens, so that a login waits for one piece at most;
what is not done by then is loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from textual.worker import Worker

from .desk import Desk
from .hosting import the_app
from .screens.base import Common

_MODULES: Final = (
    "argon2",
    "jiuzhu.casebook.operators.logins",
    "jiuzhu_tui.screens.workbench",
    "jiuzhu_tui.extensions",
    "jiuzhu_tui.screens.cases",
    "jiuzhu.platform",
    "jiuzhu.loading.county",
    "jiuzhu.casebook.deadlines.reckoning",
)
"""In the order of need."""


def warm(screen: Common[Any]) -> Worker[None]:
    """Load them for as long as a screen is there."""
    app = the_app(screen)

    async def carry() -> None:
        for piece in (*map(_importing, _MODULES), _county(app.county)):
            try:
                await app.desks.look.do(piece)
            except Exception:  # Whoever needs it asks again, and is told what is wrong.
                return

    return screen.run_worker(carry, group="warming", exit_on_error=False)


def _importing(module: str) -> Callable[[Desk], object]:
    return lambda _: import_module(module)


def _county(named: str) -> Callable[[Desk], object]:
    def load(desk: Desk) -> object:
        from .counties import office_county

        return office_county(desk.platform, named)

    return load
