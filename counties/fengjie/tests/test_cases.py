"""The golden cases of the county: each is a test of its own, none is left out."""

from __future__ import annotations

import jiuzhu_fengjie
from jiuzhu.testing.county_cases import CountyCases


class TestFengjie(CountyCases):
    county = "fengjie"
    package = jiuzhu_fengjie
