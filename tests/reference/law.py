"""Settling claims, one at a time.

M is 渝府发〔2012〕78号, F is 奉节府办发〔2023〕49号.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from . import diseases
from .money import fen, share, yuan
from .people import age_on, born_on
from .terms import (
    M_FIRST_SEVEN,
    TILT_THRESHOLD,
    Patient,
    Terms,
    best,
    f_terms,
    known,
    m_terms,
    tilt_terms,
)

Row = Mapping[str, str]
Pools = dict[tuple[str, int, str], int]

COUNTY_EDITION_FROM = date(2023, 6, 21)  # F 四: 自印发之日起执行


@dataclass
class Award:
    """What one claim gets, in fen."""

    claim_id: str
    base: int
    stage: str = "none"
    identity: str = ""
    rate: str = ""
    award: int = 0
    tilt: int = 0
    charity: str = ""
    reason: str = ""

    def row(self) -> dict[str, str]:
        """The award as a row of the contract, without its clause."""
        return {
            "claim_id": self.claim_id,
            "stage": self.stage,
            "identity": self.identity,
            "rate": self.rate,
            "base": yuan(self.base),
            "award": yuan(self.award),
            "tilt": yuan(self.tilt),
            "self_pay": yuan(self.base - self.award - self.tilt),
            "charity": self.charity,
            "reason": self.reason,
        }


def settle(
    people: Iterable[Row], identities: Iterable[Row], claims: Iterable[Row], county: str
) -> list[dict[str, str]]:
    """Settle claims in the order of their dates; the answer is in the order of the input."""
    home_care = {row["person_id"]: row.get("home_care", "") == "1" for row in people}
    held = by_person(identities)
    rows = list(claims)
    pools: Pools = {}
    answers: dict[int, dict[str, str]] = {}
    for place in sorted(range(len(rows)), key=lambda place: rows[place]["settled_on"]):
        claim = rows[place]
        person_id = claim["person_id"]
        if person_id not in home_care:
            raise ValueError(f"claim {claim['claim_id']} names an unknown person {person_id}")
        categories = held_on(held.get(person_id, []), day_of(claim))
        award = settle_one(claim, categories, home_care[person_id], county, pools)
        answers[place] = award.row()
    return [answers[place] for place in range(len(rows))]


def settle_one(
    claim: Row, categories: list[str], home_care: bool, county: str, pools: Pools
) -> Award:
    """Settle one claim of a person who holds these categories on the day."""
    day = day_of(claim)
    edition = edition_on(county, day)
    patient = Patient(age_on(born_on(claim["person_id"]), day), home_care)
    level = int(claim["hospital_level"])
    award = Award(claim["claim_id"], base_of(claim))

    stage = route(claim, edition)
    chosen = None
    award.reason = refusal(claim, categories, patient, edition)
    if not award.reason:
        chosen = best(categories, lambda each: terms(edition, stage, each, patient, level))
        if chosen is None:
            award.reason = "not_covered"
    if chosen is None:
        # M 二, last paragraph: a student's medical cost goes to the school's scheme.
        # A category the edition does not know is none at all.
        counted = [category for category in categories if category in known(edition)]
        if counted and all(category == "student" for category in counted):
            award.charity = "school_aid"
        # M 五: who is no recipient may apply as a low-income household with a major illness.
        elif not counted and claim.get("application") == "low_income_illness":
            award.charity = "temporary_relief"
        return award

    award.stage = stage
    award.identity, chosen_terms = chosen
    award.rate = str(chosen_terms.rate)
    due = share(award.base, chosen_terms.rate)
    award.award = take(pools, (claim["person_id"], day.year, stage), chosen_terms.cap, due)
    relief_cut = award.award < due
    tilt_cut = False
    if edition == "F":
        tilt_cut = add_tilt(award, claim, categories, pools)
    if relief_cut:
        award.reason = "cap_exhausted"
    elif tilt_cut:
        award.reason = "tilt_cap_exhausted"
    if relief_cut or tilt_cut:
        award.charity = "charity"
    return award


def edition_on(county: str, day: date) -> str:
    """Which document settles: ``M``, or ``F`` over M."""
    if county == "chongqing":
        return "M"
    if county == "fengjie":
        return "F" if day >= COUNTY_EDITION_FROM else "M"
    raise ValueError(f"no such county: {county}")


def refusal(claim: Row, categories: list[str], patient: Patient, edition: str) -> str:
    """Why a claim is refused before any terms are looked up; empty when it is not."""
    if not any(category in known(edition) for category in categories):
        return "not_recipient"
    # F 二(五)2: 未按规定转诊…原则上不纳入医疗救助范围. M has no such rule.
    if edition == "F" and claim["referral"] == "unreferred":
        return "unreferred"
    if edition == "M" and is_childrens_quota(claim, categories, patient):
        return "quota_not_loaded"
    return ""


def is_childrens_quota(claim: Row, categories: list[str], patient: Patient) -> bool:
    """M 二(三)1: children's acute leukaemia and heart disease have quotas of another document."""
    if claim["visit"] != "inpatient" or patient.age >= 15:
        return False
    if not any(category in M_FIRST_SEVEN for category in categories):
        return False
    return diseases.is_on(diseases.QUOTA, claim["diagnosis"])


