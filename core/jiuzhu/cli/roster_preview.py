"""Shows what a list would do: counts first, then who changes, IDs masked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from jiuzhu.casebook.roster.words import COUNTS, KINDS, REASONS, WHAT
from jiuzhu_schemas.text import Text

from .paper import Paper
from .wording import listed

if TYPE_CHECKING:
    from jiuzhu.casebook.roster import Confirmed, Interval, PersonChange, Preview
    from jiuzhu.loading.county import County

_BETWEEN: Final = Text("；", "; ")
SHOWN: Final = 20
"""How many people of a sort are shown one by one."""


def print_preview(preview: Preview, county: County) -> None:
    """Print the counts, then the first people of every sort that needs a look."""
    read = preview.read
    paper = Paper()
    paper.heading(
        Text(
            f"{read.department} {read.month} 名单：在册 {preview.in_force} 人，"
            f"变动自 {read.effective} 起",
            f"{read.department}, {read.month}: {preview.in_force} people in force,"
            f" changes from {read.effective}",
        )
    )
    counts = [(str(COUNTS[each]), str(count)) for each, count in preview.counts.items()]
    paper.table([Text("项目", "sort"), Text("数", "count")], counts)
    if preview.read.unknown_columns:
        columns = listed(preview.read.unknown_columns)
        paper.line(
            Text(
                f"未识别、未读取的列：{columns.zh}。如其中有认定、终止日期等，请更正表头后重新导入",
                f"columns not known and not read: {columns.en}. If they matter, mend the header and"
                " import again",
            )
        )
    for outcome in ("cancelled", "changed"):
        people = [each for each in preview.changes if each.outcome == outcome]
        _print_people(paper, COUNTS[outcome], people, county, preview)
    _print_held(paper, preview)
    _print_contradictions(paper, preview, county)
    if preview.waiting:
        paper.line(
            Text(
                f"因有行被跳过，名单中缺席的 {preview.waiting} 人暂不取消，"
                "待更正后的名单到达再处理",
                f"rows were left out: the {preview.waiting} people not in the list are not"
                " cancelled until the corrected list comes",
            )
        )


def _print_people(
    paper: Paper, label: Text, people: Sequence[PersonChange], county: County, preview: Preview
) -> None:
    if not people:
        return
    paper.heading(_first(label, len(people)))
    paper.table(
        [Text("身份证号", "ID"), Text("姓名", "name"), Text("变动", "what"),
         Text("原", "before"), Text("现", "after")],
        [
            (each.masked_id, each.name, str(listed(_what(each, preview))),
             said(each.before, county), said(each.after, county))
            for each in people[:SHOWN]
        ],
    )  # fmt: skip


def _what(change: PersonChange, preview: Preview) -> list[str]:
    found = [str(WHAT[each]) for each in change.what]
    if change.reappears:
        found.append(str(Text("重新出现", "reappears")))
    later = preview.settled_after.get(change.person or 0)
    if later:
        found.append(str(Text(f"死后结算 {later} 笔", f"{later} claims settled after it")))
    return found


def _print_held(paper: Paper, preview: Preview) -> None:
    if not preview.held:
        return
    paper.heading(_first(COUNTS["held"], len(preview.held)))
    from jiuzhu_schemas.resident_id import mask

    paper.table(
        [Text("行", "row"), Text("身份证号", "ID"), Text("姓名", "name"), Text("原因", "why")],
        [
            (str(each.line.row), mask(each.line.person_id), each.line.name,
             str(REASONS[each.reason]))
            for each in preview.held[:SHOWN]
        ],
    )  # fmt: skip


def _print_contradictions(paper: Paper, preview: Preview, county: County) -> None:
    if not preview.contradictions:
        return
    paper.heading(_first(COUNTS["contradictions"], len(preview.contradictions)))
    paper.table(
        [Text("身份证号", "ID"), Text("姓名", "name"), Text("矛盾", "what"), Text("各方", "sides")],
        [
            (each.masked_id, each.name, str(KINDS[each.kind]),
             str(_BETWEEN).join(f"{label_of(one, county)} {by}".strip() for one, by in each.says))
            for each in preview.contradictions[:SHOWN]
        ],
    )  # fmt: skip


def _first(label: Text, count: int) -> Text:
    if count <= SHOWN:
        return Text(f"{label.zh}（{count}）", f"{label.en} ({count})")
    return Text(
        f"{label.zh}（{count}，列出前 {SHOWN}）", f"{label.en} ({count}, the first {SHOWN})"
    )


def said(intervals: Sequence[Interval], county: County) -> str:
    """Say identities with their dates in one line."""
    return str(_BETWEEN).join(
        f"{label_of(each.category, county)} {each.first}~{each.last or ''}" for each in intervals
    )


def label_of(category: str, county: County) -> str:
    """Return what a category is called."""
    known = county.policy.vocabulary.categories.get(category)
    return str(known.label) if known else category


def preview_document(preview: Preview, confirmed: Confirmed | None) -> dict[str, Any]:
    """Return a preview as plain data; IDs masked."""
    from jiuzhu_schemas.resident_id import mask

    return {
        "department": preview.read.department,
        "kind": preview.source.kind,
        "month": preview.read.month,
        "effective": preview.read.effective,
        "in_force": preview.in_force,
        "counts": dict(preview.counts),
        "unknown_columns": list(preview.read.unknown_columns),
        "refusals": [str(each) for each in preview.refusals],
        "too_many": str(preview.too_many) if preview.too_many else None,
        "batch": confirmed.batch if confirmed else preview.already,
        "done": confirmed.done if confirmed else False,
        "came_back": confirmed.came_back if confirmed else 0,
        "people": [
            {
                "person": each.person, "person_id": each.masked_id, "name": each.name,
                "outcome": each.outcome, "reappears": each.reappears, "what": list(each.what),
                "before": [list(one) for one in each.before],
                "after": [list(one) for one in each.after],
            }
            for each in preview.changes
            if each.outcome != "unchanged"
        ],
        "held": [
            {
                "row": each.line.row, "person_id": mask(each.line.person_id),
                "name": each.line.name, "reason": each.reason, "candidate": each.candidate,
            }
            for each in preview.held
        ],
        "contradictions": [
            {
                "kind": each.kind, "person_id": each.masked_id, "name": each.name,
                "says": [list(side) for side in each.says],
            }
            for each in preview.contradictions
        ],
    }  # fmt: skip
