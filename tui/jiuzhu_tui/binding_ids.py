"""Every binding there is, by id: what a file of keys may remap."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode

import jiuzhu_tui


def bindings() -> Iterator[tuple[type[DOMNode], Binding]]:
    """Yield the bindings of every class of this package."""
    for module in pkgutil.walk_packages(jiuzhu_tui.__path__, "jiuzhu_tui."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for kind in _subclasses(DOMNode):
        if kind.__module__.startswith("jiuzhu_tui"):
            for binding in kind.__dict__.get("BINDINGS", ()):
                yield kind, binding


def known_ids() -> frozenset[str]:
    """Return the ids of all bindings."""
    return frozenset(binding.id for _, binding in bindings() if binding.id)


def _subclasses(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for each in kind.__subclasses__():
        yield each
        yield from _subclasses(each)
