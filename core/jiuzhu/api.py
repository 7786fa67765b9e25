"""The names a plugin needs: manifests, the hook marker, facts and what hooks answer."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.terms import Band, Denied, Eligible, Handoff, SubsidyTerms, Terms
from jiuzhu_schemas.text import Text

from .loading.manifest import API, CountyManifest, PluginManifest
from .stages.markers import hookimpl

if TYPE_CHECKING:
    from .stages.commands import CliCommand
    from .stages.doubts import RefusedClaim
    from .stages.importing import Importer
    from .stages.terminal import TerminalCommand, TerminalScreen

__all__ = [
    "API",
    "Band",
    "CliCommand",
    "CountyManifest",
    "Denied",
    "Eligible",
    "EnrolmentFacts",
    "Facts",
    "Handoff",
    "Importer",
    "PluginManifest",
    "RefusedClaim",
    "SubsidyTerms",
    "TerminalCommand",
    "TerminalScreen",
    "Terms",
    "Text",
    "hookimpl",
]

_HOME: Final = {
    "CliCommand": "commands",
    "Importer": "importing",
    "RefusedClaim": "doubts",
    "TerminalCommand": "terminal",
    "TerminalScreen": "terminal",
}
"""What few plugins need is imported when it is asked for: every command imports this module."""


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"jiuzhu.stages.{_HOME[name]}"), name)
