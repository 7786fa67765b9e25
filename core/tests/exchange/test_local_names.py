"""A county's own headers and words come before those that everybody accepts."""

from __future__ import annotations

import pytest

from jiuzhu.exchange.fields import word_field
from jiuzhu.exchange.headers import layout, match_headers
from jiuzhu.exchange.problems import FileError
from jiuzhu.policy.spellings import Spellings
from jiuzhu_schemas.words import REGIONS

LOCAL = Spellings(
    headers={("claims", "in_scope_cost"): ("总费用",), ("claims", "claim_id"): ("流水号",)},
    words={"hospital_region": {"梯内": "county", "县内": "city", "outside": "county"}},
)


def test_a_header_that_the_county_gives_to_a_column_stands_for_no_other() -> None:
    everybody = layout("claims").names
    assert "总费用" in everybody["total_cost"]
    own = layout("claims", local=LOCAL).names
    assert "总费用" not in own["total_cost"]
    assert own["in_scope_cost"][-1] == "总费用"
    assert {"claim_id", "结算id", "流水号"} <= set(own["claim_id"])
    assert layout("people", local=LOCAL).names == layout("people").names


def test_two_columns_under_names_of_one_are_refused() -> None:
    headers = [*layout("claims").names, "流水号"]
    with pytest.raises(FileError, match="流水号"):
        match_headers(headers, layout("claims", local=LOCAL), "c.csv")


def test_a_word_of_the_county_s_comes_before_a_dialect_s_but_not_before_ours() -> None:
    field = word_field("hospital_region", REGIONS, LOCAL)
    meanings = {word: REGIONS[code] for word, code in field.codes.items()}
    assert meanings["梯内"] == "county"
    assert meanings["县内"] == "city"
    assert meanings["outside"] == "outside"
    assert field.expected.zh == "应为 county（梯内）、city（县内）、outside"
    assert field.expected.en == "expected county (梯内), city (县内), outside"
