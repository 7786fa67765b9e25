"""A screen at every size: one application, resized; and keys, pressed with patience."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jiuzhu_tui.testing import frame, settled

SIZES = {"200x50": (200, 50), "120x40": (120, 40), "80x24": (80, 24)}


async def keys(pilot: Any, *pressed: str) -> None:
    """Press keys one after the other, each when all is settled."""
    await settled(pilot)  # What was just opened must stand before it can be typed at.
    for each in pressed:
        await pilot.press(each)
        await settled(pilot)


async def check_sizes(
    app: Any, pilot: Any, check_frame: Callable[[str, str], None], name: str
) -> None:
    """Compare the screen with its stored text at each size; it stays at the smallest."""
    app.clear_notifications()
    for size, (width, height) in SIZES.items():
        await pilot.resize_terminal(width, height)
        await settled(pilot)
        check_frame(f"{name}-{size}", frame(app))
