"""What can go wrong with a casebook, one class per failure."""

from __future__ import annotations

from jiuzhu_schemas.errors import JiuzhuError


class CasebookError(JiuzhuError):
    """The root of everything a casebook refuses."""


class NoCasebook(CasebookError):
    """There is no casebook at the path; only ``casebook init`` makes one."""


class NotACasebook(CasebookError):
    """The file is empty, damaged, or something else than a casebook."""


class CasebookExists(CasebookError):
    """A casebook was to be made where a file stands already."""


class NewerCasebook(CasebookError):
    """The casebook was written by a later version of the program."""


class UnsafeSettings(CasebookError):
    """SQLite did not take a setting on which safety rests."""


class GateMisused(CasebookError):
    """A writer asked for the gate while it was inside already."""


class NotWritten(CasebookError):
    """SQLite could not write: full disk, no rights, waiting too long. Nothing was recorded."""


class RowConflict(CasebookError):
    """A row was changed by somebody else in the meantime, or is not what was expected."""


class StoppedAfterCommit(CasebookError):
    """The program was interrupted after everything had been recorded."""


class NotAllowed(CasebookError):
    """The operator's role, township or earlier step forbids this one; the attempt is recorded."""
