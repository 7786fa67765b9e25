"""Jiuzhu (救助): medical assistance settled by a county's own policy, to the fen, with reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .platform import Platform

__all__ = ["Platform"]


def __getattr__(name: str) -> Any:
    """Import `Platform` when it is first asked for, so that ``jiuzhu --help`` stays fast."""
    if name == "Platform":
        from .platform import Platform

        return Platform
    raise AttributeError(name)