def route(claim: Row, edition: str) -> str:
    """The stage of a claim, by kind."""
    inpatient = claim["visit"] == "inpatient"
    listed = diseases.MUNICIPAL if edition == "M" else diseases.COUNTY
    # 住院治疗或门诊放化疗、透析、输血治疗
    if diseases.is_on(listed, claim["diagnosis"]) and (inpatient or claim["therapy"] != ""):
        return "major_disease"
    if not inpatient:
        return "outpatient"
    # 在二级及以上医疗机构一次住院治疗费用（…政策范围内费用）超过 3 万元
    if int(claim["hospital_level"]) >= 2 and fen(claim["in_scope_cost"]) > 30_000_00:
        return "large_expense"
    return "inpatient"


def terms(edition: str, stage: str, category: str, patient: Patient, level: int) -> Terms | None:
    """The terms of a category in a stage under an edition."""
    if category not in known(edition):
        return None
    if edition == "M":
        return m_terms(stage, category, patient)
    return f_terms(stage, category, patient, level)


def add_tilt(award: Award, claim: Row, categories: list[str], pools: Pools) -> bool:
    """F annex, 倾斜救助: what exceeds 3000 yuan of what is left. True when its cap cut it."""
    if award.stage not in ("inpatient", "large_expense", "major_disease"):
        return False  # 单次住院（含重特大疾病门诊）
    region, referral = claim["hospital_region"], claim["referral"]
    if region == "outside":
        return False  # 在重庆市内就医
    if region == "city" and referral != "referred":
        return False  # 规范转诊
    chosen = best(categories, tilt_terms)
    left = award.base - award.award
    if chosen is None or left <= TILT_THRESHOLD:
        return False
    due = share(left - TILT_THRESHOLD, chosen[1].rate)
    pool = (claim["person_id"], day_of(claim).year, "tilt")
    award.tilt = take(pools, pool, chosen[1].cap, due)
    return award.tilt < due


def take(pools: Pools, pool: tuple[str, int, str], cap: int, due: int) -> int:
    """Take what is due from an annual pool, as far as the cap allows."""
    used = pools.get(pool, 0)
    paid = max(0, min(cap, used + due) - used)
    pools[pool] = used + paid
    return paid


def base_of(claim: Row) -> int:
    """政策范围内自付: in-scope cost less what the insurances paid."""
    return (
        fen(claim["in_scope_cost"])
        - fen(claim["basic_paid"])
        - fen(claim["critical_illness_paid"])
        - fen(claim.get("large_sum_paid") or "0")
    )


def day_of(claim: Row) -> date:
    """The settlement date: it decides edition, identity, age and year."""
    return date.fromisoformat(claim["settled_on"])


def by_person(identities: Iterable[Row]) -> dict[str, list[Row]]:
    """Identities gathered by person."""
    held: dict[str, list[Row]] = {}
    for identity in identities:
        held.setdefault(identity["person_id"], []).append(identity)
    return held


def held_on(identities: list[Row], day: date) -> list[str]:
    """The categories held on a day; both ends of the interval count."""
    categories: list[str] = []
    for identity in identities:
        if day < date.fromisoformat(identity["valid_from"]):
            continue
        if identity["valid_to"] and day > date.fromisoformat(identity["valid_to"]):
            continue
        if identity["category"] not in categories:
            categories.append(identity["category"])
    return categories
