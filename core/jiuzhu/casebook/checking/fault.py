"""What a check of a casebook found wrong."""

from __future__ import annotations

from attrs import frozen

from jiuzhu_schemas.text import Text


@frozen
class Fault:
    """One thing that is not as it was recorded, or contradicts itself."""

    subject: str
    """The table, or what else is wrong: ``file``, ``schema``, ``digest``."""
    key: str
    """The row's key; empty where no one row is meant."""
    message: Text
    seq: int | None = None
    """The first record of the audit trail that is wrong, or the last one of a wrong row."""

    @property
    def sentence(self) -> Text:
        """What is wrong and where, as one sentence."""
        place = f"{self.subject} {self.key}".strip()
        zh, en = (
            (f"（审计序号 {self.seq}）", f" (audit record {self.seq})") if self.seq else ("", "")
        )
        return Text(f"{place}：{self.message.zh}{zh}", f"{place}: {self.message.en}{en}")
