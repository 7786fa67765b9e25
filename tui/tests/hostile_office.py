"""An office in whose every free text all hostile names stand (check S2)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import beijing_now
from jiuzhu.casebook.roster import ListSource, confirm_list, preview_list
from jiuzhu.casebook.store import Casebook
from jiuzhu_tui.testing import HOSTILE

from . import demo_office
from .conftest import platform
from .roster_lists import in_force, sibling, write

NAMES: Final = tuple(each.encode("utf-8", "replace").decode("utf-8") for each in HOSTILE)
"""SQLite takes no lone surrogate."""
_CLERK: Final = Actor("赵经办", "clerk")
_FREE: Final = {
    "people": ("name", "township", "village", "account_holder", "account_bank"),
    "hospitals": ("name",),
    "suspensions": ("why",),
    "batches": ("department", "file_name", "actor"),
    "identities": ("department",),
    "ambiguous_rows": ("name", "township", "village"),
    "returned_rows": ("file_name", "name", "township", "actor"),
    "entries": ("note", "actor"),
    "cases": ("township", "outcome", "handoff", "override_reason", "made_by"),
    "case_steps": ("operator", "note"),
    "payment_runs": ("made_by", "sent_by", "settled_by", "cancelled_by", "reason"),
    "payment_items": ("account_holder", "account_bank", "reason"),
}


def all_names(first: int = 0) -> str:
    """Return all names in one text, beginning with another one for every row."""
    at = first % len(NAMES)
    return "／".join(NAMES[at:] + NAMES[:at])


def make(path: Path) -> Path:
    """Copy the demo casebook, with a list whose people are uncertain, and fill it with names."""
    book = Path(shutil.copy(demo_office.made(), path))
    rows = in_force(book)
    wrong = [(sibling(rows[0][0], 555), "测试错", "没有的身份")]
    others = [(sibling(rows[1][0], 900 + each), f"另一人{each}", "低保对象") for each in range(6)]
    sent = write(
        book.parent / "sent.csv",
        [(sibling(rows[0][0], 777), *rows[0][1:]), *rows[1:], *others, *wrong],
    )
    with Casebook.open(book, beijing_now) as opened:
        source = ListSource(
            path=sent, kind="full", department="民政局", month="2026-11", skip_bad_rows=True
        )
        county = platform().county("fengjie")
        confirm_list(opened, _CLERK, preview_list(opened, county, _CLERK, source))
        _fill(opened)
    return book


def _fill(book: Casebook) -> None:
    """Write what only files from outside could bring; the casebook itself would not take it."""
    book.db.conn.execute("PRAGMA ignore_check_constraints = ON")
    triggers = book.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    with book.gate() as gate:
        for (trigger,) in triggers:
            gate.execute(f"DROP TRIGGER {trigger}")
        for table, columns in _FREE.items():
            for place, (row,) in enumerate(gate.rows(f"SELECT rowid FROM {table}")):
                for column in columns:
                    gate.execute(
                        f"UPDATE {table} SET {column} = ? WHERE rowid = ? AND {column} IS NOT NULL",
                        (all_names(place), row),
                    )
