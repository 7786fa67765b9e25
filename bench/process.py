"""Whole processes by the clock: how long, and how much memory at most."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

ROOT: Final = Path(__file__).resolve().parent.parent
JIUZHU: Final = str(Path(sys.executable).with_name("jiuzhu"))
"""The command, installed beside the interpreter that runs this."""


@dataclass
class Times:
    """What one command took, run after run."""

    seconds: list[float] = field(default_factory=list)
    peak_bytes: int = 0

    @property
    def median(self) -> float:
        """The middle of the runs' durations."""
        return median(self.seconds)


def run(command: Sequence[str], times: Times) -> None:
    """Run a command to its end and note what it took; RuntimeError if it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    errors = process.stderr.read() if process.stderr else ""
    _, status, usage = os.wait4(process.pid, 0)
    times.seconds.append(time.perf_counter() - start)
    times.peak_bytes = max(times.peak_bytes, usage.ru_maxrss * 1024)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}\nended with {process.returncode}:\n{errors}")


def alternate(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Times]:
    """Run all commands once in turn to warm the caches, then ``rounds`` times, measured."""
    for command in commands.values():
        run(command, Times())
    times = {name: Times() for name in commands}
    names = list(commands)
    for turn in range(rounds):
        start = turn % len(names)
        for name in names[start:] + names[:start]:
            run(commands[name], times[name])
    return times


def apart(task: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """Call something in a process of its own, so that its memory is not counted here.

    A command's peak begins with that of the process which starts it.
    """
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(task, *given, **named).result()


def script(module: str) -> Path:
    """Return the path of a module of this package, for a process of its own."""
    return Path(__file__).with_name(f"{module}.py")


def settle_command(folder: Path, ending: str, output: str) -> list[str]:
    """Return the command that settles a synthetic county's files."""
    return [
        JIUZHU, "settle", str(folder / f"claims.{ending}"),
        "--people", str(folder / f"people.{ending}"),
        "--identities", str(folder / f"identities.{ending}"),
        "--county", "fengjie", "--output", str(folder / output),
    ]  # fmt: skip
