"""Writes the whole package of a new county, or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from jiuzhu.api import hookimpl
from jiuzhu.loading.county import County, load_county
from jiuzhu.loading.discovery import Discovery
from jiuzhu.loading.manifest import API, CountyManifest, PluginManifest
from jiuzhu.platform import Platform
from jiuzhu_schemas.json_schema import PUBLISHED, written
from jiuzhu_schemas.text import Text

from . import templates
from .case_text import DraftCase, draft_cases, file_text
from .order import Baseline, Order, OrderRefused
from .policy_text import policy_text
from .readme import readme

_SCHEMAS: Final = (
    "policy-document", "golden-cases", "category-file", "disease-catalogue", "fact-file",
    "header-file", "deadline-file",
)  # fmt: skip
"""What an editor checks the package's files by."""


def find_baseline(discovery: Discovery, wanted: str | None) -> Baseline:
    """Return the installed jurisdiction to start from: the named one, or the only baseline.

    OrderRefused if there is none, or several; CountyRefused if it is broken.
    """
    platform = Platform(discovery)
    found = {}
    for each in discovery.counties:
        if isinstance(each.manifest, CountyManifest) and wanted in (None, each.manifest.id):
            document = platform.county(each.manifest.id).policy.documents[0].document
            if wanted or not document.extends:
                found[each.manifest.id] = (document, each.manifest, each.distribution)
    if len(found) != 1:
        listed = ", ".join(sorted(found)) or "0"
        raise OrderRefused(
            Text(
                f"无法确定以哪个基准为起点（找到：{listed}），请用 --baseline 指定",
                f"cannot tell which baseline to start from (found: {listed});"
                " name it by --baseline",
            )
        )
    ((document, manifest, distribution),) = found.values()
    return Baseline(document, manifest, distribution, _plugins(discovery))


def make_package(order: Order, baseline: Baseline) -> Sequence[Path]:
    """Write the package and return its files, relative to its folder.

    Raises OSError; then nothing is left behind.
    """
    order.folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{order.id}-", dir=order.folder.parent))
    try:
        _write(draft, order, baseline)
        files = sorted(each.relative_to(draft) for each in draft.rglob("*") if each.is_file())
        draft.chmod(0o755)  # What mkdtemp makes only its owner may enter.
        draft.rename(order.folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return files


def _write(folder: Path, order: Order, baseline: Baseline) -> None:
    package = folder / order.package
    document = package / "policy" / f"{order.document}.toml"
    texts = {
        folder / "pyproject.toml": templates.pyproject(order, baseline),
        folder / "README.md": readme(order, baseline),
        folder / "tests" / f"test_{order.id}.py": templates.tests(order),
        package / "__init__.py": templates.manifest(order),
        package / "py.typed": "",
        document: policy_text(order, baseline.document),
        **{
            folder / "schemas" / f"{name}.schema.json": written(PUBLISHED[name])
            for name in _SCHEMAS
        },
    }
    _write_texts(texts)
    county = load_draft(order, baseline, document)
    _write_texts({package / "cases" / name: text for name, text in _cases(order, county).items()})


def _write_texts(texts: Mapping[Path, str]) -> None:
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _cases(order: Order, county: County) -> dict[str, str]:
    """Return a file of cases for each table, numbered in the order of the document."""
    drafts: dict[str, list[DraftCase]] = {}
    for draft in draft_cases(county, order.since):
        drafts.setdefault(draft.table, []).append(draft)
    return {
        f"{number}-{table}.toml": file_text(each, county)
        for number, (table, each) in enumerate(drafts.items(), start=1)
    }


def load_draft(order: Order, baseline: Baseline, document: Path) -> County:
    """Load the new county as if it were installed."""

    class Draft:
        @hookimpl
        def policy_documents(self) -> Sequence[Path]:
            return [document]

    manifest = CountyManifest(
        id=order.id, name=order.name, api=API, document=order.document, plugin=Draft()
    )
    return load_county(manifest, baseline.plugins)


def _plugins(discovery: Discovery) -> tuple[PluginManifest, ...]:
    found = (each.manifest for each in discovery.plugins)
    return tuple(each for each in found if isinstance(each, PluginManifest))
