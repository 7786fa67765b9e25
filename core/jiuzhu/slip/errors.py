"""What keeps a slip from being printed."""

from __future__ import annotations

from jiuzhu.casebook.errors import CasebookError


class NoSlip(CasebookError):
    """The case has no settlement that a slip could be about, or it cannot be explained now."""
