"""Checks of a document's names: ids that stand once, categories and what they are read as."""

from __future__ import annotations

from jiuzhu_schemas.policy import Recipient
from jiuzhu_schemas.text import Text

from .nearest import unknown
from .references import References


class Names(References):
    """Checks what a document names."""

    def unique_ids(self) -> None:
        """Nothing that is referred to by its id stands twice."""
        for name in ("clauses", "disease_lists", "pools", "open_questions", "recipients"):
            seen: set[str] = set()
            for place, each in enumerate(getattr(self.document, name)):
                key = each.category if name == "recipients" else each.id
                if key in seen:
                    self.fault(f"{name}[{place}]", f"“{key}”重复", f"“{key}” appears twice")
                seen.add(key)

    def recipients(self) -> None:
        """Whom the document helps, and as whom it reads them."""
        recipients = self.document.recipients
        if not recipients and not self.document.extends:
            self.fault("recipients", "没有救助对象", "names nobody")
        helped = [recipient.category for recipient in recipients]
        for place, recipient in enumerate(recipients):
            path = f"recipients[{place}]"
            self.clause(path, recipient.clause)
            self.categories(path, (recipient.category,))
            self._upper_name(path, recipient)
            target = recipient.counts_as
            if target and target not in helped:
                sentence = Text(
                    f"“{target}”不是本文件的救助对象", f"“{target}” is no recipient here"
                )
                self.text_fault(f"{path}.counts_as", unknown(sentence, target, helped))
            elif target in self.read_as:
                self.fault(
                    f"{path}.counts_as",
                    f"“{target}”自己也按别的类别对待",
                    f"“{target}” itself counts as another category",
                )

    def _upper_name(self, path: str, recipient: Recipient) -> None:
        """Whether the upper documents know the name is for `compile_policy` to say."""
        if recipient.upper_as and not self.document.extends:
            self.fault(
                f"{path}.upper_as", "本文件没有上级文件", "stands in a document that extends none"
            )
        elif recipient.upper_as and recipient.counts_as:
            self.fault(
                f"{path}.upper_as",
                f"已按“{recipient.counts_as}”对待，请写在该类别上",
                f"it counts as “{recipient.counts_as}” already: say it of that category",
            )
