"""Intake: opening a case, filling it in, ticking off its documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import attrs

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit.canonical import canonical
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.privacy.remarks import remark
from jiuzhu.casebook.roster import find_person, person_of, register_person
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu.loading.county import County
from jiuzhu_schemas.records import Person
from jiuzhu_schemas.resident_id import birth_date
from jiuzhu_schemas.text import Text

from .content import Content, with_changes
from .due import deadline_of_kind
from .duplicates import refuse_unwanted, warnings_of
from .errors import NoteMissing, WrongContent
from .kinds import Kind, kind_of
from .moves import DRAFTING
from .numbers import next_number
from .own_facts import kind_in
from .reading import case_of
from .records import Case, Draft, HandedIn, Seen
from .stepping import permit, record, require_right, take, write_step


def open_case(
    book: Casebook, county: County, actor: Actor, draft: Draft, *, anyway: bool = False
) -> Case:
    """Open a case as a draft, which may be incomplete, and return it with its number.

    Somebody whom the casebook does not know yet is registered, under the draft's name and
    township. ``anyway`` saves it in spite of duplicate warnings, which are remembered. Raises
    NotAllowed, WrongContent, ResidentIdError, Duplicate.
    """
    kind = kind_in(county, draft.kind)
    content = with_changes(kind, {}, draft.fields)
    documents = {kind.document(each).id: HandedIn(document=each) for each in draft.documents}
    township = _township(book, kind, draft)
    require_right(book, actor, "draft", township, "")
    today = book.clock().date()
    due = _due_on(county, draft.kind, kind, content, today)
    with book.gate() as gate:
        person = _person(gate, book, actor, kind, draft)
        number = next_number(gate, county, today.year)
        warnings = warnings_of(gate, person, number, content)
        detail = refuse_unwanted(warnings, number, anyway=anyway)
        row = _row(draft, county, number, person, township, content, documents)
        row |= {"made_by": actor.name, "opened_at": stamp(book.clock()), "due_on": due}
        row["state_since"] = row["opened_at"]
        _insert(gate, book, actor, row, draft.note, detail)
        return case_of(gate, number)


def edit_case(
    book: Casebook,
    county: County,
    actor: Actor,
    seen: Seen,
    changes: Mapping[str, str],
    *,
    note: str = "",
    anyway: bool = False,
) -> Case:
    """Set fields of a draft, or of a returned case, which becomes a draft again.

    An empty text clears a field. Raises what `open_case` and
    `jiuzhu.casebook.cases.stepping.permit` raise.
    """
    permitted = permit(book, actor, seen, "edit", note)
    case = permitted.case
    if not changes and not permitted.note:
        raise NoteMissing(
            Text("没有修改任何字段，请写明说明", "no field was set: say why"),
            case.number,
            command="--note",
        )
    kind = kind_in(county, case.kind)
    content = with_changes(kind, case.content, changes)
    due = _due_on(county, case.kind, kind, content, date.fromisoformat(case.opened_at[:10]))
    with book.gate() as gate:
        warnings = warnings_of(gate, case.person, case.number, content)
        detail = refuse_unwanted(warnings, case.number, case.steps, anyway=anyway)
        detail["fields"] = sorted(changes)
        new = {"content": canonical(content), "invoice": content.get("invoice", ""), "due_on": due}
        return take(gate, book, actor, permitted, new, detail)


def tick_documents(
    book: Casebook,
    actor: Actor,
    seen: Seen,
    documents: Iterable[str],
    *,
    missing: Iterable[str] = (),
    note: str = "",
) -> Case:
    """Note documents as handed in, or (``missing``) as not handed in after all.

    Raises WrongContent for an unknown document, and what ``permit`` raises.
    """
    permitted = permit(book, actor, seen, "document", note)
    case, kind = permitted.case, kind_of(permitted.case.kind)
    held = dict(case.documents)
    here, gone = list(documents), list(missing)
    for name in here:
        held[kind.document(name).id] = HandedIn(document=name)
    for name in gone:
        held.pop(kind.document(name).id, None)
    with book.gate() as gate:
        new = {"documents": documents_text(held)}
        return take(gate, book, actor, permitted, new, {"here": here, "missing": gone})


def waive_document(book: Casebook, actor: Actor, seen: Seen, document: str, note: str) -> Case:
    """Let a case go without a document; a supervisor's step, who says why.

    Raises WrongContent for an unknown document or one that is there, and what ``permit`` raises.
    """
    permitted = permit(book, actor, seen, "waive", note)
    case = permitted.case
    name = kind_of(case.kind).document(document).id
    if name in case.documents:
        raise WrongContent(
            Text("该材料已收到或已豁免", "the document is there, or was waived"), document
        )
    waived = HandedIn(document=name, waived_by=actor.name, note=permitted.note)
    with book.gate() as gate:
        new = {"documents": documents_text({**case.documents, name: waived})}
        return take(gate, book, actor, permitted, new, {"waived": name})


def documents_text(documents: Mapping[str, HandedIn]) -> str:
    """Return documents as the case's row keeps them."""
    return canonical(
        {
            name: attrs.asdict(each, filter=lambda field, value: field.name != "document" and value)
            for name, each in documents.items()
        }
    )


def _township(book: Casebook, kind: Kind, draft: Draft) -> str:
    """Return where the case belongs: the known person's township, else the draft's."""
    if not kind.personal:
        return draft.township
    birth_date(draft.person_id)
    known = find_person(book, draft.person_id)
    return (person_of(book, known).township if known else "") or draft.township


def _person(gate: Gate, book: Casebook, actor: Actor, kind: Kind, draft: Draft) -> int | None:
    if not kind.personal:
        return None
    if find_person(book, draft.person_id) is None and not draft.name.strip():
        raise WrongContent(
            Text(
                "案卷库不认识此人，请同时给出姓名（--name）",
                "the casebook does not know the person: give their name too (--name)",
            ),
            "name",
        )
    person = Person(draft.person_id, draft.name.strip())
    return register_person(gate, book, person, draft.township, actor=actor)


def _due_on(county: County, word: str, kind: Kind, content: Content, opened: date) -> str | None:
    """Return the last day by which the office should have decided, None if no term is set."""
    found = deadline_of_kind(county, word, kind, content, opened)
    return found.date.isoformat() if found else None


def _row(
    draft: Draft,
    county: County,
    number: str,
    person: int | None,
    township: str,
    content: Content,
    documents: Mapping[str, HandedIn],
) -> dict[str, Any]:
    empty = (
        "claim_id", "override_by", "override_reason", "outcome", "handoff", "accepted_by",
        "reviewed_by", "approved_by", "sent_by", "paid_by",
    )  # fmt: skip
    return {
        "number": number, "kind": draft.kind, "county": county.manifest.id, "state": "draft",
        "version": 1, "person": person, "township": township, "content": canonical(content),
        "documents": documents_text(documents), "invoice": content.get("invoice", ""),
        "entry": None, "award": 0, "tilt": 0,
        **dict.fromkeys(empty, ""),
    }  # fmt: skip


def _insert(
    gate: Gate,
    book: Casebook,
    actor: Actor,
    row: Mapping[str, Any],
    note: str,
    detail: Mapping[str, Any],
) -> None:
    case_id = gate.insert("cases", row)
    step = write_step(gate, actor, case_id, 1, DRAFTING, row["opened_at"], remark(note), detail)
    record(gate, book, actor, step)
