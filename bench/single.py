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
from pathlib import Path
from statistics import median

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.country import system
from bench.report import seconds, table, verdict, write_json
from bench.work import load_columns, save, synthetic_county

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


def engine(folder: Path) -> Single:
    """Return Jiuzhu's settlement of one claim, with the decision that explains it."""
    from jiuzhu.platform import Platform

    county = Platform.load().county("fengjie")
    people, identities, claims = load_columns(folder)

    def settle() -> tuple[int, int, int]:
        done = county.settle(people, identities, claims)
        award = done.one(0, "S1")
        return award.award, award.tilt, award.self_pay

    return settle


def interesting_claim(folder: Path) -> None:
    """Save a county of one person and one claim that draws relief and tilt."""
    for seed in range(1000):
        save(synthetic_county(1, seed=seed), folder)
        if _draws_tilt(folder):
            return
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
        interesting_claim(folder)
        settlers = {
            "jiuzhu": engine(folder),
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
