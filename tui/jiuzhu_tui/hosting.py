"""What screens and widgets ask of the application they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.dom import DOMNode

if TYPE_CHECKING:
    from .app import JiuzhuApp


def the_app(node: DOMNode) -> JiuzhuApp:
    """Return the application a widget or screen belongs to."""
    return cast("JiuzhuApp", node.app)
