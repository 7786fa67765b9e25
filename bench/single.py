"""Goal 3: one claim with its full trace, in process, the software loaded and warm.

Everybody begins from one claim's inputs and ends with award, tilt and self-pay plus what explains
them: Jiuzhu's trace, or the tracer's tree of every variable with its value and its dependencies.
The cores build a simulation for it, as their web interfaces do for each request.
"""

from __future__ import annotations

import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.country import system
from bench.report import seconds, table, verdict, write_json
from bench.work import save, synthetic_county
from jiuzhu.testing.frames import MONEY_COLUMNS
from jiuzhu.testing.synthetic import SyntheticCounty
from jiuzhu_schemas.money import parse_yuan
from jiuzhu_schemas.records import Claim, Identity, Person

TIMES_FASTER = 10.0
MOST_SECONDS = 60e-6
BATCH = 20

Single = Callable[[], tuple[int, int, int]]
"""Settles the claim with its trace; returns award, tilt and self-pay."""


def traced(core: str, folder: Path) -> Single:
    """Return the traced calculation of a core, its package as its users write it."""
    prepared = system.prepare(core, folder)
    (year,) = (year for year in prepared.years if len(year.rows))

    def settle() -> tuple[int, int, int]:
        simulation = system.new_simulation(prepared, year, trace=True)
        award, tilt, self_pay = (
            int(simulation.calculate(name, year.period)[0])
            for name in ("award", "tilt", "self_pay")
        )
        if not simulation.tracer.trees:
            raise RuntimeError(f"{core} traced nothing")
        return award, tilt, self_pay

    return settle


def engine(county: SyntheticCounty) -> Single:
    """Return Jiuzhu's settlement of one claim's records, with its whole trace.

    The claim's kind has been decided before, as in a service that runs; sums, pools and the
    trace's lines are worked out each time.
    """
    from jiuzhu.explanation.single import settle_one
    from jiuzhu.platform import Platform

    fengjie = Platform.load().county("fengjie")
    person, identities, claim = records(county)

    def settle() -> tuple[int, int, int]:
        award = settle_one(fengjie, person, identities, claim, {}).outcome
        return award.award, award.tilt, award.self_pay

    return settle


def records(county: SyntheticCounty) -> tuple[Person, list[Identity], Claim]:
    """Return a county of one person and one claim as records."""
    people, claim = county.people_frame.row(0, named=True), county.claims_frame.row(0, named=True)
    identities = [
        Identity(
            row["person_id"],
            row["category"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in county.identities_frame.iter_rows(named=True)
    ]
    person = Person(people["person_id"], people["name"], people["home_care"] == "1")
    claim |= {name: parse_yuan(claim[name]) for name in MONEY_COLUMNS}
    claim["settled_on"] = date.fromisoformat(claim["settled_on"])
    claim["hospital_level"] = int(claim["hospital_level"])
    return person, identities, Claim(**claim)


def interesting_claim(folder: Path) -> SyntheticCounty:
    """Save and return a county of one person and one claim that draws relief and tilt."""
    for seed in range(1000):
        county = synthetic_county(1, seed=seed)
        save(county, folder)
        if _draws_tilt(folder):
            return county
    raise RuntimeError("no claim with tilt was drawn")


def _draws_tilt(folder: Path) -> bool:
    from bench.peers import plain

    return bool(plain.settle(plain.prepare(folder)).tilt[0])


def measure(settlers: dict[str, Single], rounds: int) -> dict[str, list[float]]:
    """Run all in turns, a small batch each, and return seconds per settlement."""
    times: dict[str, list[float]] = {name: [] for name in settlers}
    for _ in range(rounds):
        for name, settle in settlers.items():
            start = time.perf_counter()
            for _ in range(BATCH):
                settle()
            times[name].append((time.perf_counter() - start) / BATCH)
    return times


@click.command()
@click.option("--rounds", type=click.IntRange(min=1), default=50, show_default=True)
def main(rounds: int) -> None:
    """Measure one claim with its trace."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        settlers = {
            "jiuzhu": engine(interesting_claim(folder)),
            "OpenFisca-core, traced": traced("openfisca_core", folder),
            "policyengine-core, traced": traced("policyengine_core", folder),
        }
        answers = {settle() for settle in settlers.values()}
    if len(answers) != 1:
        raise RuntimeError(f"the answers differ: {answers}")
    times = measure(settlers, rounds)
    rows = [[name, seconds(median(each)), seconds(min(each))] for name, each in times.items()]
    click.echo(table(["one claim with its trace", "median", "fastest"], rows) + "\n")
    ours, limit = median(times["jiuzhu"]), median(times["OpenFisca-core, traced"]) / TIMES_FASTER
    click.echo(f"- at most {seconds(limit)}: {seconds(ours)}, {verdict(ours <= limit)}")
    click.echo(f"- under {seconds(MOST_SECONDS)}: {verdict(ours < MOST_SECONDS)}\n")
    click.echo(write_json("single", {"times": times}))


if __name__ == "__main__":
    main()
