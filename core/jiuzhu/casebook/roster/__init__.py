"""The roster: who was recognised in which category, by whom, from when to when, known since when.

A department's list goes in by `preview_list` and `confirm_list`; wrong rows go back by
`return_rows`; rows of which it is uncertain whom they speak of stand in `queue_items` until
`resolve_item`. What is known of a person is in `identities_on` and `known_identities`.

What reads files or policies is loaded only when it is used: most callers look up one person.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from .errors import NoSuchItem as NoSuchItem
from .errors import RosterRefused as RosterRefused
from .errors import StalePreview as StalePreview
from .errors import UnknownDepartment as UnknownDepartment
from .errors import UnknownPerson as UnknownPerson
from .identities import Recognised as Recognised
from .identities import history_of as history_of
from .identities import identities_on as identities_on
from .identities import known_identities as known_identities
from .people import PersonRow as PersonRow
from .people import died_before as died_before
from .people import find_person as find_person
from .people import person_of as person_of
from .people import register_person as register_person
from .people import require_person as require_person

if TYPE_CHECKING:
    from .alive import MistakenDeath as MistakenDeath
    from .alive import recorded_death as recorded_death
    from .alive import take_back_death as take_back_death
    from .best import StageBest as StageBest
    from .best import best_by_stage as best_by_stage
    from .confirm import Confirmed as Confirmed
    from .confirm import confirm_list as confirm_list
    from .departments import known_departments as known_departments
    from .finding import FoundPerson as FoundPerson
    from .finding import count_people as count_people
    from .finding import people_found as people_found
    from .finding import see_person as see_person
    from .listing import ListedPerson as ListedPerson
    from .listing import batches as batches
    from .listing import people_on as people_on
    from .name_keys import name_keys_are_due as name_keys_are_due
    from .name_keys import refresh_name_keys as refresh_name_keys
    from .passing import SettledAfterDeath as SettledAfterDeath
    from .passing import settled_after_death as settled_after_death
    from .preview import Preview as Preview
    from .preview import preview_list as preview_list
    from .queue import QueueItem as QueueItem
    from .queue import queue_items as queue_items
    from .recognising import recognise as recognise
    from .records import Contradiction as Contradiction
    from .records import HeldRow as HeldRow
    from .records import Interval as Interval
    from .records import PersonChange as PersonChange
    from .resolve import Resolved as Resolved
    from .resolve import resolve_item as resolve_item
    from .returned import ReturnedRow as ReturnedRow
    from .returned import return_rows as return_rows
    from .returned import returned_rows as returned_rows
    from .sent import SentBack as SentBack
    from .sent import files_sent_back as files_sent_back
    from .source import ListSource as ListSource
    from .writing import Batch as Batch
    from .wrong import WrongRow as WrongRow
    from .wrong import wrong_rows as wrong_rows

_HOME: Final = {
    "Batch": "writing",
    "Confirmed": "confirm",
    "recognise": "recognising",
    "Contradiction": "records",
    "FoundPerson": "finding",
    "HeldRow": "records",
    "Interval": "records",
    "ListSource": "source",
    "MistakenDeath": "alive",
    "ListedPerson": "listing",
    "PersonChange": "records",
    "Preview": "preview",
    "QueueItem": "queue",
    "Resolved": "resolve",
    "ReturnedRow": "returned",
    "SentBack": "sent",
    "SettledAfterDeath": "passing",
    "StageBest": "best",
    "WrongRow": "wrong",
    "batches": "listing",
    "best_by_stage": "best",
    "confirm_list": "confirm",
    "count_people": "finding",
    "files_sent_back": "sent",
    "known_departments": "departments",
    "name_keys_are_due": "name_keys",
    "people_found": "finding",
    "people_on": "listing",
    "preview_list": "preview",
    "queue_items": "queue",
    "recorded_death": "alive",
    "refresh_name_keys": "name_keys",
    "resolve_item": "resolve",
    "return_rows": "returned",
    "returned_rows": "returned",
    "see_person": "finding",
    "settled_after_death": "passing",
    "take_back_death": "alive",
    "wrong_rows": "wrong",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
