"""Building the country package for a core, and running a year of claims through it."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.work import BIT, CATEGORIES, NEW_YEAR_2025, Result, Work

_HERE = Path(__file__).parent
_WORDS = ("visit", "therapy", "region", "referral")
_NUMBERS = ("level", "settled", "in_scope", "base")
_FLAGS = ("listed", "old", "home_care")


@dataclass(frozen=True)
class Year:
    """One year's claims as the package's inputs; ``rows`` are their places in the file."""

    period: str
    rows: NDArray[np.int64]
    person: NDArray[np.int64]
    people: int
    inputs: dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Prepared:
    """A tax-benefit system of a core with its yearly inputs."""

    core: str
    system: Any
    years: list[Year]
    claims: int


def new_system(core: str) -> tuple[Any, Any]:
    """Return a system of the core with no variables yet, and its claim entity.

    A claim is the core's single entity, a recipient the group that it is a member of: the cores
    have no other way to let one person have many claims.
    """
    entities = importlib.import_module(f"{core}.entities")
    systems = importlib.import_module(f"{core}.taxbenefitsystems")
    claim = entities.build_entity("claim", "claims", "A settled visit", is_person=True)
    roles = [{"key": "claim", "plural": "claims", "label": "Claims"}]
    recipient = entities.build_entity("recipient", "recipients", "A recipient", roles=roles)
    return systems.TaxBenefitSystem([claim, recipient]), claim


def build(core: str, source: str = "variables.py") -> Any:
    """Return the annex as a system of the core, its variables loaded from ``source``."""
    system, claim = new_system(core)
    place = importlib.util.spec_from_file_location(f"annex_for_{core}", _HERE / source)
    if place is None or place.loader is None:
        raise ImportError(source)
    module = importlib.util.module_from_spec(place)
    api = importlib.import_module(f"{core}.model_api")
    vars(module).update(core=api, claim=claim, CATEGORIES=CATEGORIES)
    place.loader.exec_module(module)
    written = [found for found in vars(module).values() if _is_variable(found, api.Variable)]
    for found in [*written, *vars(module)["INPUTS"]]:
        system.add_variable(found)
    system.load_parameters(str(_HERE / "parameters"))
    return system


def _is_variable(found: object, base: type) -> bool:
    return isinstance(found, type) and issubclass(found, base) and found is not base


def prepare(core: str, folder: Path, source: str = "variables.py") -> Prepared:
    """Load the package, and split the claims into years with the inputs in the core's types."""
    system, work = build(core, source), Work.load(folder)
    years = []
    for name, chosen in (
        ("2024", work.settled < NEW_YEAR_2025),
        ("2025", work.settled >= NEW_YEAR_2025),
    ):
        rows = np.flatnonzero(chosen)
        part = work.take(rows)
        inputs = _inputs(system, part)
        years.append(Year(name, rows, part.person.astype(np.int64), work.people, inputs))
    return Prepared(core, system, years, len(work))


def _inputs(system: Any, work: Work) -> dict[str, NDArray[Any]]:
    """Return the input variables that the system has, ready to be set without conversion."""
    columns: dict[str, NDArray[Any]] = {
        name: getattr(work, name).astype(np.int32) for name in _NUMBERS
    }
    columns |= {name: getattr(work, name).astype(np.bool_) for name in _FLAGS}
    columns |= {name: (work.mask & BIT[name]) != 0 for name in CATEGORIES}
    columns["mask"] = work.mask.astype(np.int32)
    columns["person"] = work.person.astype(np.int32)
    known = {name: column for name, column in columns.items() if name in system.variables}
    for name in _WORDS:
        values = getattr(work, name)
        words = getattr(system.variables[name], "possible_values", None)
        known[name] = values.astype(np.int32) if words is None else words.encode(values)
    return known


def settle(prepared: Prepared) -> Result:
    """Settle both years; building the simulations and setting the inputs is timed too."""
    award, tilt, self_pay = (np.empty(prepared.claims, np.int64) for _ in range(3))
    for year in prepared.years:
        simulation = new_simulation(prepared, year)
        award[year.rows] = simulation.calculate("award", year.period)
        tilt[year.rows] = simulation.calculate("tilt", year.period)
        self_pay[year.rows] = simulation.calculate("self_pay", year.period)
    return Result(award, tilt, self_pay)


def new_simulation(prepared: Prepared, year: Year, trace: bool = False) -> Any:
    """Return a simulation of one year's claims with its inputs set."""
    simulations = importlib.import_module(f"{prepared.core}.simulations")
    builder = simulations.SimulationBuilder()
    builder.create_entities(prepared.system)
    claims, recipients = builder.populations["claim"], builder.populations["recipient"]
    claims.count, claims.ids = len(year.rows), np.arange(len(year.rows))
    recipients.count, recipients.ids = year.people, np.arange(year.people)
    recipients.members_entity_id = year.person
    simulation = builder.build(prepared.system)
    simulation.trace = trace
    for name, column in year.inputs.items():
        simulation.set_input(name, year.period, column)
    return simulation
