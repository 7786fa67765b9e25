"""Goal 5: how long the command takes to begin: ``--help``, and ten claims settled."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.process import JIUZHU, alternate, settle_command
from bench.report import seconds, table, verdict, write_json
from bench.work import synthetic_county

GOALS = {"jiuzhu --help": 0.15, "jiuzhu settle, ten claims": 0.5}
EMPTY = "python -c pass"


@click.command()
@click.option("--rounds", type=click.IntRange(min=1), default=20, show_default=True)
def main(rounds: int) -> None:
    """Measure whole processes, in turns; an empty interpreter stands beside them."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        synthetic_county(10).write(folder)
        commands = {
            EMPTY: [sys.executable, "-c", "pass"],
            "jiuzhu --help": [JIUZHU, "--help"],
            "jiuzhu settle, ten claims": settle_command(folder, "csv", "awards.csv"),
        }
        found = alternate(commands, rounds)
    rows = []
    for name, times in found.items():
        goal = GOALS.get(name)
        rows.append(
            [
                name,
                seconds(times.median),
                seconds(min(times.seconds)),
                f"under {seconds(goal)}: {verdict(times.median < goal)}" if goal else "",
            ]
        )
    click.echo(table(["command", "median", "fastest", "goal"], rows) + "\n")
    results = [{"command": name, "times": times.seconds} for name, times in found.items()]
    click.echo(write_json("start", {"results": results}))


if __name__ == "__main__":
    main()
