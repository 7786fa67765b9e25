"""The golden cases of the county: each is a test of its own, none is left out."""

from __future__ import annotations

import jiuzhu_yunti

from fictitious import platform
from jiuzhu.platform import Platform
from jiuzhu.testing.county_cases import CountyCases


class TestYunti(CountyCases):
    county = "yunti"
    package = jiuzhu_yunti

    @classmethod
    def platform(cls) -> Platform:
        return platform()
