"""What every county must keep to, and where the county's document is known not to."""

from __future__ import annotations

from jiuzhu.testing import CountyContract

_LATER = (
    "县方案另据渝医保发〔2021〕66号、渝府办发〔2022〕116号，未载入；见未决事项 youfu-below-baseline"
)
_ROUTE = "按文件归类，不选高；见未决事项 ordinary-above-major"
_INPATIENT = "cliffs:in_scope:30000.01:fj-2023-49#annex.inpatient"
_LARGE = "fj-2023-49#annex.large_expense"


class TestFengjie(CountyContract):
    county = "fengjie"
    known_findings = {  # noqa: RUF012
        "floor:major_disease:rate:youfu": _LATER,
        "floor:large_expense:rate:youfu": _LATER,
        f"{_INPATIENT}.1>{_LARGE}.1": _ROUTE,
        f"{_INPATIENT}.2>{_LARGE}.2": _ROUTE,
    }
