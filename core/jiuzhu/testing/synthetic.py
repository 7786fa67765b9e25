"""A synthetic county: any number of invented people and claims, the same for the same seed.

``python -m jiuzhu.testing.synthetic --claims 1000000 --into FOLDER`` writes one as files.
Nobody in it exists: see `population`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import click
import numpy as np
import polars as pl
from attrs import field, frozen
from numpy.typing import NDArray

from jiuzhu.settlement.columns import Claims, Enrolments, Fen, Identities, People

from . import frames
from .broken import KINDS, BadCell, bad_rows
from .population import (
    CATEGORIES,
    Calendar,
    draw_births,
    draw_enrolments,
    draw_home_care,
    draw_identities,
)
from .treatments import DIAGNOSES, LISTED, NEAR_MISSES, draw_claims

__all__ = [
    "CATEGORIES", "DIAGNOSES", "KINDS", "LISTED", "NEAR_MISSES", "BadCell", "SyntheticCounty",
    "bad_rows", "make_county",
]  # fmt: skip

CLAIMS_A_PERSON = 6


@frozen(eq=False)
class SyntheticCounty:
    """One county twice over: as the engine's columns, and as the text of its files.

    The frames are written out when first asked for, and kept.
    """

    people: People
    identities: Identities
    claims: Claims
    enrolments: Enrolments
    total_cost: Fen = field(repr=False)
    """Total cost of each claim, in fen: nothing that the engine looks at."""
    paid: NDArray[np.int64] = field(repr=False)
    """Shape (3, claims): basic, critical illness and large-sum payments, in fen."""

    @cached_property
    def person_ids(self) -> pl.Series:
        """Resident IDs, by position."""
        return frames.person_ids(self.people)

    @cached_property
    def people_frame(self) -> pl.DataFrame:
        """The people's file: text columns of the contract."""
        return frames.people_frame(self.people, self.person_ids)

    @cached_property
    def identities_frame(self) -> pl.DataFrame:
        """The identities' file: text columns of the contract."""
        return frames.identities_frame(self.identities, self.person_ids)

    @cached_property
    def claims_frame(self) -> pl.DataFrame:
        """The claims' file: text columns of the contract, with ``large_sum_paid``."""
        return frames.claims_frame(self.claims, self.person_ids, self.total_cost, self.paid)

    @cached_property
    def enrolments_frame(self) -> pl.DataFrame:
        """The enrolments' file: text columns of the contract."""
        return frames.enrolments_frame(self.enrolments, self.person_ids)

    def write(self, folder: Path, ending: str = "csv") -> dict[str, Path]:
        """Write the four files into a folder and return their paths by table name.

        ``ending`` is ``csv``, ``jsonl`` or ``parquet``; in Parquet the claims' dates, levels and
        sums have types of their own.
        """
        folder.mkdir(parents=True, exist_ok=True)
        paths = {}
        for name in ("people", "identities", "claims", "enrolments"):
            paths[name] = folder / f"{name}.{ending}"
            _write(getattr(self, f"{name}_frame"), paths[name])
        return paths


def make_county(
    seed: int,
    people: int,
    claims: int,
    years: tuple[int, int] = (2022, 2025),
    *,
    categories: Sequence[str] = CATEGORIES,
    diagnoses: Sequence[str] = DIAGNOSES,
    oddity: float = 0.05,
) -> SyntheticCounty:
    """Draw a county with claims settled from the first to the last of ``years``.

    ``oddity`` is the share of people and claims that combine anything with anything; it decides
    how many kinds of claims there are. The same arguments give the same county; the people do
    not depend on the number of claims. ValueError without people: a claim is somebody's.
    """
    if people < 1:
        raise ValueError("a county needs at least one person")
    calendar = Calendar(*years)
    streams = [np.random.default_rng([seed, table]) for table in range(4)]
    born_on = draw_births(streams[0], people, calendar)
    identities = draw_identities(streams[1], people, calendar, tuple(categories), oddity)
    everyone = People(born_on, draw_home_care(streams[0], people, identities, oddity))
    drawn, total, paid = draw_claims(
        streams[2], claims, born_on, identities, calendar, tuple(diagnoses), oddity
    )
    enrolments = draw_enrolments(streams[3], people, calendar)
    return SyntheticCounty(everyone, identities, drawn, enrolments, total, paid)


def _write(frame: pl.DataFrame, path: Path) -> None:
    if path.suffix == ".csv":
        frame.write_csv(path, quote_style="never")
    elif path.suffix == ".jsonl":
        frame.write_ndjson(path)
    elif path.suffix == ".parquet":
        (frames.typed(frame) if "claim_id" in frame.columns else frame).write_parquet(path)
    else:
        raise ValueError(f"cannot write {path.suffix or path.name}; expected csv, jsonl or parquet")


@click.command()
@click.option("--claims", type=click.IntRange(min=0), default=1000, show_default=True)
@click.option(
    "--people",
    type=click.IntRange(min=1),
    help=f"How many people; one for every {CLAIMS_A_PERSON} claims if not given.",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--years", type=(int, int), default=(2022, 2025), show_default=True)
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option(
    "--ending", type=click.Choice(["csv", "jsonl", "parquet"]), default="csv", show_default=True
)
def main(
    claims: int, people: int | None, seed: int, years: tuple[int, int], into: Path, ending: str
) -> None:
    """Write the files of a county that does not exist."""
    county = make_county(seed, people or max(1, claims // CLAIMS_A_PERSON), claims, years)
    for path in county.write(into, ending).values():
        click.echo(path)


if __name__ == "__main__":
    main()
