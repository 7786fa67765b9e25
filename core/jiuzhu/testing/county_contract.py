"""What every county must keep to: a county's tests subclass `CountyContract`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import ClassVar, Final, Protocol

import numpy as np
import pytest
from attrs import evolve

from jiuzhu.audit import audit_cliffs, audit_coverage, audit_dates, audit_floor
from jiuzhu.audit.sections import Report
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform
from jiuzhu.scaffold.order import TO_FILL_IN
from jiuzhu.settlement.columns import DeclaredColumn
from jiuzhu.settlement.settlement import Settlement
from jiuzhu_schemas.text import Text

from .synthetic import make_county

_SEED: Final = 20_26
_PEOPLE: Final = 400
_CLAIMS: Final = 4_000
_WAY_OUT: Final = Text(
    "请更正；确应保留的，连同理由记入测试的 known_findings；"
    "与上级文件的冲突（floor）另有文件依据的，在政策文件中用 [[waivers]] 登记",
    "mend it; what is right as it is goes into the tests' known_findings, with its reason; a"
    " conflict with an upper document (floor) that rests on another is recorded in the policy"
    " file, under [[waivers]]",
)


class _Finding(Protocol):
    @property
    def id(self) -> str: ...


class CountyContract:
    """The compliance suite of one county.

    Findings of the audits that are known are listed in ``known_findings``, by id, each with its
    reason; their audit then ends as an expected failure, which ``pytest -ra`` shows with the
    reason. One that is not found any more fails the suite.

    Example::

        class TestWushan(CountyContract):
            county = "wushan"
            known_findings = {
                "floor:major_disease:rate:youfu": "rests on a document that is not loaded",
            }
    """

    county: ClassVar[str]
    known_findings: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def platform(cls) -> Platform:
        """Return where the county is looked up; override it for a county that is not installed."""
        return _installed()

    def _loaded(self) -> County:
        return self.platform().county(self.county)

    def test_it_loads(self) -> None:
        """The county is there, its documents have no fault, and some edition is in force."""
        loaded = self._loaded()
        assert loaded.manifest.id == self.county
        assert loaded.policy.editions

    def test_nothing_is_left_to_fill_in(self) -> None:
        """No text of the county's own document is still a draft's."""
        document = self._loaded().policy.documents[0].document
        texts = {
            "number": document.number, "title": document.title, "issuer": document.issuer,
            **{f"clauses {each.id}": f"{each.cite} {each.says}" for each in document.clauses},
        }  # fmt: skip
        assert [name for name, text in texts.items() if TO_FILL_IN in text] == []

    def test_every_day_and_cell_has_one_answer(self) -> None:
        """No gap, no overlap, in any edition."""
        self._clean("dates")

    def test_the_floor_is_kept_or_waived(self) -> None:
        """No figure conflicts with an upper document, but where a waiver says why."""
        self._clean("floor")

    def test_every_clause_and_row_has_a_case(self) -> None:
        """Each clause is used or marked, each row fired, each clause of a case exists."""
        self._clean("coverage")

    def test_relief_never_falls_as_costs_rise(self) -> None:
        """A fen more of in-scope cost or of base never pays less."""
        self._clean("cliffs")

    def test_relief_is_never_above_the_base(self) -> None:
        """What is paid and what is left add up to the base, and nothing is below 0."""
        settled = _settled(self._loaded())
        assert (settled.award >= 0).all()
        assert (settled.tilt >= 0).all()
        assert (settled.self_pay >= 0).all()
        assert (settled.award + settled.tilt + settled.self_pay == settled.claims.base).all()

    def test_no_pool_pays_above_its_cap(self) -> None:
        """No person gets more of a pool in a year than the highest of its caps."""
        settled = _settled(self._loaded())
        highest: dict[str, int] = {}
        for decision in settled.kinds.decisions:
            for terms in (decision.terms, decision.tilt_terms):
                if terms is not None:
                    cap = terms.annual_cap if terms.annual_cap is not None else 2**62
                    highest[terms.pool] = max(highest.get(terms.pool, 0), cap)
        closing = settled.closing()
        caps = np.array([highest.get(pool, 0) for pool in closing.pools] or [0], np.int64)
        assert (closing.used <= caps[closing.pool.astype(np.intp)]).all()

    def test_known_findings_are_still_found(self) -> None:
        """A finding that was mended is taken off the list, and each on it has a reason."""
        found = {each.id for report in _reports(self._loaded()) for each in _findings(report)}
        assert sorted(self.known_findings.keys() - found) == []
        assert [name for name, reason in self.known_findings.items() if not reason.strip()] == []

    def _clean(self, audit: str) -> None:
        """Fail on findings that are not known; end as expected failure where known ones are."""
        (report,) = (each for each in _reports(self._loaded()) if each.audit == audit)
        found = dict.fromkeys(each.id for each in _findings(report))
        unknown = [name for name in found if name not in self.known_findings]
        if unknown:
            command = f"jiuzhu audit {audit} --county {self.county}"
            pytest.fail("\n".join([command, *unknown, str(_WAY_OUT)]), pytrace=False)
        if found:
            pytest.xfail("; ".join(f"{name}: {self.known_findings[name]}" for name in found))


def _findings(report: Report) -> Iterable[_Finding]:
    yield from report.findings
    if report.audit == "floor":
        yield from report.stale_waivers


@cache
def _installed() -> Platform:
    return Platform.load()


@lru_cache(maxsize=16)
def _reports(loaded: County) -> tuple[Report, ...]:
    """Audit a county as of its last review, so that the answer does not change with the clock."""
    document = loaded.policy.documents[0].document
    day = max(document.since, document.last_review)
    day = min(day, document.until) if document.until else day
    return (
        audit_floor(loaded, day),
        audit_coverage(loaded),
        audit_cliffs(loaded, day),
        audit_dates(loaded, day),
    )


@lru_cache(maxsize=16)
def _settled(loaded: County) -> Settlement:
    """Settle invented claims of a year in which the county's own document is in force."""
    policy = loaded.policy
    year = policy.documents[0].document.since.year + 1
    categories = tuple(policy.editions[-1].recipients)
    drawn = make_county(_SEED, _PEOPLE, _CLAIMS, (year, year), categories=categories)
    random = np.random.default_rng(_SEED)
    declared = {
        fact.id: DeclaredColumn(
            fact.values, random.integers(len(fact.values), size=_CLAIMS, dtype=np.uint8)
        )
        for fact in policy.vocabulary.declared
    }
    claims = evolve(drawn.claims, declared=declared)
    return loaded.settle(drawn.people, drawn.identities, claims)
