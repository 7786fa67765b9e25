"""The premium subsidy (资助参保), one enrolment at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .law import Row, by_person, edition_on, held_on
from .money import share, yuan
from .terms import M_KNOWN, PRECEDENCE, as_the_county_says

# 个人缴费标准, tier 1 and tier 2.
PREMIUMS: dict[int, tuple[int, int]] = {
    2021: (280_00, 655_00),
    2022: (320_00, 695_00),
    2023: (350_00, 725_00),
    2024: (380_00, 755_00),
    2025: (400_00, 775_00),
    2026: (400_00, 775_00),
}


def subsidise(
    people: Iterable[Row], identities: Iterable[Row], enrolments: Iterable[Row], county: str
) -> list[dict[str, str]]:
    """Subsidise enrolments in the order in which they were paid, ties in file order."""
    persons = {row["person_id"] for row in people}
    held = by_person(identities)
    subsidised: set[tuple[str, int]] = set()
    rows = list(enrolments)
    answers: dict[int, dict[str, str]] = {}
    for place in sorted(range(len(rows)), key=lambda place: rows[place]["paid_on"]):
        enrolment = rows[place]
        person_id, year = enrolment["person_id"], int(enrolment["year"])
        if person_id not in persons:
            raise ValueError(f"an enrolment names an unknown person {person_id}")
        if year not in PREMIUMS:
            raise ValueError(f"the premium of {year} is not loaded")
        paid_on = date.fromisoformat(enrolment["paid_on"])
        categories = held_on(held.get(person_id, []), paid_on)
        identity, amount = highest(
            categories, edition_on(county, paid_on), year, int(enrolment["tier"])
        )
        reason = ""
        if enrolment["insurance"] == "employee":
            reason = "employee_insurance"  # M 二(一): 属于城镇职工医疗保险覆盖范围的除外
        elif not identity:
            reason = "not_recipient"
        elif (person_id, year) in subsidised:
            reason = "already_subsidised"  # F 二(二)1: 不再进行差额资助
        if reason:
            identity, amount = "", 0
        else:
            subsidised.add((person_id, year))
        premium = PREMIUMS[year][int(enrolment["tier"]) - 1]
        answers[place] = {
            "person_id": person_id,
            "identity": identity,
            "premium": yuan(premium),
            "subsidy": yuan(amount),
            "own_payment": yuan(premium - amount),
            "reason": reason,
        }
    return [answers[place] for place in range(len(rows))]


def highest(categories: list[str], edition: str, year: int, tier: int) -> tuple[str, int]:
    """F 二(二)1: 资助金额就高; ties by precedence. No identity when nobody gives anything."""
    identity, amount = "", 0
    for category in PRECEDENCE:
        if category not in categories:
            continue
        each = m_amount(category, year, tier) if edition == "M" else f_amount(category, year, tier)
        if each > amount:
            identity, amount = category, each
    return identity, amount


def m_amount(category: str, year: int, tier: int) -> int:
    """M 二(一)."""
    if category not in M_KNOWN:
        return 0
    if tier == 2:
        return 60_00  # 二档…统一按 60 元
    if category in ("sanwu", "wubao", "tekun"):
        return PREMIUMS[year][0]  # 全额资助
    return 50_00


def f_amount(category: str, year: int, tier: int) -> int:
    """F 二(二)1."""
    category = as_the_county_says(category)
    tier_1_premium = PREMIUMS[year][0]
    if category in ("other_hardship", "student"):
        return m_amount(category, year, tier)  # F 四: 未列明事项
    if tier == 2:
        return tier_1_premium  # 二档: 一档个人缴费标准的 100 %
    if category in ("tekun", "unattended_child", "orphan", "youfu"):
        return tier_1_premium
    if category == "dibao":
        return share(tier_1_premium, 90)
    if category in (
        "severe_disability",
        "dibao_edge",
        "returned_to_poverty",
        "unstable_out_of_poverty",
        "at_risk_of_poverty",
        "sudden_hardship",
    ):
        return share(tier_1_premium, 70)
    return 0
