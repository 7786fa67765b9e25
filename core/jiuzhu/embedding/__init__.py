"""Settling from a program: frames or lists of dicts in, awards of the same kind out, and traces.

`jiuzhu.Platform.settle` is the way in. What can go wrong is here by name: `RowsRefused` and
`TableRefused`, besides `jiuzhu.exchange.FileError` and `jiuzhu.platform.CountyRefused`; all are
`jiuzhu_schemas.errors.JiuzhuError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .settled import RowsRefused as RowsRefused
    from .settled import Settled as Settled
    from .settled import UnknownClaim as UnknownClaim
    from .tables import ArrowTable as ArrowTable
    from .tables import TableRefused as TableRefused

_HOME: Final = {
    "ArrowTable": "tables",
    "RowsRefused": "settled",
    "Settled": "settled",
    "TableRefused": "tables",
    "UnknownClaim": "settled",
}

__all__ = sorted(_HOME)  # noqa: PLE0605


def __getattr__(name: str) -> object:
    """Import a name when it is first asked for: the table engine takes long to load."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
