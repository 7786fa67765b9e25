"""Files in and out: people, identities, claims, enrolments and balances; awards and subsidies.

Everything public is here by name, and is loaded only when it is used: importing this package
costs nothing, since the table engine behind it takes longer to load than many files to read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .awards import AwardColumns as AwardColumns
    from .awards import award_columns as award_columns
    from .awards import shown_awards as shown_awards
    from .awards import write_awards as write_awards
    from .balances import BalancesFile as BalancesFile
    from .balances import read_balances as read_balances
    from .balances import shown_balances as shown_balances
    from .balances import write_balances as write_balances
    from .claims import ClaimsFile as ClaimsFile
    from .claims import read_claims as read_claims
    from .coded import Coded as Coded
    from .enrolments import EnrolmentsFile as EnrolmentsFile
    from .enrolments import read_enrolments as read_enrolments
    from .error_files import write_errors as write_errors
    from .hospitals import HospitalsFile as HospitalsFile
    from .hospitals import read_hospitals as read_hospitals
    from .identities import IdentitiesFile as IdentitiesFile
    from .identities import read_identities as read_identities
    from .in_memory import Frame as Frame
    from .in_memory import Records as Records
    from .people import PeopleFile as PeopleFile
    from .people import read_people as read_people
    from .problems import FileError as FileError
    from .problems import RowProblem as RowProblem
    from .subsidies import SubsidyColumns as SubsidyColumns
    from .subsidies import write_subsidies as write_subsidies
    from .tables import Source as Source

_HOME: Final = {
    "AwardColumns": "awards",
    "BalancesFile": "balances",
    "ClaimsFile": "claims",
    "Coded": "coded",
    "EnrolmentsFile": "enrolments",
    "FileError": "problems",
    "Frame": "in_memory",
    "HospitalsFile": "hospitals",
    "IdentitiesFile": "identities",
    "PeopleFile": "people",
    "Records": "in_memory",
    "RowProblem": "problems",
    "Source": "tables",
    "SubsidyColumns": "subsidies",
    "award_columns": "awards",
    "read_balances": "balances",
    "read_claims": "claims",
    "read_enrolments": "enrolments",
    "read_hospitals": "hospitals",
    "read_identities": "identities",
    "read_people": "people",
    "shown_awards": "awards",
    "shown_balances": "balances",
    "write_awards": "awards",
    "write_balances": "balances",
    "write_errors": "error_files",
    "write_subsidies": "subsidies",
}

__all__ = sorted(_HOME)  # noqa: PLE0605


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
