"""What every county must keep to, for one that writes no more than it must."""

from __future__ import annotations

from pathlib import Path

import jiuzhu_banqiao

from fictitious import platform
from jiuzhu.platform import Platform
from jiuzhu.testing import CountyContract
from jiuzhu.testing.county_cases import CountyCases

MOST_LINES = 150


class TestBanqiao(CountyContract):
    county = "banqiao"
    known_findings = {  # noqa: RUF012
        "cliffs:in_scope:30000.01:bq-2025-1#2>cq-2012-78#2.3.2": (
            "住院75%高于市级大额费用70%，按条文归类"
        ),
    }

    @classmethod
    def platform(cls) -> Platform:
        return platform()


class TestBanqiaosCases(CountyCases):
    county = "banqiao"
    package = jiuzhu_banqiao

    @classmethod
    def platform(cls) -> Platform:
        return platform()


def test_other_rates_an_own_category_and_another_tilt_take_few_lines() -> None:
    home = Path(jiuzhu_banqiao.__file__).parent
    files = [*home.glob("policy/*.toml"), *home.glob("vocabulary/*.toml")]
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    assert 50 < len(lines) < MOST_LINES
