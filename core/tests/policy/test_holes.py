"""Holes in the documents that are in force: each slip of the pen is refused, and named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiuzhu.platform import Platform
from jiuzhu.policy.check import check_document
from jiuzhu.policy.errors import PolicyError
from jiuzhu.policy.files import read_file
from jiuzhu_schemas.policy import PolicyDocument

from .words import HERE, compiled, load

FENGJIE, CHONGQING = 0, 1
FIRST_FIVE = "“dibao”、“tekun”、“orphan”、“unattended_child”、“returned_to_poverty”"


def faults(folder: Path, document: int, old: str, new: str) -> list[tuple[str, int, str]]:
    """Spoil a document that is in force; return its faults, with the line of the first row."""
    policy = Platform.load().county("fengjie").policy
    text = policy.documents[document].source.text
    assert old in text
    file = folder / "spoilt.toml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    read, source = read_file(file, PolicyDocument)
    with pytest.raises(PolicyError) as refused:
        check_document(read, source, policy.vocabulary, policy.spaces)
    return [(each.path, each.line, each.text.zh) for each in refused.value.faults]


def line_of(document: int, row: str) -> int:
    text = Platform.load().county("fengjie").policy.documents[document].source.text
    return text[: text.index(row)].count("\n") - 2


@pytest.mark.parametrize(
    ("document", "old", "new", "path", "sentence"),
    [
        (FENGJIE, "[0, 1, 2]", "[0, 1]", "inpatient.rows[0]",
         f"{FIRST_FIVE}：医院等级 二级 没有行"),
        (FENGJIE, '"< 80"', '"< 79"', "outpatient.rows[1]",
         "“dibao”：需院外维持治疗 否，年龄 满79周岁且未满80周岁 没有行"),
        (CHONGQING, '"< 80"', '"< 79"', "outpatient.rows[1]",
         "“dibao”：需院外维持治疗 否，年龄 满79周岁且未满80周岁 没有行"),
        (CHONGQING, '"in:quota" }\ndeny', '"in:major" }\ndeny', "major_disease.rows[0]",
         "没有行"),
    ],
    ids=["level", "age", "municipal age", "list"],
)  # fmt: skip
def test_a_slip_in_a_real_document(
    tmp_path: Path, document: int, old: str, new: str, path: str, sentence: str
) -> None:
    found = [each for each in faults(tmp_path, document, old, new) if "没有行" in each[2]]
    assert found[0][0] == path
    assert sentence in found[0][2]


def test_the_line_is_that_of_the_category_s_first_row(tmp_path: Path) -> None:
    found = faults(tmp_path, FENGJIE, '"< 80"', '"< 79"')
    row = 'categories = ["dibao"]\nif = { home_care = true'
    assert [line for _, line, _ in found] == [line_of(FENGJIE, row) + 1]


def test_a_tier_without_a_row(tmp_path: Path) -> None:
    found = faults(tmp_path, FENGJIE, '"orphan", "youfu", "dibao", "severe', '"orphan", "severe')
    assert sorted((path, text.split("；")[0]) for path, _, text in found) == [
        ("subsidy.rows[0]", "“youfu”：参保档次 二档 没有行"),
        ("subsidy.rows[1]", "“dibao”：参保档次 二档 没有行"),
    ]


def test_a_category_that_is_left_out_wholly_has_no_hole() -> None:
    policy = compiled(HERE / "good" / "small.toml")
    assert "youfu" not in policy.on(date(2024, 1, 1)).stages["inpatient"].by_category


@pytest.mark.parametrize("opening", ["[", "{a="])
def test_nesting_without_end_is_refused(tmp_path: Path, opening: str) -> None:
    file = tmp_path / "deep.toml"
    file.write_text("a = " + opening * 5_000, "utf-8")
    with pytest.raises(PolicyError) as refused:
        load(file)
    assert "写法有误" in refused.value.message.zh
    assert refused.value.place == str(file)


def test_a_number_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "long.toml"
    file.write_text("a = " + "1" * 5_000, "utf-8")
    with pytest.raises(PolicyError, match="写法有误"):
        load(file)


def test_a_county_cannot_begin_before_what_it_extends(tmp_path: Path) -> None:
    text = (HERE / "good" / "small.toml").read_text("utf-8")
    county = text.replace("last_review", 'extends = "up-2024-1"\nlast_review', 1)
    upper = text.replace("ws-2024-1", "up-2024-1")
    files = [tmp_path / "county.toml", tmp_path / "upper.toml"]
    files[1].write_text(upper, "utf-8")
    files[0].write_text(county, "utf-8")
    assert compiled(*files).first_day == date(2024, 1, 1)
    files[0].write_text(county.replace("from = 2024-01-01", "from = 2023-12-31"), "utf-8")
    with pytest.raises(PolicyError) as refused:
        compiled(*files)
    (fault,) = refused.value.faults
    assert (fault.path, fault.line, refused.value.place) == ("from", 6, str(files[0]))
    assert "2023-12-31" in fault.text.zh
    assert "2024-01-01" in fault.text.zh
    assert "“up-2024-1”" in fault.text.en
