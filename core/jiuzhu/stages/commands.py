"""What a plugin may add to the command line, by the names of things in its own modules."""

from __future__ import annotations

import re
from typing import Final

from attrs import field, frozen

from jiuzhu_schemas.text import Text

from .fitting import PATH, fits, is_text

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


@frozen(kw_only=True)
class CliCommand:
    """A command ``jiuzhu NAME``. Raises ValueError for what is none."""

    name: str = field(validator=fits(_NAME, "wushan-report"))
    """Unique among all commands; begin it with the plugin's id."""
    title: Text = field(validator=is_text)
    run: str = field(validator=fits(PATH, "jiuzhu_wushan.report:command"))
    """Module and name of a `click.Command`, imported when somebody calls for it."""
