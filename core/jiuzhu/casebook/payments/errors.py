"""What can go wrong with a payment run."""

from __future__ import annotations

from jiuzhu.casebook.errors import CasebookError


class NoRun(CasebookError):
    """There is no payment run of this number, or none of this claim in it."""


class WrongMonth(CasebookError):
    """A month or day is not written as one, or the day lies before the month."""


class WrongChannel(CasebookError):
    """There is no such way of paying."""


class NothingToPay(CasebookError):
    """Every entry up to the day is in a run already, or is held back."""


class WrongStep(CasebookError):
    """The run is not in the state from which this step leads on."""


class StaleRun(CasebookError):
    """A claim in the run was reversed or adjusted since the run was made."""


class WrongResults(CasebookError):
    """The treasury's answer does not fit the run; every wrong row is named."""


class WrongAccount(CasebookError):
    """A bank account lacks a holder, a bank or a number."""
