"""The claim that a manual case stands for: its fields, with the hospital as registered."""

from __future__ import annotations

from typing import Any, Final

from jiuzhu.casebook.hospitals import require_designated
from jiuzhu.casebook.store import Casebook
from jiuzhu.loading.county import County
from jiuzhu_schemas.converter import structure
from jiuzhu_schemas.errors import SchemaError
from jiuzhu_schemas.records import Claim
from jiuzhu_schemas.text import Text

from .content import Content, day_of
from .errors import Incomplete, WrongContent
from .own_facts import declared_in
from .records import Case

UNREFERRED: Final = "unreferred"
_FIELDS: Final = (
    "visit", "therapy", "settled_on", "referral", "diagnosis", "total_cost", "in_scope_cost",
    "basic_paid", "critical_illness_paid", "large_sum_paid",
)  # fmt: skip


def claim_id_of(case: Case) -> str:
    """Return the claim id of a manual case: the one it was given, else the case's number."""
    return str(case.content.get("claim_id", case.number))


def claim_of(book: Casebook, county: County, case: Case) -> Claim:
    """Return the claim of a complete manual case, read by the strict schema.

    With a hospital code, level and region are those of the register on the last day of the stay;
    an override settles as if referred. Raises Incomplete, NotDesignated, WrongContent for fields
    that contradict each other or a day before the first loaded policy.
    """
    content = case.content
    fields: dict[str, Any] = {name: content[name] for name in _FIELDS if name in content}
    fields |= {"claim_id": claim_id_of(case), "person_id": case.person_id}
    fields |= _where(book, content, case.number)
    fields["declared"] = declared_in(county, content, case.number)
    if case.override_by:
        fields["referral"] = "referred"
    try:
        claim = structure(fields, Claim)
    except SchemaError as error:
        raise WrongContent(error.message, case.number) from None
    first = county.policy.first_day
    if claim.settled_on < first:
        raise WrongContent(
            Text(
                f"结算日期早于首份政策生效日 {first}",
                f"was settled before the first loaded policy came into force ({first})",
            ),
            case.number,
        )
    return claim


def _where(book: Casebook, content: Content, number: str) -> dict[str, Any]:
    """Return level and region: of the registered hospital, or as they were filled in."""
    if "hospital" in content:
        day = day_of(content, "discharged_on" if "discharged_on" in content else "settled_on")
        found = require_designated(book, content["hospital"], day)
        return {"hospital_level": found.level, "hospital_region": found.region}
    if "hospital_level" not in content or "hospital_region" not in content:
        raise Incomplete(
            Text(
                "须填写医疗机构编码（hospital），或级别（hospital_level）和就医地（hospital_region）",
                "fill in hospital, or both hospital_level and hospital_region",
            ),
            number,
        )
    return {
        "hospital_level": int(content["hospital_level"]),
        "hospital_region": content["hospital_region"],
    }
