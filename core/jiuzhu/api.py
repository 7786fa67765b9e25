"""The names a plugin needs: manifests, the hook marker, facts and what hooks answer."""

from __future__ import annotations

from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.terms import Band, Denied, Eligible, Handoff, SubsidyTerms, Terms
from jiuzhu_schemas.text import Text

from .loading.manifest import API, CountyManifest, PluginManifest
from .stages.specs import hookimpl
from .stages.terminal import TerminalCommand, TerminalScreen

__all__ = [
    "API",
    "Band",
    "CountyManifest",
    "Denied",
    "Eligible",
    "EnrolmentFacts",
    "Facts",
    "Handoff",
    "PluginManifest",
    "SubsidyTerms",
    "TerminalCommand",
    "TerminalScreen",
    "Terms",
    "Text",
    "hookimpl",
]
