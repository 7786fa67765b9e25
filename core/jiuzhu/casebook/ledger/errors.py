"""What the ledger refuses, one class per reason."""

from __future__ import annotations

from jiuzhu.casebook.errors import CasebookError


class OtherContent(CasebookError):
    """A claim id was recorded before with other content; nothing of the request was recorded."""


class UnknownClaim(CasebookError):
    """The ledger has no claim of this id."""


class AlreadyReversed(CasebookError):
    """The claim was reversed before."""


class OpeningRefused(CasebookError):
    """A balance cannot be brought in: a strange pool, or claims that drew on it already."""


class NotReproducible(CasebookError):
    """The loaded policy does not give the answer that stands: it is not the one of that time."""


class RecordedNotWritten(CasebookError):
    """The claims are recorded, but the file of answers could not be written."""
