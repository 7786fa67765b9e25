"""All implementations against each other in memory: ``python -m bench`` or this file.

Each lives in a process of its own. A round runs every one once, in an order that turns, so that
whatever else the machine does hits all alike; the medians of the rounds are compared. The first
answers are compared with plain Python's, claim by claim: one fen's difference ends the bench.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any, Final

import click

ROOT: Final = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

TRUTH: Final = "plain"
PEERS: Final = (
    TRUTH, "fused_c", "jiuzhu_engine", "jiuzhu_resolved", "duckdb_sql", "polars_frame",
    "openfisca_users", "openfisca_lean", "policyengine_users", "policyengine_lean",
)  # fmt: skip
OURS: Final = "jiuzhu_resolved"
"""The form of Jiuzhu that starts where the others start."""

SLOW_SECONDS: Final = 12.0
"""Who takes longer than this runs in the first round only."""


class DifferentError(Exception):
    """An implementation's answer is not the truth."""


class Contestant:
    """A worker process and the times it took."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.worker", name, str(folder)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.label: str = self.ask("prepare")["label"]
        self.times: list[float] = []
        self.peak = 0

    def ask(self, what: str) -> dict[str, Any]:
        """Send one command and return its answer."""
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the worker has no pipes")
        print(what, file=process.stdin, flush=True)
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended without an answer")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def run(self) -> None:
        """Settle once."""
        answer = self.ask("run")
        self.times.append(answer["seconds"])
        self.peak = max(self.peak, answer["peak_bytes"])

    @property
    def slow(self) -> bool:
        """Whether one run is enough."""
        return bool(self.times) and self.times[0] > SLOW_SECONDS

    def end(self) -> None:
        """End the process that was started here."""
        if self._process.poll() is None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait()


def contest(claims: int, names: tuple[str, ...], rounds: int) -> list[dict[str, Any]]:
    """Let everyone settle the same work; return each one's times and peak memory.

    Raises DifferentError if any answer is not plain Python's, to the fen.
    """
    from bench.work import save, synthetic_county

    with tempfile.TemporaryDirectory() as place:
        save(synthetic_county(claims), Path(place))
        contestants = [Contestant(name, Path(place)) for name in names]
        try:
            _compare(contestants)
            for turn in range(rounds):
                _round([each for each in contestants if not each.slow], turn)
        finally:
            for each in contestants:
                each.end()
    return [
        {
            "name": each.name, "label": each.label, "claims": claims, "times": each.times,
            "median": median(each.times), "peak_bytes": each.peak,
        }
        for each in contestants
    ]  # fmt: skip


def _compare(contestants: list[Contestant]) -> None:
    """Run everyone once, unmeasured but for the slow, and compare the answers."""
    for each in contestants:
        each.run()
        if each.name == TRUTH:
            each.ask("truth")
        found = each.ask("check")
        if found["different"]:
            raise DifferentError(
                f"{each.label}: {found['different']} claims differ from plain Python,"
                f" the first in row {found['first']}"
            )
        if each.slow:
            each.end()
        else:
            each.times.clear()


def _round(contestants: list[Contestant], turn: int) -> None:
    start = turn % max(1, len(contestants))
    for each in contestants[start:] + contestants[:start]:
        each.run()


def show(results: list[dict[str, Any]]) -> str:
    """Return the table of one size, the fastest first."""
    from bench.report import seconds, table

    ours = next((each["median"] for each in results if each["name"] == OURS), None)
    rows = [
        [
            each["label"],
            seconds(each["median"]),
            seconds(min(each["times"])),
            f"{each['median'] / ours:.2f}" if ours else "",
            f"{each['peak_bytes'] / 1e6:.0f} MB",
        ]
        for each in sorted(results, key=lambda each: float(each["median"]))
    ]
    header = ["implementation", "median", "fastest", "÷ jiuzhu", "most memory"]
    return f"### {results[0]['claims']:,} claims\n\n{table(header, rows)}\n"


@click.command()
@click.option("--claims", "sizes", type=click.IntRange(min=1), multiple=True, help="Sizes to run.")
@click.option("--only", multiple=True, type=click.Choice(PEERS), help="These and plain Python.")
@click.option("--rounds", type=click.IntRange(min=1), default=7, show_default=True)
@click.option("--quick", is_flag=True, help="100 000 claims, three rounds.")
def main(sizes: tuple[int, ...], only: tuple[str, ...], rounds: int, quick: bool) -> None:
    """Settle the same claims in every implementation and compare sums and times."""
    from bench.goals import engine_goals
    from bench.report import write_json

    sizes = sizes or ((100_000,) if quick else (100_000, 1_000_000, 5_000_000))
    names = tuple(name for name in PEERS if not only or name in (TRUTH, *only))
    results = []
    for claims in sizes:
        found = contest(claims, names, 3 if quick else rounds)
        click.echo(show(found))
        click.echo(engine_goals(found))
        results += found
    click.echo(write_json("engine", {"results": results}))


if __name__ == "__main__":
    main()
