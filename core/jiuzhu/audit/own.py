"""Which documents are a county's own: those of its package, not those they extend."""

from __future__ import annotations

from jiuzhu.loading.county import CORE_PLUGIN, County
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.policy import LoadedDocument
from jiuzhu.stages.facade import STAGE_HOOK_NAMES
from jiuzhu_schemas.policy import PolicyDocument


def own_documents(county: County) -> tuple[LoadedDocument, ...]:
    """Return the documents that lie beside the county's first one."""
    documents = county.policy.documents
    folder = documents[0].source.file.parent
    return tuple(each for each in documents if each.source.file.parent == folder)


def upper_layers(county: County, edition: Edition) -> tuple[PolicyDocument, ...]:
    """Return the documents of an edition that are not the county's own."""
    own = {each.document.id for each in own_documents(county)}
    return tuple(each for each in edition.documents if each.id not in own)


def stages_with_code(county: County) -> tuple[str, ...]:
    """Return the stage hooks that a plugin's code answers, besides the core's tables."""
    return tuple(
        name
        for name in STAGE_HOOK_NAMES
        if any(
            each.plugin_name != CORE_PLUGIN
            for each in getattr(county.manager.hook, name).get_hookimpls()
        )
    )
