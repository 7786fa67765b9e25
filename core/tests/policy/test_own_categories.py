"""A county's own categories: what its rows say of them, and what the documents above answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiuzhu.policy.errors import PolicyError
from jiuzhu_schemas.terms import SubsidyTerms, Terms

from .overlays import COUNTY, DAY, SUBSIDY, UPPER, Make, answer, maker, refused
from .words import compiled


@pytest.fixture
def make(tmp_path: Path) -> Make:
    return maker(tmp_path)


@pytest.mark.parametrize("category", ["wubao", "other_hardship"])
def test_an_own_category_is_read_as_one_of_the_upper_document(make: Make, category: str) -> None:
    policy = make(upper=UPPER + SUBSIDY)
    found = answer(policy, category, hospital_level=3)
    assert isinstance(found, Terms)
    assert (found.rate, found.inherited) == (7_000, True)
    edition = policy.on(DAY)
    assert edition.subsidy is not None
    subsidy = edition.subsidy.by_category[category][0].answer
    assert isinstance(subsidy, SubsidyTerms)
    assert subsidy.department == {"wubao": "本县之局", "other_hardship": "另一局"}[category]
    assert category in edition.handoffs[0].categories


def test_the_county_s_own_row_comes_first(make: Make) -> None:
    own = """
[inpatient]
clause = "1"

[[inpatient.rows]]
clause = "1"
categories = ["wubao"]
rate = { exact = "75%" }
"""
    found = answer(make(own), "other_hardship", hospital_level=3)
    assert isinstance(found, Terms)
    assert (found.rate, found.inherited) == (7_500, False)
    others = answer(make(own), "dibao", hospital_level=3)
    assert isinstance(others, Terms)
    assert others.rate == 7_000


def test_the_county_s_department_funds_what_the_upper_document_gives(make: Make) -> None:
    named = '\n[[recipients]]\ncategory = "dibao"\nclause = "1"\ndepartment = "新局"\n'
    edition = make(named, upper=UPPER + SUBSIDY).on(DAY)
    assert edition.subsidy is not None
    subsidy = edition.subsidy.by_category["dibao"][0].answer
    assert isinstance(subsidy, SubsidyTerms)
    assert subsidy.department == "新局"


def test_a_reading_that_the_upper_document_does_not_know_is_a_fault(make: Make) -> None:
    head = COUNTY.replace('upper_as = "dibao"', 'upper_as = "dibap"')
    ((path, text),) = refused(make, head=head)
    assert path == "recipients[0].upper_as"
    assert "did you mean “dibao”" in text


def test_what_the_upper_document_names_itself_is_not_read_otherwise(make: Make) -> None:
    head = COUNTY.replace('category = "wubao"', 'category = "tekun"')
    head = head.replace('counts_as = "wubao"', 'counts_as = "tekun"')
    ((path, text),) = refused(make, head=head)
    assert path == "recipients[0].upper_as"
    assert "names “tekun” itself" in text


def test_who_counts_as_another_says_nothing_of_the_upper_document(make: Make) -> None:
    head = COUNTY.replace('counts_as = "wubao"', 'counts_as = "wubao"\nupper_as = "dibao"')
    ((path, text),) = refused(make, head=head)
    assert path == "recipients[1].upper_as"
    assert "say it of that category" in text


def test_without_an_upper_document_nothing_is_read_by_it(tmp_path: Path) -> None:
    file = tmp_path / "alone.toml"
    text = UPPER.replace('category = "dibao"\n', 'category = "dibao"\nupper_as = "tekun"\n', 1)
    file.write_text(text, "utf-8")
    with pytest.raises(PolicyError, match=r"recipients\[1\].upper_as"):
        compiled(file)
