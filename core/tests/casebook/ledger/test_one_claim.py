"""Recording one claim at a time, with sums worked out by hand."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from jiuzhu.casebook.errors import NotWritten, RowConflict
from jiuzhu.casebook.ledger import (
    OtherContent,
    check_ledger,
    entries_of_person,
    entry_of,
    pools_of,
    prepare_claim,
    preview_claim,
    record_claim,
    trace_of,
)
from jiuzhu.casebook.roster.errors import UnknownPerson
from jiuzhu.casebook.store import Casebook

from .samples import CLERK, cancer, dibao, fengjie, recognise, record, someone, stay, sums, used


def test_a_cap_is_given_once(book: Casebook) -> None:
    """70 % of 10000.00 is cut to 6000.00; then nothing is left, and the tilt sees it all."""
    person = dibao(book)
    first, second = record(book, stay("A", person, 1_000_000), stay("B", person, 500_000))
    assert sums(first) == (600_000, 70_000)
    assert sums(second) == (0, 140_000)
    assert second.reason == "cap_exhausted"
    assert second.used_before == '{"inpatient":600000,"tilt":70000}'
    assert [attrs.astuple(each)[2:] for each in pools_of(book, 1, 2024)] == [
        ("inpatient", 600_000, 600_000),
        ("tilt", 3_000_000, 210_000),
    ]
    assert not list(check_ledger(book))


def test_a_year_begins_on_new_years_day(book: Casebook) -> None:
    person = dibao(book)
    last = stay("A", person, 1_000_000, settled_on=date(2024, 12, 31))
    first = stay("B", person, 1_000_000, settled_on=date(2025, 1, 1))
    assert [sums(each) for each in record(book, last, first)] == [(600_000, 70_000)] * 2
    assert used(book, year=2024) == used(book, year=2025) == {"inpatient": 600_000, "tilt": 70_000}


def test_the_same_claim_again_gets_its_first_answer(book: Casebook) -> None:
    person = dibao(book)
    first, _, again = record(
        book, stay("A", person, 100_000), stay("B", person, 100_000), stay("A", person, 100_000)
    )
    assert again == first
    assert used(book) == {"inpatient": 140_000, "tilt": 0}


def test_the_same_id_with_other_content_is_refused(book: Casebook) -> None:
    person = dibao(book)
    record(book, stay("A", person, 100_000))
    before = entries_of_person(book, 1)
    with pytest.raises(OtherContent, match="A"):
        record(book, stay("A", person, 100_001))
    with pytest.raises(OtherContent):
        record(book, stay("A", dibao(book, 2), 100_000))
    assert entries_of_person(book, 1) == before
    assert used(book, 2) == {}


def test_an_identity_that_changed_in_between_is_seen(book: Casebook) -> None:
    person = dibao(book)
    prepared = prepare_claim(book, fengjie(), stay("A", person, 100_000))
    recognise(book, person, ("dibao_edge", "2020-01-01", None))
    with pytest.raises(RowConflict), book.gate() as gate:
        record_claim(gate, book, CLERK, prepared, channel="county_hospital")
    assert entry_of(book, "A") is None


def test_a_lower_rate_after_the_identity_changed(book: Casebook) -> None:
    """The cap is the year's, whatever the identity: 60 % of 10000.00 after 70 % of 1000.00."""
    person = dibao(book)
    record(book, stay("A", person, 100_000))
    recognise(
        book, person, ("dibao", "2020-01-01", "2024-05-31"), ("dibao_edge", "2024-06-01", None)
    )
    (entry,) = record(book, stay("B", person, 1_000_000, settled_on=date(2024, 6, 1)))
    assert sums(entry) == (530_000, 102_000)  # (10000.00 − 5300.00 − 3000.00) × 60 %
    assert entry.identity == "dibao_edge"


def test_somebody_unknown_is_refused(book: Casebook) -> None:
    with pytest.raises(UnknownPerson) as refused:
        record(book, stay("A", someone(9), 100_000))
    assert someone(9).person_id not in str(refused.value)


def test_a_preview_records_nothing(book: Casebook) -> None:
    person = dibao(book)
    record(book, stay("A", person, 1_000_000))
    trace = preview_claim(book, fengjie(), stay("B", person, 500_000))
    assert (trace.outcome.award, trace.outcome.tilt) == (0, 140_000)
    assert entry_of(book, "B") is None


def test_a_trace_comes_from_the_receipt(book: Casebook) -> None:
    """What became of the person and the pools later does not change it."""
    person = dibao(book)
    (entry,) = record(book, stay("A", person, 1_000_000))
    record(book, stay("B", person, 500_000))
    recognise(book, person)
    trace = trace_of(book, fengjie(), entry)
    assert (trace.outcome.award, trace.outcome.tilt) == sums(entry)
    assert trace.balances[0].used_before == 0
    assert trace.claim.base == 1_000_000


def test_what_a_pool_gave_stays_within_its_cap_whoever_writes(book: Casebook) -> None:
    person = dibao(book)
    record(book, cancer("A", person, 100_000))
    with pytest.raises(NotWritten), book.gate() as gate:
        gate.execute("UPDATE pools SET used = cap + 1")


def test_declared_facts_with_their_default_do_not_change_a_claim(book: Casebook) -> None:
    person = dibao(book)
    names = {fact.id: fact.values[0] for fact in fengjie().policy.vocabulary.declared}
    first, again = record(
        book, stay("A", person, 100_000), stay("A", person, 100_000, declared=names)
    )
    assert again == first
