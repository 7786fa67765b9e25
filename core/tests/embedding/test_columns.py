"""A misspelt header is no error, but it is said: what was not read, and what rows count as."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest

from jiuzhu import Platform
from jiuzhu.api import API, CountyManifest, Terms, hookimpl
from jiuzhu.embedding.settled import RowsRefused, Settled, settle_given
from jiuzhu.loading.county import County, load_county
from jiuzhu.loading.discovery import discover
from jiuzhu.scaffold.package import find_baseline
from jiuzhu_schemas.text import Text

from .samples import CLAIMS, IDENTITIES, PEOPLE

Rows = list[dict[str, Any]]
FACTS = """
[[facts]]
id = "family_doctor"
zh = "家庭医生签约"
en = "family doctor"
values = ["no", "signed"]
labels = [
    { value = "no", zh = "未签约", en = "not signed" },
    { value = "signed", zh = "已签约", en = "signed" },
]
"""


class Doctors:
    """Whoever has signed gets 5 points more."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @hookimpl
    def fact_files(self) -> Sequence[Path]:
        return [self._file]

    @hookimpl(wrapper=True)
    def inpatient(self, facts: Any, identity: str) -> Generator[None, Any, Any]:
        answer = yield
        if isinstance(answer, Terms) and facts.declared["family_doctor"] == "signed":
            return attrs.evolve(answer, rate=(answer.rate or 0) + 500, clause="cq-2012-78#2.2.2")
        return answer


@pytest.fixture
def county(tmp_path: Path) -> County:
    file = tmp_path / "facts.toml"
    file.write_text(FACTS, encoding="utf-8")
    manifest = CountyManifest(
        id="yunxi", name=Text("云溪县", "Yunxi"), api=API, document="cq-2012-78",
        plugin=Doctors(file),
    )  # fmt: skip
    return load_county(manifest, find_baseline(discover(), None).plugins)


def settle(county: County, **further: str) -> Settled[Rows]:
    claims = [{**each, **further} for each in CLAIMS]
    return settle_given(county, claims, people=PEOPLE, identities=IDENTITIES)


def said(settled: Settled[Rows]) -> str:
    return "\n".join(f"{note.zh}\n{note.en}" for note in settled.notes)


@pytest.mark.parametrize("header", ["家庭医生", "家庭医生签约情况", "family_doctors"])
def test_a_misspelt_fact_is_named_with_what_was_meant(county: County, header: str) -> None:
    wrong, right = settle(county, **{header: "已签约"}), settle(county, 家庭医生签约="已签约")
    assert (wrong.awards[0]["rate"], right.awards[0]["rate"]) == ("60", "65")
    text = said(wrong)
    assert f"claims 有 1 列没有读取：{header}（是否为“" in text
    assert "没有“家庭医生签约”列（可用表头：family_doctor、家庭医生签约、family doctor）" in text
    assert f"所有行都按“未签约”处理；是否就是“{header}”列？" in text
    assert "every row counts as “not signed”" in text
    assert "没有读取" not in said(right)
    assert "家庭医生签约" not in said(right)


def test_a_missing_fact_is_said_without_any_unread_column(county: County) -> None:
    text = said(settle(county))
    assert "所有行都按“未签约”处理" in text
    assert "没有读取" not in text


def test_columns_nobody_reads_stand_in_one_line_a_file() -> None:
    county = Platform.load().county("fengjie")
    people = [{**each, "备注": "", "电话": "1"} for each in PEOPLE]
    claims = [{**each, "大额报销情况": "3.00"} for each in CLAIMS]
    settled: Settled[Rows] = settle_given(county, claims, people=people, identities=IDENTITIES)
    lines = [note.zh for note in settled.notes if "没有读取" in note.zh]
    assert lines == [
        "提示：people 有 2 列没有读取：备注、电话",
        "提示：claims 有 1 列没有读取：大额报销情况（是否为“大额报销”？）",
    ]


def test_columns_of_a_file_that_was_sent_back_are_known() -> None:
    county = Platform.load().county("fengjie")
    claims = [{**each, "错误行号": "2", "错误列": "", "错误原因": ""} for each in CLAIMS]
    settled: Settled[Rows] = settle_given(county, claims, people=PEOPLE, identities=IDENTITIES)
    assert [note for note in settled.notes if "没有读取" in note.zh] == []


def test_a_building_blocks_empty_fact_is_left_unsaid_until_something_is_near_it() -> None:
    county = Platform.load().county("chongqing")
    plain: Settled[Rows] = settle_given(county, CLAIMS, people=PEOPLE, identities=IDENTITIES)
    assert "依申请情形" not in said(plain)
    near = [{**each, "依申请": "low_income_illness"} for each in CLAIMS]
    told: Settled[Rows] = settle_given(county, near, people=PEOPLE, identities=IDENTITIES)
    assert "没有“依申请情形”列" in said(told)
    assert "所有行都按“无”处理；是否就是“依申请”列？" in said(told)


@pytest.mark.parametrize("value", ["", "也许"])
def test_a_wrong_value_of_a_fact_lists_those_that_there_are(county: County, value: str) -> None:
    with pytest.raises(RowsRefused) as refused:
        settle(county, 家庭医生签约=value)
    (first, *_) = refused.value.problems
    assert "应为 no（未签约）、signed（已签约）" in first.expected.zh
    assert "expected no (未签约), signed (已签约)" in first.expected.en
    way_out = "整列都没有时可删去该列，所有行按“no”处理" in first.expected.zh
    assert way_out == (not value)
    assert first.code == ("unknown_word" if value else "empty")
