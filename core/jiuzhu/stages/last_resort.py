"""Whether a plugin that cannot be interrupted may end the process: only where a process is ours.

A module of its own without imports, since the command line sets it before anything is loaded.
"""

from __future__ import annotations

_allowed = False


def may_end_process() -> bool:
    """Tell whether the process may be ended; False in a program that embeds Jiuzhu."""
    return _allowed


def allow_ending_process(allowed: bool) -> None:
    """Say that the process does one command and nothing else, or (False) that it does more."""
    global _allowed  # noqa: PLW0603 - one process, one answer
    _allowed = allowed
