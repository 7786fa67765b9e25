"""Golden cases: hand-worked claims and enrolments, settled by the engine, compared field by field.

With pytest, `jiuzhu.testing.pytest_plugin` makes every case of a ``cases/*.toml`` file a test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from attrs import frozen

from jiuzhu.loading.county import County
from jiuzhu.loading.discovery import COUNTY_GROUP
from jiuzhu.policy.errors import PolicyError
from jiuzhu.policy.files import Source, read_file
from jiuzhu.settlement.columns import (
    OPEN_END,
    Claims,
    DeclaredColumn,
    Enrolments,
    Identities,
    People,
    day_number,
)
from jiuzhu.settlement.settlement import Settlement
from jiuzhu_schemas import words
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.golden import (
    ExpectedAward,
    ExpectedSubsidy,
    GoldenCase,
    GoldenClaim,
    GoldenFile,
)
from jiuzhu_schemas.money import format_percent, format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.vocabulary import DeclaredFact

from .failures import failure, in_short

_SUMS = frozenset({"award", "tilt", "self_pay", "premium", "subsidy", "own_payment"})


class GoldenMismatchError(JiuzhuError):
    """A case does not come out as it was worked by hand; ``short`` says so in one line."""

    def __init__(self, message: Text, short: Text) -> None:
        super().__init__(message)
        self.short = short


class UndeclaredFactError(JiuzhuError):
    """A case states a fact, or a value of one, that no plugin of the county declares."""


class NoCountyError(JiuzhuError):
    """A file of cases names no county, and lies in no installed county's package."""


@frozen
class Difference:
    """One field of one claim or enrolment that is not what the case expects."""

    place: str
    """Such as ``claims[0]``."""
    field: str
    expected: str
    found: str


def read_cases(file: Path) -> tuple[GoldenFile, Source]:
    """Read a file of golden cases.

    Raises PolicyError naming file, line and key path for what does not fit, and for an id that
    stands twice.
    """
    content, source = read_file(file, GoldenFile)
    ids = [case.id for case in content.case]
    faults = [
        source.fault(f"case[{place}].id", Text(f"“{name}”重复", f"“{name}” appears twice"))
        for place, name in enumerate(ids)
        if name in ids[:place]
    ]
    if faults:
        raise PolicyError(file, faults)
    return content, source


def county_of(file: Path, content: GoldenFile) -> str:
    """Return the county a file is settled by: the one it names, else that of its package.

    Raises NoCountyError if it names none and its folder belongs to no county, or to several.
    """
    if content.county:
        return content.county
    package = file.resolve().parent.parent
    owners = sorted(
        point.name for point in entry_points(group=COUNTY_GROUP) if _home(point.module) == package
    )
    if len(owners) != 1:
        found = "、".join(owners) or "0"
        raise NoCountyError(
            Text(
                f'无法确定按哪个县结算（找到：{found}），请在文件开头写 county = "县标识"',
                f"cannot tell which county settles it (found: {found});"
                ' write county = "…" at the top of the file',
            ),
            place=str(file),
        )
    return owners[0]


def verify(case: GoldenCase, county: County) -> None:
    """Settle a case; raises GoldenMismatchError: every field that differs, and the reasoning."""
    unknown = unknown_clauses(case, county)
    differences = compare(case, county)
    if not differences and not unknown and case.confirmed:
        return
    raise GoldenMismatchError(
        failure(case, county, differences, unknown), in_short(case, county, differences, unknown)
    )


def unknown_clauses(case: GoldenCase, county: County) -> list[str]:
    """Return the clauses a case names that no document of the county has."""
    known = {
        f"{each.document.id}#{clause.id}"
        for each in county.policy.documents
        for clause in each.document.clauses
    }
    return [clause for clause in case.clauses if clause not in known]


def compare(case: GoldenCase, county: County) -> list[Difference]:
    """Settle a case's claims and enrolments and return what is not as expected."""
    differences: list[Difference] = []
    if case.claims:
        awards = _awards(case, county)
        for place, (claim, award) in enumerate(zip(case.claims, awards, strict=True)):
            differences += _differences(f"claims[{place}]", claim.expect, award)
    if case.enrolments:
        subsidies = _subsidies(case, county)
        for place, (enrolment, subsidy) in enumerate(zip(case.enrolments, subsidies, strict=True)):
            differences += _differences(f"enrolments[{place}]", enrolment.expect, subsidy)
    return differences


def outcomes_of(case: GoldenCase, county: County) -> list[dict[str, str]]:
    """Settle a case and return what each claim and each enrolment gets, as text by column."""
    awards = _awards(case, county) if case.claims else ()
    return [*awards, *(_subsidies(case, county) if case.enrolments else ())]


def subsidies_of(case: GoldenCase, county: County) -> list[dict[str, str]]:
    """Work out a case's enrolments and return what each gets, as text by column."""
    return list(_subsidies(case, county)) if case.enrolments else []


def _home(module: str) -> Path | None:
    spec = find_spec(module)
    return Path(spec.origin).resolve().parent if spec and spec.origin else None


