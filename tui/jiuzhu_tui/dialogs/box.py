"""A box to tick whose sign tells whether it is ticked: textual's own tells it by colour alone."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Checkbox

from jiuzhu_schemas.text import Text
from jiuzhu_tui.plain import safe


class Box(Checkbox):
    """``[x] label`` or ``[ ] label``."""

    BUTTON_LEFT = "["
    BUTTON_RIGHT = "]"

    def __init__(self, label: Text | str, ticked: bool = False, *, id: str) -> None:
        super().__init__(safe(label), ticked, id=id, compact=True)

    def render(self) -> Content:
        """Draw the sign by the value."""
        self.BUTTON_INNER = "x" if self.value else " "
        return super().render()
