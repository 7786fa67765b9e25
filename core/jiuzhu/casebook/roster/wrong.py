"""The wrong rows of a list that was read, with what is wrong in each, for showing them."""

from __future__ import annotations

from attrs import field, frozen

from jiuzhu.exchange.cleaning import clean
from jiuzhu.exchange.rosters import cells_of
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text

from .source import ReadList


@frozen(kw_only=True)
class WrongRow:
    """A wrong row. ``faults``: the sender's column, and what is wrong with what was expected."""

    row: int
    masked_id: str
    name: str = field(repr=False)
    faults: tuple[tuple[str, Text], ...]


def wrong_rows(read: ReadList) -> list[WrongRow]:
    """Return the wrong rows of a list in the file's order."""
    refused = read.file.refused
    ids = cells_of(refused, read.places, "person_id")
    names = cells_of(refused, read.places, "name")
    faults: dict[int, list[tuple[str, Text]]] = {}
    for each in refused.findings:
        place = each.place
        column = refused.headers[place] if place < len(refused.headers) else str(place + 1)
        why = Text(f"{each.reason.zh}；{each.expected.zh}", f"{each.reason.en}; {each.expected.en}")
        for index in each.rows.tolist():
            faults.setdefault(index, []).append((column, why))
    return [
        WrongRow(
            row=number,
            masked_id=mask(clean(person_id)),
            name=clean(name),
            faults=tuple(faults.get(index, ())),
        )
        for index, number, person_id, name in zip(
            refused.rows.tolist(), refused.numbers.tolist(), ids, names, strict=True
        )
    ]
