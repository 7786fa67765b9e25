"""policyengine-core as its users write it: entities, YAML parameters, one small variable each.

The formulas are in `bench.country.variables`: ``select`` and ``where`` on columns, a variable
for every intermediate answer, caps paid step by step over all recipients at once. What favours
the core: inputs are in its own types beforehand, the package is loaded, a year's claims are
already separate, and sums are 32-bit fen where users would have floats (and lose fen).
"""

from __future__ import annotations

from pathlib import Path

from bench.country import system
from bench.work import Result

LABEL = "policyengine-core, as its users write"


def prepare(folder: Path) -> system.Prepared:
    """Load the package and bring the claims into its inputs."""
    return system.prepare("policyengine_core", folder)


def settle(prepared: system.Prepared) -> Result:
    """Build a simulation a year and calculate the sums."""
    return system.settle(prepared)
