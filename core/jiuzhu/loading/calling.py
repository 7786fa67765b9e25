"""In which order the plugins of a county are asked, hook by hook."""

from __future__ import annotations

import inspect
from typing import Any, Final, Literal

import pluggy
from attrs import frozen

from jiuzhu.stages import specs
from jiuzhu.stages.facade import CORE_PLUGIN
from jiuzhu.stages.faults import place_of
from jiuzhu_schemas.text import MaybeEmpty

from .county import County

HOOKS: Final = specs.hook_names(*specs.ALL_HOOKS)
"""Every hook, in the order in which a claim meets them."""

Role = Literal["wrapper", "first", "usual", "last", "default"]


@frozen(kw_only=True)
class Called:
    """One implementation of a hook."""

    plugin: str
    kind: Literal["county", "plugin", "core"]
    role: Role
    """``first`` and ``last``: marked ``tryfirst`` or ``trylast``; ``default``: the core's."""
    place: MaybeEmpty
    """Its file and line."""


@frozen(kw_only=True)
class HookOrder:
    """Who is asked, the first one first. Wrappers come before all, from the outside in."""

    county: str
    hook: str
    first_answer_counts: bool
    """Whether the first answer that is not None counts; else all answers do."""
    calls: tuple[Called, ...]


def order_of(county: County, hook: str) -> HookOrder:
    """Return the order of asking under one hook."""
    caller: pluggy.HookCaller = getattr(county.manager.hook, hook)
    spec = caller.spec
    return HookOrder(
        county=county.manifest.id,
        hook=hook,
        first_answer_counts=bool(spec and spec.opts.get("firstresult")),
        calls=tuple(_called(each, county) for each in reversed(caller.get_hookimpls())),
    )


def bare(implementation: Any) -> Any:
    """Return a plugin's own function, taken out of what was put around it."""
    return inspect.unwrap(implementation.function)


def _called(implementation: Any, county: County) -> Called:
    name = str(implementation.plugin_name)
    core = name == CORE_PLUGIN
    return Called(
        plugin=name,
        kind="core" if core else "county" if name == county.manifest.id else "plugin",
        role="default" if core else _role(implementation),
        place="" if core else place_of(bare(implementation)),
    )


def _role(implementation: Any) -> Role:
    if implementation.wrapper or implementation.hookwrapper:
        return "wrapper"
    if implementation.tryfirst:
        return "first"
    return "last" if implementation.trylast else "usual"
