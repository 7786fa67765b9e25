"""Balances: what each person used so far of a pool in a year, in and out."""

from __future__ import annotations

import os
import re
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu.settlement.balances import Balances
from jiuzhu.settlement.columns import Positions
from jiuzhu_schemas.text import Text

from .amounts import in_yuan
from .coded import Coded, distinct_codes, series
from .fields import Amount, Listed
from .headers import layout
from .people import PERSONAL, PeopleFile, known_person
from .problems import FileError
from .reading import Column, ReadFile, Reading, read
from .tables import Progress, Source
from .writing import write_table

_YEAR: Final = re.compile(r"[0-9]{4}\Z")
_MOST_POOLS: Final = 255
_POOL: Final = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")


@frozen(eq=False, kw_only=True)
class BalancesFile(ReadFile):
    """Good balances in file order."""

    columns: Balances


@frozen(eq=False)
class _Matching(Listed):
    """A short word of a fixed shape, kept as it stands."""

    shape: re.Pattern[str]
    code: str
    reason: Text
    expected: Text

    def finish(self, quick: pl.Series, column: Column) -> Coded:
        """See `Field`."""
        cells = distinct_codes(quick)
        words = tuple(word.strip() for word in cells.words)
        wrong = np.array([self.shape.match(word) is None for word in words], np.bool_)
        if wrong.any():
            rows = np.flatnonzero(wrong[cells.code])
            column.refuse(rows, self.code, self.reason, self.expected)
        return Coded(words, cells.code)


def read_balances(
    path: Source, people: PeopleFile, *, progress: Progress | None = None
) -> BalancesFile:
    """Read balances: ``person_id``, ``year``, ``pool``, ``used`` (yuan).

    A person, year and pool that stands twice is refused: which of the two holds is not ours to say.
    """
    person, year, pool, used = known_person(people), _year(), _pool(), Amount()
    reading = read(
        path,
        layout("balances"),
        {"person_id": person, "year": year, "pool": pool, "used": used},
        key="person_id",
        hidden=PERSONAL,
        progress=progress,
    )
    position = reading.values("person_id", person)
    years = reading.values("year", year)
    pools = reading.values("pool", pool)
    names, pool_code = _few(pools, reading.table.file)
    fen = reading.values("used", used)
    _refuse_repeated(reading, position, years.code, pool_code)
    kept = reading.kept()
    number = np.array([int(word) if _YEAR.match(word) else 0 for word in years.words], np.int32)
    return BalancesFile(
        report=reading.report(kept),
        columns=Balances(
            person=position[kept],
            year=number[years.code][kept],
            pools=names,
            pool=pool_code[kept].astype(np.uint8),
            used=fen[kept],
        ),
    )


def _year() -> _Matching:
    return _Matching(
        _YEAR,
        "not_a_year",
        Text("不是年度", "is not a year"),
        Text("应为四位数字，如 2025", "expected four digits, such as 2025"),
    )


def _pool() -> _Matching:
    return _Matching(
        _POOL,
        "not_a_pool",
        Text("不是限额池名称", "is not the name of a pool"),
        Text("应为小写字母、数字和下划线", "expected small letters, digits and _"),
    )


def write_balances(path: str | os.PathLike[str], balances: Balances, people: PeopleFile) -> None:
    """Write balances in the form in which `read_balances` reads them; money in yuan."""
    write_table(path, shown_balances(balances, people))


def shown_balances(balances: Balances, people: PeopleFile) -> dict[str, pl.Series]:
    """Return balances as columns; sums as Decimal(18, 2) in yuan."""
    return {
        "person_id": people.keys.gather(balances.person),
        "year": series(balances.year),
        "pool": Coded(balances.pools, balances.pool).text(),
        **in_yuan(used=balances.used),
    }


def _few(pools: Coded, file: str) -> tuple[tuple[str, ...], NDArray[np.integer[Any]]]:
    """Return the distinct pools and codes that fit a byte; FileError if there are too many."""
    names = tuple(dict.fromkeys(pools.words))
    if len(names) > _MOST_POOLS:
        raise FileError(
            Text(f"有{len(names)}个限额池，过多", f"there are {len(names)} pools, too many"), file
        )
    place = {name: at for at, name in enumerate(names)}
    return names, np.array([place[name] for name in pools.words], np.int32)[pools.code]


def _refuse_repeated(
    reading: Reading,
    person: Positions,
    year: NDArray[np.integer[Any]],
    pool: NDArray[np.integer[Any]],
) -> None:
    frame = pl.DataFrame({"person": person, "year": year, "pool": pool})
    reading.column("pool").refuse(
        reading.where(frame.is_duplicated().to_numpy()),
        "repeated",
        Text("同一人同一年度同一限额池出现多次", "stands more than once for this person and year"),
        Text("每人每年每池只能有一行", "expected one row a person, year and pool"),
    )
