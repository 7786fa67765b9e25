"""Builds traces: of a claim on its own figures, and of a row of a settlement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from weakref import WeakKeyDictionary

from attrs import frozen

from jiuzhu.loading.county import County
from jiuzhu.policy.edition import Edition
from jiuzhu.settlement.columns import Identities, People, day_date
from jiuzhu.settlement.settlement import Settlement
from jiuzhu.settlement.worked import work_out
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Alternative, Trace, TracedClaim, TracedPerson
from jiuzhu_schemas.trace_rules import LapsedIdentity, Named

from .alone import born_on, facts_alone, intervals_of, used_before
from .citations import Citations
from .kind import KindParts, kind_parts
from .lines import lines_of
from .outcome import award_of, traced_handoffs
from .own import Interval, alternatives, balances, lapsed_identities, own_facts
from .receipt import coders_of, receipt_of
from .wording import Wording

_MOST_KINDS = 20_000
"""Kinds whose parts are kept; beyond it they are forgotten and worked out again."""


class TraceDiffersError(JiuzhuError):
    """The trace comes to other sums than the settlement: it would explain something else."""


@frozen(eq=False, kw_only=True, slots=False)
class Figures:
    """What is a claim's own: whose and when, sums in fen, what its pools had given before."""

    claim_id: str
    person: TracedPerson
    settled_on: date
    age: int
    diagnosis: str
    in_scope: int
    base: int
    used: int
    tilt_used: int
    others_used: tuple[int, ...]
    """Of the pool of each later stage that would have given something."""
    lapsed: tuple[LapsedIdentity, ...] = ()


class Explainer:
    """Explains claims of one county. What claims have in common is worked out once per kind."""

    def __init__(self, county: County) -> None:
        self.policy = county.policy
        self.rules = county.engine.rules
        self._county = Named(id=county.manifest.id, label=county.manifest.name)
        self._receipt = receipt_of(county.manager)
        self._coders = coders_of(self._receipt)
        self._citations = Citations(county.policy)
        self._wordings: dict[int, Wording] = {}
        self._kinds: dict[Facts, KindParts] = {}
        self._diseases: dict[tuple[int, str], tuple[frozenset[str], tuple[Named, ...]]] = {}

    def kind(self, facts: Facts) -> KindParts:
        """Return what all claims with these facts have in common."""
        parts = self._kinds.get(facts)
        if parts is None:
            if len(self._kinds) >= _MOST_KINDS:
                self._kinds.clear()
            decision = self.rules.decide(facts)
            parts = kind_parts(decision, facts, self.rules, self._wording(facts.edition))
            self._kinds[facts] = parts
        return parts

    def diseases(
        self, edition: Edition, diagnosis: str
    ) -> tuple[frozenset[str], tuple[Named, ...]]:
        """Return the edition's lists that a diagnosis stands in, and its disease classes."""
        key = (edition.index, diagnosis)
        found = self._diseases.get(key)
        if found is None:
            known = self.policy.vocabulary.diseases
            names = tuple(
                Named(id=each, label=Text(known[each].zh, known[each].en))
                for each in self.policy.disease_classes(edition, diagnosis)
            )
            found = self._diseases[key] = (self.policy.disease_lists(edition, diagnosis), names)
        return found

    def trace(self, parts: KindParts, facts: Facts, figures: Figures) -> Trace:
        """Return the trace of one claim of a kind."""
        worked = work_out(
            figures.in_scope, figures.base, parts.decision.terms, parts.tilt_terms,
            figures.used, figures.tilt_used,
        )  # fmt: skip
        handoffs = traced_handoffs(parts, worked)
        edition = self.policy.editions[facts.edition]
        diseases = self.diseases(edition, figures.diagnosis)[1]
        others: tuple[Alternative, ...] = ()
        better = False
        if parts.others:
            others = alternatives(parts, figures.base, figures.others_used, worked.award)
            better = any(each.more and each.stage != parts.decision.stage for each in others)
        return Trace(
            county=self._county,
            person=figures.person,
            claim=TracedClaim(
                claim_id=figures.claim_id,
                settled_on=figures.settled_on,
                age=figures.age,
                diagnosis=figures.diagnosis,
                diseases=diseases,
                in_scope=figures.in_scope,
                paid=figures.in_scope - figures.base,
                base=figures.base,
            ),
            edition=parts.edition,
            facts=own_facts(parts.facts, figures.age, figures.in_scope),
            identities=parts.identities,
            lapsed=figures.lapsed,
            stages=parts.stages,
            rules=parts.rules,
            terms=parts.terms,
            table=parts.table,
            tilt=parts.tilt,
            handoffs=handoffs,
            lines=lines_of(worked),
            balances=balances(
                parts, figures.settled_on.year, figures.used, figures.tilt_used, worked
            ),
            alternatives=others,
            refusal=parts.refusal,
            questions=tuple(
                [q.question for q in parts.questions if q.arises(worked, diseases, better)]
            ),
            outcome=award_of(figures.claim_id, figures.base, parts.decision, worked),
            receipt=self._receipt,
        )

    def lapsed(
        self, facts: Facts, intervals: Iterable[Interval], day: date
    ) -> tuple[LapsedIdentity, ...]:
        """Return the identities of intervals that are not held on the day."""
        wording = self._wording(facts.edition)
        return lapsed_identities(facts.identities, intervals, day, wording)

    def _wording(self, edition: int) -> Wording:
        found = self._wordings.get(edition)
        if found is None:
            found = Wording.of(
                self.policy, self.policy.editions[edition], self._citations, self._coders
            )
            self._wordings[edition] = found
        return found


