"""The hooks of Jiuzhu, one class per subject. Hooks give terms; the core does the money.

A plugin implements a hook as a method marked with `hookimpl`::

    from jiuzhu.api import hookimpl

    class Wushan:
        @hookimpl
        def inpatient(self, facts, identity):
            ...
"""

from __future__ import annotations

from typing import Final

from .exchange_hooks import ClaimCheckHooks, ImporterHooks
from .file_hooks import PolicyHooks
from .interface_hooks import CommandHooks, TerminalHooks
from .markers import PROJECT, hookimpl, hookspec
from .relief_hooks import (
    CharityHandoffHooks,
    EligibilityHooks,
    InpatientHooks,
    LargeExpenseHooks,
    MajorDiseaseHooks,
    OutpatientHooks,
    SubsidyHooks,
    TiltHooks,
)

__all__ = [
    "ALL_HOOKS", "PROJECT", "STAGE_HOOKS", "PolicyHooks", "hook_names", "hookimpl", "hookspec",
]  # fmt: skip

STAGE_HOOKS: Final[tuple[type, ...]] = (
    EligibilityHooks,
    SubsidyHooks,
    OutpatientHooks,
    InpatientHooks,
    MajorDiseaseHooks,
    LargeExpenseHooks,
    TiltHooks,
    CharityHandoffHooks,
)
ALL_HOOKS: Final[tuple[type, ...]] = (
    *STAGE_HOOKS,
    PolicyHooks,
    ImporterHooks,
    ClaimCheckHooks,
    CommandHooks,
    TerminalHooks,
)


def hook_names(*specs: type) -> tuple[str, ...]:
    """Return the names of the hooks of some classes, in the order they are written.

    >>> hook_names(ImporterHooks, ClaimCheckHooks)
    ('importers', 'claim_check')
    """
    return tuple(name for spec in specs for name in vars(spec) if not name.startswith("_"))
