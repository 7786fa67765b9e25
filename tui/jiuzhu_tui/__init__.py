"""Jiuzhu at the terminal. The only package that imports textual.

Textual turns on the Kitty keyboard protocol, under which Chinese input methods deliver garbage;
it must be told otherwise before it is first imported.
"""

from __future__ import annotations

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
