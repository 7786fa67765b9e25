"""The widgets that show text: never markup, always visible. Nothing else may show outside text."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from jiuzhu_schemas.text import Text

from .foreign import visible, visible_lines


def safe(text: Text | str) -> Content:
    """Return a text for a border's title, an option or a tooltip: markup in it does nothing."""
    return Content(visible_lines(str(text)))


class Plain(Static):
    """Shows a text as it is, in as many lines as it has."""

    DEFAULT_CSS = "Plain { width: auto; height: auto; }"

    def __init__(
        self,
        text: Text | str = "",
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(safe(text), id=id, classes=classes, markup=False)

    def show(self, text: Text | str) -> None:
        """Show another text."""
        self.update(safe(text))

    @property
    def text(self) -> str:
        """What is shown."""
        return str(self.content)


class Line(Plain):
    """One line of text, as wide as there is room."""

    DEFAULT_CSS = "Line { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }"

    def show(self, text: Text | str) -> None:
        """Show another text, in one line."""
        self.update(Content(visible(str(text))), layout=False)  # Its size stays as it is.
