"""What tests and benchmarks share: golden cases, suites for counties, counties that never were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .county_contract import CountyContract

__all__ = ["CountyContract"]


def __getattr__(name: str) -> Any:
    """Import the suite when it is asked for: it needs pytest, which offices do not install."""
    if name == "CountyContract":
        from .county_contract import CountyContract

        return CountyContract
    raise AttributeError(name)
