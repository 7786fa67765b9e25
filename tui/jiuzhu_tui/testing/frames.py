"""A screen as plain text, as it would stand on a terminal."""

from __future__ import annotations

import asyncio
import io
from typing import Any, Final

from rich.console import Console
from textual.app import App
from textual.message_pump import MessagePump
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
    """Wait until nothing is under way any more: no work, no message, nothing left to draw."""
    for _ in range(_MOST_ROUNDS):
        await pilot.pause()
        workers = [each for each in pilot.app.workers if not each.is_finished]
        if workers:
            await asyncio.gather(*(each.wait() for each in workers), return_exceptions=True)
        elif _is_still(pilot.app):
            return


def _is_still(app: App[Any]) -> bool:
    """Tell whether no message waits anywhere. One may lead to others, over several widgets."""
    # Not public: `pause` waits for the messages that there are, not for what comes of them.
    if any(screen._callbacks for screen in app.screen_stack):
        return False
    if app.screen._layout_required or app.screen._dirty_widgets:
        return False
    pumps: list[MessagePump] = [app, *app._registry]
    return not any(each.message_queue_size or each._next_callbacks for each in pumps)
