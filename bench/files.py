"""Goal 2: a million claims from file to file, as whole processes.

``jiuzhu settle`` (start, validation of every cell, people and identities, caps, tilt, clauses)
against DuckDB reading, sorting, summing and writing the same claims file.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click
import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.peers import plain
from bench.process import alternate, apart, script, settle_command
from bench.report import seconds, table, verdict, write_json
from bench.run import DifferentError
from bench.work import save, synthetic_county

TIMES_DUCKDB = 2.0
PARQUET_SECONDS = 1.0


def measure(claims: int, ending: str, rounds: int) -> list[dict[str, object]]:
    """Write a county's files, then let both commands take turns on them."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        apart(write, claims, folder, ending)
        duckdb = [
            sys.executable, str(script("duckdb_files")),
            str(folder / f"claims.{ending}"), str(folder / f"sums.{ending}"),
        ]  # fmt: skip
        ours = settle_command(folder, ending, f"awards.{ending}")
        found = alternate({"jiuzhu settle": ours, "DuckDB read, sort, sum, write": duckdb}, rounds)
        apart(compare, folder, ending)
    return [
        {
            "command": name, "files": ending, "claims": claims, "median": times.median,
            "times": times.seconds, "peak_bytes": times.peak_bytes,
        }
        for name, times in found.items()
    ]  # fmt: skip


def write(claims: int, folder: Path, ending: str) -> None:
    """Write a county's files, and its claims for `compare`."""
    county = synthetic_county(claims)
    county.write(folder, ending)
    save(county, folder / "work")


def compare(folder: Path, ending: str) -> None:
    """Raise DifferentError if a written award is not what plain Python settles, to the fen."""
    truth = plain.settle(plain.prepare(folder / "work"))
    path = folder / f"awards.{ending}"
    read = pl.scan_csv(path, infer_schema=False) if ending == "csv" else pl.scan_parquet(path)
    sums = pl.col("award", "tilt", "self_pay").cast(pl.Decimal(12, 2)) * 100
    awards = read.select(sums.cast(pl.Int64)).collect()
    for name in awards.columns:
        wrong = np.flatnonzero(awards[name].to_numpy() != getattr(truth, name))
        if len(wrong):
            raise DifferentError(f"{path.name}: {name} differs in {len(wrong)} rows")


@click.command()
@click.option("--claims", type=click.IntRange(min=1), default=1_000_000, show_default=True)
@click.option("--rounds", type=click.IntRange(min=1), default=7, show_default=True)
def main(claims: int, rounds: int) -> None:
    """Measure CSV to CSV and Parquet to Parquet."""
    results = measure(claims, "csv", rounds) + measure(claims, "parquet", rounds)
    rows = [
        [
            str(each["command"]),
            str(each["files"]),
            seconds(float(str(each["median"]))),
            f"{int(str(each['peak_bytes'])) / 1e6:.0f} MB",
        ]
        for each in results
    ]
    click.echo(f"### {claims:,} claims from file to file\n")
    click.echo(table(["command", "files", "median", "most memory"], rows) + "\n")
    csv, duckdb, parquet = (float(str(results[at]["median"])) for at in (0, 1, 2))
    limit = TIMES_DUCKDB * duckdb
    click.echo(f"- CSV: at most {seconds(limit)}; {seconds(csv)}, {verdict(csv <= limit)}")
    click.echo(
        f"- Parquet: under {seconds(PARQUET_SECONDS)}; {seconds(parquet)},"
        f" {verdict(parquet < PARQUET_SECONDS)}\n"
    )
    click.echo(write_json("files", {"results": results}))


if __name__ == "__main__":
    main()
