"""What the treasury needs of a run, as tables: transfers, and the entries behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_apart
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .errors import WrongStep
from .reading import lines_of, run_of
from .records import CHANNEL_LABELS, PERSON_ACCOUNT, Line, Run

Kind = Literal["text", "number", "count", "fen"]
"""``number``: digits that are a name, such as an ID, and stay text; ``fen``: a sum."""
Cell = str | int

_DETAIL: Final = """
SELECT entries.entry, entries.claim_id, entries.kind, name, person_id, settled_on, award_change,
    tilt_change, amount, payment_items.payee, payment_items.person, people.township
FROM payment_items JOIN entries USING (entry) JOIN people ON people.person = entries.person
WHERE run = ? ORDER BY payment_items.payee, entries.entry
"""
_KINDS: Final = {
    "settle": Text("结算", "settlement"),
    "reverse": Text("冲正", "reversal"),
    "adjust": Text("调整", "adjustment"),
}
_NETTED: Final = "本清单内已冲抵"
_SET_OFF: Final = "已扣抵冲正、调整"


@frozen
class Column:
    """A column of a table: its header, and what its cells are."""

    header: str
    kind: Kind = "text"


@frozen
class Table:
    """One sheet; ``total`` in fen."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


@frozen
class Listing:
    """A run as the treasury gets it. Holds full IDs and account numbers."""

    run: Run
    transfers: Table
    detail: Table


@frozen
class _Detail:
    entry: int
    claim_id: str
    kind: str
    name: str
    person_id: str
    settled_on: str
    award: int
    tilt: int
    amount: int
    payee: str
    person: int
    township: str


_ByPayee = Mapping[str, Sequence[_Detail]]


def listing(book: Casebook, actor: Actor, run: int) -> Listing:
    """Return a run's tables with full IDs and accounts; the look at them is recorded first.

    Raises NoRun, WrongStep for a cancelled run, NotAllowed.
    """
    found = run_of(book, run)
    if found.state == "cancelled":
        raise WrongStep(
            Text(f"第 {run} 号拨付清单已取消，不能导出", f"payment run {run} is cancelled")
        )
    detail = [_Detail(*row) for row in book.rows(_DETAIL, (run,))]
    for township in sorted({each.township for each in detail}):
        require(book, actor, "view.full_id", township=township)
    append_apart(
        book,
        actor,
        AuditLine(
            action="view.full_id",
            subject="payment_runs",
            key=str(run),
            detail={"export": run, "people": len({each.person for each in detail})},
        ),
    )
    lines = lines_of(book, run)
    by_payee: dict[str, list[_Detail]] = {}
    for each in detail:
        by_payee.setdefault(each.payee, []).append(each)
    if found.channel == PERSON_ACCOUNT:
        transfers = _personal(found, lines, by_payee)
    else:
        transfers = _institutional(book, found, lines, by_payee)
    return Listing(found, transfers, _details(found, lines, detail))


def _personal(run: Run, lines: Sequence[Line], by_payee: _ByPayee) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for number, line in enumerate((each for each in lines if each.amount), 1):
        mine, account = by_payee[line.payee], line.account
        rows.append((
            number, mine[0].name, mine[0].person_id, account.holder, account.bank, account.number,
            abs(line.amount), _named(line), _remark(line, mine),
        ))  # fmt: skip
    columns = (
        Column("序号", "count"), Column("姓名"), Column("身份证号", "number"), Column("开户名"),
        Column("开户行"), Column("银行账号", "number"), Column(_sum_header(run), "fen"),
        Column("结算编号"), Column("备注"),
    )  # fmt: skip
    return Table(_title(run), columns, tuple(rows), abs(run.total))


def _institutional(book: Casebook, run: Run, lines: Sequence[Line], by_payee: _ByPayee) -> Table:
    names = dict(book.rows("SELECT code, name FROM hospitals"))
    rows: list[tuple[Cell, ...]] = []
    for number, line in enumerate((each for each in lines if each.amount), 1):
        mine, code = by_payee[line.payee], line.payee.partition(":")[2]
        rows.append((
            number, code, names.get(code) or CHANNEL_LABELS[run.channel].zh, run.month,
            len(line.claims) - len(line.netted), len({each.person for each in mine}),
            sum(each.award for each in mine), sum(each.tilt for each in mine),
            abs(line.amount), _remark(line, mine),
        ))  # fmt: skip
    columns = (
        Column("序号", "count"), Column("医疗机构编码", "number"), Column("医疗机构/区域"),
        Column("月份"), Column("人次", "count"), Column("人数", "count"),
        Column("救助金额", "fen"), Column("倾斜救助", "fen"), Column(_sum_header(run), "fen"),
        Column("备注"),
    )  # fmt: skip
    return Table(_title(run), columns, tuple(rows), abs(run.total))


def _details(run: Run, lines: Sequence[Line], detail: Sequence[_Detail]) -> Table:
    netted = {(line.payee, claim) for line in lines for claim in line.netted}
    rows = tuple(
        (
            number, each.entry, each.claim_id, _KINDS[each.kind].zh, each.name, each.person_id,
            each.settled_on, each.award, each.tilt, each.amount,
            _NETTED if (each.payee, each.claim_id) in netted else "",
        )
        for number, each in enumerate(detail, 1)
    )  # fmt: skip
    return Table(
        "明细",
        (
            Column("序号", "count"), Column("记账号", "count"), Column("结算编号"),
            Column("类型"), Column("姓名"), Column("身份证号", "number"), Column("结算日期"),
            Column("救助金额", "fen"), Column("倾斜救助", "fen"), Column("金额", "fen"),
            Column("备注"),
        ),
        rows,
        run.total,
    )  # fmt: skip


def _named(line: Line) -> str:
    return "、".join(each for each in line.claims if each not in line.netted)


def _remark(line: Line, mine: Sequence[_Detail]) -> str:
    kept = [each.amount for each in mine if each.claim_id not in line.netted]
    return _SET_OFF if any(fen < 0 for fen in kept) and any(fen > 0 for fen in kept) else ""


def _title(run: Run) -> str:
    return f"{run.month}{'追回' if run.purpose == 'recover' else '拨付'}清单"


def _sum_header(run: Run) -> str:
    return "追回金额" if run.purpose == "recover" else "金额"
