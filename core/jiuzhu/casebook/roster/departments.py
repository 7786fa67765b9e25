"""The departments that recognise recipients, and their categories, by the county's documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jiuzhu.exchange.dialects import folded
from jiuzhu.exchange.rosters import RosterWords
from jiuzhu.loading.county import County
from jiuzhu_schemas.text import Text

from .errors import UnknownDepartment


def known_departments(county: County, day: date) -> Mapping[str, Mapping[str, Text]]:
    """Return each department's categories and their names, by the rules of a day.

    NoPolicyError for a day without rules.
    """
    known = county.policy.vocabulary.categories
    found: dict[str, dict[str, Text]] = {}
    for category, helped in county.policy.on(day).recipients.items():
        label = known[category].label if category in known else Text(category, category)
        found.setdefault(helped.recipient.department, {})[category] = label
    return found


def roster_words(county: County, department: str, day: date) -> RosterWords:
    """Return what a department may say in its lists; UnknownDepartment names those there are."""
    by_name = known_departments(county, day)
    name = next((each for each in by_name if folded(each) == folded(department)), None)
    if name is None:
        zh, en = "、".join(by_name), ", ".join(by_name)
        raise UnknownDepartment(
            Text(
                f"{county.manifest.name.zh}的文件中没有认定部门“{department}”，可用：{zh}",
                f"no document of {county.manifest.name.en} names the department “{department}”;"
                f" it knows: {en}",
            )
        )
    return RosterWords(name, county.policy.vocabulary.category_words(), by_name[name])
