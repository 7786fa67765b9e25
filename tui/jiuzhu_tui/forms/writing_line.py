"""The line of a field that one writes in."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class WritingLine(Input):
    """As wide as its field, whatever is written in it.

    Textual's own has the whole screen laid out anew at every key, since how much it could scroll
    changes. A form of many fields takes longer for that than for all else a key asks for.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)
