"""What every jurisdiction must keep to, for the baseline."""

from __future__ import annotations

from jiuzhu.testing import CountyContract


class TestChongqing(CountyContract):
    county = "chongqing"
