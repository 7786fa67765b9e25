"""By what software a county decides: its plugins, their versions, the stages they speak of."""

from __future__ import annotations

from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, version

import pluggy

from jiuzhu.loading.county import CORE_PLUGIN
from jiuzhu.loading.discovery import COUNTY_GROUP, PLUGIN_GROUP
from jiuzhu.loading.manifest import API
from jiuzhu.stages.facade import STAGE_HOOK_NAMES
from jiuzhu_schemas.trace import Receipt, ReceiptPlugin

_CORE_DISTRIBUTION = "jiuzhu"


def receipt_of(manager: pluggy.PluginManager) -> Receipt:
    """Return the plugins of one county in the order in which they are asked.

    A plugin that no installed distribution brought, as in a test, has no version.
    """
    installed = {
        point.name: point
        for group in (PLUGIN_GROUP, COUNTY_GROUP)
        for point in entry_points(group=group)
    }
    stages: dict[str, list[str]] = {}
    for hook in STAGE_HOOK_NAMES:
        for each in getattr(manager.hook, hook).get_hookimpls():
            stages.setdefault(each.plugin_name, []).append(hook)
    names = [name for name, plugin in manager.list_name_plugin() if plugin is not None]
    return Receipt(
        api=API,
        plugins=tuple(
            _plugin(name, installed.get(name), tuple(stages.get(name, ())))
            for name in sorted(names, key=lambda name: (name == CORE_PLUGIN, -names.index(name)))
        ),
    )


def _plugin(name: str, point: EntryPoint | None, stages: tuple[str, ...]) -> ReceiptPlugin:
    if name == CORE_PLUGIN:
        return ReceiptPlugin(
            name=name, distribution=_CORE_DISTRIBUTION, version=_core_version(), stages=stages
        )
    dist = point.dist if point else None
    return ReceiptPlugin(
        name=name,
        distribution=dist.name if dist else "",
        version=dist.version if dist else "",
        stages=stages,
    )


def _core_version() -> str:
    try:
        return version(_CORE_DISTRIBUTION)
    except PackageNotFoundError:
        return ""


def coders_of(receipt: Receipt) -> dict[str, tuple[str, ...]]:
    """Return, by stage, the plugins that have code for it, in the order of asking."""
    return {
        hook: tuple(
            each.name
            for each in receipt.plugins
            if each.name != CORE_PLUGIN and hook in each.stages
        )
        for hook in STAGE_HOOK_NAMES
    }
