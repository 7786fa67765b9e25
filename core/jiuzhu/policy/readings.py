"""As which category each document reads a category that a person may hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from jiuzhu_schemas.policy import PolicyDocument, Recipient


def readings(
    document: PolicyDocument, layers: Sequence[PolicyDocument], categories: Iterable[str]
) -> Mapping[str, str]:
    """Return, for each category, the one whose rows of ``document`` answer for its holder.

    ``layers`` are the documents in force, the county's first. A document that extends this one
    may say as which of this one's categories its own is read (``upper_as``).
    """
    own = {each.category: each.counts_as or each.category for each in document.recipients}
    named = {each: upper_name(each, layers, document) for each in categories}
    return {category: own.get(name, name) for category, name in named.items()}


def upper_name(category: str, layers: Sequence[PolicyDocument], upper: PolicyDocument) -> str:
    """Return the category that stands for ``category`` in ``upper``, one of the layers."""
    for layer in layers[: layers.index(upper)]:
        named = {each.category: each for each in layer.recipients}
        category = _target(category, named) or category
    return category


def _target(category: str, named: Mapping[str, Recipient]) -> str:
    """Return what a document says of a category, or of the one it counts as."""
    recipient = named.get(category)
    if recipient is None:
        return ""
    counted = named.get(recipient.counts_as)
    return recipient.upper_as or (counted.upper_as if counted else "")
