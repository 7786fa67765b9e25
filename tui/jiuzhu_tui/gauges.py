"""A gauge drawn in characters: how much of something is used."""

from __future__ import annotations


def gauge(used: int, whole: int, width: int) -> str:
    """Return ``[####......]`` in ``width`` cells; only nothing is drawn empty, only all full.

    >>> gauge(1, 1000, 12), gauge(500, 1000, 12), gauge(999, 1000, 12)
    ('[#.........]', '[#####.....]', '[#########.]')
    """
    room = max(1, width - 2)
    if whole <= 0:
        filled = room if used else 0
    elif used <= 0 or used >= whole:
        filled = 0 if used <= 0 else room
    else:
        filled = min(max(1, room * used // whole), max(1, room - 1))
    return f"[{'#' * filled}{'.' * (room - filled)}]"
