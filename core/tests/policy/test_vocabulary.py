"""Files of words: what two plugins may not both say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.policy.errors import PolicyError
from jiuzhu.policy.vocabulary import read_categories, read_diseases, read_facts, read_premiums

CATEGORY = '[[categories]]\nid = "{id}"\nzh = "{zh}"\nen = "x"\nwords = [{words}]\n'
FACT = '[[facts]]\nid = "{id}"\nzh = "某列"\nen = "a column"\nvalues = {values}\n'
PREMIUM = (
    '[[premiums]]\nyear = {year}\ntier_1 = {{ exact = "400.00" }}\n'
    'tier_2 = {{ exact = "775.00" }}\nsource = "通知"\nverified = true\n'
)


def refused(read: Callable[[list[Path]], Any], *files: Path) -> PolicyError:
    with pytest.raises(PolicyError) as error:
        read(list(files))
    return error.value


def file(folder: Path, text: str, name: str = "one") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_word_may_name_one_category_only(tmp_path: Path) -> None:
    one = file(tmp_path, CATEGORY.format(id="dibao", zh="低保", words='"7019"'), "one")
    two = file(tmp_path, CATEGORY.format(id="edge", zh="边缘", words='"7019"'), "two")
    error = refused(read_categories, one, two)
    assert error.file == two
    assert error.faults[0].path == "categories[0]"
    assert error.faults[0].line == 1
    assert "7019" in error.faults[0].text.en


def test_a_category_may_be_defined_once(tmp_path: Path) -> None:
    text = CATEGORY.format(id="dibao", zh="低保", words="")
    assert refused(read_categories, file(tmp_path, text + "\n" + text)).faults[0].line == 7


@pytest.mark.parametrize("name", ["age", "visit", "stage", "recipient", "tier", "insurance"])
def test_a_fact_of_the_core_cannot_be_declared_anew(tmp_path: Path, name: str) -> None:
    error = refused(read_facts, file(tmp_path, FACT.format(id=name, values='["", "a"]')))
    assert "is a fact of the core" in error.faults[0].text.en
    assert error.faults[0].line == 2


def test_a_fact_needs_values(tmp_path: Path) -> None:
    error = refused(read_facts, file(tmp_path, FACT.format(id="ward", values="[]")))
    assert (error.faults[0].path, error.faults[0].line) == ("facts[0].values", 5)


def test_a_fact_s_values_do_not_repeat(tmp_path: Path) -> None:
    refused(read_facts, file(tmp_path, FACT.format(id="ward", values='["a", "a"]')))


def test_a_fact_is_declared_once(tmp_path: Path) -> None:
    text = FACT.format(id="ward", values='["", "a"]')
    refused(read_facts, file(tmp_path, text, "one"), file(tmp_path, text, "two"))
    assert [each.id for each in read_facts([file(tmp_path, text)])] == ["ward"]


def test_a_year_s_premium_stands_once(tmp_path: Path) -> None:
    once, twice = PREMIUM.format(year=2025), PREMIUM.format(year=2025) * 2
    assert read_premiums([file(tmp_path, once)])[2025].tier_2.fen == 77_500
    assert refused(read_premiums, file(tmp_path, twice)).faults[0].line == 8
    refused(read_premiums, file(tmp_path, once, "one"), file(tmp_path, once, "two"))


def test_a_later_catalogue_adds_codes(tmp_path: Path) -> None:
    text = (
        'source_zh = "甲"\nsource_en = "a"\nofficial = false\n'
        '[[classes]]\nid = "gout"\nzh = "痛风"\nen = "gout"\ncodes = [{{ code = "{code}" }}]\n'
    )
    one = file(tmp_path, text.format(code="M10"), "one")
    two = file(tmp_path, text.format(code="M11"), "two")
    found, source = read_diseases([one, two])
    assert [each.code for each in found["gout"].codes] == ["M10", "M11"]
    assert source.zh == "甲；甲"
