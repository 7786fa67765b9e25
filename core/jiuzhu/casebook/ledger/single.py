"""One claim: prepared with its terms outside the gate, drawn and recorded inside it."""

from __future__ import annotations

import attrs
from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.errors import RowConflict
from jiuzhu.casebook.privacy.remarks import remark
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu.explanation.single import settle_one
from jiuzhu.loading.county import County
from jiuzhu.settlement.decision import Decision
from jiuzhu_schemas.records import Claim
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Trace

from .answers import answer_of, decision_of, held_on
from .entry import Channel, Entry
from .errors import OtherContent
from .known import Known, is_still, known_person
from .reads import entry_numbered, used_in
from .receipt import content_hash, defaults_of, edition_hash, text_of_claim, used_text
from .writing import add_to_pools, holding_number, next_entry, write_entries


@frozen(eq=False, kw_only=True)
class PreparedClaim:
    """A claim with its terms, before anything is drawn."""

    county: str
    claim: Claim
    text: str
    """The claim's own fields in canonical form."""
    whose: Known
    holding: str
    edition: str
    decision: Decision
    content_hash: str
    """The hash by which the same request is known when it comes again."""


def prepare_claim(book: Casebook, county: County, claim: Claim) -> PreparedClaim:
    """Decide a claim's terms by what the casebook knows of the person now.

    Call it outside the gate: plugins have their say here. Raises UnknownPerson, PluginFault or
    NoPolicyError.
    """
    whose = known_person(book, claim.person_id)
    text = text_of_claim(claim, defaults_of(county))
    return PreparedClaim(
        county=county.manifest.id,
        claim=claim,
        text=text,
        whose=whose,
        holding=whose.holding,
        edition=edition_hash(county, county.policy.on(claim.settled_on)),
        decision=decision_of(
            county, whose.person, held_on(whose.intervals, claim.settled_on.isoformat()), claim
        ),
        content_hash=content_hash(county.manifest.id, whose.number, text),
    )


def record_claim(
    gate: Gate,
    book: Casebook,
    actor: Actor,
    prepared: PreparedClaim,
    *,
    channel: Channel,
    note: str = "",
) -> Entry:
    """Draw a prepared claim on its pools and record it; the same claim again: its first entry.

    Raises OtherContent for a claim id that was recorded with other content, RowConflict if the
    person or their identities changed since the claim was prepared. Rights are the caller's
    matter (``ledger.settle``): this stands inside the gate.
    """
    first = _recorded(gate, prepared)
    if first is not None:
        return first
    _refuse_changed(gate, prepared)
    entry = _settled(gate, book, actor, prepared, channel, note)
    write_entries(gate, book, actor, [entry])
    add_to_pools(
        gate,
        [
            (entry.person, entry.year, pool, cap, sum_)
            for pool, cap, sum_ in (
                (entry.pool, entry.pool_cap, entry.award),
                (entry.tilt_pool, entry.tilt_cap, entry.tilt),
            )
            if pool
        ],
    )
    gate.execute(
        "INSERT INTO requests (claim_id, content_hash, entry) VALUES (?, ?, ?)",
        (entry.claim_id, prepared.content_hash, entry.entry),
    )
    return entry


def preview_claim(book: Casebook, county: County, claim: Claim) -> Trace:
    """Return what a claim would be given now, with every reason; nothing is recorded.

    Raises UnknownPerson, PluginFault or NoPolicyError.
    """
    whose = known_person(book, claim.person_id)
    used = used_in(book, whose.number, claim.settled_on.year)
    own = attrs.evolve(claim, person_id=whose.person.person_id)
    return settle_one(county, whose.person, whose.identities, own, used)


def _recorded(gate: Gate, prepared: PreparedClaim) -> Entry | None:
    claim_id = prepared.claim.claim_id
    found = gate.one("SELECT content_hash, entry FROM requests WHERE claim_id = ?", (claim_id,))
    if found is None:
        return None
    if found[0] != prepared.content_hash:
        raise OtherContent(
            Text(
                f"编号“{claim_id}”已用于另一笔内容不同的费用，没有记账；请核对编号或内容",
                f"the id “{claim_id}” was recorded with other content; nothing was recorded:"
                " check the id and the content",
            )
        )
    return entry_numbered(gate, found[1])


def _refuse_changed(gate: Gate, prepared: PreparedClaim) -> None:
    """Refuse what was decided by something that is no longer so."""
    if not is_still(gate, prepared.whose):
        raise RowConflict(
            Text(
                "此人的身份刚被他人更改，请重新计算后再记账；没有写入任何内容",
                "the person's identities have just been changed; settle again. Nothing was written",
            )
        )


def _settled(
    gate: Gate,
    book: Casebook,
    actor: Actor,
    prepared: PreparedClaim,
    channel: Channel,
    note: str,
) -> Entry:
    claim, whose = prepared.claim, prepared.whose
    used = used_in(gate, whose.number, claim.settled_on.year)
    answer = answer_of(prepared.decision, claim.in_scope_cost, claim.base, used)
    return Entry(
        entry=next_entry(gate),
        claim_id=claim.claim_id,
        kind="settle",
        replaces=None,
        cause=None,
        person=whose.number,
        year=claim.settled_on.year,
        settled_on=claim.settled_on.isoformat(),
        county=prepared.county,
        claim=prepared.text,
        home_care=int(whose.person.home_care),
        holding=holding_number(gate, book, actor, prepared.holding),
        used_before=used_text(used),
        edition=prepared.edition,
        stage=answer.stage,
        identity=answer.identity,
        rate=answer.rate,
        base=answer.base,
        award=answer.award,
        tilt=answer.tilt,
        charity=answer.charity,
        reason=answer.reason,
        clause=answer.clause,
        pool=answer.pool,
        pool_cap=answer.pool_cap,
        tilt_pool=answer.tilt_pool,
        tilt_cap=answer.tilt_cap,
        award_change=answer.award,
        tilt_change=answer.tilt,
        channel=channel,
        note=remark(note),
        at=stamp(book.clock()),
        actor=actor.name,
    )
