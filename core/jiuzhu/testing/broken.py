"""Claims with cells that no office may settle on, for tests of the reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from jiuzhu_schemas.money import format_yuan, parse_yuan
from jiuzhu_schemas.resident_id import CHECK_CHARACTERS, check_character

_Row = dict[str, str]


class BadCell(NamedTuple):
    """A broken cell: the row's place in the frame (its line in a CSV file is ``row + 2``)."""

    row: int
    column: str
    kind: str


def _wrong_check(row: _Row) -> str:
    places = row["person_id"]
    return places[:17] + CHECK_CHARACTERS[(CHECK_CHARACTERS.index(places[17]) + 1) % 11]


def _no_birth_date(row: _Row) -> str:
    first_17 = row["person_id"][:10] + "0230" + row["person_id"][14:17]
    return first_17 + check_character(first_17)


def _stranger(row: _Row) -> str:
    """Return a valid ID that stands in no people's file: its area code is not the county's."""
    first_17 = "98" + row["person_id"][2:17]
    return first_17 + check_character(first_17)


def _one_fen_above(column: str) -> Callable[[_Row], str]:
    return lambda row: format_yuan(parse_yuan(row[column]) + 1)


def _fixed(text: str) -> Callable[[_Row], str]:
    return lambda _row: text


KINDS: Final[dict[str, tuple[str, Callable[[_Row], str]]]] = {
    "empty_claim_id": ("claim_id", _fixed("")),
    "wrong_check_character": ("person_id", _wrong_check),
    "no_birth_date": ("person_id", _no_birth_date),
    "unknown_person": ("person_id", _stranger),
    "short_id": ("person_id", lambda row: row["person_id"][:17]),
    "id_typed_as_number": ("person_id", _fixed("9.9E+17")),
    "empty_person_id": ("person_id", _fixed("")),
    "unknown_visit": ("visit", _fixed("daycare")),
    "empty_visit": ("visit", _fixed("")),
    "unknown_therapy": ("therapy", _fixed("massage")),
    "no_such_day": ("settled_on", _fixed("2025-02-29")),
    "date_is_text": ("settled_on", _fixed("yesterday")),
    "month_13": ("settled_on", _fixed("2024-13-01")),
    "empty_date": ("settled_on", _fixed("")),
    "unknown_level": ("hospital_level", _fixed("4")),
    "negative_level": ("hospital_level", _fixed("-1")),
    "unknown_region": ("hospital_region", _fixed("abroad")),
    "unknown_referral": ("referral", _fixed("perhaps")),
    "empty_diagnosis": ("diagnosis", _fixed("")),
    "money_is_text": ("total_cost", _fixed("much")),
    "three_decimals": ("basic_paid", _fixed("0.005")),
    "money_with_exponent": ("in_scope_cost", _fixed("1e3")),
    "not_a_number": ("total_cost", _fixed("NaN")),
    "too_many_digits": ("total_cost", _fixed("99999999999999999999.00")),
    "empty_money": ("in_scope_cost", _fixed("")),
    "negative_total": ("total_cost", _fixed("-1.00")),
    "negative_payment": ("critical_illness_paid", _fixed("-0.01")),
    "in_scope_above_total": ("in_scope_cost", _one_fen_above("total_cost")),
    "payments_above_in_scope": ("basic_paid", _one_fen_above("in_scope_cost")),
}
"""Every kind of broken cell: the column it stands in, and what is written there."""


def bad_rows(
    frame: pl.DataFrame, seed: int, n: int, kinds: Sequence[str] = tuple(KINDS)
) -> tuple[pl.DataFrame, list[BadCell]]:
    """Return the claims with ``n`` rows broken, one cell each, and the list of what was done.

    ``frame`` holds text columns (`SyntheticCounty.claims_frame`). The kinds take turns, so that
    each occurs where ``n`` allows; the list is sorted by row. ValueError if there are fewer rows
    than ``n``.
    """
    if n > frame.height:
        raise ValueError(f"cannot break {n} of {frame.height} rows")
    rng = np.random.default_rng([seed, 77])
    rows = rng.choice(frame.height, n, replace=False)
    cells, texts = [], []
    for turn, at in enumerate(rows.tolist()):
        kind = kinds[turn % len(kinds)]
        column, write = KINDS[kind]
        cells.append(BadCell(at, column, kind))
        texts.append(write(frame.row(at, named=True)))
    broken = [
        frame[name].scatter(
            [cell.row for cell in cells if cell.column == name],
            [text for cell, text in zip(cells, texts, strict=True) if cell.column == name],
        )
        for name in {cell.column for cell in cells}
    ]
    return frame.with_columns(broken), sorted(cells)
