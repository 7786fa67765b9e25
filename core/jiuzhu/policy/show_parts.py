"""What stands beside the tables of an edition: documents, recipients, refusals, pools, lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.policy import PolicyDocument, Refusal
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import REASON_LABELS

from .dates import in_force, on_day
from .facts import Scope
from .quoting import Quoting, money
from .views import (
    DiseaseListView,
    DocumentView,
    HandoffView,
    PoolView,
    PremiumView,
    QuestionView,
    RecipientView,
    RefusalView,
)


def reviewed_late(document: PolicyDocument, day: date) -> Text:
    """Say that a document was last reviewed before a day."""
    return Text(
        f"{document.number} 最近一次核对为 {document.last_review}，早于 {day}；请核对是否有新规定",
        f"{document.number} was last reviewed on {document.last_review}, before {day};"
        " see whether anything newer is in force",
    )


def unverified(years: int | str) -> Text:
    """Say that the premium of a year, or of several, was never compared with a notice."""
    return Text(
        f"{years}年个人缴费标准待核，未见当年通知",
        f"the premiums of {years} are unverified: no notice was seen",
    )


class Parts:
    """Quotes everything but the tables."""

    def __init__(self, quoting: Quoting, day: date) -> None:
        self._quoting = quoting
        self._edition = quoting.edition
        self._policy = quoting.policy
        self._day = day

    def documents(self) -> Iterator[DocumentView]:
        """Yield the documents in force, the county's first."""
        hashes = {each.document.id: each.source.sha256 for each in self._policy.documents}
        for document in self._edition.documents:
            yield DocumentView(
                id=document.id,
                number=document.number,
                title=document.title,
                issuer=document.issuer,
                issued_on=document.issued_on,
                since=document.since,
                until=document.until,
                last_review=document.last_review,
                sha256=hashes[document.id],
            )

    def warnings(self) -> Iterator[Text]:
        """Yield what someone should look at before relying on this."""
        for document in self._edition.documents:
            if self._day > document.last_review:
                yield reviewed_late(document, self._day)

    def doubts(self) -> Iterator[Text]:
        """Yield what is unverified about the year's premium."""
        premium = self._policy.vocabulary.premiums.get(self._day.year)
        if premium and not premium.verified:
            yield unverified(premium.year)

    def recipients(self) -> Iterator[RecipientView]:
        """Yield the categories that are helped, by precedence."""
        for category in self._edition.ranked(frozenset(self._edition.recipients)):
            helped = self._edition.recipients[category]
            yield RecipientView(
                category=category,
                label=self._quoting.category(category),
                counts_as=self._quoting.counts_as(helped.recipient),
                upper_as=self._quoting.upper_as(helped.recipient),
                department=helped.recipient.department,
                source=self._quoting.clause(helped.document, helped.recipient.clause),
            )

    def refusals(self, scope: Scope) -> Iterator[RefusalView]:
        """Yield what is refused whoever brings it: claims, or enrolments."""
        space = self._policy.spaces[scope]
        for document in self._edition.documents:
            for refusal in _refusals(document, scope):
                if in_force(refusal, self._edition.since):
                    yield RefusalView(
                        reason=refusal.reason,
                        label=REASON_LABELS[refusal.reason],
                        conditions=self._quoting.cells(refusal.conditions, space),
                        question=refusal.question,
                        source=self._quoting.clause(document, refusal.clause),
                    )

    def pools(self) -> Iterator[PoolView]:
        """Yield the annual pools."""
        for owner, pool in self._edition.pools.values():
            cap = on_day(pool.annual_cap, self._edition.since)
            yield PoolView(
                id=pool.id,
                label=Text(pool.zh, pool.en),
                annual_cap=money(cap) if cap else None,
                uncapped=pool.uncapped,
                source=self._quoting.clause(owner, pool.clause),
            )

    def premium(self) -> PremiumView | None:
        """Return what a person pays in the year shown, if that is loaded."""
        premium = self._policy.vocabulary.premiums.get(self._day.year)
        if premium is None:
            return None
        return PremiumView(
            year=premium.year,
            tier_1=format_yuan(premium.tier_1.fen),
            tier_2=format_yuan(premium.tier_2.fen),
            verified=premium.verified,
            source=premium.source,
        )

    def handoffs(self) -> Iterator[HandoffView]:
        """Yield the handoffs in the order in which they are tried, and those without a figure."""
        space = self._policy.spaces["handoff"]
        for document in self._edition.documents:
            table = document.charity_handoff
            for row in table.rows if table else ():
                yield HandoffView(
                    name=row.name,
                    label=self._edition.handoff_label(row.name),
                    occasion=row.occasion,
                    threshold=format_yuan(row.threshold.fen) if row.threshold else None,
                    categories=tuple(self._quoting.category(each) for each in row.categories),
                    only=row.only,
                    conditions=self._quoting.cells(row.conditions, space),
                    question=row.question,
                    source=self._quoting.clause(document, row.clause),
                )

    def disease_lists(self) -> Iterator[DiseaseListView]:
        """Yield the lists of diseases, by name."""
        vocabulary = self._policy.vocabulary
        for document, listed in self._edition.disease_lists.values():
            diseases = (vocabulary.diseases[each] for each in listed.classes)
            yield DiseaseListView(
                id=listed.id,
                diseases=tuple(Text(each.zh, each.en) for each in diseases),
                mapping=vocabulary.disease_source,
                source=self._quoting.clause(document, listed.clause),
            )

    def questions(self) -> Iterator[QuestionView]:
        """Yield what the documents leave open, and the readings taken."""
        for document in self._edition.documents:
            for question in document.open_questions:
                english = question.reading_en or question.reading_zh
                yield QuestionView(
                    id=question.id,
                    asks=Text(question.zh, question.en),
                    reading=Text(question.reading_zh, english) if question.reading_zh else None,
                    source=self._quoting.clause(document, question.clause),
                )


def _refusals(document: PolicyDocument, scope: Scope) -> Iterable[Refusal]:
    if scope == "claim":
        return document.refuse
    return document.subsidy.refuse if document.subsidy else ()
