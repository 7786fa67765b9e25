"""The parts in which long columns are worked on, so that they stay close to the processor."""

from __future__ import annotations

from typing import Final

BLOCK: Final = 1 << 17
"""Claims that are worked on at a time."""


def blocks(count: int) -> list[slice]:
    """Return the parts in which ``count`` claims are worked on."""
    return [slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK)]
