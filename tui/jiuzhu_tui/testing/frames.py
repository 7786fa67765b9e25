"""A screen as plain text, as it would stand on a terminal."""

from __future__ import annotations

import asyncio
import io
from typing import Any, Final

from rich.console import Console
from textual.app import App
from textual.pilot import Pilot

_MOST_ROUNDS: Final = 20


def frame(app: App[Any]) -> str:
    """Return what the screen shows, line by line, without trailing blanks."""
    width, height = app.size
    console = Console(
        width=width,
        height=height,
        file=io.StringIO(),
        force_terminal=True,
        color_system=None,
        record=True,
        legacy_windows=False,
    )
    shown = app.screen._compositor.render_update(
        full=True, screen_stack=app._background_screens, simplify=True
    )
    console.print(shown)
    lines = console.export_text(styles=False).split("\n")[:height]
    return "\n".join(line.rstrip() for line in lines) + "\n"


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until nothing is under way any more: no message, no work, nothing left to draw.

    A scroll bar that comes late wraps lines anew, so the screen must show the same twice.
    """
    shown = ""
    for _ in range(_MOST_ROUNDS):
        await pilot.pause()
        while workers := [each for each in pilot.app.workers if not each.is_finished]:
            await asyncio.gather(*(each.wait() for each in workers), return_exceptions=True)
            await pilot.pause()
        now = frame(pilot.app)
        if now == shown:
            return
        shown = now
