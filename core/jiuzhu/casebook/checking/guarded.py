"""The guarded tables: each row's hash stands in the audit trail, in the last record of the row.

Not here: the ledger, whose files have one record for thousands of entries and which checks itself
(pools and requests follow from the entries), people, who register by the thousand (see
`jiuzhu.casebook.roster.people_checking`), and other batches that share one record.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen


@frozen
class Guarded:
    """A table of which every row has its record.

    The record's ``subject`` is the table, its ``subject_key`` the values of the key columns with
    ``/`` between them, its ``row_hash`` that of every column. Rows are never deleted.
    """

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    """Every column of the table, in the table's order."""


GUARDED: Final = (
    Guarded(
        "operators",
        ("name",),
        ("name", "role", "active", "password_hash", "must_change", "added_at", "added_by"),
    ),
    Guarded("operator_townships", ("operator", "township"), ("operator", "township", "active")),
    Guarded("hospitals", ("hospital",), ("hospital", "code", "name", "region")),
    Guarded(
        "hospital_levels", ("hospital_level",), ("hospital_level", "hospital", "since", "level")
    ),
    Guarded(
        "designations", ("designation",), ("designation", "hospital", "since", "until", "why")
    ),
    Guarded("suspensions", ("suspension",), ("suspension", "hospital", "since", "until", "why")),
    Guarded(
        "payment_runs",
        ("run",),
        (
            "run", "month", "channel", "purpose", "up_to", "state", "items", "total", "paid",
            "bounced", "made_by", "made_at", "sent_by", "sent_at", "settled_by", "settled_at",
            "cancelled_by", "cancelled_at", "reason",
        ),
    ),
    Guarded(
        "payment_items",
        ("item",),
        (
            "item", "run", "entry", "person", "claim_id", "payee", "amount", "account_holder",
            "account_bank", "account_number", "state", "reason",
        ),
    ),
    Guarded(
        "cases",
        ("case_id",),
        (
            "case_id", "number", "kind", "county", "state", "version", "person", "township",
            "content", "documents", "invoice", "claim_id", "entry", "award", "tilt",
            "override_by", "override_reason", "outcome", "handoff", "made_by", "accepted_by",
            "reviewed_by", "approved_by", "sent_by", "paid_by", "opened_at", "state_since",
            "due_on",
        ),
    ),
    Guarded(
        "case_steps",
        ("case_step",),
        (
            "case_step", "case_id", "version", "step", "before_state", "after_state", "duty",
            "operator", "role", "at", "note", "detail",
        ),
    ),
    Guarded(
        "ambiguous_rows",
        ("item",),
        (
            "item", "batch", "row", "reason", "action", "person_id", "name", "township", "village",
            "home_care", "category", "valid_from", "valid_to", "says_end", "effective", "died_on",
            "candidate", "status", "resolved_by",
        ),
    ),
)  # fmt: skip
