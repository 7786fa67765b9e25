"""The files of a new county's package that hold no policy: project, manifest, tests, README."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jiuzhu.loading.manifest import API

from .order import Baseline, Order


def pyproject(order: Order, baseline: Baseline) -> str:
    """Return ``pyproject.toml``."""
    needs = dict.fromkeys(("jiuzhu", baseline.distribution, "jiuzhu-schemas"))
    listed = "\n".join(f'    "{name}",' for name in needs)
    return f"""\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "{order.distribution}"
version = "0.1.0"
description = "{order.name.en} over the municipal baseline"
requires-python = ">=3.11"
dependencies = [
{listed}
]

[project.entry-points."jiuzhu.counties"]
{order.id} = "{order.package}:county"

[tool.hatch.build.targets.wheel]
packages = ["{order.package}"]

[tool.pytest.ini_options]
addopts = ["--import-mode=importlib", "--tb=short"]
testpaths = ["{order.package}", "tests"]
"""


_FILES: Final[Mapping[str, tuple[str, str]]] = {
    "category_files": ("categories", "Categories that only this county recognises."),
    "disease_catalogues": ("diseases", "Disease classes of its own, and their codes."),
    "fact_files": ("facts", "Further columns of its claims."),
    "header_files": ("headers", "Headers and words that its files use."),
    "deadline_files": ("deadlines", "What is due when."),
}
"""Hooks for vocabulary: how their files' names begin, and what they hold."""


def manifest(order: Order) -> str:
    """Return the package's module: the manifest, and where the county's files are."""
    hooks = "".join(
        f'''
    @hookimpl
    def {hook}(self) -> Sequence[Path]:
        """{says}"""
        return sorted((_HERE / "vocabulary").glob("{name}*.toml"))
'''
        for hook, (name, says) in _FILES.items()
    )
    return f'''\
"""{order.name.zh} ({order.name.en}): its policy documents over the municipal baseline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jiuzhu.api import CountyManifest, Text, hookimpl

_HERE: Final = Path(__file__).parent


class {order.class_name}:
    """Ships the county's files; a rule that no table can say is a method here."""

    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        """The county's documents."""
        return sorted((_HERE / "policy").glob("*.toml"))
{hooks}

county: Final = CountyManifest(
    id="{order.id}",
    name=Text("{order.name.zh}", "{order.name.en}"),
    api={API},
    document="{order.document}",
    plugin={order.class_name}(),
)
'''


def tests(order: Order) -> str:
    """Return the county's tests: the shipped suites."""
    return f'''\
"""The shipped suites: the golden cases as files, and what every county must keep to."""

from __future__ import annotations

from jiuzhu.testing import CountyContract
from jiuzhu.testing.county_cases import CountyCases

import {order.package}


class TestCases(CountyCases):
    county = "{order.id}"
    package = {order.package}


class Test{order.class_name}(CountyContract):
    county = "{order.id}"
    # A finding that stands for a good reason: known_findings = {{"its id": "the reason"}}
'''
