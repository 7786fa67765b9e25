"""What was probably meant: suggestions for messages, never values."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from jiuzhu_schemas.money import parse_percent, parse_yuan
from jiuzhu_schemas.slips import (
    meant_comparison,
    meant_day,
    meant_flag,
    meant_numbers,
    meant_percent,
    meant_yuan,
    nearest,
    plain,
    shown,
)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (0.8, "80%"), (0.075, "7.5%"), (70, "70%"), (100, "100%"), (0, "0%"), (66.5, "66.5%"),
        ("80", "80%"), ("80 %", "80%"), ("８０％", "80%"), ("0.8", "80%"), ("百分之70", "70%"),
        ("1%", "1%"), (101, None), (-1, None), ("-1%", None), (True, None), (None, None),
        ("七成", None), ("", None), (float("nan"), None), (float("inf"), None), ("33.333%", None),
        ({}, None), ([70], None),
    ],
)  # fmt: skip
def test_percent(value: object, meant: str | None) -> None:
    assert meant_percent(value) == meant
    if meant:
        parse_percent(meant)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (6000, "6000.00"), (6000.5, "6000.50"), (0, "0.00"), ("6,000", "6000.00"),
        ("6，000.5元", "6000.50"), ("￥6000", "6000.00"), ("6 000", "6000.00"),
        ("0.6万元", "6000.00"), ("10万", "100000.00"), ("６０００", "6000.00"), (-1, None),
        ("-6000", None), ("六千", None), (True, None), (None, None), ("1.234", None),
        (10**9, None), ("", None), (float("nan"), None), ({"exact": "1"}, None),
    ],
)  # fmt: skip
def test_yuan(value: object, meant: str | None) -> None:
    assert meant_yuan(value) == meant
    if meant:
        parse_yuan(meant)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("2023/6/1", "2023-06-01"), ("2023.06.01", "2023-06-01"), ("2023年6月1日", "2023-06-01"),
        ("2023-6-1", "2023-06-01"), (datetime(2023, 6, 1, 8), "2023-06-01"),
        ("2023-06-31", None), ("23-6-1", None), (20230601, None), (None, None),
    ],
)  # fmt: skip
def test_day(value: object, meant: str | None) -> None:
    assert meant_day(value) == meant


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("≥80", '">= 80"'), ("=> 80", '">= 80"'), ("80岁以上", '">= 80"'), ("满80周岁", None),
        ("＞30000", '"> 30000"'), ("超过3万元", '"> 30000.00"'), ("不超过300元", '"<= 300.00"'),
        ("未满15周岁", '"< 15"'), ("不满15", '"< 15"'), (">=15,<80", '">= 15, < 80"'),
        ("≥15且<80", '">= 15, < 80"'), ("80", None), ("老年", None), (80, None),
    ],
)  # fmt: skip
def test_comparison(cell: object, meant: str | None) -> None:
    assert meant_comparison(cell) == meant


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("true", "true"), ("True", "true"), ("是", "true"), (1, "true"), ("否", "false"),
        (0, "false"), ("maybe", None), (None, None), (2, None),
    ],
)  # fmt: skip
def test_flag(value: object, meant: str | None) -> None:
    assert meant_flag(value) == meant


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        (">= 2", [2, 3]), ("≤1", [0, 1]), ("<= 1", [0, 1]), ("> 2", [3]), ("<1", [0]),
        ("1-2", [1, 2]), ("1至3", [1, 2, 3]), ("二级", []), (3, []), ("10-12", []),
    ],
)  # fmt: skip
def test_numbers(cell: object, meant: list[int]) -> None:
    assert meant_numbers(cell, (0, 1, 2, 3)) == meant


WORDS = ("dibao", "tekun", "dibao_edge", "not_covered")


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("tekum", "tekun"), ("Tekun", "tekun"), (" tekun", "tekun"), ("tekun\u200b", "tekun"),
        ("ｔｅｋｕｎ", "tekun"), ("not covered", "not_covered"), ("not-covered", "not_covered"),
        ("dibao edge", "dibao_edge"), ("特困", "tekun"), ("特困人员们", "tekun"), ("abc", ""),
        (7, ""),
    ],
)  # fmt: skip
def test_nearest(word: object, near: str) -> None:
    assert nearest(word, WORDS, {"特困": "tekun", "特困人员": "tekun", "低保": "dibao"}) == near


def test_values_are_shown_as_toml_writes_them() -> None:
    value = {"exact": ["甲", True, 1, 0.5], "from": date(2024, 1, 31)}
    assert shown(value) == '{ exact = ["甲", true, 1, 0.5], from = 2024-01-31 }'
    assert shown({}) == "{}"
    assert len(shown("x" * 100)) == 60
    assert shown("x" * 100).endswith("...")
    assert plain(" ８０％\u200b") == "80%"
