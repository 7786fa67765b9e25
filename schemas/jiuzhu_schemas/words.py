"""The controlled words of the outside contract, with the labels people read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from .text import Text

Visit = Literal["outpatient", "inpatient"]
Therapy = Literal["", "radiotherapy", "chemotherapy", "dialysis", "transfusion"]
Region = Literal["county", "city", "outside"]
Referral = Literal["not_needed", "referred", "unreferred"]
Insurance = Literal["resident", "employee"]
HospitalLevel = Literal[0, 1, 2, 3]
Tier = Literal[1, 2]
Stage = Literal["outpatient", "inpatient", "major_disease", "large_expense", "none"]

VISITS: Final[tuple[str, ...]] = get_args(Visit)
THERAPIES: Final[tuple[str, ...]] = get_args(Therapy)
REGIONS: Final[tuple[str, ...]] = get_args(Region)
REFERRALS: Final[tuple[str, ...]] = get_args(Referral)
INSURANCES: Final[tuple[str, ...]] = get_args(Insurance)
HOSPITAL_LEVELS: Final[tuple[int, ...]] = get_args(HospitalLevel)
TIERS: Final[tuple[int, ...]] = get_args(Tier)

ROUTE: Final[tuple[Stage, ...]] = ("major_disease", "large_expense", "outpatient", "inpatient")
"""The relief stages in the order in which a claim is offered to them."""

NO_STAGE: Final[Stage] = "none"


def _labels(**labels: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({word: Text(*pair) for word, pair in labels.items()})


STAGE_LABELS: Final = _labels(
    eligibility=("对象资格", "eligibility"),
    subsidy=("资助参保", "premium subsidy"),
    outpatient=("普通门诊", "outpatient"),
    inpatient=("普通住院", "inpatient"),
    major_disease=("特殊病种", "major disease"),
    large_expense=("大额费用", "large expense"),
    tilt=("倾斜救助", "tilt"),
    charity_handoff=("慈善转介", "charity handoff"),
    none=("不予救助", "no relief"),
)
VISIT_LABELS: Final = _labels(outpatient=("门诊", "outpatient"), inpatient=("住院", "inpatient"))
THERAPY_LABELS: Final = MappingProxyType(
    {
        "": Text("无", "none"),
        "radiotherapy": Text("放疗", "radiotherapy"),
        "chemotherapy": Text("化疗", "chemotherapy"),
        "dialysis": Text("透析", "dialysis"),
        "transfusion": Text("输血", "transfusion"),
    }
)
REGION_LABELS: Final = _labels(
    county=("本县", "home county"),
    city=("市内县外", "elsewhere in the city"),
    outside=("市外", "outside the city"),
)
REFERRAL_LABELS: Final = _labels(
    not_needed=("无需转诊", "not needed"),
    referred=("已转诊", "referred"),
    unreferred=("未按规定转诊", "not referred"),
)
INSURANCE_LABELS: Final = _labels(
    resident=("居民医保", "resident insurance"), employee=("职工医保", "employee insurance")
)
LEVEL_LABELS: Final[Mapping[int, Text]] = MappingProxyType(
    {
        0: Text("未定级", "no level"),
        1: Text("一级", "level 1"),
        2: Text("二级", "level 2"),
        3: Text("三级", "level 3"),
    }
)
REASON_LABELS: Final = _labels(
    not_recipient=("当日不是救助对象", "no recipient on that day"),
    unreferred=("未按规定转诊", "not referred as the rules ask"),
    not_covered=("该类身份不享受本项救助", "this category has no relief in this stage"),
    quota_not_loaded=(
        "定额标准文件未载入，须人工处理",
        "the fixed quotas are not loaded: decide by hand",
    ),
    cap_exhausted=("已达年度救助限额", "the annual cap is reached"),
    tilt_cap_exhausted=("已达倾斜救助年度限额", "the annual cap of the tilt is reached"),
    below_threshold=("未超过起付线", "not above the threshold"),
    employee_insurance=("参加职工医保，不资助", "insured as an employee: no subsidy"),
    already_subsidised=("本年度已资助", "subsidised for this year already"),
)
HANDOFF_LABELS: Final = _labels(
    school_aid=("学校资助体系", "the school's aid scheme"),
    charity=("慈善救助", "charity"),
    temporary_relief=("临时救助", "temporary relief"),
)
