"""The county that a case was opened under."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.loading.county import County


def county_of(book: Casebook, number: str) -> County:
    """Load the county of a case; NoSuchCase if there is none of the number."""
    from jiuzhu.casebook.cases import case_of
    from jiuzhu.platform import Platform

    return Platform.load().county(case_of(book, number).county)
