"""What each key of a file that people write by hand is for: editors show it while they type.

Chinese, then English. Where the class has a sentence of its own below a field, that is the English.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .document_notes import DOCUMENT
from .file_notes import CASES, VOCABULARY
from .text import Text

_COMMON: Final[Mapping[str, Text]] = {
    "id": Text("简短、不变的标识，英文小写", "short and stable, in lower case"),
    "clause": Text("依据的条款，填 [[clauses]] 中的 id", "its clause: an id of [[clauses]]"),
    "zh": Text("中文名称", "in Chinese"),
    "en": Text("英文名称", "in English"),
    "from": Text("自哪一天起（含），如 2024-01-01", "the first day, such as 2024-01-01"),
    "to": Text("到哪一天止（含）；不写为至今有效", "the last day; without it, still in force"),
    "categories": Text("类别标识的列表，如 dibao、tekun", "ids of categories, such as dibao"),
    "if": Text(
        '适用条件；表的 columns 每项都要写，不限写 "any"',
        'the conditions: one for each of the table\'s columns, "any" where it does not matter',
    ),
    "columns": Text("每一行在 if 中都要写明的条件", "the facts that every row states in if"),
    "rows": Text("标准，一行一条", "the terms, row by row"),
    "reason": Text("不予救助的原因代码，如 not_covered", "a reason code, such as not_covered"),
    "deny": Text("不予救助，写原因代码", "no relief: the reason's code"),
    "question": Text("相关未决事项的 id", "the id of the open question behind it"),
    "department": Text("认定并资助的部门", "who recognises the category and funds its subsidy"),
    "threshold": Text(
        '起付线：{ deduct = "3000.00" } 只算超过部分，{ trigger = … } 超过后全部计算',
        "deduct: only what exceeds it counts; trigger: all counts once it is exceeded",
    ),
}
"""Keys that mean the same wherever they stand."""

ALL: Final = (DOCUMENT, CASES, VOCABULARY)


def note_of(kind: str, key: str, own: str) -> str:
    """Return the note on a key of a class, or ``own``, the sentence in its source, or nothing."""
    notes = next((found[kind] for found in ALL if kind in found), None)
    note = notes.get(key, _COMMON.get(key)) if notes is not None else None
    if note is None:
        return own
    return f"{note.zh}\n{note.en or own}"


def described(schema: dict[str, Any], note: str) -> dict[str, Any]:
    """Add a note to a schema.

    Older readers see nothing that stands beside a reference, so that goes one level down.
    """
    return {"description": note, **({"allOf": [schema]} if "$ref" in schema else schema)}
