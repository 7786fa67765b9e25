"""What each subject checks of its own: sums, caps, states. A subject adds its line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from jiuzhu.casebook.cases.checking import check_cases
from jiuzhu.casebook.ledger.checking import check_ledger
from jiuzhu.casebook.payments.checking import check_payments
from jiuzhu.casebook.roster.checking import check_roster
from jiuzhu.casebook.roster.people_checking import check_people
from jiuzhu.casebook.store import Casebook

from .fault import Fault

Check = Callable[[Casebook], Iterable[Fault]]

CHECKS: Final[tuple[Check, ...]] = (
    check_ledger,
    check_people,
    check_cases,
    check_payments,
    check_roster,
)
"""Called in order, on a casebook that is open for reading only."""
