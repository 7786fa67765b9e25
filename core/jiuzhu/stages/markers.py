"""The markers: `hookspec` for what the core asks, `hookimpl` for what a plugin answers."""

from __future__ import annotations

from typing import Final

import pluggy

PROJECT: Final = "jiuzhu"
hookspec: Final = pluggy.HookspecMarker(PROJECT)
hookimpl: Final = pluggy.HookimplMarker(PROJECT)
