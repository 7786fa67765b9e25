"""The columns of a list of cases."""

from __future__ import annotations

from typing import Final

from jiuzhu.casebook.cases import STATE_LABELS, CaseRow, kind_of
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_tui.lists import Column


def _sum(row: CaseRow) -> str:
    """Return what a case was given; of a reversed one that it was so before."""
    if not (row.award or row.tilt):
        return ""
    shown = format_yuan(row.award + row.tilt)
    return str(Text(f"原{shown}", f"was {shown}")) if row.state == "reversed" else shown


CASE_COLUMNS: Final = (
    Column[CaseRow](id="number", label=Text("案号", "number"), width=14, value=lambda r: r.number),
    Column[CaseRow](
        id="name", label=Text("姓名", "name"), width=10, value=lambda r: r.name, grows=True
    ),
    Column[CaseRow](
        id="person_id",
        label=Text("身份证号", "resident ID"),
        width=18,
        value=lambda r: r.person_id,
        from_width=100,
    ),
    Column[CaseRow](
        id="kind",
        label=Text("类型", "kind"),
        width=16,
        value=lambda r: str(kind_of(r.kind).label),
        from_width=90,
    ),
    Column[CaseRow](
        id="state",
        label=Text("状态", "state"),
        width=10,
        value=lambda r: str(STATE_LABELS[r.state]),
    ),
    Column[CaseRow](
        id="township", label=Text("乡镇", "township"), width=12, value=lambda r: r.township
    ),
    Column[CaseRow](id="due", label=Text("期限", "due"), width=10, value=lambda r: r.due_on or ""),
    Column[CaseRow](
        id="sum",
        label=Text("救助金额", "relief"),
        width=14,
        align="right",
        value=_sum,
    ),
    Column[CaseRow](
        id="since",
        label=Text("状态时间", "since"),
        width=16,
        value=lambda r: r.state_since[:16],
        from_width=130,
    ),
    Column[CaseRow](
        id="made_by",
        label=Text("经办人", "made by"),
        width=12,
        value=lambda r: r.made_by,
        from_width=150,
    ),
)
"""By the names that `jiuzhu.casebook.cases.EXPORT_COLUMNS` has too."""
