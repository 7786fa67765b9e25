"""One jurisdiction, loaded: its plugin manager, its policy, its stage hooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pluggy
from attrs import frozen

from jiuzhu.policy.check import check_document
from jiuzhu.policy.errors import NoPolicyError
from jiuzhu.policy.facts import fact_spaces
from jiuzhu.policy.files import read_file
from jiuzhu.policy.policy import LoadedDocument, Policy, compile_policy
from jiuzhu.policy.spellings import read_spellings
from jiuzhu.policy.vocabulary import (
    Vocabulary,
    read_categories,
    read_diseases,
    read_facts,
    read_premiums,
)
from jiuzhu.settlement.balances import Balances
from jiuzhu.settlement.columns import Claims, Enrolments, Identities, People, Progress
from jiuzhu.settlement.engine import Engine
from jiuzhu.settlement.settlement import Settlement
from jiuzhu.settlement.subsidy import Subsidies, subsidise
from jiuzhu.stages.facade import CORE_PLUGIN, StageHooks
from jiuzhu.stages.tables import PolicyTables
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import Text

from .managers import PluginRefused, build_manager, files_of, register
from .manifest import CountyManifest, PluginManifest

__all__ = [
    "CORE_PLUGIN", "County", "PluginRefused", "build_manager", "chain", "files_of", "load_county",
    "read_documents", "read_vocabulary",
]  # fmt: skip


@frozen(eq=False)
class County:
    """A jurisdiction that can settle."""

    manifest: CountyManifest
    policy: Policy
    hooks: StageHooks
    manager: pluggy.PluginManager
    engine: Engine

    def settle(
        self,
        people: People,
        identities: Identities,
        claims: Claims,
        opening: Balances | None = None,
        progress: Progress | None = None,
    ) -> Settlement:
        """Settle a batch of claims; see `jiuzhu.settlement.engine.Engine.settle`."""
        return self.engine.settle(people, identities, claims, opening, progress)

    def subsidise(
        self, people: People, identities: Identities, enrolments: Enrolments
    ) -> Subsidies:
        """Work out premium subsidies; see `jiuzhu.settlement.subsidy.subsidise`."""
        return subsidise(self.policy, self.hooks, len(people), identities, enrolments)


def load_county(
    manifest: CountyManifest, plugins: Iterable[PluginManifest], edited: Path | None = None
) -> County:
    """Build a county: core defaults, the plugins by name, the county last, so that it wins.

    ``edited`` is a document that takes the place of the installed one of its id; of a new id it
    becomes the county's own.

    Raises PluginRefused, PolicyError or NoPolicyError; nothing of it reaches other counties.
    """
    manager = build_manager(plugins, manifest)
    policy = _policy(manager, manifest, edited)
    register(manager, PolicyTables(policy), CORE_PLUGIN)
    pools = [frozenset(edition.pools) for edition in policy.editions]
    hooks_of_stages = StageHooks(manager, pools)
    return County(manifest, policy, hooks_of_stages, manager, Engine(policy, hooks_of_stages))


def read_vocabulary(manager: pluggy.PluginManager) -> Vocabulary:
    """Read the words that the registered plugins ship; PolicyError names a wrong file."""
    diseases, source = read_diseases(files_of(manager, "disease_catalogues"))
    declared = read_facts(files_of(manager, "fact_files"))
    return Vocabulary(
        categories=read_categories(files_of(manager, "category_files")),
        diseases=diseases,
        premiums=read_premiums(files_of(manager, "premium_files")),
        declared=declared,
        disease_source=source,
        spellings=read_spellings(files_of(manager, "header_files"), declared),
    )


def _policy(manager: pluggy.PluginManager, manifest: CountyManifest, edited: Path | None) -> Policy:
    vocabulary = read_vocabulary(manager)
    spaces = fact_spaces(vocabulary.declared)
    by_id = read_documents(files_of(manager, "policy_documents"))
    wanted = manifest.document
    if edited is not None:
        document, source = read_file(edited, PolicyDocument)
        wanted = wanted if document.id in by_id else document.id
        by_id[document.id] = LoadedDocument(document, source)
    documents = chain(wanted, by_id)
    for each in documents:
        check_document(each.document, each.source, vocabulary, spaces)
    return compile_policy(documents, vocabulary, spaces)


def read_documents(files: Iterable[Path]) -> dict[str, LoadedDocument]:
    """Read policy documents by id. NoPolicyError if one id stands in two files."""
    by_id: dict[str, LoadedDocument] = {}
    for file in files:
        document, source = read_file(file, PolicyDocument)
        if document.id in by_id:
            other = by_id[document.id].source.file
            raise NoPolicyError(
                Text(
                    f"文件编号“{document.id}”重复：{other} 与 {file}",
                    f"document id “{document.id}” stands in {other} and in {file}",
                )
            )
        by_id[document.id] = LoadedDocument(document, source)
    return by_id


def chain(wanted: str, by_id: Mapping[str, LoadedDocument]) -> list[LoadedDocument]:
    """Return a document and, one after another, those it extends."""
    found: list[LoadedDocument] = []
    while wanted:
        if wanted not in by_id or by_id[wanted] in found:
            known = ", ".join(sorted(by_id))
            raise NoPolicyError(
                Text(
                    f"找不到政策文件“{wanted}”，或其继承成环；已有：{known}",
                    f"policy document “{wanted}” is missing or extends itself; known: {known}",
                )
            )
        found.append(by_id[wanted])
        wanted = by_id[wanted].document.extends
    return found
