"""The people file: who the claims may speak of."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu.policy.spellings import NO_SPELLINGS, Spellings
from jiuzhu.settlement.columns import People

from .fields import word_field
from .headers import layout
from .ids import check_ids, tidy_ids
from .keys import KnownPerson, refuse_repeated, refuse_wrong_ids
from .reading import Column, ReadFile, Reading, pick, read
from .tables import Progress, Source

PERSONAL: Final = frozenset({"person_id", "name"})


@frozen(eq=False, kw_only=True)
class PeopleFile(ReadFile):
    """People by position; ``keys`` are their IDs, ``names`` their names, as text."""

    columns: People
    keys: pl.Series
    names: pl.Series
    ids: pl.Enum
    """The IDs as a type: a physical value is the person's position."""
    turned_away: pl.DataFrame
    """The refused rows: ``id`` as text, ``row`` as a person counts."""

    def position(self, person_id: str) -> int | None:
        """Return the position of a person, None if they are not in the file."""
        found = self.keys.index_of(person_id)
        return None if found is None else int(found)


@frozen(eq=False)
class _OwnId:
    """A person's own ID: to the tidy text and the birth day it carries."""

    def quick(self, column: str, kind: pl.DataType) -> pl.Expr:
        """See `Field`."""
        text = pl.col(column).cast(pl.String)
        return pl.when(text != "").then(text)

    def finish(self, quick: pl.Series, column: Column) -> tuple[pl.Series, NDArray[np.int32]]:
        """See `Field`."""
        ids = quick.fill_null("")
        checked = check_ids(ids)
        born_on = checked.born_on
        rows = np.flatnonzero(checked.fault)
        if len(rows):
            cells = ids.gather(rows)
            tidy = tidy_ids(cells)
            born_on[rows] = check_ids(tidy).born_on
            ids = ids.scatter(rows, tidy)
            refuse_wrong_ids(cells, rows, column)
        refuse_repeated(ids, column)
        return ids, born_on


@frozen(eq=False)
class _Name:
    """A name, as it stands."""

    def quick(self, column: str, kind: pl.DataType) -> pl.Expr:
        """See `Field`."""
        return pl.col(column).cast(pl.String)

    def finish(self, quick: pl.Series, column: Column) -> pl.Series:
        """See `Field`."""
        return quick.fill_null("").str.strip_chars()


def read_people(
    path: Source, *, progress: Progress | None = None, local: Spellings = NO_SPELLINGS
) -> PeopleFile:
    """Read people: ``person_id``, ``name``, ``home_care``.

    ``local``: a jurisdiction's own headers and words, as in every reader. Raises FileError for a
    file that cannot be used; wrong rows are in ``problems``.
    """
    own_id, name, home_care = _OwnId(), _Name(), word_field("home_care", ("0", "1"), local)
    reading = read(
        path,
        layout("people", local=local),
        {"person_id": own_id, "name": name, "home_care": home_care},
        key="person_id",
        hidden=PERSONAL,
        progress=progress,
    )
    ids, born_on = reading.values("person_id", own_id)
    names = reading.values("name", name)
    at_home = reading.values("home_care", home_care) == 1
    kept = reading.kept()
    keys = pick(ids, kept)
    return PeopleFile(
        report=reading.report(kept),
        columns=People(born_on=born_on[kept], home_care=at_home[kept]),
        keys=keys,
        names=pick(names, kept),
        ids=pl.Enum(keys),
        turned_away=_turned_away(reading, ids),
    )


def _turned_away(reading: Reading, ids: pl.Series) -> pl.DataFrame:
    rows = reading.refusals.rows()
    numbers = reading.table.numbers(rows).tolist()
    return pl.DataFrame({"id": ids.gather(rows), "row": pl.Series(numbers, dtype=pl.Int32)}).unique(
        "id", keep="first", maintain_order=True
    )


def known_person(people: PeopleFile) -> KnownPerson:
    """Return the field of a column whose cells name someone in the people file."""
    return KnownPerson(people.ids, people.file, people.turned_away)
