"""Codes that are given on the command line, by themselves or in the words that are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import click

from jiuzhu_schemas.text import Text

from .wording import coded


class Words(click.Choice[str]):
    """A choice of codes that takes their labels too: ``draft``, 草稿."""

    def __init__(self, codes: Sequence[str], labels: Callable[[], Mapping[str, Text]]) -> None:
        """``labels`` is only called for what is no code, and may import what is slow."""
        super().__init__(codes)
        self._labels = labels

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code; a finding that lists all of them for what is neither."""
        if value in self.choices:
            return str(value)
        labels = self._labels()
        for code, label in labels.items():
            if code in self.choices and value in label:
                return code
        known = coded({code: labels[code] for code in self.choices if code in labels})
        zh, en = f"“{value}”须为其中之一：{known.zh}", f"“{value}” is none of: {known.en}"
        raise click.BadParameter(str(Text(zh, en)), ctx, param)


def _roles() -> Mapping[str, Text]:
    from jiuzhu.casebook.actor import ROLE_LABELS

    return ROLE_LABELS


def _states() -> Mapping[str, Text]:
    from jiuzhu.casebook.cases import STATE_LABELS

    return STATE_LABELS


def _kinds() -> Mapping[str, Text]:
    from jiuzhu.casebook.cases.kinds import kinds

    return {word: kind.label for word, kind in kinds().items()}


ROLE: Final = Words(
    ("clerk", "reviewer", "treasurer", "supervisor", "administrator", "auditor"), _roles
)
STATE: Final = Words(
    ("draft", "accepted", "reviewed", "approved", "sent", "paid", "returned", "refused",
     "withdrawn", "reversed"), _states,
)  # fmt: skip
KINDS: Final = (
    "manual", "inpatient_filing", "major_outpatient_filing", "application", "one_stop_month",
)  # fmt: skip
KIND: Final = Words(KINDS, _kinds)
KIND_OR_NONE: Final = Words(("", *KINDS), _kinds)
