"""What can go wrong with rosters."""

from __future__ import annotations

from jiuzhu.casebook.errors import CasebookError


class UnknownPerson(CasebookError):
    """The casebook does not know the person."""


class UnknownDepartment(CasebookError):
    """No document of the county names the department as one that recognises recipients."""


class RosterRefused(CasebookError):
    """The list is refused whole: nothing of it was recorded."""


class StalePreview(CasebookError):
    """The roster changed after the preview was made; it has to be made again."""


class NoSuchItem(CasebookError):
    """There is no such ambiguous row, or it is resolved already."""