_EXPLAINERS: WeakKeyDictionary[County, Explainer] = WeakKeyDictionary()


def explainer_of(county: County) -> Explainer:
    """Return the county's explainer, which lives as long as the county does."""
    found = _EXPLAINERS.get(county)
    if found is None:
        found = _EXPLAINERS[county] = Explainer(county)
    return found


def explain(
    county: County,
    settlement: Settlement,
    people: People,
    identities: Identities,
    place: int,
    person: TracedPerson,
    claim_id: str,
) -> Trace:
    """Explain the claim at ``place`` of a settlement of ``people`` and ``identities``.

    ``person`` is shown as given: mask the ID. Raises TraceDiffersError if the settlement was made
    with other people, identities or rules.
    """
    explainer = explainer_of(county)
    claims = settlement.claims
    facts = facts_alone(county.policy, people, identities, claims, place)
    parts = explainer.kind(facts)
    terms, tilt = parts.decision.terms, parts.tilt_terms
    day = day_date(int(claims.settled_on[place]))
    figures = Figures(
        claim_id=claim_id,
        person=person,
        settled_on=day,
        age=completed_years(born_on(people, claims, place), day),
        diagnosis=claims.diagnoses[int(claims.diagnosis[place])],
        in_scope=int(claims.in_scope[place]),
        base=int(claims.base[place]),
        used=used_before(settlement, place, terms.pool, tilt=False) if terms else 0,
        tilt_used=used_before(settlement, place, tilt.pool, tilt=True) if tilt else 0,
        others_used=tuple(
            used_before(settlement, place, each.terms.pool, tilt=False) for each in parts.others
        ),
        lapsed=explainer.lapsed(facts, intervals_of(identities, int(claims.person[place])), day),
    )
    trace = explainer.trace(parts, facts, figures)
    if trace.outcome != settlement.one(place, claim_id):
        raise _differs(claim_id)
    return trace


def _differs(claim_id: str) -> TraceDiffersError:
    return TraceDiffersError(
        Text(
            f"“{claim_id}”的说明与结算结果不一致，人员、身份或规则已变，请重新结算",
            f"the trace of “{claim_id}” differs from its settlement: people, identities or"
            " rules have changed; settle again",
        )
    )


def completed_years(born: date, day: date) -> int:
    """Return the age on a day; who was born on 29 February turns a year on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
