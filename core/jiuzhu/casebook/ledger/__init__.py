"""The ledger: what was decided and drawn, entry by entry, and never changed.

One claim: `prepare_claim` outside the gate, `record_claim` inside it; `preview_claim` records
nothing. A file: `record_file`. Taking back: `prepare_reversal` and `record_reversal`, or both with
`reverse_claim`. Reading: `entry_of`, `entries_of`, `entries_of_person`, `pools_of`, `trace_of`.
`replay` settles everything again; `check_ledger` adds everything up.

`plan_openings` and `record_openings` bring in what was used before the casebook began.

What needs the table engine (`record_file`, `register_of`, openings) is loaded when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from .checking import check_ledger as check_ledger
from .entry import Channel as Channel
from .entry import Entry as Entry
from .entry import PoolUse as PoolUse
from .entry import channel_of as channel_of
from .errors import AlreadyReversed as AlreadyReversed
from .errors import NotReproducible as NotReproducible
from .errors import OpeningRefused as OpeningRefused
from .errors import OtherContent as OtherContent
from .errors import RecordedNotWritten as RecordedNotWritten
from .errors import UnknownClaim as UnknownClaim
from .reads import entries_of as entries_of
from .reads import entries_of_person as entries_of_person
from .reads import entry_numbered as entry_numbered
from .reads import entry_of as entry_of
from .reads import pools_of as pools_of
from .reads import require_entry as require_entry
from .replay import Difference as Difference
from .replay import replay as replay
from .reversal import Change as Change
from .reversal import Reversal as Reversal
from .reversal import prepare_reversal as prepare_reversal
from .reversal import record_reversal as record_reversal
from .reversal import reverse_claim as reverse_claim
from .settling_again import Counties as Counties
from .settling_again import trace_of as trace_of
from .single import PreparedClaim as PreparedClaim
from .single import prepare_claim as prepare_claim
from .single import preview_claim as preview_claim
from .single import record_claim as record_claim

if TYPE_CHECKING:
    from .files import FileToRecord as FileToRecord
    from .files import RecordedFile as RecordedFile
    from .files import record_file as record_file
    from .named_hospitals import apply_to_file as apply_to_file
    from .openings import Opening as Opening
    from .openings import plan_openings as plan_openings
    from .openings import record_openings as record_openings
    from .register import Register as Register
    from .register import register_of as register_of

_LATER: Final = {
    "FileToRecord": "files",
    "Opening": "openings",
    "RecordedFile": "files",
    "Register": "register",
    "apply_to_file": "named_hospitals",
    "plan_openings": "openings",
    "record_file": "files",
    "record_openings": "openings",
    "register_of": "register",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
