"""What a drafted document still leaves to fill in: a county of such a document is a draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import Text

TO_FILL_IN: Final = "待填"
"""Stands wherever only the county's own document can say what belongs there."""


def placeholders(document: PolicyDocument) -> Iterator[str]:
    """Yield the key path of every text that is still a draft's."""
    for key in ("number", "title", "issuer"):
        if TO_FILL_IN in getattr(document, key):
            yield key
    for place, clause in enumerate(document.clauses):
        for key in ("cite", "says"):
            if TO_FILL_IN in getattr(clause, key):
                yield f"clauses[{place}].{key}"


def to_fill_in(path: str = "") -> Text:
    """Say that a text, at a key path if one is given, is still a draft's."""
    before = f"{path} " if path else ""
    return Text(
        f"{before}仍为“{TO_FILL_IN}”：请按本县文件填写",
        f"{before}still says {TO_FILL_IN}: fill it in from the county's document",
    )
