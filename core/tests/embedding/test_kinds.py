"""The same claims, given as every kind of table, come to the same awards, of that kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from jiuzhu import Platform
from jiuzhu.embedding import TableRefused

from .samples import CLAIMS, EXPECTED, IDENTITIES, PEOPLE, plain


class OfSomeLibrary:
    """A table of a library that speaks the Arrow PyCapsule interface and that nobody knows."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._frame = pl.DataFrame(rows, infer_schema_length=None)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


class Unfinished:
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        raise RuntimeError("no rows yet")


def polars_frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, infer_schema_length=None)


def pandas_frame(rows: list[dict[str, Any]]) -> Any:
    return pytest.importorskip("pandas", reason="pandas is optional").DataFrame(rows)


def arrow_table(rows: list[dict[str, Any]]) -> Any:
    return pytest.importorskip("pyarrow", reason="pyarrow is optional").Table.from_pylist(rows)


def same(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return rows


KINDS = pytest.mark.parametrize(
    "kind", [polars_frame, same, OfSomeLibrary, pandas_frame, arrow_table]
)
Kind = Callable[[list[dict[str, Any]]], Any]


@KINDS
@pytest.mark.parametrize("rows", [CLAIMS, plain(CLAIMS)], ids=["typed", "text"])
def test_awards_are_those_worked_by_hand(kind: Kind, rows: list[dict[str, Any]]) -> None:
    given = kind(rows)
    settled = Platform.load().settle(
        "fengjie", given, people=kind(PEOPLE), identities=kind(IDENTITIES)
    )
    awards = settled.awards
    if kind in (polars_frame, OfSomeLibrary):
        assert isinstance(awards, pl.DataFrame)
        assert awards.schema["award"] == pl.Decimal(18, 2)
        awards = awards.to_dicts()
    elif kind is same:
        assert all(type(row["award"]) is Decimal for row in awards)
    else:
        assert type(awards) is type(given)
        awards = awards.to_pylist() if kind is arrow_table else awards.to_dict("records")
    assert awards == EXPECTED
    assert len(settled) == 3


@KINDS
def test_an_empty_table_is_settled(kind: Kind) -> None:
    none = kind(plain(CLAIMS))[:0] if kind is not OfSomeLibrary else polars_frame(CLAIMS)[:0]
    settled = Platform.load().settle(
        "fengjie", none, people=kind(PEOPLE), identities=kind(IDENTITIES)
    )
    assert len(settled) == len(settled.awards) == 0
    assert settled.notes == ()


def test_files_may_stand_beside_tables(tmp_path: Path) -> None:
    people, claims = tmp_path / "people.csv", tmp_path / "claims.parquet"
    polars_frame(plain(PEOPLE)).write_csv(people)
    polars_frame(plain(CLAIMS)).write_parquet(claims)
    settled = Platform.load().settle("奉节县", claims, people=str(people), identities=IDENTITIES)
    assert isinstance(settled.awards, pl.DataFrame)
    assert settled.awards.to_dicts() == EXPECTED


def test_a_column_that_pandas_left_empty_is_empty() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is optional")
    identities = pandas.DataFrame(IDENTITIES).assign(valid_to=float("nan"))
    settled = Platform.load().settle("fengjie", CLAIMS, people=PEOPLE, identities=identities)
    assert settled.awards == EXPECTED


def test_pandas_needs_no_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is optional")

    def missing(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("pyarrow")

    monkeypatch.setattr(pl, "from_pandas", missing)
    frame = pandas.DataFrame(CLAIMS).assign(settled_on=pandas.Timestamp("2025-03-05"))
    settled = Platform.load().settle(
        "fengjie", frame, people=pandas.DataFrame(PEOPLE), identities=pandas.DataFrame(IDENTITIES)
    )
    assert settled.awards.to_dict("records") == EXPECTED


@pytest.mark.parametrize(
    "given", [42, {"claim_id": ["C-1"]}, object(), polars_frame(CLAIMS).lazy(), Unfinished()]
)
def test_what_is_no_table_is_named(given: Any) -> None:
    with pytest.raises(TableRefused, match="claims: 不能作为表格读取") as caught:
        Platform.load().settle("fengjie", given, people=PEOPLE, identities=IDENTITIES)
    assert type(given).__qualname__ in str(caught.value)


def test_dates_and_whole_numbers_are_taken_as_they_are() -> None:
    row = {**CLAIMS[0], "settled_on": date(2025, 3, 5), "total_cost": 9000, "hospital_level": 2}
    settled = Platform.load().settle("fengjie", [row], people=PEOPLE, identities=IDENTITIES)
    assert settled.awards == EXPECTED[:1]
