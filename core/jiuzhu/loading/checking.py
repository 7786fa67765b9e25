"""Checks policy documents, installed or not yet, and tells everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from attrs import frozen

from jiuzhu.policy.check import check_document
from jiuzhu.policy.deadlines import read_deadlines
from jiuzhu.policy.errors import PolicyError
from jiuzhu.policy.facts import fact_spaces
from jiuzhu.policy.files import read_file
from jiuzhu.policy.policy import LoadedDocument, compile_policy
from jiuzhu.policy.show_parts import reviewed_late, unverified
from jiuzhu.policy.vocabulary import Vocabulary
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import MaybeEmpty, Text
from jiuzhu_schemas.vocabulary import PremiumFile

from .county import build_manager, chain, files_of, read_documents, read_vocabulary
from .discovery import COUNTY_GROUP, PLUGIN_GROUP, Broken, Discovery
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

    Raises NothingToCheckError if the county is unknown or a building block is broken.
    """
    for broken in discovery.broken:
        if broken.group == PLUGIN_GROUP:
            raise NothingToCheckError(_broken(broken), broken.name)
    manifest = _manifest(discovery, county) if county else None
    manager = build_manager(_plugins(discovery), manifest)
    vocabulary = read_vocabulary(manager)
    read, findings = _read(files, vocabulary)
    installed = read_documents(files_of(manager, "policy_documents"))
    by_id = installed | {each.document.id: each for each in read}
    for each in read:
        findings += _late(each, today)
        findings += _compiled(each.document.id, each.source.file, by_id, vocabulary)
    return _once(findings)


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
            findings += _county(_manifest(discovery, name), _plugins(discovery), today)
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
    for each in read:
        findings += _late(each, today)
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
    """Read and check each file by itself; return the sound documents and all faults."""
    sound: list[LoadedDocument] = []
    findings: list[Finding] = []
    for file in files:
        try:
            document, source = read_file(file, PolicyDocument)
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
    try:
        documents = chain(wanted, by_id)
        for each in documents:
            check_document(each.document, each.source, vocabulary, spaces)
        compile_policy(documents, vocabulary, spaces)
    except JiuzhuError as error:
        return list(_faults(error, str(file)))
    return []


def _late(loaded: LoadedDocument, today: date) -> list[Finding]:
    document, source = loaded.document, loaded.source
    if today <= document.last_review:
        return []
    line = source.line_of("last_review")
    return [_warning(str(source.file), "last_review", reviewed_late(document, today), line)]


def _doubtful_premiums(files: Iterable[Path]) -> Iterator[Finding]:
    for file in files:
        content, source = read_file(file, PremiumFile)
        for place, premium in enumerate(content.premiums):
            path = f"premiums[{place}].verified"
            if not premium.verified:
                yield _warning(str(file), path, unverified(premium), source.line_of(path))


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


def _warning(file: str, path: str, text: Text, line: int) -> Finding:
    return Finding(severity="warning", file=file, line=line, path=path, text=text)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out what several counties share; faults first, then by place."""
    return sorted(
        dict.fromkeys(findings), key=lambda each: (each.severity, each.file, each.line, each.path)
    )


def _plugins(discovery: Discovery) -> list[PluginManifest]:
    found = (each.manifest for each in discovery.plugins)
    return [manifest for manifest in found if isinstance(manifest, PluginManifest)]


def _manifest(discovery: Discovery, county: str) -> CountyManifest:
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
