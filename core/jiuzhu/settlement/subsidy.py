"""Premium subsidies (资助参保): terms once per kind of enrolment, then columns of integer fen.

The subsidy is fixed on the day the premium is paid, by the identity that gives most on that day;
a person is subsidised once for a year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu.policy.edition import Edition
from jiuzhu.policy.policy import Policy
from jiuzhu.stages.facade import StageHooks
from jiuzhu_schemas import words
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.facts import EnrolmentFacts
from jiuzhu_schemas.terms import Denied, SubsidyTerms
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.vocabulary import Premium

from .arithmetic import share
from .columns import Codes, Enrolments, Fen, Identities, Positions, day_date
from .holdings import resolve

ONCE_A_YEAR = "already_subsidised"


class MissingPremium(JiuzhuError):
    """The premium of a year is not loaded; nothing is guessed."""


@frozen(eq=False, kw_only=True)
class Subsidies:
    """Every enrolment's outcome, in file order: ``premium == subsidy + own payment``; fen."""

    premium: Fen
    subsidy: Fen
    identity: Codes
    identities: tuple[str, ...]
    department: Codes
    departments: tuple[str, ...]
    reason: Codes
    reasons: tuple[str, ...]
    clause: NDArray[np.int32]
    clauses: tuple[str, ...]


@frozen(eq=False)
class SubsidyOutcome:
    """What one kind of enrolment gets for one year's premium."""

    premium: int
    subsidy: int
    identity: str
    department: str
    reason: str
    clause: str


def subsidise(
    policy: Policy,
    hooks: StageHooks,
    people: int,
    identities: Identities,
    enrolments: Enrolments,
) -> Subsidies:
    """Work out the subsidy of every enrolment, in file order.

    Raises MissingPremium for a year without a premium, NoPolicyError for a day without a policy.
    """
    holdings = resolve(identities, people)
    held = holdings.on(enrolments.person, enrolments.paid_on)
    edition = _editions(policy, enrolments)
    key, distinct = np.unique(
        np.column_stack(
            (edition, held, enrolments.tier, enrolments.insurance, enrolments.year)
        ).astype(np.int64),
        axis=0,
        return_inverse=True,
    )
    outcomes = [
        _outcome(policy, hooks, holdings.sets[who], *map(int, (at, tier, insured, year)))
        for at, who, tier, insured, year in key.tolist()
    ]
    kind = distinct.ravel()
    again = _again(enrolments, np.array([o.subsidy for o in outcomes] or [0], np.int64)[kind])
    return _columns(outcomes, kind, again)


def _editions(policy: Policy, enrolments: Enrolments) -> Positions:
    days, place = np.unique(enrolments.paid_on, return_inverse=True)
    found = [policy.on(day_date(day)).index for day in days.tolist()]
    return np.array(found or [0], np.int32)[place]


def _outcome(
    policy: Policy,
    hooks: StageHooks,
    held: frozenset[str],
    index: int,
    tier: int,
    insured: int,
    year: int,
) -> SubsidyOutcome:
    edition = policy.editions[index]
    premiums = premiums_of(policy.vocabulary.premiums, year)
    facts = EnrolmentFacts(
        edition=index,
        identities=held,
        tier=words.TIERS[tier - 1],  # type: ignore[arg-type]
        insurance=words.INSURANCES[insured],  # type: ignore[arg-type]
    )
    due = premiums[tier]
    best: SubsidyOutcome | None = None
    denied: list[Denied] = []
    for identity in _counting(edition, held):
        answer = hooks.subsidy(facts, identity)
        if isinstance(answer, SubsidyTerms):
            subsidy = min(due, _amount(answer, premiums))
            if best is None or subsidy > best.subsidy:
                best = SubsidyOutcome(due, subsidy, identity, answer.department, "", answer.clause)
        elif answer is not None:
            denied.append(answer)
    return best or _refused(edition, facts, due, denied)


def _counting(edition: Edition, held: frozenset[str]) -> Sequence[str]:
    """Return the identities that count, by precedence: only the first where one is to count."""
    ranked = edition.ranked(held)
    helped = [each for each in ranked if each in edition.recipients]
    return helped[:1] if edition.identity_rule == "single" and helped else ranked


def _refused(
    edition: Edition, facts: EnrolmentFacts, premium: int, denied: Sequence[Denied]
) -> SubsidyOutcome:
    """Give the reason for no subsidy: a refusal of the enrolment before one of the person."""
    for refusal in edition.subsidy_refusals:
        if refusal.holds(facts, {}):
            denied = [refusal.denied]
            break
    known = [each for each in denied if each.reason != edition.not_recipient.reason]
    shown = (known or list(denied) or [edition.not_recipient])[0]
    return SubsidyOutcome(premium, 0, "", "", shown.reason, shown.clause)


def _amount(terms: SubsidyTerms, premiums: Mapping[int, int]) -> int:
    if terms.amount is not None:
        return terms.amount
    amount: int = share(premiums[terms.of_tier], terms.share)
    return amount


def premiums_of(loaded: Mapping[int, Premium], year: int) -> Mapping[int, int]:
    """Return a year's personal premium by tier, in fen; MissingPremium if it is not loaded."""
    premium = loaded.get(year)
    if premium is None:
        known = ", ".join(str(each) for each in sorted(loaded))
        raise MissingPremium(
            Text(
                f"{year} 年个人缴费标准未载入，已载入：{known}",
                f"the premium of {year} is not loaded; loaded: {known}",
            )
        )
    return {1: premium.tier_1.fen, 2: premium.tier_2.fen}


def _again(enrolments: Enrolments, subsidy: Fen) -> NDArray[np.bool_]:
    """Tell which enrolments come after one of the same person and year that is subsidised.

    The one whose premium was paid first counts; on one day, the one that stands first.
    """
    again = np.zeros(len(enrolments), np.bool_)
    paying = np.flatnonzero(subsidy)
    order = paying[
        np.lexsort(
            (paying, enrolments.paid_on[paying], enrolments.year[paying], enrolments.person[paying])
        )
    ]
    person, year = enrolments.person[order], enrolments.year[order]
    again[order[1:]] = (person[1:] == person[:-1]) & (year[1:] == year[:-1])
    return again


def _columns(
    outcomes: Sequence[SubsidyOutcome], kind: NDArray[np.int64], again: NDArray[np.bool_]
) -> Subsidies:
    premium = np.array([o.premium for o in outcomes] or [0], np.int64)[kind]
    subsidy = np.array([o.subsidy for o in outcomes] or [0], np.int64)[kind]
    identity, identities = _coded([o.identity for o in outcomes], ("",))
    department, departments = _coded([o.department for o in outcomes], ("",))
    reason, reasons = _coded([o.reason for o in outcomes], ("", ONCE_A_YEAR))
    clause, clauses = _coded([o.clause for o in outcomes], ())
    subsidy[again] = 0
    columns = [codes[kind] for codes in (identity, department, reason)]
    for codes, value in zip(columns, (0, 0, 1), strict=True):
        codes[again] = value
    return Subsidies(
        premium=premium, subsidy=subsidy,
        identity=columns[0].astype(np.uint8), identities=identities,
        department=columns[1].astype(np.uint8), departments=departments,
        reason=columns[2].astype(np.uint8), reasons=reasons,
        clause=clause[kind], clauses=clauses or ("",),
    )  # fmt: skip


def _coded(
    values: Sequence[str], known: tuple[str, ...]
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    numbers = {word: place for place, word in enumerate(known)}
    codes = [numbers.setdefault(value, len(numbers)) for value in values]
    return np.array(codes or [0], np.int32), tuple(numbers)