def _differences(
    place: str, expected: ExpectedAward | ExpectedSubsidy, found: dict[str, str]
) -> Iterator[Difference]:
    for name, value in attrs.asdict(expected).items():
        wanted = format_yuan(value) if name in _SUMS else value
        if wanted != found[name]:
            yield Difference(place, name, wanted, found[name])


def identities_of(case: GoldenCase) -> Identities:
    """Return what the case's person holds, as columns."""
    held = case.identities
    categories = tuple(dict.fromkeys(each.category for each in held))
    return Identities(
        categories,
        np.zeros(len(held), np.int32),
        np.array([categories.index(each.category) for each in held], np.uint8),
        np.array([day_number(each.since) for each in held], np.int32),
        np.array([day_number(e.until) if e.until else OPEN_END for e in held], np.int32),
    )


def settle_case(case: GoldenCase, county: County) -> Settlement:
    """Settle a case's claims.

    Raises NoPolicyError for a claim before the county's first document, UndeclaredFactError for
    a fact or value that no plugin declared.
    """
    claims = case.claims
    _refuse_undeclared(case, county)
    for claim in claims:
        county.policy.on(claim.settled_on)
    diagnoses = tuple(dict.fromkeys(claim.diagnosis for claim in claims))
    columns = Claims(
        person=np.zeros(len(claims), np.int32),
        settled_on=_days(claim.settled_on for claim in claims),
        visit=_codes(words.VISITS, (claim.visit for claim in claims)),
        therapy=_codes(words.THERAPIES, (claim.therapy for claim in claims)),
        hospital_level=_codes(words.HOSPITAL_LEVELS, (claim.hospital_level for claim in claims)),
        hospital_region=_codes(words.REGIONS, (claim.hospital_region for claim in claims)),
        referral=_codes(words.REFERRALS, (claim.referral for claim in claims)),
        diagnoses=diagnoses,
        diagnosis=_codes(diagnoses, (claim.diagnosis for claim in claims)).astype(np.int32),
        in_scope=_fen(c.base if c.in_scope is None else c.in_scope for c in claims),
        base=_fen(claim.base for claim in claims),
        declared={fact.id: _declared(fact, claims) for fact in county.policy.vocabulary.declared},
    )
    return county.settle(people_of(case), identities_of(case), columns)


def people_of(case: GoldenCase) -> People:
    """Return the case's person, as columns."""
    return People(np.array([day_number(case.born)], np.int32), np.array([case.home_care]))


def _refuse_undeclared(case: GoldenCase, county: County) -> None:
    known = {fact.id: fact.values for fact in county.policy.vocabulary.declared}
    for place, claim in enumerate(case.claims):
        for name, value in claim.declared.items():
            if value not in known.get(name, ()):
                at = f"{case.id} claims[{place}].declared.{name}"
                listed = "、".join(known.get(name, known)) or "无"
                raise UndeclaredFactError(
                    Text(
                        f"没有声明这个事实或取值“{value}”，可用：{listed}",
                        f"“{value}” is no declared fact or value; known: {listed}",
                    ),
                    place=at,
                )


def _declared(fact: DeclaredFact, claims: Sequence[GoldenClaim]) -> DeclaredColumn:
    said = (claim.declared.get(fact.id, fact.values[0]) for claim in claims)
    return DeclaredColumn(fact.values, _codes(fact.values, said))


def _awards(case: GoldenCase, county: County) -> Iterator[dict[str, str]]:
    settlement = settle_case(case, county)
    for place in range(len(settlement)):
        award = settlement.one(place, str(place))
        rate = "" if award.rate is None else format_percent(award.rate)
        yield _as_text(award) | {"rate": rate}


def _subsidies(case: GoldenCase, county: County) -> Iterator[dict[str, str]]:
    enrolments = case.enrolments
    columns = Enrolments(
        person=np.zeros(len(enrolments), np.int32),
        year=np.array([each.year for each in enrolments], np.int32),
        tier=np.array([each.tier for each in enrolments], np.uint8),
        paid_on=_days(each.paid_on for each in enrolments),
        insurance=_codes(words.INSURANCES, (each.insurance for each in enrolments)),
    )
    found = county.subsidise(people_of(case), identities_of(case), columns)
    own_payment = found.premium - found.subsidy
    for at in range(len(enrolments)):
        yield {
            "identity": found.identities[int(found.identity[at])],
            "premium": format_yuan(int(found.premium[at])),
            "subsidy": format_yuan(int(found.subsidy[at])),
            "own_payment": format_yuan(int(own_payment[at])),
            "department": found.departments[int(found.department[at])],
            "reason": found.reasons[int(found.reason[at])],
            "clause": found.clauses[int(found.clause[at])],
        }


def _as_text(record: Any) -> dict[str, str]:
    return {
        name: format_yuan(value) if name in _SUMS else str(value)
        for name, value in attrs.asdict(record).items()
    }


def _days(days: Iterable[Any]) -> Any:
    return np.array([day_number(day) for day in days], np.int32)


def _codes(known: Sequence[Any], words: Iterable[Any]) -> Any:
    return np.array([known.index(word) for word in words], np.uint8)


def _fen(sums: Iterable[int]) -> Any:
    return np.array(list(sums), np.int64)
