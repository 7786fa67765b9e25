"""What is no fault of a document, but should be looked at: warnings of a check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches

from jiuzhu.policy.check import relief_tables
from jiuzhu.policy.files import LoadedDocument, Source
from jiuzhu.policy.placeholders import placeholders, to_fill_in
from jiuzhu.policy.rows import drawn_on
from jiuzhu.policy.show_parts import reviewed_late
from jiuzhu_schemas.text import Text

from .schema_files import LINE

Doubt = tuple[str, int, Text]
"""The key path, the line, and what to look at."""


def doubts_of(loaded: LoadedDocument, today: date) -> Iterator[Doubt]:
    """Yield what to look at in one document by itself."""
    document, source = loaded.document, loaded.source
    if today > document.last_review:
        yield "last_review", source.line_of("last_review"), reviewed_late(document, today)
    for path in placeholders(document):
        yield path, source.line_of(path), to_fill_in()


def new_pools(loaded: LoadedDocument, above: LoadedDocument | None) -> Iterator[Doubt]:
    """Yield stages that draw, from a day within a year on, on a pool new to them.

    What was used of the old one that year then counts no more (decision 0006). A stage that the
    document above does not have starts at 0 rightly.
    """
    document = loaded.document
    if above is None or (document.since.month, document.since.day) == (1, 1):
        return
    before = {name: drawn_on(name, table) for name, table, _ in relief_tables(above.document)}
    for name, table, _ in relief_tables(document):
        for pool in drawn_on(name, table):
            if before.get(name) and pool not in before[name]:
                old = ", ".join(before[name])
                text = Text(
                    f"{document.since} 起改用年度限额“{pool}”（上级文件用 {old}）：新限额从0起算，"
                    "当年已用的不计入；年中改动请沿用原来的限额代码",
                    f"draws from {document.since} on the pool “{pool}”, above on {old}: a new pool"
                    " starts at 0, what was used this year does not count; for a change within a"
                    " year keep the id that is in use",
                )
                yield name, loaded.source.line_of(name), text


def strange_departments(
    loaded: LoadedDocument, others: Iterable[LoadedDocument]
) -> Iterator[Doubt]:
    """Yield departments that look like a slip: named once, and much like one named elsewhere."""
    document = loaded.document
    used = Counter(recipient.department for recipient in document.recipients)
    elsewhere = {
        recipient.department
        for other in others
        if other.document.id != document.id
        for recipient in other.document.recipients
    }
    sure = elsewhere | {name for name, times in used.items() if times > 1}
    for place, recipient in enumerate(document.recipients):
        name = recipient.department
        near = get_close_matches(name, sure - {name}, n=1)
        if name not in sure and near:
            path = f"recipients[{place}].department"
            text = Text(
                f"部门“{name}”只在这里出现，是否为“{near[0]}”？如无误可不理会",
                f"the department “{name}” stands only here; did you mean “{near[0]}”?"
                " If it is right, leave it",
            )
            yield path, loaded.source.line_of(path), text


def lost_schema(source: Source) -> Iterator[Doubt]:
    """Yield a ``#:schema`` line that leads nowhere: the editor then completes nothing."""
    for number, line in enumerate(source.text.split("\n"), start=1):
        found = LINE.match(line)
        if not found:
            return
        if "://" not in found[1] and not (source.file.parent / found[1]).is_file():
            command = f"jiuzhu policy schema {source.file.name}"
            text = Text(
                f"#:schema 所指的文件不存在：{found[1]}，编辑器无法提示；可运行 {command}",
                f"#:schema leads to no file: {found[1]}, so that editors cannot help;"
                f" {command} writes one",
            )
            yield "", number, text
