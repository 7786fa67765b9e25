"""What looks odd about a manual case and may all the same be right: said, never refused."""

from __future__ import annotations

import re
from typing import Final

from jiuzhu_schemas.text import Text

from .records import Case

_CODE: Final = re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4}(X[0-9A-Z]{1,4})?)?\Z", re.IGNORECASE)


def is_icd10(diagnosis: str) -> bool:
    """Tell whether a diagnosis has the shape of an ICD-10 code; its letters may be small."""
    return _CODE.match(diagnosis) is not None


def remarks_on(case: Case) -> tuple[Text, ...]:
    """Return what somebody should look at again: the account's holder, the diagnosis."""
    found = []
    if case.content.get("account_holder", case.name) != case.name:
        found.append(
            Text(
                "户名与姓名不同，请核对；须付给他人时请留存委托材料",
                "the account's holder is not the person: check it, and keep the authorisation",
            )
        )
    diagnosis = case.content.get("diagnosis", "")
    if diagnosis and not is_icd10(diagnosis):
        found.append(
            Text(
                f"诊断“{diagnosis}”不是 ICD-10 编码（如 C34.9），无法据以判断特殊病种",
                f"the diagnosis “{diagnosis}” is no ICD-10 code such as C34.9: it does not tell the"
                " disease class",
            )
        )
    return tuple(found)
