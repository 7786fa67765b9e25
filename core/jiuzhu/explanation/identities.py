"""The identities of the day: what each would give, which one won, and why the others did not."""

from __future__ import annotations

from jiuzhu.settlement.decision import Asked, Candidate, Decision, rank
from jiuzhu_schemas.terms import Denied, Eligible, Terms
from jiuzhu_schemas.trace_rules import HeldIdentity, LowerIn, Offer, OfferOutcome

from .wording import Wording

_RANKED: tuple[LowerIn, ...] = ("quota", "rate", "threshold", "cap")
"""What `rank` compares, in its order."""


def held_identities(decision: Decision, wording: Wording) -> tuple[HeldIdentity, ...]:
    """Return every identity of the day, by precedence, with its offer in the deciding stage."""
    step = deciding_step(decision)
    answers = {each.identity: each for each in step.candidates} if step else {}
    single = wording.edition.identity_rule == "single"
    held: list[HeldIdentity] = []
    one_counts = False
    for each in decision.eligibility:
        answer = each.answer
        if isinstance(answer, Eligible):
            offer = (
                _bare(each.identity, "single_rule", wording)
                if single and one_counts
                else _offer_or_none(each.identity, answers.get(each.identity), step, wording)
            )
            one_counts = True
        else:
            offer = _stopped(each, wording)
        held.append(_held(each, offer, wording))
    return tuple(held)


def offers(step: Asked, wording: Wording) -> tuple[Offer, ...]:
    """Return what every identity got in a stage."""
    return tuple(_offer_or_none(each.identity, each, step, wording) for each in step.candidates)


def deciding_step(decision: Decision) -> Asked | None:
    """Return the stage that took the claim or refused it; None if it came to none."""
    last = decision.asked[-1] if decision.asked else None
    if last is None or all(each.answer is None for each in last.candidates):
        return None
    return last


def eligible_identities(decision: Decision, wording: Wording) -> list[str]:
    """Return the identities that stages are asked for, by precedence."""
    found = [each.identity for each in decision.eligibility if isinstance(each.answer, Eligible)]
    return found[:1] if wording.edition.identity_rule == "single" else found


def _held(each: Candidate, offer: Offer, wording: Wording) -> HeldIdentity:
    answer = each.answer
    eligible = answer if isinstance(answer, Eligible) else None
    clause = answer.clause if isinstance(answer, (Eligible, Denied)) else ""
    return HeldIdentity(
        category=each.identity,
        label=wording.category(each.identity),
        eligible=eligible is not None,
        counts_as=eligible.counts_as if eligible else "",
        counts_as_label=wording.category(eligible.counts_as) if eligible else None,
        inherited=eligible.inherited if eligible else False,
        clause=wording.cite(clause),
        offer=offer,
    )


def _stopped(each: Candidate, wording: Wording) -> Offer:
    """Word the offer of an identity that is no recipient, or whose claim is refused."""
    answer = each.answer
    if isinstance(answer, Denied) and each.identity in wording.edition.recipients:
        return _bare(each.identity, "refused", wording, answer)
    return _bare(
        each.identity, "not_recipient", wording, answer if isinstance(answer, Denied) else None
    )


def _offer_or_none(
    identity: str, each: Candidate | None, step: Asked | None, wording: Wording
) -> Offer:
    answer = each.answer if each else None
    if isinstance(answer, Denied):
        return _bare(identity, "denied", wording, answer)
    if not isinstance(answer, Terms) or step is None:
        return _bare(identity, "no_answer", wording)
    outcome, lower_in = _compared(identity, answer, step)
    return Offer(
        category=identity,
        label=wording.category(identity),
        outcome=outcome,
        lower_in=lower_in,
        reason="",
        clause=wording.cite(answer.clause),
        terms=wording.terms(answer),
    )


def _compared(identity: str, terms: Terms, step: Asked) -> tuple[OfferOutcome, LowerIn]:
    winner = step.winner
    if winner is None or winner.identity == identity or not isinstance(winner.answer, Terms):
        return "won", ""
    pairs = zip(_RANKED, rank(terms), rank(winner.answer), strict=True)
    lower: LowerIn = next((name for name, own, best in pairs if own < best), "")
    return ("lower", lower) if lower else ("later", "")


def _bare(
    identity: str, outcome: OfferOutcome, wording: Wording, denied: Denied | None = None
) -> Offer:
    return Offer(
        category=identity,
        label=wording.category(identity),
        outcome=outcome,
        lower_in="",
        reason=denied.reason if denied else "",
        clause=wording.cite(denied.clause) if denied else None,
        terms=None,
    )
