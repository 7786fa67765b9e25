"""Writes open-questions.md from the policy documents that the repository ships.

python docs/make_open_questions.py
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "docs" / "open-questions.md"
DOCUMENTS: Final = (
    "counties/fengjie/jiuzhu_fengjie/policy/fj-2023-49.toml",
    "plugins/chongqing/jiuzhu_chongqing/policy/cq-2012-78.toml",
)
HEAD: Final = """\
# Open questions

What the documents leave open, and the reading this project takes. Each stands in the document's
TOML file with its clause; `jiuzhu policy show` and `jiuzhu explain` print them where they matter. A
county can take another reading by changing its document. A question without a reading is undecided:
such a claim is refused and marked for a decision by hand.

This page is made from the TOML by `python docs/make_open_questions.py`.
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([HEAD, *(part for file in DOCUMENTS for part in _document(ROOT / file))])


def _document(file: Path) -> Iterator[str]:
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    cites = {clause["id"]: clause["cite"] for clause in document["clauses"]}
    link = f"../{file.relative_to(ROOT).as_posix()}"
    yield f"## {document['number']}\n"
    yield f"{document['title']} · [{document['id']}]({link})\n"
    for question in document["open_questions"]:
        yield _question(question, cites[question["clause"]])


def _question(question: Mapping[str, Any], cite: str) -> str:
    return "\n".join(
        [
            f"### `{question['id']}`\n",
            f"{cite}\n",
            f"- Open: {question['en']}",
            f"- Reading: {question.get('reading_en') or 'none; undecided'}",
            f"- 未明：{question['zh']}",
            f"- 理解：{question.get('reading_zh') or '未决'}\n",
        ]
    )


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
