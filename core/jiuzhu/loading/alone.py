"""A policy document by itself: read, checked and compiled without any county."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jiuzhu.policy.facts import fact_spaces
from jiuzhu.policy.files import LoadedDocument, read_file
from jiuzhu.policy.policy import Policy, compile_policy
from jiuzhu_schemas.policy import PolicyDocument

from .checking import manager_for
from .county import chain, read_documents, read_vocabulary
from .discovery import Discovery
from .managers import files_of


def policy_of(
    discovery: Discovery, file: Path, upper: Sequence[Path], county: str | None
) -> Policy:
    """Compile a document over those that it extends: ``upper`` files, else installed ones.

    The document is taken to be sound, as `jiuzhu.loading.checking.check_files` finds out.
    """
    manager = manager_for(discovery, county, (file,))
    vocabulary = read_vocabulary(manager)
    by_id = read_documents(files_of(manager, "policy_documents"))
    loaded = [LoadedDocument(*read_file(each, PolicyDocument)) for each in (file, *upper)]
    by_id |= {each.document.id: each for each in loaded}
    documents = chain(loaded[0].document.id, by_id)
    return compile_policy(documents, vocabulary, fact_spaces(vocabulary.declared))
