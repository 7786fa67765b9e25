"""The columns that say who and which: person IDs and claim ids."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu_schemas.text import Text

from .cleaning import cleaned
from .coded import series
from .ids import EXPECTED, FAULTS, check_ids, tidy_ids, typed_as_number
from .reading import Column
from .refusals import Rows

_CLAIM_ID: Final = r"^[A-Za-z0-9_\x{4e00}-\x{9fff}][A-Za-z0-9_.:/#\x{4e00}-\x{9fff}-]{0,63}$"
_EMPTY: Final = Text("是空的", "is empty")
_AS_NUMBER: Final = Text(
    "被存成了数字，已丢失末几位", "was stored as a number and has lost its last digits"
)
_AS_TEXT: Final = Text("请把该列设为文本后重新填写", "make the column text and type it again")
_NAMED_GROUPS: Final = 1000


@frozen(eq=False)
class ClaimId:
    """The claim's own number: letters, digits, hanzi and ``_ . : / # -``, at most 64."""

    def quick(self, column: str, kind: pl.DataType) -> pl.Expr:
        """See `Field`."""
        cell = pl.col(column).cast(pl.String)
        return pl.when(cell.str.contains(_CLAIM_ID)).then(cell)

    def finish(self, quick: pl.Series, column: Column) -> pl.Series:
        """See `Field`."""
        rows = np.flatnonzero(quick.is_null().to_numpy())
        if len(rows):
            cells = column.cells(rows)
            text = cleaned(cells)
            right = text.str.contains(_CLAIM_ID).to_numpy()
            empty = (text == "").to_numpy()
            number = typed_as_number(cells)
            column.refuse(rows[empty], "empty", _EMPTY, _CLAIM_ID_EXPECTED)
            column.refuse(rows[number], "id_as_number", _AS_NUMBER, _AS_TEXT)
            column.refuse(
                rows[~(right | empty | number)],
                "claim_id",
                Text("不能用作结算编号", "cannot be a claim id"),
                _CLAIM_ID_EXPECTED,
            )
            quick = quick.scatter(rows, text)
        refuse_repeated(quick, column)
        return quick


_CLAIM_ID_EXPECTED: Final = Text(
    "应为字母、数字、汉字或 _ . : / # -，不以符号开头，最多64位",
    "expected letters, digits, hanzi or _ . : / # -, not led by a sign, at most 64",
)


@frozen(eq=False)
class KnownPerson:
    """The ID of someone in the people file, to their position there (int32)."""

    ids: pl.Enum
    people_file: str
    turned_away: pl.DataFrame
    """See `PeopleFile`."""

    def quick(self, column: str, kind: pl.DataType) -> pl.Expr:
        """See `Field`."""
        known = pl.col(column).cast(pl.String).cast(self.ids, strict=False)
        return known.to_physical().cast(pl.Int32)

    def finish(self, quick: pl.Series, column: Column) -> NDArray[np.int32]:
        """See `Field`."""
        rows = np.flatnonzero(quick.is_null().to_numpy())
        if len(rows) == 0:
            return quick.to_numpy()
        person = quick.fill_null(0).to_numpy().copy()
        cells = column.cells(rows)
        tidy = tidy_ids(cells)
        again = tidy.cast(self.ids, strict=False).to_physical().cast(pl.Int32)
        unknown = again.is_null().to_numpy()
        person[rows] = again.fill_null(0).to_numpy()
        still = rows[unknown]
        wrong = refuse_wrong_ids(cells.filter(series(unknown)), still, column)
        self._refuse_unknown(
            still[~wrong], tidy.filter(series(unknown)).filter(series(~wrong)), column
        )
        return person

    def _refuse_unknown(self, rows: Rows, ids: pl.Series, column: Column) -> None:
        expected = Text(f"应在 {self.people_file} 中", f"expected someone in {self.people_file}")
        nobody = Text("人员表中没有这个人", "is nobody in the people file")
        if self.turned_away.height == 0:
            column.refuse(rows, "unknown_person", nobody, expected)
            return
        asked = pl.DataFrame({"id": ids}).join(
            self.turned_away, on="id", how="left", maintain_order="left"
        )
        there = asked["row"].fill_null(0).to_numpy()
        column.refuse(rows[there == 0], "unknown_person", nobody, expected)
        numbers = np.unique(there[there > 0])
        for number in numbers[:_NAMED_GROUPS].tolist():
            reason = Text(
                f"这个人在人员表的第{number}行有误，已被拒绝",
                f"is someone whose row {number} in the people file was refused",
            )
            mend = Text(f"请更正 {self.people_file}", f"mend {self.people_file}")
            column.refuse(rows[there == number], "unknown_person", reason, mend)
        rest = np.isin(there, numbers[_NAMED_GROUPS:])
        reason = Text(
            "这个人在人员表中的行有误，已被拒绝",
            "is someone whose row in the people file was refused",
        )
        column.refuse(rows[rest], "unknown_person", reason, expected)


def refuse_wrong_ids(cells: pl.Series, rows: Rows, column: Column) -> NDArray[np.bool_]:
    """Refuse the cells that are no resident IDs, saying why; return which they are."""
    tidy = tidy_ids(cells)
    fault = check_ids(tidy).fault
    empty = (tidy == "").to_numpy()
    number = typed_as_number(cells)
    column.refuse(rows[empty], "empty", _EMPTY, EXPECTED)
    column.refuse(rows[number], "id_as_number", _AS_NUMBER, _AS_TEXT)
    for kind, (code, reason) in FAULTS.items():
        column.refuse(rows[(fault == kind) & ~empty & ~number], code, reason, EXPECTED)
    wrong: NDArray[np.bool_] = fault != 0
    return wrong


def refuse_repeated(keys: pl.Series, column: Column) -> None:
    """Refuse every row whose key another row has too, naming the rows."""
    hashes = np.sort(keys.hash().to_numpy())
    if not (hashes[1:] == hashes[:-1]).any():
        return
    repeated = (keys.is_duplicated() & keys.is_not_null()).to_numpy()
    repeated[column.refusals.blank] = False
    for rows, zh, en in _groups(keys, np.flatnonzero(repeated), column):
        column.refuse(
            rows,
            "repeated",
            Text(f"在文件中重复出现{zh}", f"stands in the file more than once{en}"),
            Text("每行应不同，请只保留一行", "each row needs its own; keep one of them"),
        )


def _groups(keys: pl.Series, rows: Rows, column: Column) -> Iterator[tuple[Rows, str, str]]:
    frame = pl.DataFrame({"key": keys.gather(rows), "row": rows})
    together = frame.group_by("key", maintain_order=True).agg("row")["row"]
    each = iter(together)
    for group in islice(each, _NAMED_GROUPS):
        same = group.to_numpy()
        numbers = [str(number) for number in column.refusals.table.numbers(same)[:5]]
        more = "…" if len(same) > len(numbers) else ""
        yield (
            same,
            f"：第{'、'.join(numbers)}{more}行",
            f": rows {', '.join(numbers)}{more}",
        )
    rest = together[_NAMED_GROUPS:]
    if len(rest):
        yield rest.explode(empty_as_null=True).to_numpy(), "", ""
