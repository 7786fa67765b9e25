"""What the fields of a form cannot see one by one: days in the wrong order, sums that exceed.

Also what is still missing before a case can be settled.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from jiuzhu.casebook.cases import CaseKind, kind_of
from jiuzhu_schemas.money import format_yuan, parse_yuan
from jiuzhu_schemas.text import Text

_ORDER: Final = (("admitted_on", "discharged_on"), ("valid_from", "valid_to"))
_PAID: Final = ("basic_paid", "critical_illness_paid", "large_sum_paid")
_SETTLED_BY: Final = (
    "visit", "settled_on", "referral", "diagnosis", "total_cost", "in_scope_cost", "basic_paid",
    "critical_illness_paid",
)  # fmt: skip
_WHERE: Final = Text("医疗机构，或级别和就医地", "the hospital, or its level and region")


def contradictions(values: Mapping[str, str]) -> dict[str, Text]:
    """Return by field what does not fit to another one; ``values`` as the casebook takes them."""
    found: dict[str, Text] = {}
    for first, last in _ORDER:
        if values.get(first) and values.get(last) and values[last] < values[first]:
            found[last] = Text(f"早于 {values[first]}", f"is before {values[first]}")
    total, in_scope = _fen(values, "total_cost"), _fen(values, "in_scope_cost")
    if total is not None and in_scope is not None and in_scope > total:
        shown = format_yuan(total)
        found["in_scope_cost"] = Text(f"大于费用总额 {shown}", f"is above the total of {shown}")
    paid = [_fen(values, name) for name in _PAID]
    together = sum(each for each in paid if each is not None)
    if in_scope is not None and together > in_scope:
        last_paid = [name for name, each in zip(_PAID, paid, strict=True) if each][-1]
        found[last_paid] = Text(
            f"各项支付合计 {format_yuan(together)}，大于政策范围内费用",
            f"payments of {format_yuan(together)} exceed the in-scope cost",
        )
    return found


def missing_of(kind_id: CaseKind, content: Collection[str]) -> tuple[Text, ...]:
    """Return what the settlement needs and a case with these fields does not say."""
    kind = kind_of(kind_id)
    missing = [kind.field(name).label for name in _SETTLED_BY if name not in content]
    if "hospital" not in content and not {"hospital_level", "hospital_region"} <= set(content):
        missing.append(_WHERE)
    return tuple(missing)


def _fen(values: Mapping[str, str], name: str) -> int | None:
    text = values.get(name, "")
    return parse_yuan(text) if text else None
