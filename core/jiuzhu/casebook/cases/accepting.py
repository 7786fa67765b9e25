"""Acceptance: the case is complete, and what it says fits together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.hospitals import require_designated
from jiuzhu.casebook.roster import identities_on
from jiuzhu.casebook.store import Casebook
from jiuzhu.loading.county import County
from jiuzhu_schemas.text import Text

from .claims import claim_id_of, claim_of
from .content import day_of, require_complete
from .duplicates import refuse_taken, refuse_unwanted, warnings_of
from .errors import Incomplete, WrongContent
from .kinds import Kind, kind_of
from .months import tie_entries
from .records import Case, Seen
from .stepping import permit, take

_DAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "manual": "settled_on",
        "inpatient_filing": "admitted_on",
        "major_outpatient_filing": "valid_from",
    }
)
"""The day on which the person's identities count; for an application it is today."""
_RECIPIENT: Final = Text(
    "此人已在名单内，是救助对象", "the person is on the lists, as a recipient, already"
)


def accept_case(
    book: Casebook,
    county: County,
    actor: Actor,
    seen: Seen,
    *,
    note: str = "",
    anyway: bool = False,
) -> Case:
    """Accept a draft that has every field and document; who accepts is a maker of the case too.

    The step keeps the identities of the person on the day that counts; a hospital's month is tied
    to the ledger's entries of its claims. Raises Incomplete,
    WrongContent, NotDesignated, ClaimTaken, Duplicate (not with ``anyway``), and what
    `jiuzhu.casebook.cases.stepping.permit` raises.
    """
    permitted = permit(book, actor, seen, "accept", note)
    case, kind = permitted.case, kind_of(permitted.case.kind)
    require_complete(kind, case.content, case.number)
    require_documents(kind, case)
    _require_sense(book, county, case)
    changes: dict[str, Any] = {"accepted_by": actor.name, "outcome": ""}
    held = _held(book, case)
    with book.gate() as gate:
        warnings = warnings_of(gate, case.person, case.number, case.content)
        if held and case.kind == "application":
            warnings.append(_RECIPIENT)
        detail = refuse_unwanted(warnings, case.number, case.steps, anyway=anyway)
        if case.person is not None:
            detail["identities"] = held
        if case.kind == "manual":
            changes["claim_id"] = claim_id_of(case)
            refuse_taken(gate, changes["claim_id"], case.number)
        if case.kind == "one_stop_month":
            changes |= tie_entries(gate, case)
        return take(gate, book, actor, permitted, changes, detail)


def _held(book: Casebook, case: Case) -> list[str]:
    """Return the categories the person holds on the day that counts for the kind."""
    if case.person is None:
        return []
    name = _DAYS.get(case.kind)
    day = day_of(case.content, name) if name else book.clock().date()
    return sorted({each.category for each in identities_on(book, case.person, day)})


def require_documents(kind: Kind, case: Case) -> None:
    """Raise Incomplete, listing the documents that were neither handed in nor waived."""
    missing = [each for each in kind.documents if each.id not in case.documents]
    if missing:
        zh = "、".join(each.label.zh for each in missing)
        en = ", ".join(each.label.en for each in missing)
        raise Incomplete(
            Text(
                f"尚缺材料：{zh}；请登记已收到的材料，或由主管豁免",
                f"documents are missing: {en}; note those that came in, or a supervisor waives one",
            ),
            case.number,
            command=" ".join(["case document", *(each.id for each in missing), "/ --waive"]),
        )


def _require_sense(book: Casebook, county: County, case: Case) -> None:
    """Refuse what the fields one by one could not show."""
    content = case.content
    if case.kind == "manual":
        claim_of(book, county, case)
    elif case.kind == "inpatient_filing":
        require_designated(book, content["hospital"], day_of(content, "admitted_on"))
    elif case.kind == "major_outpatient_filing":
        require_designated(book, content["hospital"], day_of(content, "valid_from"))
        _require_disease(county, content["disease"])


def _require_disease(county: County, disease: str) -> None:
    known = county.policy.vocabulary.diseases
    if disease not in known and disease not in {each.zh for each in known.values()}:
        zh = "、".join(f"{each.zh}（{each.id}）" for each in known.values())
        raise WrongContent(
            Text(
                f"目录中没有此病种，可用：{zh}",
                f"the catalogue has no such disease class; known: {', '.join(known)}",
            ),
            "disease",
        )
