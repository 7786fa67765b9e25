"""One identity for everything: relief, tilt and premium follow the first by precedence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import jiuzhu_fengjie
from jiuzhu.api import hookimpl
from jiuzhu.loading.county import County
from jiuzhu.settlement.columns import Enrolments, Identities, day_number
from jiuzhu.settlement.subsidy import Subsidies

from .world import county, county_with, someone, stays

FENGJIE = Path(jiuzhu_fengjie.__file__).parent / "policy" / "fj-2023-49.toml"


class Shipping:
    """A county whose document is a file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @hookimpl
    def policy_documents(self) -> list[Path]:
        """The file."""
        return [self.file]


@pytest.fixture
def single(tmp_path: Path) -> County:
    """Fengjie, had it chosen one identity, and edge households before those of dibao."""
    text = FENGJIE.read_text("utf-8")
    for old, new in (
        ('id = "fj-2023-49"', 'id = "single-1"'),
        ('identity_rule = "per_stage"', 'identity_rule = "single"'),
        ('    "dibao_edge", "unstable', '    "unstable'),
        ('"wubao", "dibao",', '"wubao", "dibao_edge", "dibao",'),
    ):
        assert old in text, old
        text = text.replace(old, new, 1)
    file = tmp_path / "single.toml"
    file.write_text(text, "utf-8")
    return county_with(Shipping(file), "single-1")


def premium(where: County, identities: Identities, paid_on: str = "2026-01-05") -> Subsidies:
    day = day_number(np.datetime64(paid_on).astype(object))
    enrolments = Enrolments(
        person=np.zeros(1, np.int32),
        year=np.array([2026], np.int32),
        tier=np.ones(1, np.uint8),
        paid_on=np.array([day], np.int32),
        insurance=np.zeros(1, np.uint8),
    )
    people, _ = someone()
    return where.subsidise(people, identities, enrolments)


def subsidy(found: Subsidies) -> tuple[str, int]:
    return found.identities[int(found.identity[0])], int(found.subsidy[0])


def test_the_premium_follows_the_first_identity_though_another_gives_more(single: County) -> None:
    """400.00 × 70 % for dibao_edge; per stage it is 90 % for dibao."""
    _, identities = someone("dibao", "dibao_edge")
    assert subsidy(premium(single, identities)) == ("dibao_edge", 28_000)
    assert subsidy(premium(county("fengjie"), identities)) == ("dibao", 36_000)


def test_an_identity_that_makes_no_recipient_does_not_count(single: County) -> None:
    _, identities = someone("dibao", "unheard")
    assert subsidy(premium(single, identities)) == ("dibao", 36_000)
    _, nobody = someone("unheard")
    found = premium(single, nobody)
    assert subsidy(found) == ("", 0)
    assert found.reasons[int(found.reason[0])] == "not_recipient"


def test_so_does_the_stay(single: County) -> None:
    """1000.00 × 70 % for dibao_edge at level 1, where dibao would get 80 %."""
    settled = single.settle(*someone("dibao", "dibao_edge"), stays(["2024-01-01"]))
    assert settled.award.tolist() == [70_000]
    per_stage = county("fengjie").settle(*someone("dibao", "dibao_edge"), stays(["2024-01-01"]))
    assert per_stage.award.tolist() == [80_000]
