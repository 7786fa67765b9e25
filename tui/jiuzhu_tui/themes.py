"""Two themes, light and dark. Colour is never the only sign of anything."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

LIGHT: Final = Theme(
    name="jiuzhu-light",
    primary="#0B5CAD",
    secondary="#3C6E71",
    warning="#8A5A00",
    error="#B3261E",
    success="#1B6E3C",
    accent="#0B5CAD",
    foreground="#1B1F24",
    background="#F5F6F8",
    surface="#FFFFFF",
    panel="#E3E8EF",
    dark=False,
)
DARK: Final = Theme(
    name="jiuzhu-dark",
    primary="#4C9BE8",
    secondary="#7FB7BE",
    warning="#E0B040",
    error="#F07168",
    success="#6FCF97",
    accent="#4C9BE8",
    foreground="#E6EAF0",
    background="#14181D",
    surface="#1B2027",
    panel="#2A313B",
    dark=True,
)
THEMES: Final = (DARK, LIGHT)


def other(name: str) -> str:
    """Return the theme to change to."""
    return LIGHT.name if name == DARK.name else DARK.name
