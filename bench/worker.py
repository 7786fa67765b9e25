"""A process that holds one implementation: ``python -m bench.worker NAME FOLDER``.

It answers each line it reads with one of JSON: ``prepare``, ``run`` (settle once, timed),
``truth`` (keep the last answer as the truth) and ``check`` (compare the last answer with it).
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
import time
import warnings
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from bench.memory import peak_bytes, reset_peak
from bench.work import Result

SUMS = ("award", "tilt", "self_pay")


class Worker:
    """One implementation with its prepared work and its last answer."""

    def __init__(self, name: str, folder: Path) -> None:
        self._module = importlib.import_module(f"bench.peers.{name}")
        self._folder = folder
        self._prepared: Any = None
        self._last: Result | None = None

    def prepare(self) -> dict[str, Any]:
        """Bring the work into this implementation's form."""
        self._prepared = self._module.prepare(self._folder)
        gc.collect()
        reset_peak()
        return {"label": self._module.LABEL}

    def run(self) -> dict[str, Any]:
        """Settle once; the answer before is dropped first, so that memory can be used again."""
        self._last = None
        start = time.perf_counter()
        self._last = self._module.settle(self._prepared)
        return {"seconds": time.perf_counter() - start, "peak_bytes": peak_bytes()}

    def truth(self) -> dict[str, Any]:
        """Write the last answer down as the truth."""
        for name in SUMS:
            np.save(self._folder / f"truth_{name}.npy", getattr(self._last, name))
        return {}

    def check(self) -> dict[str, Any]:
        """Return in how many claims the last answer differs from the truth, and the first."""
        wrong = [
            np.flatnonzero(getattr(self._last, name) != np.load(self._folder / f"truth_{name}.npy"))
            for name in SUMS
        ]
        rows = np.unique(np.concatenate(wrong))
        return {"different": len(rows), "first": int(rows[0]) if len(rows) else None}


def main() -> None:
    """Serve until standard input ends; what libraries print goes to standard error."""
    warnings.simplefilter("ignore")
    answers = _private_stdout()
    worker = Worker(sys.argv[1], Path(sys.argv[2]))
    for line in sys.stdin:
        answer = getattr(worker, line.strip())()
        print(json.dumps(answer), file=answers, flush=True)


def _private_stdout() -> TextIO:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    main()
