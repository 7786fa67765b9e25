"""How many entries of a recorded file are inserted, and hashed, at a time."""

from __future__ import annotations

from typing import Final

CHUNK: Final = 5000
"""Never to be changed: the hash of a file in the audit trail is over chunks of this many."""
