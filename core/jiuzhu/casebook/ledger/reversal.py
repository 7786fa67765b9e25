"""Taking a claim back: its cap is given back, and later claims of the year are settled again."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.errors import RowConflict
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.privacy.remarks import remark
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import NO_STAGE

from .answers import Answer, standing, with_draws
from .entry import REVERSED, Entry
from .errors import AlreadyReversed, NotReproducible
from .reads import entries_of_person, opened_in, require_entry
from .receipt import used_of, used_text
from .settling_again import Again
from .settling_again import Counties as Counties
from .writing import move_pools, next_entry, write_entries


@frozen
class Change:
    """A claim that a reversal touches: its standing entry, and its answer after the reversal."""

    entry: Entry
    after: Answer
    used_before: str
    """What the pools have given before it, as if the reversed claim had never been."""

    @property
    def difference(self) -> int:
        """By how much relief and tilt together change, in fen."""
        return self.after.award + self.after.tilt - self.entry.paid

    @property
    def changes(self) -> bool:
        """Tell whether anything of the answer changes."""
        return self.after != standing(self.entry)


@frozen
class Reversal:
    """What will happen if a claim is reversed; nothing is recorded yet."""

    reversed: Change
    later: tuple[Change, ...]
    """The person's later claims of the year in the order of the ledger, changed or not."""
    last_entry: int
    """The last entry of the person's year when this was worked out."""

    @property
    def changed(self) -> tuple[Change, ...]:
        """The later claims whose answer changes."""
        return tuple(each for each in self.later if each.changes)

    @property
    def total(self) -> int:
        """By how much relief and tilt of the person's year change in all, in fen."""
        return self.reversed.difference + sum(each.difference for each in self.later)


def prepare_reversal(book: Casebook, counties: Counties, claim_id: str) -> Reversal:
    """Work out what the reversal of a claim changes.

    Later claims are settled again one after another, each on its own recorded facts, as if the
    reversed claim had never been. Raises UnknownClaim, AlreadyReversed, or NotReproducible where
    the loaded policy does not give the answer that stands: then it is not the one of that time.
    """
    known = require_entry(book, claim_id, str(book.path))
    whole = entries_of_person(book, known.person, known.year)
    order = _in_drawing_order(whole)
    place = next(at for at, each in enumerate(order) if each.claim_id == claim_id)
    entry = order[place]  # Of the same look as the rest: another may reverse it meanwhile.
    if entry.kind == "reverse":
        raise AlreadyReversed(
            Text(
                f"“{claim_id}”已于 {entry.at} 冲正（{entry.note}），不能再次冲正",
                f"“{claim_id}” was reversed on {entry.at} already ({entry.note})",
            ),
            str(book.path),
        )
    used = opened_in(book, known.person, known.year)
    for each in order[:place]:
        used = with_draws(used, standing(each))
    taken_back = Change(entry, _nothing(entry), entry.used_before)
    again = Again(book, counties)
    later: list[Change] = []
    for each in order[place + 1 :]:
        if each.kind == "reverse":
            continue
        _refuse_other_policy(again, each)
        answer = again.answer(each, used)
        later.append(Change(each, answer, used_text(used)))
        used = with_draws(used, answer)
    return Reversal(taken_back, tuple(later), whole[-1].entry)


def record_reversal(
    gate: Gate, book: Casebook, actor: Actor, reversal: Reversal, reason: str
) -> tuple[Entry, ...]:
    """Record a reversal and the adjustments it leads to; the first entry is the reversal's.

    Raises RowConflict if the person's year has moved on since the reversal was worked out.
    """
    entry = reversal.reversed.entry
    (last,) = gate.one(
        "SELECT max(entry) FROM entries WHERE person = ? AND year = ?", (entry.person, entry.year)
    )
    if last != reversal.last_entry:
        raise RowConflict(
            Text(
                "此人该年度的账目刚有变动，请重新查看后再冲正；没有写入任何内容",
                "the person's year has just moved on: look at it again. Nothing was written",
            ),
            str(book.path),
        )
    number, at, reason = next_entry(gate), stamp(book.clock()), remark(reason)
    made = [_following(reversal.reversed, number, None, reason, at, actor)]
    for turn, each in enumerate(reversal.changed, 1):
        made.append(_following(each, number + turn, number, reason, at, actor))
    write_entries(gate, book, actor, made)
    move_pools(gate, entry.person, entry.year, _net(made))
    return tuple(made)


def reverse_claim(
    book: Casebook, counties: Counties, actor: Actor, claim_id: str, reason: str
) -> tuple[Entry, ...]:
    """Reverse a claim at once; raises what the two steps and the check of rights raise."""
    require(book, actor, "ledger.reverse")
    reversal = prepare_reversal(book, counties, claim_id)
    with book.gate() as gate:
        return record_reversal(gate, book, actor, reversal, reason)


def _in_drawing_order(whole: Iterable[Entry]) -> list[Entry]:
    """Return each claim's standing entry, in the order of the claims' first entries."""
    last: dict[str, Entry] = {}
    for each in whole:
        last[each.claim_id] = each  # A later value leaves a key where it first stood.
    return list(last.values())


def _refuse_other_policy(again: Again, entry: Entry) -> None:
    if again.answer(entry, used_of(entry.used_before)) != standing(entry):
        raise NotReproducible(
            Text(
                f"按现在载入的政策，“{entry.claim_id}”的结果与记账（{entry.at}）不同，"
                "不能据以重算；请装回当时的政策文件后再冲正",
                f"the policy loaded now does not give the recorded answer of “{entry.claim_id}”"
                f" ({entry.at}): install the policy files of that time, then reverse",
            )
        )


def _nothing(entry: Entry) -> Answer:
    """Return the answer of a claim that was taken back: nothing, on the pools it was drawn on."""
    return attrs.evolve(
        standing(entry),
        stage=NO_STAGE,
        identity="",
        rate=None,
        award=0,
        tilt=0,
        charity="",
        reason=REVERSED,
        clause="",
    )


def _following(
    change: Change, number: int, cause: int | None, reason: str, at: str, actor: Actor
) -> Entry:
    before = change.entry
    return attrs.evolve(
        before,
        entry=number,
        kind="reverse" if cause is None else "adjust",
        replaces=before.entry,
        cause=cause,
        used_before=change.used_before,
        award_change=change.after.award - before.award,
        tilt_change=change.after.tilt - before.tilt,
        note=reason,
        at=at,
        actor=actor.name,
        **attrs.asdict(change.after),
    )


def _net(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """Return by how much each pool moves in all; pools that do not move are left out."""
    net: dict[str, int] = {}
    for each in entries:
        for pool, change in ((each.pool, each.award_change), (each.tilt_pool, each.tilt_change)):
            net[pool] = net.get(pool, 0) + change
    return [(pool, change) for pool, change in sorted(net.items()) if change]
