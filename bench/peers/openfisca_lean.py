"""OpenFisca-core, lean: three variables with tables and one packed-key sort by hand.

The formulas are in `bench.country.lean`. This measures what the core itself costs around code
written for speed; its users do not write this way, and lose traces and reforms by it. The same
favours as in the users' form: prepared inputs, loaded package, years already separate.
"""

from __future__ import annotations

from pathlib import Path

from bench.country import system
from bench.work import Result

LABEL = "OpenFisca-core, lean"


def prepare(folder: Path) -> system.Prepared:
    """Load the package and bring the claims into its inputs."""
    return system.prepare("openfisca_core", folder, "lean.py")


def settle(prepared: system.Prepared) -> Result:
    """Build a simulation a year and calculate the sums."""
    return system.settle(prepared)
