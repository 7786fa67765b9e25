"""A process of its own that records claims: run as a script by the tests of races.

Reads ``claim_id person base`` lines from standard input up to an empty one, prepares them, says
ready, and records them after another line; writes one line per claim, ``claim_id entry award`` or
``claim_id refused``.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.ledger import OtherContent, prepare_claim, record_claim
from jiuzhu.casebook.store import Casebook
from jiuzhu.platform import Platform
from jiuzhu_schemas.records import Claim

CLERK = Actor("赵经办", "clerk")


def claim(claim_id: str, person_id: str, base: int) -> Claim:
    return Claim(
        claim_id=claim_id, person_id=person_id, visit="inpatient", settled_on=date(2024, 5, 6),
        hospital_level=3, hospital_region="county", referral="not_needed", diagnosis="J18.900",
        total_cost=2_900_000, in_scope_cost=2_900_000, basic_paid=2_900_000 - base,
        critical_illness_paid=0,
    )  # fmt: skip


def main() -> None:
    county = Platform.load().county("fengjie")
    with Casebook.open(Path(sys.argv[1])) as book:
        prepared = []
        while line := sys.stdin.readline().strip():
            claim_id, person_id, base = line.split()
            prepared.append(prepare_claim(book, county, claim(claim_id, person_id, int(base))))
        print("ready", flush=True)
        sys.stdin.readline()
        for each in prepared:
            try:
                with book.gate() as gate:
                    entry = record_claim(gate, book, CLERK, each, channel="county_hospital")
            except OtherContent:
                print(each.claim.claim_id, "refused")
            else:
                print(each.claim.claim_id, entry.entry, entry.award)


if __name__ == "__main__":
    main()
