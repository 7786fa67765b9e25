"""What the ledger comes to: by month and stage, who is at a cap, who is left with most."""

from __future__ import annotations

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.ledger import reverse_claim
from jiuzhu.casebook.ledger.overview import (
    StageSum,
    claims_of_stage,
    month_by_stage,
    people_at_cap,
    people_left_with_most,
)
from jiuzhu.casebook.store import Casebook

from .samples import CHIEF, cancer, counties, dibao, record, stay

ELSEWHERE = Actor("外乡", "clerk", townships=frozenset({"别处"}))


def test_a_month_counts_reversals_where_their_claims_were_settled(book: Casebook) -> None:
    """A: 6000.00 relief, cap reached, tilt 700.00; B: nothing of the cap, tilt 1400.00."""
    person = dibao(book)
    made = record(book, stay("A", person, 1_000_000), stay("B", person, 500_000))
    month = made[0].settled_on[:7]
    assert month_by_stage(book, CHIEF, month) == [StageSum("inpatient", 2, 600_000, 210_000)]
    (capped,) = people_at_cap(book, CHIEF, 2024, limit=9)
    assert (capped.pool, capped.given, capped.other) == ("inpatient", 600_000, 600_000)
    assert "*" in capped.masked_id
    (left,) = people_left_with_most(book, CHIEF, 2024, limit=9)
    assert (left.given, left.other) == (810_000, 690_000)
    reverse_claim(book, counties, CHIEF, "A", "退费")
    assert month_by_stage(book, CHIEF, month) == [StageSum("inpatient", 1, 350_000, 0)]
    assert people_at_cap(book, CHIEF, 2024, limit=9) == []
    (left,) = people_left_with_most(book, CHIEF, 2024, limit=9)
    assert (left.given, left.other) == (350_000, 150_000)
    assert claims_of_stage(book, CHIEF, month, "inpatient", limit=9) == ["B", "A"]
    assert month_by_stage(book, CHIEF, "2025-01") == []


def test_of_other_townships_nothing_is_seen(book: Casebook) -> None:
    person = dibao(book)
    (made,) = record(book, cancer("A", person, 20_000_000))
    assert month_by_stage(book, ELSEWHERE, made.settled_on[:7]) == []
    assert people_at_cap(book, ELSEWHERE, 2024, limit=9) == []
    assert people_left_with_most(book, ELSEWHERE, 2024, limit=9) == []
    assert claims_of_stage(book, ELSEWHERE, made.settled_on[:7], "major_disease", limit=9) == []
    assert len(people_at_cap(book, CHIEF, 2024, limit=1)) == 1
