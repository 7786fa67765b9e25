"""What a plugin may add to the terminal interface, by the names of things in its own modules.

The core knows no terminal: a name such as ``jiuzhu_wushan.screens:Beds`` is looked up by the
terminal interface alone, when somebody goes there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from attrs import Attribute, field, frozen

from jiuzhu_schemas.text import Text

_ID: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
_PATH: Final = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*\Z")
_NOTHING: Final = Text("", "")


def _fits(pattern: re.Pattern[str], like: str) -> Callable[[object, Attribute[Any], object], None]:
    """Return a validator that raises ValueError for anything but a text of a form."""

    def check(_: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, str) or not pattern.match(value):
            raise ValueError(f"{attribute.name} must be like “{like}”, is {value!r:.80}")

    return check


def _is_text(_: object, attribute: Attribute[Any], value: object) -> None:
    if not isinstance(value, Text):
        raise ValueError(f"{attribute.name} must be a Text, is {value!r:.80}")


@frozen(kw_only=True)
class TerminalScreen:
    """A screen that the palette offers. Raises ValueError for what is none."""

    id: str = field(validator=_fits(_ID, "wushan_beds"))
    """Unique among all screens; begin it with the plugin's id."""
    title: Text = field(validator=_is_text)
    screen: str = field(validator=_fits(_PATH, "jiuzhu_wushan.screens:Beds"))
    """Module and class of a ``jiuzhu_tui.screens.work.WorkScreen``, made without arguments."""
    more: Text = field(default=_NOTHING, validator=_is_text)
    """What one finds there, in a few words."""
    needs_casebook: bool = True


@frozen(kw_only=True)
class TerminalCommand:
    """A command that the palette offers everywhere. Raises ValueError for what is none."""

    id: str = field(validator=_fits(_ID, "wushan_report"))
    title: Text = field(validator=_is_text)
    run: str = field(validator=_fits(_PATH, "jiuzhu_wushan.report:write"))
    """Module and function, which is called with the application (``jiuzhu_tui.app.JiuzhuApp``)."""
    more: Text = field(default=_NOTHING, validator=_is_text)
