"""How cases are shown: resident IDs and account numbers masked, sums in yuan on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import (
    STATE_LABELS,
    STEP_LABELS,
    Case,
    CaseRow,
    DueCase,
    deadline_of,
    kind_in,
    kind_of,
    steps_in_words,
    steps_open,
)
from jiuzhu.casebook.cases.content import shown
from jiuzhu.casebook.ledger import Entry
from jiuzhu.loading.county import County
from jiuzhu_schemas.converter import unstructure
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text

from .casebook_explain import print_entries
from .paper import Paper
from .wording import listed


def headline(case: Case) -> Text:
    """Say in one line which case it is and where it stands."""
    kind, state = kind_of(case.kind).label, STATE_LABELS[case.state]
    zh = f"{case.number} {kind.zh} {case.name}：{state.zh}（第{case.version}版）"
    en = f"{case.number} {kind.en} {case.name}: {state.en} (version {case.version})"
    award, tilt = format_yuan(case.award), format_yuan(case.tilt)
    if case.state == "reversed":
        zh += f"，原救助 {award} 元，原倾斜 {tilt} 元"
        en += f", relief was {award}, tilt {tilt} yuan"
    elif case.award or case.tilt:
        zh += f"，救助 {award} 元，倾斜 {tilt} 元"
        en += f", relief {award}, tilt {tilt} yuan"
    return Text(zh, en)


def case_view(case: Case) -> dict[str, Any]:
    """Return a case as plain data: sums in fen, the resident ID and secrets masked."""
    fields = {each.name: each for each in kind_of(case.kind).fields}
    view: dict[str, Any] = unstructure(case)
    view["person_id"] = mask(case.person_id)
    view["content"] = {
        name: mask(str(value)) if name in fields and fields[name].secret else value
        for name, value in case.content.items()
    }
    view["possible"] = list(steps_open(case))
    return view


def row_view(row: CaseRow) -> dict[str, Any]:
    """Return a row of a list as plain data."""
    view: dict[str, Any] = unstructure(row)
    return view


def print_case(case: Case, county: County, actor: Actor, entries: Sequence[Entry]) -> None:
    """Print a case whole: fields, documents, steps, what the actor can do next.

    ``entries``: the ledger's of its claim, which are shown if something changed the first.
    """
    paper, kind = Paper(), kind_in(county, case.kind)
    paper.heading(headline(case))
    paper.table((), list(_facts(case, county)))
    paper.heading(Text("内容", "Content"))
    paper.table(
        (),
        [
            (str(each.label), each.name, shown(each, case.content[each.name]))
            if each.name in case.content
            else (str(each.label), each.name, "-")
            for each in kind.fields
            if each.required or each.name in case.content
        ],
    )
    paper.heading(Text("材料", "Documents"))
    paper.table(
        (), [(str(each.label), each.id, str(_held(case, each.id))) for each in kind.documents]
    )
    _print_steps(paper, case)
    if len(entries) > 1:
        print_entries(paper, entries)
    if steps_open(case):
        can = steps_in_words(case, actor)
        paper.line(Text(f"可办：{can.zh}", f"Possible: {can.en}"))


def print_rows(rows: Iterable[CaseRow]) -> None:
    """Print a list of cases as a table."""
    Paper().table(
        (
            Text("案件", "case"), Text("类别", "kind"), Text("状态", "state"),
            Text("姓名", "name"), Text("身份证号", "ID"), Text("镇街", "township"),
            Text("救助（元）", "relief (yuan)"), Text("期限", "due"), Text("经办", "maker"),
        ),
        [
            (
                row.number, str(kind_of(row.kind).label), str(STATE_LABELS[row.state]), row.name,
                row.person_id, row.township, _sum(row), row.due_on or "",
                row.made_by,
            )
            for row in rows
        ],
        empty=Text("没有案件", "no cases"),
    )  # fmt: skip


def _sum(row: CaseRow) -> str:
    """Return what a case was given; of a reversed one that it was so before."""
    shown = format_yuan(row.award + row.tilt)
    return str(Text(f"原{shown}", f"was {shown}")) if row.state == "reversed" else shown


def print_due(found: Iterable[DueCase]) -> None:
    """Print what is due, and who has to act."""
    late, open_ = Text("已超期", "overdue"), Text("未超期", "not yet")
    Paper().table(
        (
            Text("期限", "due"), Text("", ""), Text("案件", "case"), Text("类别", "kind"),
            Text("姓名", "name"), Text("状态", "state"), Text("待办", "waits for"),
        ),
        [
            (
                each.due_on.isoformat(), str(late if each.overdue else open_), each.case.number,
                str(kind_of(each.case.kind).label), each.case.name,
                str(STATE_LABELS[each.case.state]), str(STEP_LABELS[each.waits_for]),
            )
            for each in found
        ],
        empty=Text("没有待办", "nothing is due"),
    )  # fmt: skip


def _facts(case: Case, county: County) -> Iterable[tuple[str, str]]:
    facts = [
        (Text("身份证号", "ID"), mask(case.person_id)),
        (Text("镇街", "township"), case.township),
        (Text("当日身份", "identities on the day"), _identities(case, county)),
        (Text("结算编号", "claim"), case.claim_id),
        (Text("账目号", "ledger entry"), "" if case.entry is None else str(case.entry)),
        (Text("特批", "override"), f"{case.override_by} {case.override_reason}".strip()),
        (Text("理由", "reason"), case.outcome),
        (Text("移交", "handed to"), case.handoff),
    ]
    deadline = deadline_of(county, case) if case.due_on else None
    if deadline:
        facts.append((Text("期限", "due"), f"{deadline.sentence} {deadline.source.cite}"))
    return [(str(label), value) for label, value in facts if value]


def _identities(case: Case, county: County) -> str:
    """Return the identities that the last acceptance found; empty before there is one."""
    found = [each.detail["identities"] for each in case.steps if "identities" in each.detail]
    known = county.policy.vocabulary.categories
    labels = [str(known[each].label) if each in known else each for each in (found or [()])[-1]]
    return (str(listed(labels)) or "-") if found else ""


def _held(case: Case, document: str) -> Text:
    found = case.documents.get(document)
    if found is None:
        return Text("缺", "missing")
    if found.waived_by:
        return Text(
            f"豁免（{found.waived_by}：{found.note}）", f"waived ({found.waived_by}: {found.note})"
        )
    return Text("已收", "handed in")


def _print_steps(paper: Paper, case: Case) -> None:
    paper.heading(Text("经过", "Steps"))
    paper.table(
        (),
        [
            (
                each.at, each.operator, str(STEP_LABELS[each.step]),
                str(STATE_LABELS[each.after]), each.note,
            )
            for each in case.steps
        ],
    )  # fmt: skip
