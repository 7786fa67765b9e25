"""What a plugin may add to the terminal interface, by the names of things in its own modules.

The core knows no terminal: a name such as ``jiuzhu_wushan.screens:Beds`` is looked up by the
terminal interface alone, when somebody goes there.
"""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

from jiuzhu_schemas.text import Text

from .fitting import ID, PATH, fits, is_text

_NOTHING: Final = Text("", "")


@frozen(kw_only=True)
class TerminalScreen:
    """A screen that the palette offers. Raises ValueError for what is none."""

    id: str = field(validator=fits(ID, "wushan_beds"))
    """Unique among all screens; begin it with the plugin's id."""
    title: Text = field(validator=is_text)
    screen: str = field(validator=fits(PATH, "jiuzhu_wushan.screens:Beds"))
    """Module and class of a ``jiuzhu_tui.screens.work.WorkScreen``, made without arguments."""
    more: Text = field(default=_NOTHING, validator=is_text)
    """What one finds there, in a few words."""
    needs_casebook: bool = True


@frozen(kw_only=True)
class TerminalCommand:
    """A command that the palette offers everywhere. Raises ValueError for what is none."""

    id: str = field(validator=fits(ID, "wushan_report"))
    title: Text = field(validator=is_text)
    run: str = field(validator=fits(PATH, "jiuzhu_wushan.report:write"))
    """Module and function, which is called with the application (``jiuzhu_tui.app.JiuzhuApp``)."""
    more: Text = field(default=_NOTHING, validator=is_text)
