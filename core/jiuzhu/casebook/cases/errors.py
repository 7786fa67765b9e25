"""What can be wrong with a case or with a step that somebody wants to take."""

from __future__ import annotations

from collections.abc import Sequence

from jiuzhu.casebook.errors import CasebookError
from jiuzhu_schemas.text import Text


class NoSuchCase(CasebookError):
    """There is no case of this number."""


class WrongContent(CasebookError):
    """A field of the case is unknown, or its value cannot be read."""


class Incomplete(CasebookError):
    """Fields or documents are missing that the step needs."""


class StepNotAllowed(CasebookError):
    """The case is in a state, or of a kind, that does not know the step."""


class NoteMissing(CasebookError):
    """The step needs a note that says why."""


class Duplicate(CasebookError):
    """The case looks like another one; ``warnings`` says how. It can be saved on purpose."""

    def __init__(self, warnings: Sequence[Text], place: str = "") -> None:
        self.warnings = tuple(warnings)
        zh = "；".join(each.zh for each in warnings)
        en = "; ".join(each.en for each in warnings)
        super().__init__(
            Text(
                f"疑似重复：{zh}。没有写入任何内容；核对无误仍可保存",
                f"may be a duplicate: {en}. Nothing was written; saved all the same if you say so",
            ),
            place,
            command="--anyway",
        )


class ClaimTaken(CasebookError):
    """The claim is in the ledger or in another case already."""


class NothingToPay(CasebookError):
    """The claim of a case would be given nothing: there is nothing to approve."""
