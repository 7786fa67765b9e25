"""The golden cases of the baseline: each is a test of its own, none is left out."""

from __future__ import annotations

import jiuzhu_chongqing
from jiuzhu.testing.county_cases import CountyCases


class TestChongqing(CountyCases):
    county = "chongqing"
    package = jiuzhu_chongqing
