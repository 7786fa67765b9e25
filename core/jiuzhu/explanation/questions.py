"""Which open questions touch a claim: those on what decided it, and of these the fitting ones.

Documents register some questions under agreed ids, which say when they arise. Any other arises
from the clause it is on; one that names diseases or categories arises for these alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from attrs import frozen

from jiuzhu.settlement.decision import Decision
from jiuzhu.settlement.worked import Worked
from jiuzhu_schemas.policy import OpenQuestion
from jiuzhu_schemas.trace import Question, TracedTilt
from jiuzhu_schemas.trace_rules import AskedStage, Named

from .identities import eligible_identities
from .wording import Wording

ROUTING = "ordinary-above-major"
"""Whether the better of two stages may be chosen."""
SILENT = "silent-matters"
"""What holds where a county's document is silent."""
WITHOUT_TILT = "tilt-without-list"
"""Whether those whom no list of the tilt names get one."""
TILT_AFTER_CAP = "tilt-after-cap"
"""Whether the tilt is also on what a cap kept from being relieved."""

Occasion = Literal["", "better", "cap_cut", "tilt_cap_cut"]


@frozen(eq=False)
class PossibleQuestion:
    """A question that may touch a claim: on which occasion, and for which diseases (any)."""

    question: Question
    occasion: Occasion
    diseases: frozenset[str]

    def arises(self, worked: Worked, diseases: tuple[Named, ...], better: bool) -> bool:
        """Tell whether it touches a claim with these sums and diseases."""
        if self.diseases and not any(each.id in self.diseases for each in diseases):
            return False
        if self.occasion == "better":
            return better
        if self.occasion == "cap_cut":
            return worked.award < worked.due
        return not self.occasion or worked.tilt < worked.tilt_due


class _Cited(NamedTuple):
    """A clause that was cited, for whom; ``named``: only for questions that name what was met."""

    occasion: Occasion
    identities: frozenset[str]
    named: bool = False
    facts: frozenset[str] = frozenset()
    """What conditions that failed narrowly are called."""


def possible_questions(
    decision: Decision,
    stages: tuple[AskedStage, ...],
    tilt: TracedTilt,
    others: bool,
    wording: Wording,
) -> tuple[PossibleQuestion, ...]:
    """Return the questions that may touch a claim of a kind."""
    cited = _cited(decision, stages, tilt, wording)
    agreed = _agreed(decision, tilt, others, wording)
    found: list[PossibleQuestion] = []
    for document in wording.edition.documents:
        for each in document.open_questions:
            question = wording.citations.question(document, each)
            if decision.denied and each.id == decision.denied.question:
                found.append(PossibleQuestion(question, "", frozenset()))
            elif each.id in agreed:
                occasion = agreed[each.id]
                if occasion is not None:
                    found.append(PossibleQuestion(question, occasion, frozenset()))
            else:
                of_clause = cited.get(f"{document.id}#{each.clause}")
                if of_clause and _fits(each, of_clause, wording):
                    diseases = _diseases(each, wording)
                    occasion = "" if diseases else of_clause.occasion
                    found.append(PossibleQuestion(question, occasion, diseases))
    return tuple(found)


def _agreed(
    decision: Decision, tilt: TracedTilt, others: bool, wording: Wording
) -> dict[str, Occasion | None]:
    """Return when the questions of agreed ids arise; None: not for this kind of claim."""
    terms = decision.tilt_terms
    after_cap = terms is not None and terms.portion == "remaining"
    return {
        ROUTING: "better" if others else None,
        SILENT: "" if _inherited(decision, wording) else None,
        WITHOUT_TILT: "" if tilt.why_not == "not_covered" else None,
        TILT_AFTER_CAP: "cap_cut" if after_cap else None,
    }


def _inherited(decision: Decision, wording: Wording) -> bool:
    """Tell whether an upper document decided, since the county's own is silent."""
    upper = {each.id for each in wording.edition.documents[1:]}
    answers = (decision.terms, decision.denied, decision.tilt_terms)
    inherited = decision.terms is not None and decision.terms.inherited
    return inherited or any(each.clause.partition("#")[0] in upper for each in answers if each)


def _cited(
    decision: Decision, stages: tuple[AskedStage, ...], tilt: TracedTilt, wording: Wording
) -> dict[str, _Cited]:
    """Return the clauses that were cited, each by the closest part it had in the decision."""
    held = frozenset(eligible_identities(decision, wording))
    cited = {
        entry.clause.ref: _Cited("", held, named=True) for step in stages for entry in step.entries
    }
    if tilt.why_not == "not_mine" and tilt.entries:
        fewest = min(len(entry.failed) for entry in tilt.entries)
        near = [entry for entry in tilt.entries if len(entry.failed) == fewest]
        facts = frozenset(each.label.zh for entry in near for each in entry.failed)
        cited |= {entry.clause.ref: _Cited("", held, named=True, facts=facts) for entry in near}
    terms, given, denied = decision.terms, decision.tilt_terms, decision.denied
    tilted = frozenset({tilt.identity})
    won = frozenset({decision.identity})
    if given:
        cited[given.cap_clause] = _Cited("tilt_cap_cut", tilted)
    if terms:
        cited[terms.cap_clause] = _Cited("cap_cut", won)
    if given:
        cited[given.clause] = _Cited("", tilted)
    if terms:
        cited[terms.clause] = _Cited("", won)
    if denied:
        nobody = denied.reason == wording.edition.not_recipient.reason
        everyone = frozenset(each.identity for each in decision.eligibility)
        cited[denied.clause] = _Cited("", everyone, named=nobody)
    return cited


def _fits(each: OpenQuestion, cited: _Cited, wording: Wording) -> bool:
    categories = frozenset(_categories(each, wording))
    if categories and not categories & cited.identities:
        return False
    return (
        not cited.named
        or bool(categories)
        or bool(_diseases(each, wording))
        or any(fact in each.zh for fact in cited.facts)
    )


def _categories(each: OpenQuestion, wording: Wording) -> Iterator[str]:
    for category in wording.policy.vocabulary.categories.values():
        if category.zh in each.zh:
            yield category.id


def _diseases(each: OpenQuestion, wording: Wording) -> frozenset[str]:
    known = wording.policy.vocabulary.diseases.values()
    return frozenset(disease.id for disease in known if disease.zh in each.zh)
