"""One jurisdiction, loaded: its plugin manager, its policy, its stage hooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pluggy
from attrs import frozen

from jiuzhu.policy.check import check_document
from jiuzhu.policy.errors import NoPolicyError
from jiuzhu.policy.facts import fact_spaces
from jiuzhu.policy.files import read_file
from jiuzhu.policy.policy import LoadedDocument, Policy, compile_policy
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
from jiuzhu.stages.facade import StageHooks
from jiuzhu.stages.specs import ALL_HOOKS, PROJECT
from jiuzhu.stages.tables import PolicyTables
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import Text

from .manifest import CountyManifest, PluginManifest

CORE_PLUGIN = "jiuzhu-core"


class PluginRefused(JiuzhuError):
    """A plugin does not fit the hooks, or fails to name its files."""


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


def load_county(manifest: CountyManifest, plugins: Iterable[PluginManifest]) -> County:
    """Build a county: core defaults, the plugins by name, the county last, so that it wins.

    Raises PluginRefused, PolicyError or NoPolicyError; nothing of it reaches other counties.
    """
    manager = build_manager(plugins, manifest)
    policy = _policy(manager, manifest)
    _register(manager, PolicyTables(policy), CORE_PLUGIN)
    pools = [frozenset(edition.pools) for edition in policy.editions]
    hooks_of_stages = StageHooks(manager, pools)
    return County(manifest, policy, hooks_of_stages, manager, Engine(policy, hooks_of_stages))


def build_manager(
    plugins: Iterable[PluginManifest], county: CountyManifest | None = None
) -> pluggy.PluginManager:
    """Register the building blocks by name, then the county, which is asked first.

    Raises PluginRefused naming a plugin that does not fit the hooks.
    """
    manager = pluggy.PluginManager(PROJECT)
    for hooks in ALL_HOOKS:
        manager.add_hookspecs(hooks)
    for plugin in sorted(plugins, key=lambda each: each.id):
        _register(manager, plugin.plugin, plugin.id)
    if county is not None and county.plugin is not None:
        _register(manager, county.plugin, county.id)
    return manager


def read_vocabulary(manager: pluggy.PluginManager) -> Vocabulary:
    """Read the words that the registered plugins ship; PolicyError names a wrong file."""
    diseases, source = read_diseases(files_of(manager, "disease_catalogues"))
    return Vocabulary(
        categories=read_categories(files_of(manager, "category_files")),
        diseases=diseases,
        premiums=read_premiums(files_of(manager, "premium_files")),
        declared=read_facts(files_of(manager, "fact_files")),
        disease_source=source,
    )


def files_of(manager: pluggy.PluginManager, hook: str) -> list[Path]:
    """Return the files that the plugins ship under a hook, in the order of registration.

    Raises PluginRefused naming a plugin that raises or answers with something else.
    """
    implementations: list[Any] = getattr(manager.hook, hook).get_hookimpls()
    return [file for each in implementations for file in _shipped(each, hook)]


def _register(manager: pluggy.PluginManager, plugin: object, name: str) -> None:
    try:
        manager.register(plugin, name=name)
        manager.check_pending()
    except Exception as error:  # Reading a stranger's attributes may raise anything.
        raise PluginRefused(
            Text(f"插件“{name}”与接口不符：{error}", f"plugin “{name}” does not fit: {error}")
        ) from None


def _shipped(implementation: Any, hook: str) -> list[Path]:
    name = implementation.plugin_name
    try:
        answer = implementation.function()
    except Exception as error:  # A stranger's code may raise anything; it is named and stopped.
        text = f"{type(error).__name__}: {error}"
        raise PluginRefused(
            Text(
                f"插件“{name}”的 {hook} 运行出错（{text}）",
                f"plugin “{name}”, hook {hook}: raised {text}",
            )
        ) from error
    files = list(answer) if isinstance(answer, list | tuple) else [answer]
    if answer is not None and not all(isinstance(file, Path) for file in files):
        raise PluginRefused(
            Text(
                f"插件“{name}”的 {hook} 应返回路径的列表，实为 {answer!r:.80}",
                f"plugin “{name}”, hook {hook}: must return a list of paths, not {answer!r:.80}",
            )
        )
    return [] if answer is None else files


def _policy(manager: pluggy.PluginManager, manifest: CountyManifest) -> Policy:
    vocabulary = read_vocabulary(manager)
    spaces = fact_spaces(vocabulary.declared)
    documents = chain(manifest.document, read_documents(files_of(manager, "policy_documents")))
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
