"""A gauge of an annual cap: what was used before, what this claim adds, what is left."""

from __future__ import annotations


def cap_gauge(before: int, now: int, cap: int, width: int) -> str:
    """Return ``[####++....]`` in ``width`` cells; what is not nothing shows in at least one.

    >>> cap_gauge(200_000, 150_000, 600_000, 14)
    '[####+++.....]'
    >>> cap_gauge(0, 1, 600_000, 14), cap_gauge(600_000, 0, 600_000, 14)
    ('[+...........]', '[############]')
    """
    room = max(3, width - 2)
    if cap <= 0:
        return f"[{'#' * room}]"
    old = _cells(before, cap, room)
    new = _cells(now, cap, room)
    left = max(0, cap - before - now)
    spare = 1 if left else 0
    new = min(new, room - spare)
    old = min(old, room - new - spare)
    rest = room - old - new
    if not left:  # All is used: what rounding left over goes to what came last.
        old, new, rest = (room - new, new, 0) if not now else (old, room - old, 0)
    return f"[{'#' * old}{'+' * new}{'.' * rest}]"


def _cells(part: int, whole: int, room: int) -> int:
    if part <= 0:
        return 0
    return min(room, max(1, round(room * part / whole)))
