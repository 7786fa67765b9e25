"""Reversals: the cap is given back, and later claims of the year get what is theirs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.errors import NotAllowed, RowConflict
from jiuzhu.casebook.ledger import (
    AlreadyReversed,
    Entry,
    NotReproducible,
    UnknownClaim,
    check_ledger,
    entries_of,
    entry_of,
    prepare_reversal,
    record_reversal,
    replay,
    require_entry,
    reverse_claim,
    trace_of,
)
from jiuzhu.casebook.ledger import reversal as reversal
from jiuzhu.casebook.store import Casebook
from jiuzhu.stages.specs import hookimpl
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.terms import Terms

from .samples import CHIEF, cancer, counties, county_with, dibao, fengjie, record, stay, sums, used


def changes(book: Casebook, claim_id: str) -> list[tuple[str, int, int]]:
    return [(e.kind, e.award_change, e.tilt_change) for e in entries_of(book, claim_id)]


def well(book: Casebook) -> bool:
    return not list(check_ledger(book)) and not list(replay(book, counties))


def test_a_cap_given_back_goes_to_the_later_claim(book: Casebook) -> None:
    """B had nothing of the cap; without A it gets 70 % of 5000.00, and no tilt below 3000.00."""
    person = dibao(book)
    record(book, stay("A", person, 1_000_000), stay("B", person, 500_000))
    made = reverse_claim(book, counties, CHIEF, "A", "退费")
    assert changes(book, "A") == [("settle", 600_000, 70_000), ("reverse", -600_000, -70_000)]
    assert changes(book, "B") == [("settle", 0, 140_000), ("adjust", 350_000, -140_000)]
    assert sums(entry_of(book, "B")) == (350_000, 0)
    assert used(book) == {"inpatient": 350_000, "tilt": 0}
    assert [each.replaces for each in made] == [1, 2]
    assert [each.cause for each in made] == [None, made[0].entry]
    assert {each.note for each in made} == {"退费"}
    assert well(book)


def test_the_tilts_pool_is_given_back_too(book: Casebook) -> None:
    """Major disease: 100000.00 and the whole tilt of 30000.00; so a later stay got no tilt."""
    person = dibao(book)
    first, later = record(book, cancer("A", person, 20_000_000), stay("B", person, 1_000_000))
    assert sums(first) == (10_000_000, 3_000_000)
    assert sums(later) == (600_000, 0)
    assert later.reason == "cap_exhausted"
    reverse_claim(book, counties, CHIEF, "A", "错报")
    assert changes(book, "B")[1:] == [("adjust", 0, 70_000)]
    assert used(book) == {"inpatient": 600_000, "major_disease": 0, "tilt": 70_000}
    assert well(book)


def test_only_what_changes_gets_an_entry(book: Casebook) -> None:
    person = dibao(book)
    record(book, stay("A", person, 10_000), cancer("B", person, 10_000), stay("C", person, 20_000))
    assert len(reverse_claim(book, counties, CHIEF, "A", "退费")) == 1
    assert used(book) == {"inpatient": 14_000, "major_disease": 7_000, "tilt": 0}


def test_other_years_and_earlier_claims_stay(book: Casebook) -> None:
    person = dibao(book)
    record(
        book,
        stay("E", person, 500_000),
        stay("A", person, 500_000),
        stay("N", person, 1_000_000, settled_on=date(2025, 1, 1)),
    )
    reversal = prepare_reversal(book, counties, "A")
    assert not reversal.later
    assert reversal.total == -(250_000 + 0)
    reverse_claim(book, counties, CHIEF, "A", "退费")
    assert used(book) == {"inpatient": 350_000, "tilt": 0}
    assert used(book, year=2025) == {"inpatient": 600_000, "tilt": 70_000}


def test_a_claim_that_was_adjusted_is_taken_back_as_it_stands(book: Casebook) -> None:
    person = dibao(book)
    record(book, stay("A", person, 1_000_000), stay("B", person, 500_000))
    reverse_claim(book, counties, CHIEF, "A", "退费")
    reverse_claim(book, counties, CHIEF, "B", "退费")
    assert changes(book, "B")[2:] == [("reverse", -350_000, 0)]
    assert used(book) == {"inpatient": 0, "tilt": 0}
    assert well(book)


def test_a_preview_says_what_will_happen(book: Casebook) -> None:
    person = dibao(book)
    record(book, stay("A", person, 1_000_000), stay("B", person, 500_000))
    reversal = prepare_reversal(book, counties, "A")
    assert (reversal.reversed.difference, reversal.total) == (-670_000, -460_000)
    assert [each.entry.claim_id for each in reversal.changed] == ["B"]
    assert len(entries_of(book, "A")) == 1


def test_a_year_that_moved_on_is_looked_at_again(book: Casebook) -> None:
    person = dibao(book)
    record(book, stay("A", person, 1_000_000))
    reversal = prepare_reversal(book, counties, "A")
    record(book, stay("B", person, 500_000))
    with pytest.raises(RowConflict), book.gate() as gate:
        record_reversal(gate, book, CHIEF, reversal, "退费")
    assert len(entries_of(book, "A")) == 1


def test_who_sends_a_reversed_claim_again_is_paid_nothing(book: Casebook) -> None:
    person = dibao(book)
    (first,) = record(book, stay("A", person, 1_000_000))
    reverse_claim(book, counties, CHIEF, "A", "退费")
    assert record(book, stay("A", person, 1_000_000)) == [first]
    assert used(book) == {"inpatient": 0, "tilt": 0}


def test_what_cannot_be_reversed_is_said(book: Casebook) -> None:
    with pytest.raises(UnknownClaim, match="A"):
        prepare_reversal(book, counties, "A")
    record(book, stay("A", dibao(book), 1_000_000))
    reverse_claim(book, counties, CHIEF, "A", "退费")
    with pytest.raises(AlreadyReversed, match="退费"):
        prepare_reversal(book, counties, "A")


def test_a_clerk_does_not_reverse(book: Casebook) -> None:
    record(book, stay("A", dibao(book), 1_000_000))
    with pytest.raises(NotAllowed):
        reverse_claim(book, counties, Actor("赵经办", "clerk"), "A", "退费")


def test_a_reversed_claims_trace_is_that_of_what_was_taken_back(book: Casebook) -> None:
    record(book, stay("A", dibao(book), 1_000_000))
    reverse_claim(book, counties, CHIEF, "A", "退费")
    entry = entry_of(book, "A")
    assert entry is not None
    assert (entry.kind, entry.stage, entry.reason) == ("reverse", "none", "reversed")
    assert trace_of(book, fengjie(), entry).outcome.award == 600_000


class Generous:
    """Gives 90 % where the policy gives 70 %."""

    @hookimpl
    def inpatient(self, facts: Facts, identity: str) -> Terms | None:
        return Terms(clause="test#1", pool="inpatient", annual_cap=600_000, rate=9_000)


def test_other_rules_than_those_of_the_time_are_not_mixed_in(book: Casebook) -> None:
    person = dibao(book)
    record(book, stay("A", person, 1_000_000), stay("B", person, 100_000), stay("C", person, 1))
    other = county_with(Generous())
    with pytest.raises(NotReproducible, match="C"):
        prepare_reversal(book, lambda _: other, "B")
    (first, *_) = replay(book, lambda _: other)
    assert (first.kind, first.claim_id) == ("answer", "A")
    assert "rate: 7000 → 9000" in first.message.en


def test_other_documents_are_told_apart_from_other_answers(book: Casebook) -> None:
    """An entry that claims to be settled under documents that are not the loaded ones."""
    record(book, stay("A", dibao(book), 1_000_000))
    with book.gate() as gate:
        gate.execute("DROP TRIGGER entries_stay")
        gate.execute("UPDATE entries SET edition = 'other'")
    assert [each.kind for each in replay(book, counties)] == ["policy"]


def test_who_reverses_while_another_does_is_told_so(
    book: Casebook, casebook_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(book, stay("C1", dibao(book), 100_000))

    def then_another(*given: Any) -> Entry:
        found = require_entry(*given)
        monkeypatch.setattr(reversal, "require_entry", require_entry)
        with Casebook.open(casebook_path) as other:
            reverse_claim(other, counties, CHIEF, "C1", "退费")
        return found

    monkeypatch.setattr(reversal, "require_entry", then_another)
    with pytest.raises(AlreadyReversed):
        reverse_claim(book, counties, CHIEF, "C1", "退费")
    assert not list(check_ledger(book))
