"""What every jurisdiction must keep to, for the baseline."""

from __future__ import annotations

from jiuzhu.testing import CountyContract


class TestChongqing(CountyContract):
    county = "chongqing"
    known_findings = {  # noqa: RUF012
        "coverage:row_without_case:cq-2012-78#charity_handoff.rows[1]": (
            "golden cases cannot state a declared fact such as application"
        ),
    }
