"""Plugin managers: registers what plugins implement, refusing what does not fit the hooks."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import pluggy
from attrs import frozen

from jiuzhu.stages import specs, telling
from jiuzhu.stages.containment import contained
from jiuzhu.stages.deprecation import DeprecatedHook
from jiuzhu.stages.facade import CORE_PLUGIN
from jiuzhu.stages.faults import place_of, said_by, shown
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from .manifest import CountyManifest, PluginManifest

FILE_HOOKS: Final = specs.hook_names(specs.PolicyHooks)
"""The hooks whose answers are files."""


class PluginRefused(JiuzhuError):
    """A plugin does not fit the hooks, or fails to name its files."""


@frozen
class Deprecation:
    """A plugin that implements something which is going to be removed."""

    plugin: str
    text: Text
    place: str
    """The file and line of its implementation."""


def build_manager(
    plugins: Iterable[PluginManifest], county: CountyManifest | None = None
) -> pluggy.PluginManager:
    """Register the building blocks by name, then the county, which is asked first.

    Raises PluginRefused naming a plugin that does not fit the hooks.
    """
    manager = pluggy.PluginManager(specs.PROJECT)
    for hooks in specs.ALL_HOOKS:
        manager.add_hookspecs(hooks)
    for plugin in sorted(plugins, key=lambda each: each.id):
        register(manager, plugin.plugin, plugin.id)
    if county is not None and county.plugin is not None:
        register(manager, county.plugin, county.id)
    return manager


def register(manager: pluggy.PluginManager, plugin: object, name: str) -> list[Deprecation]:
    """Register a plugin; return what it implements that is going to be removed.

    Raises PluginRefused for what does not fit: an unknown hook, an argument that the hook does
    not have, a method that is named like a hook but is not marked, a class in place of an object.
    """
    try:
        _refuse_misfits(plugin)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            manager.register(plugin, name=name)
        manager.check_pending()
        _refuse_old_wrappers(manager, plugin)
    except Exception as error:  # Reading a stranger's attributes may raise anything.
        place, text = _misfit(error, plugin)
        raise PluginRefused(
            Text(f"插件“{name}”与接口不符：{text.zh}", f"plugin “{name}” does not fit: {text.en}"),
            place,
        ) from None
    return [
        Deprecation(name, each.message.text, f"{each.filename}:{each.lineno}")
        for each in caught
        if isinstance(each.message, DeprecatedHook)
    ]


def alone(
    manifest: PluginManifest | CountyManifest,
) -> tuple[pluggy.PluginManager, list[Deprecation]]:
    """Register one plugin with nobody beside it; return what it implements that will go, too.

    Raises PluginRefused.
    """
    manager = build_manager(())
    if manifest.plugin is None and isinstance(manifest, CountyManifest):
        return manager, []
    return manager, register(manager, manifest.plugin, manifest.id)


def files_of(manager: pluggy.PluginManager, hook: str) -> list[Path]:
    """Return the files that the plugins ship under a hook, in the order of registration.

    Raises PluginFault naming a plugin that raises, does not end or answers with something else.
    """
    implementations: list[Any] = getattr(manager.hook, hook).get_hookimpls()
    return [file for each in implementations for file in files_of_plugin(each, hook)]


def files_of_plugin(implementation: Any, hook: str) -> list[Path]:
    """Return the files that one plugin's implementation of a file hook names; see `files_of`."""
    name, function = implementation.plugin_name, implementation.function
    place = place_of(function)
    start = perf_counter()
    answer = contained(name, hook, lambda: _listed(function()), place=place)
    if telling.wanted():
        names = ", ".join(str(file) for file in answer) if isinstance(answer, list) else "?"
        telling.tell(hook, "", name, names or "[]", perf_counter() - start)
    if not isinstance(answer, list) or not all(isinstance(file, Path) for file in answer):
        raise PluginRefused(
            Text(
                f"插件“{name}”的 {hook} 应返回路径的列表，实为 {shown(answer)}",
                f"plugin “{name}”, hook {hook}: must return a list of paths, not {shown(answer)}",
            ),
            place,
        )
    return answer


def _listed(answer: object) -> object:
    """Return a list as it is, nothing as an empty one, and all else untouched."""
    if answer is None:
        return []
    return list(answer) if isinstance(answer, list | tuple) else answer


class _Misfit(Exception):
    """What does not fit, and where."""

    def __init__(self, text: Text, place: str = "") -> None:
        super().__init__(text.en)
        self.text = text
        self.place = place


def _misfit(error: Exception, plugin: object) -> tuple[str, Text]:
    if isinstance(error, _Misfit):
        return error.place, error.text
    if isinstance(error, pluggy.PluginValidationError):
        said = " ".join(str(error).split())
        return _place_in(said, plugin), Text(said, said)
    return "", Text(said_by(error), said_by(error))


def _place_in(said: str, plugin: object) -> str:
    """Return where the method that pluggy's message names begins."""
    for name, function in _methods(plugin):
        if f"unknown hook {name!r}" in said or f"for hook {name!r}" in said:
            return place_of(function)
    return ""


def _methods(plugin: object) -> Iterator[tuple[str, Any]]:
    """Yield the functions of a plugin by name, without running its descriptors."""
    for name in dir(plugin):
        function = getattr(type(plugin), name, None) or vars(plugin).get(name)
        if callable(function) and hasattr(function, "__code__"):
            yield name, function


def _refuse_misfits(plugin: object) -> None:
    if plugin is None or isinstance(plugin, type):
        raise _Misfit(
            Text(
                f"plugin 应为对象，实为 {shown(plugin)}；类名后要加括号",
                f"plugin must be an object, is {shown(plugin)}; a class needs its brackets",
            )
        )
    known = specs.hook_names(*specs.ALL_HOOKS)
    for name, function in _methods(plugin):
        if name in known and not hasattr(function, f"{specs.PROJECT}_impl"):
            raise _Misfit(
                Text(
                    f"方法 {name} 与挂钩同名，但没有标记 @hookimpl",
                    f"method {name} has the name of a hook but is not marked with @hookimpl",
                ),
                place_of(function),
            )


def _refuse_old_wrappers(manager: pluggy.PluginManager, plugin: object) -> None:
    for caller in manager.get_hookcallers(plugin) or ():
        for each in caller.get_hookimpls():
            if each.plugin is plugin and each.hookwrapper:
                raise _Misfit(
                    Text(
                        f"{caller.name} 用了 hookwrapper=True，请改用 wrapper=True",
                        f"{caller.name} uses hookwrapper=True; use wrapper=True",
                    ),
                    place_of(each.function),
                )
            if each.plugin is plugin and each.wrapper and caller.name not in _WRAPPABLE:
                raise _Misfit(
                    Text(
                        f"{caller.name} 不能包装，只有各救助阶段的挂钩可以",
                        f"{caller.name} cannot be wrapped, only the hooks of the stages can",
                    ),
                    place_of(each.function),
                )


_WRAPPABLE: Final = frozenset(specs.hook_names(*specs.STAGE_HOOKS))

__all__ = [
    "CORE_PLUGIN", "FILE_HOOKS", "Deprecation", "PluginRefused", "alone", "build_manager",
    "files_of", "files_of_plugin", "register",
]  # fmt: skip
