"""Money is whole fen, rates are whole basis points; what is written is exactly what is read."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jiuzhu_schemas.errors import MoneyError
from jiuzhu_schemas.money import format_percent, format_yuan, parse_percent, parse_yuan

MOST = 99_999_999_999


@given(st.integers(-MOST, MOST))
@example(0)
@example(-1)
@example(-99)
@example(MOST)
def test_a_sum_is_read_back(fen: int) -> None:
    written = format_yuan(fen)
    assert parse_yuan(written) == fen
    assert Fraction(written) * 100 == fen


@given(st.integers(0, 10_000))
@example(5)
@example(50)
@example(6650)
def test_a_rate_is_read_back(points: int) -> None:
    written = format_percent(points)
    assert parse_percent(f"{written}%") == points
    assert Fraction(written) * 100 == points
    assert written == "0" or "." not in written or not written.endswith("0")


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0), ("0.0", 0), ("0.01", 1), ("0.1", 10), ("12.5", 1250), ("-0.01", -1),
        ("-12.30", -1230), ("007", 700), ("30000.01", 3_000_001), ("999999999.99", MOST),
    ],
)  # fmt: skip
def test_sums(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "1 ", " 1", "1\n", "1.", ".5", "1.234", "1,000.00", "1e3", "+1", "--1", "- 1",
        "NaN", "inf", "1_000", "１", "¥1", "1元", "0x1", "1.2.3", "1000000000", "壹", "-",
    ],
)  # fmt: skip
def test_what_is_no_sum(text: str) -> None:
    with pytest.raises(MoneyError) as caught:
        parse_yuan(text)
    assert text in caught.value.message.zh
    assert text in caught.value.message.en


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("0%", 0),
        ("0.01%", 1),
        ("66.5%", 6650),
        ("66.55%", 6655),
        ("70.00%", 7000),
        ("100%", 10_000),
    ],
)
def test_rates(text: str, points: int) -> None:
    assert parse_percent(text) == points


@pytest.mark.parametrize(
    "text",
    ["", "%", "70", "70 %", "70%\n", "-1%", "100.01%", "101%", "999%", "1000%", "66.555%", ".5%",
     "7e1%", "七十%", "７０%", "70%%"],
)  # fmt: skip
def test_what_is_no_rate(text: str) -> None:
    with pytest.raises(MoneyError) as caught:
        parse_percent(text)
    assert caught.value.message.zh != caught.value.message.en


@given(st.text(max_size=12))
def test_any_other_text_is_refused_as_no_sum_of_money(text: str) -> None:
    try:
        fen = parse_yuan(text)
    except MoneyError:
        return
    assert Fraction(text) * 100 == fen
