"""Makes the sample month again: June 2023 in an invented Fengjie, with what was used before.

    python counties/fengjie/sample/make_sample.py

Nobody in it exists. The municipal document holds until 20 June, the county's plan from the 21st.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

from jiuzhu import Platform
from jiuzhu.exchange import read_claims, read_identities, read_people, write_balances
from jiuzhu.testing.synthetic import make_county

HERE: Final = Path(__file__).parent / "2023-06"
SEED: Final = 202306
PEOPLE: Final = 5_000
CLAIMS: Final = 36_000


def main() -> None:
    """Write the month's files."""
    county = make_county(seed=SEED, people=PEOPLE, claims=CLAIMS, years=(2023, 2023))
    HERE.mkdir(parents=True, exist_ok=True)
    month = pl.col("settled_on").str.slice(0, 7)
    claims = county.claims_frame.sort("settled_on", maintain_order=True)
    june = claims.filter(month == "2023-06").drop("claim_id")
    numbers = [f"FJ202306-{number:04d}" for number in range(1, june.height + 1)]
    june.insert_column(0, pl.Series("claim_id", numbers)).write_csv(
        HERE / "claims.csv", quote_style="never"
    )
    present = pl.col("person_id").is_in(june["person_id"].implode())
    county.people_frame.filter(present).write_csv(HERE / "people.csv", quote_style="never")
    county.identities_frame.filter(present).write_csv(HERE / "identities.csv", quote_style="never")
    paid = pl.col("paid_on").str.slice(0, 4) == "2023"
    county.enrolments_frame.filter(present & paid).write_csv(
        HERE / "enrolments.csv", quote_style="never"
    )
    earlier = HERE / "earlier.csv"
    claims.filter((month < "2023-06") & present).write_csv(earlier, quote_style="never")
    _write_opening(earlier)
    earlier.unlink()


def _write_opening(earlier: Path) -> None:
    """Settle January to May, so that June starts with what was used by then."""
    county = Platform.load().county("fengjie")
    people = read_people(HERE / "people.csv")
    identities = read_identities(
        HERE / "identities.csv", people, county.policy.vocabulary.category_words()
    )
    claims = read_claims(earlier, people, first_day=county.policy.first_day)
    settled = county.settle(people.columns, identities.columns, claims.columns)
    write_balances(HERE / "opening.csv", settled.closing(), people)


if __name__ == "__main__":
    main()
