"""What a plugin says of itself at its entry point."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from jiuzhu_schemas.text import Text

API: Final = 1
"""The number of the hooks' interface. It rises when a hook changes in a way plugins notice."""


@frozen(kw_only=True)
class PluginManifest:
    """A building block that every county of an installation gets: group ``jiuzhu.plugins``."""

    id: str
    name: Text
    api: int
    plugin: object
    """The object whose methods are hook implementations."""


@frozen(kw_only=True)
class CountyManifest:
    """A jurisdiction that can settle: group ``jiuzhu.counties``."""

    id: str
    name: Text
    api: int
    document: str
    """The id of its own policy document; what that extends is looked for in the plugins."""
    plugin: object | None = None
    """The county's hook implementations and files; None where a plugin ships them."""
