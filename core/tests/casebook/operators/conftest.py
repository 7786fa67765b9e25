"""Tests here make many accounts: with cheap password hashes."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _cheap(quick_passwords: None) -> None:
    """Every test here."""
