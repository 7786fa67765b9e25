"""What every county must keep to, for one whose rules are as unlike Fengjie's as data allows."""

from __future__ import annotations

from fictitious import platform
from jiuzhu.platform import Platform
from jiuzhu.testing import CountyContract

_LOST_TILT = "按条文执行：大额费用救助后剩余不足2000元即无倾斜；见未决事项 trigger-and-large-stays"
_CLIFF = "cliffs:in_scope:20000.01:yt-2025-7#{}>yt-2025-7#5"


class TestYunti(CountyContract):
    county = "yunti"
    known_findings = {_CLIFF.format(each): _LOST_TILT for each in ("3.3", "3.5", "3.6")}  # noqa: RUF012

    @classmethod
    def platform(cls) -> Platform:
        return platform()
