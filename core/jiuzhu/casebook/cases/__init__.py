"""Cases: what an office works on, from intake to payment, by people who must not be the same.

Every step names the version of the case that its operator saw; a case that somebody else has
changed since is shown as such and never overwritten.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .accepting import accept_case as accept_case
    from .approving import approve_case as approve_case
    from .approving import preview_case as preview_case
    from .approving import preview_reversal as preview_reversal
    from .approving import reverse_case as reverse_case
    from .approving import review_case as review_case
    from .checking import check_cases as check_cases
    from .content import missing_fields as missing_fields
    from .deciding import override_referral as override_referral
    from .deciding import refuse_case as refuse_case
    from .deciding import return_case as return_case
    from .deciding import withdraw_case as withdraw_case
    from .drafting import edit_case as edit_case
    from .drafting import open_case as open_case
    from .drafting import tick_documents as tick_documents
    from .drafting import waive_document as waive_document
    from .due import DueCase as DueCase
    from .due import deadline_of as deadline_of
    from .due import due_cases as due_cases
    from .duplicates import warnings_of as warnings_of
    from .exporting import EXPORT_COLUMNS as EXPORT_COLUMNS
    from .exporting import export_cases as export_cases
    from .finding import Filters as Filters
    from .finding import count_by_state as count_by_state
    from .finding import count_cases as count_cases
    from .finding import find_cases as find_cases
    from .finding import see_case as see_case
    from .finding import townships_of_cases as townships_of_cases
    from .kinds import CASE_KINDS as CASE_KINDS
    from .kinds import CaseKind as CaseKind
    from .kinds import Kind as Kind
    from .kinds import kind_of as kind_of
    from .moves import MOVES as MOVES
    from .moves import STATE_LABELS as STATE_LABELS
    from .moves import STATES as STATES
    from .moves import STEP_LABELS as STEP_LABELS
    from .moves import State as State
    from .moves import Step as Step
    from .moves import steps_from as steps_from
    from .own_facts import kind_in as kind_in
    from .paying import mark_bounced as mark_bounced
    from .paying import mark_paid as mark_paid
    from .paying import mark_sent as mark_sent
    from .possible import missing_documents as missing_documents
    from .possible import possible_steps as possible_steps
    from .possible import steps_in_words as steps_in_words
    from .possible import steps_open as steps_open
    from .reading import case_of as case_of
    from .reading import number_of_claim as number_of_claim
    from .records import Case as Case
    from .records import CaseRow as CaseRow
    from .records import Draft as Draft
    from .records import HandedIn as HandedIn
    from .records import Seen as Seen
    from .records import TakenStep as TakenStep
    from .remarks import remarks_on as remarks_on

_HOME: Final = {
    "CASE_KINDS": "kinds",
    "Case": "records",
    "CaseKind": "kinds",
    "CaseRow": "records",
    "Draft": "records",
    "DueCase": "due",
    "EXPORT_COLUMNS": "exporting",
    "Filters": "finding",
    "HandedIn": "records",
    "Kind": "kinds",
    "MOVES": "moves",
    "STATES": "moves",
    "STATE_LABELS": "moves",
    "STEP_LABELS": "moves",
    "Seen": "records",
    "State": "moves",
    "Step": "moves",
    "TakenStep": "records",
    "accept_case": "accepting",
    "approve_case": "approving",
    "case_of": "reading",
    "check_cases": "checking",
    "count_by_state": "finding",
    "count_cases": "finding",
    "deadline_of": "due",
    "due_cases": "due",
    "edit_case": "drafting",
    "export_cases": "exporting",
    "find_cases": "finding",
    "kind_in": "own_facts",
    "kind_of": "kinds",
    "mark_bounced": "paying",
    "mark_paid": "paying",
    "mark_sent": "paying",
    "missing_documents": "possible",
    "missing_fields": "content",
    "number_of_claim": "reading",
    "open_case": "drafting",
    "override_referral": "deciding",
    "possible_steps": "possible",
    "preview_case": "approving",
    "preview_reversal": "approving",
    "refuse_case": "deciding",
    "remarks_on": "remarks",
    "return_case": "deciding",
    "reverse_case": "approving",
    "review_case": "approving",
    "see_case": "finding",
    "steps_from": "moves",
    "steps_in_words": "possible",
    "steps_open": "possible",
    "tick_documents": "drafting",
    "townships_of_cases": "finding",
    "waive_document": "drafting",
    "warnings_of": "duplicates",
    "withdraw_case": "deciding",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
