"""Resolving an ambiguous row: an operator says who is meant, and the row takes effect or not."""

from __future__ import annotations

from typing import Any, Literal

from attrs import evolve, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.privacy.remarks import remark
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.text import Text

from .compare import Terms, change_of
from .errors import NoSuchItem, RosterRefused
from .known import KnownRoster, PersonKnown, load
from .passing import death_of
from .queue import HELD, QueueItem, queue_items, write_held
from .records import PersonChange
from .writing import OpenBatch, close_batch, open_batch, write_changes

Answer = Literal["same", "other", "dropped"]


@frozen
class Resolved:
    """What came of resolving a row: the decision's batch, and whom it took effect on."""

    item: int
    answer: Answer
    batch: int
    person: int | None


def resolve_item(
    book: Casebook, actor: Actor, item: int, answer: Answer, note: str = ""
) -> Resolved:
    """Resolve an ambiguous row.

    ``same``: it speaks of the candidate; the row takes effect on them, another name becomes
    theirs, another ID one of theirs. ``other``: it speaks of somebody else, who is registered.
    ``dropped``: the row is void. Raises NotAllowed, NoSuchItem, and RosterRefused for ``other``
    where the ID belongs to the candidate: an ID cannot be two people's.
    """
    require(book, actor, "roster.resolve")
    with book.gate() as gate:
        found = queue_items(book, item=item)
        if not found or found[0].status != "open":
            raise NoSuchItem(
                Text(
                    f"待核队列中没有第{item}条，或已处理",
                    f"item {item} is not in the queue, or is resolved already",
                )
            )
        held = found[0]
        known = load(book)
        _refuse_two_of_one_id(held, answer, known)
        _refuse_dead(held, answer, known)
        batch = open_batch(gate, book, actor, "decision", held.department, held.month)
        person = None
        if answer != "dropped":
            person = _apply(gate, book, actor, batch, held, answer, known)
        _close(gate, book, actor, held, answer, batch)
        detail = {"item": item, "answer": answer, "person": person, "note": remark(note)}
        close_batch(gate, book, actor, batch, "roster.resolve", detail)
    return Resolved(item, answer, batch.batch, person)


def _refuse_two_of_one_id(held: QueueItem, answer: Answer, known: KnownRoster) -> None:
    if answer == "other" and held.line.person_id in known.by_id:
        raise RosterRefused(
            Text(
                f"身份证号 {held.masked_id} 已属于案卷库中的人，一号不能两人："
                "请选同一人（--same，更名）或作废（--drop，退回部门更正）",
                f"the ID {held.masked_id} is somebody's already and cannot be two people's:"
                " choose the same person (--same, another name) or void (--drop, the department"
                " mends it)",
            )
        )


def _refuse_dead(held: QueueItem, answer: Answer, known: KnownRoster) -> None:
    if answer == "same" and held.action == "add" and held.candidate:
        died_on = known.people[held.candidate].died_on
        if died_on:
            raise RosterRefused(
                Text(
                    f"此人已登记死亡（{died_on}），不能再认定身份；如死亡登记有误，请先由主管更正"
                    "（roster alive）",
                    f"this person is recorded as dead ({died_on}) and can get no identity; if that"
                    " is wrong, a supervisor takes it back first (roster alive)",
                )
            )


def _apply(
    gate: Gate,
    book: Casebook,
    actor: Actor,
    batch: OpenBatch,
    held: QueueItem,
    answer: Answer,
    known: KnownRoster,
) -> int | None:
    """Let the row take effect; returns the person, None if there is nobody to act on."""
    person: PersonKnown | None = None
    if answer == "same":
        number = held.candidate or known.by_id.get(held.line.person_id)
        person = known.people[number] if number else None
    change = _change(held, person, known)
    if change is None:
        return None
    if answer == "same" and person is not None:
        change = _as_same(gate, batch, held, person, change, known)
    new = write_changes(gate, book, actor, batch, [change])
    return change.person if change.person is not None else new.get(change.person_id)


def _change(held: QueueItem, person: PersonKnown | None, known: KnownRoster) -> PersonChange | None:
    """Return what the row changes; None if it ends something of a person who is not there."""
    line = held.line
    if line.action == "died":
        if person is None:
            return None
        return death_of(person, line.died_on, known.of_department(person.person, ""))
    if person is None and line.action == "cancel":
        return None
    own = known.of_department(person.person, held.department) if person else []
    terms = Terms(department=held.department, effective=held.effective, ends_absent=False)
    return change_of(person, [line], own, terms)


def _as_same(
    gate: Gate,
    batch: OpenBatch,
    held: QueueItem,
    person: PersonKnown,
    change: PersonChange,
    known: KnownRoster,
) -> PersonChange:
    """Take over the row's name, or keep its ID as another one of the person's."""
    line = held.line
    if line.person_id not in known.by_id:
        gate.insert(
            "other_ids",
            {"person_id": line.person_id, "person": person.person, "batch": batch.batch},
        )
    if line.name == person.name or line.action == "died":
        return change
    return evolve(change, update={**change.update, "name": line.name}, what=(*change.what, "name"))


def _close(
    gate: Gate, book: Casebook, actor: Actor, held: QueueItem, answer: Answer, batch: OpenBatch
) -> None:
    gate.change_one(
        "UPDATE ambiguous_rows SET status = ?, resolved_by = ? WHERE item = ? AND status = 'open'",
        (answer, batch.batch, held.item),
    )
    row: dict[str, Any] = book.records(
        f"SELECT {', '.join(HELD)} FROM ambiguous_rows WHERE item = ?", [held.item]
    )[0]
    write_held(gate, book, actor, "roster.resolve_item", [row])
