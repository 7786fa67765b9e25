"""Case numbers such as ``FJ2026-000123``: the county's letters, the year, a running number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jiuzhu.casebook.store import Gate

if TYPE_CHECKING:
    from jiuzhu.loading.county import County

DIGITS: Final = 6


def number_prefix(county: County) -> str:
    """Return the letters that a county's case numbers begin with.

    They are those that its policy document's id begins with: ``fj-2023-49`` gives ``FJ``.
    """
    letters = county.manifest.document.partition("-")[0]
    fitting = letters.isascii() and letters.isalpha()
    return (letters if fitting else county.manifest.id[:2]).upper()


def next_number(gate: Gate, county: County, year: int) -> str:
    """Return the number of the next case of a year; inside the gate nobody else gets it."""
    stem = f"{number_prefix(county)}{year:04d}-"
    last = gate.one(
        "SELECT substr(number, ?) FROM cases WHERE number GLOB ? ORDER BY case_id DESC LIMIT 1",
        (len(stem) + 1, f"{stem}*"),
    )
    return f"{stem}{int(last[0]) + 1 if last else 1:0{DIGITS}d}"
