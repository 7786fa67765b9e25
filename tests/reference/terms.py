"""Who gets what: rates and annual caps of both documents, one category at a time.

M is 渝府发〔2012〕78号, F is 奉节府办发〔2023〕49号. Rates are percent, caps are fen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Terms(NamedTuple):
    """A rate and the annual cap of its pool."""

    rate: int
    cap: int


class Patient(NamedTuple):
    """What the terms ask about a person besides the category."""

    age: int
    home_care: bool


PRECEDENCE = (
    "tekun",
    "sanwu",
    "wubao",
    "dibao",
    "orphan",
    "unattended_child",
    "returned_to_poverty",
    "dibao_edge",
    "unstable_out_of_poverty",
    "at_risk_of_poverty",
    "sudden_hardship",
    "youfu",
    "severe_disability",
    "other_hardship",
    "student",
)

# M 一: the five first categories, the seven first ones, and all eight; 特困 is what later
# documents call 三无 and 五保.
M_FIRST_FIVE = ("dibao", "sanwu", "wubao", "tekun", "orphan", "youfu")
M_FIRST_SEVEN = (*M_FIRST_FIVE, "severe_disability", "other_hardship")
M_KNOWN = (*M_FIRST_SEVEN, "student")

# F 二(一)1, and the two categories that only M lists: F's silence leaves them to M (F 四).
F_FIRST_GROUP = ("dibao", "tekun", "orphan", "unattended_child", "returned_to_poverty")
F_SECOND_GROUP = (
    "youfu",
    "severe_disability",
    "dibao_edge",
    "unstable_out_of_poverty",
    "at_risk_of_poverty",
    "sudden_hardship",
)
F_KNOWN = PRECEDENCE

TILT_THRESHOLD = 3000_00


def known(edition: str) -> tuple[str, ...]:
    """The categories that an edition knows."""
    return M_KNOWN if edition == "M" else F_KNOWN


def as_the_county_says(category: str) -> str:
    """F speaks of 特困人员 where M spoke of 三无 and 五保."""
    return "tekun" if category in ("sanwu", "wubao") else category


def m_terms(stage: str, category: str, patient: Patient) -> Terms | None:
    """M 二(二) and 二(三)."""
    if stage == "outpatient":
        return _m_outpatient(category, patient)
    if category not in M_FIRST_SEVEN:
        return None  # 学生: 门诊和住院医疗费用…纳入学校资助体系
    first_five = category in M_FIRST_FIVE
    if stage == "inpatient":  # 二(二)2: 前五类 60 %, 其他 40 %, 6000 元
        return Terms(60 if first_five else 40, 6000_00)
    if stage == "major_disease":  # 二(三)1: 前五类 70 %, 其他 50 %, 10 万元
        return Terms(70 if first_five else 50, 100_000_00)
    if stage == "large_expense":  # 二(三)2: 按特殊病种的救助比例, 6 万元
        return Terms(70 if first_five else 50, 60_000_00)
    raise ValueError(f"no such stage: {stage}")


def _m_outpatient(category: str, patient: Patient) -> Terms | None:
    """M 二(二)1."""
    if category in ("sanwu", "wubao", "tekun"):
        return Terms(100, 200_00)
    if category == "dibao" and patient.age >= 80:
        return Terms(100, 200_00)
    if category == "dibao" and patient.home_care:
        return Terms(100, 200_00)
    if category in ("dibao", "youfu"):
        return Terms(60, 100_00)
    return None


def f_terms(stage: str, category: str, patient: Patient, level: int) -> Terms | None:
    """F annex; what it does not list falls through to M, outpatient excepted."""
    category = as_the_county_says(category)
    if stage == "outpatient":
        return _f_outpatient(category, patient)
    first_group = category in F_FIRST_GROUP
    if not first_group and category not in F_SECOND_GROUP:
        return m_terms(stage, category, patient)
    if stage == "inpatient":
        if level == 3:  # 三级 70 % / 60 %
            return Terms(70 if first_group else 60, 6000_00)
        return Terms(80 if first_group else 70, 6000_00)  # 一级、二级; no level counts as 一级
    if stage == "major_disease":
        return Terms(70 if first_group else 60, 100_000_00)
    if stage == "large_expense":
        return Terms(70 if first_group else 60, 60_000_00)
    raise ValueError(f"no such stage: {stage}")


def _f_outpatient(category: str, patient: Patient) -> Terms | None:
    """F annex, 门诊."""
    if category == "tekun":
        return Terms(100, 400_00)
    if category == "dibao" and patient.home_care:
        return Terms(100, 400_00)
    if category == "dibao" and patient.age >= 80:
        return Terms(100, 400_00)
    if category in ("dibao", "orphan", "unattended_child", "youfu"):
        return Terms(60, 300_00)
    return None  # 其他对象目前不享受门诊救助


def tilt_terms(category: str) -> Terms | None:
    """F annex, 倾斜救助; M knows none."""
    category = as_the_county_says(category)
    if category in ("dibao", "tekun", "returned_to_poverty"):
        return Terms(70, 30_000_00)
    if category in (
        "dibao_edge",
        "unstable_out_of_poverty",
        "at_risk_of_poverty",
        "sudden_hardship",
    ):
        return Terms(60, 30_000_00)
    return None


def best(
    categories: list[str], terms_of: Callable[[str], Terms | None]
) -> tuple[str, Terms] | None:
    """就高: the highest rate, then the larger cap, then precedence."""
    found: tuple[str, Terms] | None = None
    for category in PRECEDENCE:
        if category not in categories:
            continue
        terms = terms_of(category)
        if terms is not None and (found is None or terms > found[1]):
            found = (category, terms)
    return found
