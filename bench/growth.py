"""Goal 4: five million claims cost at most 5.5 times one million, and 250 bytes each.

The engine in memory, each size in a process of its own, in turns. Bytes per claim are those by
which the peak grows from the small size to the large, the claims' own columns included.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from statistics import median

from bench.report import seconds, table, verdict, write_json
from bench.run import Contestant
from bench.work import ODDITY, save, synthetic_county

MOST_RATIO = 5.5
MOST_BYTES = 250
ENGINE = "jiuzhu_engine"


@click.command()
@click.option("--small", type=click.IntRange(min=1), default=1_000_000, show_default=True)
@click.option("--times", "factor", type=click.IntRange(min=2), default=5, show_default=True)
@click.option("--rounds", type=click.IntRange(min=1), default=7, show_default=True)
def main(small: int, factor: int, rounds: int) -> None:
    """Measure two sizes, and the small one again with claims that combine anything."""
    cases = [("usual", small, ODDITY), ("usual", small * factor, ODDITY), ("all odd", small, 1.0)]
    contestants = []
    with tempfile.TemporaryDirectory() as place:
        for at, (_, claims, oddity) in enumerate(cases):
            folder = Path(place) / str(at)
            save(synthetic_county(claims, oddity), folder)
            contestants.append(Contestant(ENGINE, folder))
        for each in contestants:
            each.run()
            each.times.clear()
        for _ in range(rounds):
            for each in contestants:
                each.run()
        for each in contestants:
            each.end()
    rows = [
        [f"{claims:,}", what, seconds(median(each.times)), f"{each.peak / 1e6:.0f} MB"]
        for (what, claims, _), each in zip(cases, contestants, strict=True)
    ]
    click.echo(table(["claims", "kinds of claims", "median", "most memory"], rows) + "\n")
    few, many, odd = contestants
    ratio = median(many.times) / median(few.times)
    size = (many.peak - few.peak) / (small * (factor - 1))
    limit = MOST_RATIO * factor / 5
    click.echo(f"- time: at most {limit:.1f} times; {ratio:.2f}, {verdict(ratio <= limit)}")
    click.echo(f"- memory: at most {MOST_BYTES} bytes a claim; {size:.0f}, {verdict(size <= 250)}")
    click.echo(f"- where anything is combined: {median(odd.times) / median(few.times):.2f} times\n")
    results = [
        {"claims": claims, "kinds": what, "times": each.times, "peak_bytes": each.peak}
        for (what, claims, _), each in zip(cases, contestants, strict=True)
    ]
    click.echo(write_json("growth", {"ratio": ratio, "bytes": size, "results": results}))


if __name__ == "__main__":
    main()
