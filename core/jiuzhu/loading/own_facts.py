"""Which plugin declares a fact, and whether it has rules in code, which may look at it."""

from __future__ import annotations

from typing import Any, Final

from attrs import frozen

from jiuzhu.policy.vocabulary import read_facts
from jiuzhu.stages.facade import CORE_PLUGIN, STAGE_HOOK_NAMES

from .county import County
from .managers import files_of_plugin

_HOOK: Final = "fact_files"


@frozen
class FactOwner:
    """The plugin that declares a fact."""

    is_county: bool
    """It is the county's own, not a building block that every county gets."""
    has_code: bool
    """It has rules in code. What those look at shows only when they are asked."""


def fact_owners(county: County) -> dict[str, FactOwner]:
    """Return who declares each fact, by the fact's id. Raises PluginFault for one that fails."""
    manager: Any = county.manager
    with_code = {
        each.plugin_name
        for hook in (*STAGE_HOOK_NAMES, "claim_check")
        for each in getattr(manager.hook, hook).get_hookimpls()
    } - {CORE_PLUGIN}
    return {
        fact.id: FactOwner(each.plugin is county.manifest.plugin, each.plugin_name in with_code)
        for each in getattr(manager.hook, _HOOK).get_hookimpls()
        for fact in read_facts(files_of_plugin(each, _HOOK))
    }
