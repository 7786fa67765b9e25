"""A resident ID that somebody types into a note is masked before anything keeps it."""

from __future__ import annotations

from jiuzhu.casebook import cases
from jiuzhu.casebook.ledger import reverse_claim

from .offices import CLERK, SUPERVISOR, Office, fengjie, one_stop, resident_id


def test_no_table_keeps_an_id_that_was_typed_into_a_note(office: Office) -> None:
    other = resident_id(77)
    person = office.person(1)
    case = office.draft(person)
    seen = cases.Seen(case.number, case.version)
    cases.withdraw_case(office.book, CLERK, seen, f"与{other}重复录入")
    one_stop(office, person, "S1", "2026-10-03", 100_000)
    counties = {"fengjie": fengjie()}
    reverse_claim(office.book, counties.__getitem__, SUPERVISOR, "S1", f"应为{other}的费用")
    dump = "\n".join(office.book.connection.iterdump())
    assert other not in dump
    assert f"与{other[:3]}*************{other[-2:]}重复录入" in dump
    assert f"应为{other[:3]}*************{other[-2:]}的费用" in dump
