"""What the register of hospitals refuses; ``place`` is the hospital's code."""

from __future__ import annotations

from jiuzhu.casebook.errors import CasebookError


class NotDesignated(CasebookError):
    """A hospital is not designated on a day: never, not yet, no longer, or suspended."""


class NoHospital(NotDesignated):
    """The register knows no hospital of that code, so it was never designated."""


class HospitalExists(CasebookError):
    """A hospital was to be added under a code that the register has already."""


class WrongHospital(CasebookError):
    """A code, name, level or region cannot be one."""


class WrongInterval(CasebookError):
    """Days contradict each other, or what the register has: an overlap, an end before the start."""


class ImportRefused(CasebookError):
    """A register file has wrong rows; nothing of it was recorded."""
