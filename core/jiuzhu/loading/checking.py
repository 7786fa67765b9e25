"""Checks policy documents, installed or not yet, and tells everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from attrs import frozen
from pluggy import PluginManager

from jiuzhu.policy.check import check_document, relief_tables
from jiuzhu.policy.deadlines import read_deadlines
from jiuzhu.policy.errors import PolicyError
from jiuzhu.policy.facts import fact_spaces
from jiuzhu.policy.files import LoadedDocument, Source, fit, read_file, read_toml
from jiuzhu.policy.nearest import unknown
from jiuzhu.policy.policy import compile_policy
from jiuzhu.policy.rows import pool_of
from jiuzhu.policy.show_parts import unverified
from jiuzhu.policy.vocabulary import Vocabulary
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import MaybeEmpty, Text
from jiuzhu_schemas.vocabulary import PremiumFile

from .county import chain, read_documents, read_vocabulary
from .discovery import COUNTY_GROUP, PLUGIN_GROUP, Broken, Discovery
from .doubts import Doubt, doubts_of, lost_schema, new_pools, strange_departments
from .edited import draft_of, owner_of, package_of
from .file_kinds import KINDS, kind_of
from .managers import build_manager, files_of
from .manifest import CountyManifest, PluginManifest


class NothingToCheckError(JiuzhuError):
    """There is no such county, or the installed words cannot be read."""


@frozen(kw_only=True)
class Finding:
    """One fault or warning: where it is, and what is wrong. Line 0 where none is known."""

    severity: Literal["fault", "warning"]
    file: MaybeEmpty
    line: int
    path: MaybeEmpty
    text: Text


def check_files(
    discovery: Discovery, files: Sequence[Path], county: str | None, today: date
) -> list[Finding]:
    """Check documents in the installed words, and together with what they extend.

    Without a ``county``, files that lie in one package, installed or not, are read in its words
    too. Raises NothingToCheckError if the county is unknown or a building block is broken.
    """
    try:
        manager = manager_for(discovery, county, files)
        vocabulary = read_vocabulary(manager)
    except PolicyError as error:
        return list(_faults(error))
    read, findings = _read(files, vocabulary)
    installed = read_documents(files_of(manager, "policy_documents"))
    by_id = installed | {each.document.id: each for each in read}
    for each in read:
        looked_at = (
            *doubts_of(each, today),
            *strange_departments(each, by_id.values()),
            *lost_schema(each.source),
            *new_pools(each, by_id.get(each.document.extends)),
        )
        findings += [_warning(each.source, doubt) for doubt in looked_at]
        findings += _compiled(each.document.id, each.source.file, by_id, vocabulary)
    return _once(findings)


def manager_for(
    discovery: Discovery, county: str | None, files: Iterable[Path] = ()
) -> PluginManager:
    """Register the building blocks, and the county that is named or in whose package files lie.

    Raises NothingToCheckError if the county is unknown or a building block is broken, PolicyError
    for a vocabulary file of a package that is not installed.
    """
    for broken in discovery.broken:
        if broken.group == PLUGIN_GROUP:
            raise NothingToCheckError(_broken(broken), broken.name)
    if county:
        return build_manager(_plugins(discovery), manifest_of(discovery, county))
    packaged = [file for file in files if package_of(file)]
    behind = [owner_of(discovery, file) or draft_of(file) for file in packaged]
    one = behind[0] if len({each.id for each in behind}) == 1 else None
    return build_manager(_plugins(discovery), one)


def check_counties(discovery: Discovery, county: str | None, today: date) -> list[Finding]:
    """Check everything that one county, or each installed one, settles by."""
    findings = [
        Finding(severity="fault", file="", line=0, path=each.name, text=_broken(each))
        for each in discovery.broken
        if each.group == PLUGIN_GROUP or county in (None, each.name)
    ]
    broken = {each.name for each in discovery.broken if each.group == COUNTY_GROUP}
    wanted = [county] if county else [each.manifest.id for each in discovery.counties]
    for name in wanted:
        if name not in broken:
            findings += _county(manifest_of(discovery, name), _plugins(discovery), today)
    return _once(findings)


def _county(
    manifest: CountyManifest, plugins: Iterable[PluginManifest], today: date
) -> list[Finding]:
    try:
        manager = build_manager(plugins, manifest)
        vocabulary = read_vocabulary(manager)
        files = files_of(manager, "policy_documents")
    except JiuzhuError as error:
        return list(_faults(error, manifest.id))
    read, findings = _read(files, vocabulary)
    own = {each.document.id: each for each in read}
    for each in read:
        looked_at = (*doubts_of(each, today), *new_pools(each, own.get(each.document.extends)))
        findings += [_warning(each.source, doubt) for doubt in looked_at]
    findings += _doubtful_premiums(files_of(manager, "premium_files"))
    if any(each.severity == "fault" for each in findings):
        return findings
    try:
        by_id = read_documents(files)
    except JiuzhuError as error:
        return [*findings, *_faults(error, manifest.id)]
    try:
        read_deadlines(files_of(manager, "deadline_files"), by_id)
    except JiuzhuError as error:
        findings += _faults(error, manifest.id)
    top = by_id.get(manifest.document)
    file = top.source.file if top else Path(manifest.id)
    return [*findings, *_compiled(manifest.document, file, by_id, vocabulary)]


def _read(
    files: Iterable[Path], vocabulary: Vocabulary
) -> tuple[list[LoadedDocument], list[Finding]]:
    """Read and check each file by itself; return the sound documents and all faults.

    Files of another kind than a document (cases, categories, …) are read as what they are.
    """
    sound: list[LoadedDocument] = []
    findings: list[Finding] = []
    for file in files:
        try:
            data, source = read_toml(file)
            kind = kind_of(data)
            if kind != "policy-document":
                fit(data, source, KINDS[kind])
                continue
            document = fit(data, source, PolicyDocument)
            check_document(document, source, vocabulary, fact_spaces(vocabulary.declared))
            sound.append(LoadedDocument(document, source))
        except PolicyError as error:
            findings += _faults(error)
    return sound, findings


def _compiled(
    wanted: str, file: Path, by_id: dict[str, LoadedDocument], vocabulary: Vocabulary
) -> list[Finding]:
    """Return what is wrong with a document together with those it extends."""
    spaces = fact_spaces(vocabulary.declared)
    lost = list(_lost_upper(wanted, by_id)) or list(_lost_pools(wanted, by_id))
    if lost:
        return lost
    try:
        documents = chain(wanted, by_id)
        for each in documents:
            check_document(each.document, each.source, vocabulary, spaces)
        compile_policy(documents, vocabulary, spaces)
    except JiuzhuError as error:
        return list(_faults(error, str(file)))
    return []


def _lost_upper(wanted: str, by_id: Mapping[str, LoadedDocument]) -> Iterator[Finding]:
    """Yield an ``extends`` that names no document which is known."""
    loaded = by_id.get(wanted)
    upper = loaded.document.extends if loaded else ""
    if loaded and upper and upper not in by_id:
        sentence = Text(f"找不到政策文件“{upper}”", f"policy document “{upper}” is missing")
        others = [name for name in by_id if name != wanted]
        text = unknown(sentence, upper, others)
        yield from _told(loaded.source, "extends", text)


def _lost_pools(wanted: str, by_id: Mapping[str, LoadedDocument]) -> Iterator[Finding]:
    """Yield rows whose pool stands neither in their document nor in those it extends."""
    loaded = by_id.get(wanted)
    if loaded is None or not loaded.document.extends:
        return
    known: dict[str, None] = {}
    seen: set[str] = set()
    above: LoadedDocument | None = loaded
    while above and above.document.id not in seen:
        seen.add(above.document.id)
        known |= {pool.id: None for pool in above.document.pools}
        above = by_id.get(above.document.extends)
    for name, table, _ in relief_tables(loaded.document):
        for place, row in enumerate(table.rows):
            pool = pool_of(name, table, row)
            if not row.deny and pool not in known:
                sentence = Text(f"没有名为“{pool}”的年度限额", f"there is no annual pool “{pool}”")
                path = f"{name}.rows[{place}].pool"
                yield from _told(loaded.source, path, unknown(sentence, pool, known))


def _told(source: Source, path: str, text: Text) -> Iterator[Finding]:
    return _faults(PolicyError(source.file, [source.fault(path, text)]))


def _doubtful_premiums(files: Iterable[Path]) -> Iterator[Finding]:
    for file in files:
        content, source = read_file(file, PremiumFile)
        doubtful = [
            (place, each.year) for place, each in enumerate(content.premiums) if not each.verified
        ]
        if doubtful:
            path = f"premiums[{doubtful[0][0]}].verified"
            years = ", ".join(str(year) for _, year in doubtful)
            yield _warning(source, (path, source.line_of(path), unverified(years)))


def _faults(error: JiuzhuError, place: str = "") -> Iterator[Finding]:
    if isinstance(error, PolicyError):
        for fault in error.faults:
            yield Finding(
                severity="fault",
                file=str(error.file),
                line=fault.line,
                path=fault.path,
                text=fault.text,
            )
    else:
        yield Finding(
            severity="fault", file=error.place or place, line=0, path="", text=error.message
        )


def _warning(source: Source, doubt: Doubt) -> Finding:
    path, line, text = doubt
    return Finding(severity="warning", file=str(source.file), line=line, path=path, text=text)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out what several counties share; faults first, then by place."""
    return sorted(
        dict.fromkeys(findings), key=lambda each: (each.severity, each.file, each.line, each.path)
    )


def _plugins(discovery: Discovery) -> list[PluginManifest]:
    found = (each.manifest for each in discovery.plugins)
    return [manifest for manifest in found if isinstance(manifest, PluginManifest)]


def manifest_of(discovery: Discovery, county: str) -> CountyManifest:
    """Return an installed county's manifest; NothingToCheckError names those that there are."""
    for found in discovery.counties:
        if found.manifest.id == county and isinstance(found.manifest, CountyManifest):
            return found.manifest
    known = ", ".join(each.manifest.id for each in discovery.counties)
    raise NothingToCheckError(
        Text(
            f"没有安装县“{county}”，已安装：{known}",
            f"county “{county}” is not installed; installed: {known}",
        )
    )


def _broken(broken: Broken) -> Text:
    return Text(
        f"“{broken.name}”（{broken.distribution}）不可用：{broken.problem.zh}",
        f"“{broken.name}” ({broken.distribution}) is broken: {broken.problem.en}",
    )
