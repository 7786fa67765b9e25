"""Settles the golden cases of ``tests/counties``, whose counties nobody has installed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jiuzhu.platform import Platform

_COUNTIES: Final = Path(__file__).parent / "tests" / "counties"


def pytest_jiuzhu_platform(path: Path) -> Platform | None:
    """Look the counties below ``tests/counties`` up where only tests see them."""
    if _COUNTIES not in path.parents:
        return None
    from fictitious import platform

    return platform()
