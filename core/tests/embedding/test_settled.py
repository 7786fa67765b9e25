"""What a program gets back: records, traces and texts of claims, balances, and refused rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import numpy as np
import polars as pl
import pytest

import jiuzhu.embedding
from jiuzhu import Platform
from jiuzhu.api import API, CountyManifest, RefusedClaim, hookimpl
from jiuzhu.embedding import RowsRefused, Settled, UnknownClaim
from jiuzhu.embedding.settled import settle_given
from jiuzhu.exchange import FileError
from jiuzhu.loading.county import load_county
from jiuzhu.loading.discovery import discover
from jiuzhu.platform import CountyRefused
from jiuzhu.scaffold.package import find_baseline
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text

from .samples import CLAIMS, EXPECTED, HELPED, IDENTITIES, PEOPLE, plain, stay

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def platform() -> Platform:
    return Platform.load()


def settle(platform: Platform, claims: Rows, **other: Any) -> Settled[Rows]:
    tables = {"people": PEOPLE, "identities": IDENTITIES, **other}
    return platform.settle("fengjie", claims, **tables)


def faults(platform: Platform, claims: Rows, **other: Any) -> list[tuple[str, int, str, str]]:
    with pytest.raises(RowsRefused) as caught:
        settle(platform, claims, **other)
    assert caught.value.count == len(caught.value.problems)
    return [(each.file, each.row, each.column, each.code) for each in caught.value.problems]


def test_one_claim_as_record_trace_and_text(platform: Platform) -> None:
    settled = settle(platform, CLAIMS)
    award = settled.award("C-2")
    assert (award.award, award.tilt, award.self_pay, award.rate) == (501234, 489136, 509630, 8000)
    trace = settled.trace("C-2")
    assert trace.outcome == award
    assert trace.person.person_id == mask(HELPED)
    assert "限额" in settled.text("C-2", "zh")
    assert "5012.34" in settled.text("C-2", "en")
    assert settled.settlement.award.dtype == np.int64
    with pytest.raises(UnknownClaim, match="claims: 没有结算编号为“C-9”的费用"):
        settled.trace("C-9")


def test_closing_is_the_next_opening(platform: Platform) -> None:
    first = settle(platform, CLAIMS[:1])
    used = {"person_id": HELPED, "year": 2025, "pool": "inpatient", "used": Decimal("987.66")}
    assert first.closing == [used]
    assert settle(platform, CLAIMS[1:], opening=first.closing).awards == EXPECTED[1:]
    wrong = [{**used, "used": "987.666"}]
    assert faults(platform, CLAIMS, opening=wrong) == [("opening", 1, "used", "not_money")]
    with pytest.raises(RowsRefused):
        settle(platform, CLAIMS, opening=wrong, skip_bad_rows=True)


def test_notes_say_what_was_not_reviewed_since(platform: Platform) -> None:
    late = {**CLAIMS[0], "settled_on": date(2027, 1, 4)}
    assert any("49号" in note.zh for note in settle(platform, [late]).notes)
    early = {**CLAIMS[0], "settled_on": date(2023, 7, 3)}
    assert settle(platform, [early]).notes == ()


def test_every_wrong_row_is_named_and_nothing_is_settled(platform: Platform) -> None:
    stranger = stay("C-5", "500236197503151010", "1.00", "0.00")
    claims = [
        CLAIMS[0],
        {**CLAIMS[1], "in_scope_cost": "15,00", "visit": "inpatent"},
        {**CLAIMS[2], "settled_on": "2025-02-30"},
        stranger,
    ]
    found = faults(platform, claims)
    assert found[:3] == [
        ("claims", 2, "visit", "unknown_word"),
        ("claims", 2, "in_scope_cost", "not_money"),
        ("claims", 3, "settled_on", "not_a_date"),
    ]
    assert [each[:3] for each in found[3:]] == [("claims", 4, "person_id")]
    left = settle(platform, claims, skip_bad_rows=True)
    assert left.awards == EXPECTED[:1]
    assert left.refused_count == len(left.refused) == 4


def test_the_error_says_where_and_how_to_mend(platform: Platform) -> None:
    with pytest.raises(JiuzhuError) as caught:
        settle(platform, [{**CLAIMS[0], "basic_paid": "abc"}])
    assert str(caught.value) == (
        "共 1 处有误，没有结算：claims 第1行 列“basic_paid” 值“abc”：不是金额；"
        "应为元，最多两位小数，如 1234.56"
    )
    shown = [{**CLAIMS[0], "claim_id": f"C-{n}", "visit": "x"} for n in range(9)]
    with pytest.raises(JiuzhuError, match="共 9 处有误") as caught:
        settle(platform, shown)
    assert str(caught.value).count("列“visit”") == 5


@pytest.mark.parametrize(
    "value", [1234.57, np.float64(2.0), float("nan"), [1], b"1", Decimal("nan")]
)
def test_floats_and_other_things_are_no_sums(platform: Platform, value: object) -> None:
    ((table, row, column, code),) = faults(
        platform, [CLAIMS[0], {**CLAIMS[2], "total_cost": value}]
    )
    assert (table, row, column) == ("claims", 2, "total_cost")
    assert code == ("not_money" if isinstance(value, Decimal) else "no_value")


def test_a_column_of_floats_is_refused_whole(platform: Platform) -> None:
    frame = pl.DataFrame(plain(CLAIMS)).with_columns(pl.col("total_cost").cast(pl.Float64))
    with pytest.raises(FileError, match="claims: 列“total_cost”是浮点数"):
        platform.settle("fengjie", frame, people=PEOPLE, identities=IDENTITIES)


def test_numbers_and_days_of_other_libraries(platform: Platform) -> None:
    utc = datetime(2025, 3, 4, 16, 30, tzinfo=UTC)  # Half past midnight in Beijing.
    row = {**CLAIMS[0], "settled_on": utc, "hospital_level": np.int64(2), "total_cost": 9000}
    people = [{**each, "home_care": np.bool_(False)} for each in PEOPLE]
    settled = settle(platform, [row], people=people)
    assert settled.awards == EXPECTED[:1]
    assert settled.trace("C-1").claim.settled_on == date(2025, 3, 5)


class Visit(str, Enum):  # noqa: UP042 -- its str() is its name, not its value.
    STAY = "inpatient"


def test_text_that_is_no_plain_text(platform: Platform) -> None:
    people = [{**PEOPLE[0], "name": "测试\ud800"}, PEOPLE[1]]
    settled = settle(platform, [{**CLAIMS[0], "visit": Visit.STAY}], people=people)
    assert settled.awards == EXPECTED[:1]
    assert settled.trace("C-1").person.name == "测试?"


def test_wrong_columns_are_named(platform: Platform) -> None:
    rows = [{name: cell for name, cell in each.items() if name != "visit"} for each in CLAIMS]
    with pytest.raises(FileError, match="claims: 缺少列：visit"):
        settle(platform, rows)
    with pytest.raises(FileError, match="identities: 缺少列：category"):
        settle(platform, CLAIMS, identities=[{"person_id": HELPED, "valid_from": "2024-01-01"}])
    odd: Any = [CLAIMS[0], ("C-2",)]
    with pytest.raises(FileError, match="claims: 第2行应为 dict，键为列名，实为 tuple"):
        settle(platform, odd)
    keyed: Any = [{1: "C-1"}]
    with pytest.raises(FileError, match="第1行应为 dict"):
        settle(platform, keyed)


def test_people_who_are_missing_or_wrong(platform: Platform) -> None:
    assert [each[:3] for each in faults(platform, CLAIMS, people=[], identities=[])] == [
        ("claims", row, "person_id") for row in (1, 2, 3)
    ]
    found = faults(platform, CLAIMS[:2], people=[{**PEOPLE[0], "home_care": "2"}, PEOPLE[1]])
    assert found[0] == ("people", 1, "home_care", "unknown_word")


def test_an_unknown_county_is_refused(platform: Platform) -> None:
    with pytest.raises(CountyRefused, match="没有安装县“wanzhou”"):
        platform.settle("wanzhou", CLAIMS, people=PEOPLE, identities=IDENTITIES)


def test_chinese_headers_are_understood(platform: Platform) -> None:
    people = [
        {"身份证号": each["person_id"], "姓名": each["name"], "home_care": 0} for each in PEOPLE
    ]
    assert settle(platform, CLAIMS, people=people).awards == EXPECTED


class Checked:
    """A county's plugin that looks at a column which only its own files have."""

    @hookimpl
    def claim_check(self, claims: pl.DataFrame) -> list[RefusedClaim]:
        twice = claims.filter(pl.col("发票号").is_duplicated())
        reason, expected = Text("重复", "twice"), Text("一张一次", "once")
        return [
            RefusedClaim(
                row=row, column="发票号", code="same_invoice", reason=reason, expected=expected
            )
            for row in twice["row"]
        ]


def test_the_countys_own_checks_hold_for_programs_too() -> None:
    manifest = CountyManifest(
        id="checked",
        name=Text("核对县", "Checked"),
        api=API,
        document="cq-2012-78",
        plugin=Checked(),
    )
    county = load_county(manifest, find_baseline(discover(), None).plugins)
    claims = [{**each, "发票号": number} for each, number in zip(CLAIMS, "112", strict=True)]
    with pytest.raises(RowsRefused) as caught:
        settle_given(county, claims, people=PEOPLE, identities=IDENTITIES)
    found = [(each.row, each.column, each.code) for each in caught.value.problems]
    assert found == [(1, "发票号", "same_invoice"), (2, "发票号", "same_invoice")]


def test_it_shows_itself_in_a_line(platform: Platform) -> None:
    assert repr(settle(platform, CLAIMS)) == "<Settled: 3 claims by fengjie>"


def test_names_of_the_package_are_there() -> None:
    assert all(getattr(jiuzhu.embedding, name) for name in jiuzhu.embedding.__all__)
