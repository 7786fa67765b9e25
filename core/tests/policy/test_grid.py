"""Columns of a table: they part the claims of a stage, and each says what the rules say."""

# Facts are drawn from lists of plain words.
# mypy: disable-error-code="arg-type"

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from jiuzhu.platform import Platform
from jiuzhu.policy.edition import Answer, Edition, StageRules
from jiuzhu.policy.grid import Column, asked, columns_of, first_rule
from jiuzhu_schemas.facts import Facts

from .words import HERE, compiled

LISTS = [frozenset[str](), frozenset({"major"}), frozenset({"quota"})]


def empty_lists(edition: Edition) -> frozenset[str]:
    return frozenset(
        name for name, (_, listed) in edition.disease_lists.items() if not listed.classes
    )


def kinds(edition: Edition) -> list[Facts]:
    return [
        Facts(
            edition=edition.index, identities=frozenset(), age=age, home_care=home, visit=visit,
            therapy=therapy, disease_lists=listed, hospital_level=level, in_scope=cost,
        )
        for age, home, visit, therapy, listed, level, cost in product(
            (0, 15, 79, 80), (True, False), ("inpatient", "outpatient"), ("", "dialysis"), LISTS,
            (0, 1, 2, 3), (0, 3_000_001),
        )
        if not (listed & empty_lists(edition))
    ]  # fmt: skip


def answers(rules: StageRules, column: Column) -> dict[str, Answer]:
    return {
        category: rule.answer
        for category, found in rules.by_category.items()
        if (rule := first_rule(found, column))
    }


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2024, 5, 1)], ids=str)
@pytest.mark.parametrize("county", ["fengjie", "chongqing"])
@pytest.mark.parametrize("stage", ["major_disease", "large_expense", "outpatient", "inpatient"])
def test_each_claim_stands_in_one_column_with_its_own_terms(
    county: str, day: date, stage: str
) -> None:
    edition = Platform.load().county(county).policy.on(day)
    rules, empty = edition.stages[stage], empty_lists(edition)
    columns = columns_of(rules, empty, lambda column: answers(rules, column))
    met = set()
    for facts in kinds(edition):
        if not rules.is_mine(facts):
            continue
        standing = [
            place
            for place, (column, _) in enumerate(columns)
            if all(test.holds(facts, {}) for test in asked(column, empty))
        ]
        assert len(standing) == 1
        met.add(standing[0])
        said = columns[standing[0]][1]
        for category in rules.by_category:
            given = rules.answer(facts, category)
            assert said.get(category, rules.not_covered) == given
    assert met == set(range(len(columns)))


def test_ages_that_do_not_touch_are_not_put_together(tmp_path: Path) -> None:
    text = (HERE / "good" / "small.toml").read_text("utf-8")
    text = text.replace('["hospital_level"]', '["age"]')
    for cell, other in (("[0, 1, 2]", '">= 18, < 60"'), ("[3]", '"< 18"')):
        text = text.replace(f"hospital_level = {cell}", f"age = {other}")
    text += text[text.rindex("[[inpatient.rows]]") :].replace("< 18", ">= 60")
    file = tmp_path / "ages.toml"
    file.write_text(text, "utf-8")
    rules = compiled(file).on(date(2024, 1, 1)).stages["inpatient"]
    rates = columns_of(
        rules,
        frozenset(),
        lambda column: [getattr(each, "rate", 0) for each in answers(rules, column).values()],
    )
    assert [rate[0] for _, rate in rates] == [7_000, 8_000, 7_000]
