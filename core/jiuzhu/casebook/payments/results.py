"""The treasury's answer as a file: claim or entry, paid or bounced, and why."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from attrs import frozen

from jiuzhu.casebook.store import Casebook
from jiuzhu.exchange.cleaning import clean
from jiuzhu.exchange.headers import Layout, match_headers
from jiuzhu.exchange.problems import RowProblem
from jiuzhu.exchange.tables import open_table
from jiuzhu_schemas.text import Text

from .errors import WrongResults
from .reading import lines_of
from .records import Line

Outcome = Literal["paid", "bounced"]

_LAYOUT: Final = Layout(
    {
        "claim_id": ("claim_id", "结算编号", "结算id", "setl_id"),
        "entry": ("entry", "记账号"),
        "result": ("result", "结果", "支付结果", "支付状态"),
        "reason": ("reason", "原因", "退回原因", "退票原因"),
    },
    frozenset({"claim_id", "entry", "reason"}),
)
_WORDS: Final[Mapping[str, Outcome]] = MappingProxyType(
    {
        "paid": "paid", "已支付": "paid", "已付": "paid", "支付成功": "paid", "成功": "paid",
        "bounced": "bounced", "退回": "bounced", "退票": "bounced", "退汇": "bounced",
        "支付失败": "bounced", "失败": "bounced",
    }
)  # fmt: skip
_BETWEEN: Final = re.compile(r"[、，,;；\s]+")
_SHOWN: Final = 20


@frozen
class ResultRow:
    """One row as it stands in the file; ``row`` as a person counts."""

    row: int
    claims: tuple[str, ...]
    entries: tuple[str, ...]
    result: str
    reason: str


def read_results(path: str | os.PathLike[str]) -> tuple[ResultRow, ...]:
    """Read a treasury's answer: CSV or a workbook. Raises FileError.

    Columns: 结算编号 (several with 、 between) or 记账号, 结果, 原因; see `resolve_results`. The
    exported list itself will do, with the two last columns added.
    """
    table = open_table(path, _LAYOUT)
    places = match_headers(table.headers, _LAYOUT, table.file)
    height = table.cells.collect().height
    rows = np.arange(height, dtype=np.int64)
    cells = table.pick(rows)

    def column(name: str) -> list[str]:
        if name not in places:
            return [""] * height
        return [clean(cell) for cell in cells.to_series(places[name]).to_list()]

    numbers = table.numbers(rows).tolist()
    named = (column("claim_id"), column("entry"), column("result"), column("reason"))
    table.release()
    return tuple(
        ResultRow(number, _split(claims), _split(entries), result, reason)
        for number, claims, entries, result, reason in zip(numbers, *named, strict=True)
        if claims or entries or result
    )


def resolve_results(
    book: Casebook, run: int, rows: Sequence[ResultRow], file: str = ""
) -> dict[str, str]:
    """Return who bounced (payee to reason), for `settle_run`.

    Every transfer of the run needs one result; all claims of a payee share it, since they are
    one transfer. Raises NoRun, or WrongResults naming every wrong row and what has no result.
    """
    lines = [each for each in lines_of(book, run) if each.state == "pending"]
    reading = _Reading(file, lines)
    for row in rows:
        reading.take(row)
    problems = [each.line() for each in reading.problems]
    missing = [
        each.claims[0] for each in lines if each.amount and each.payee not in reading.outcomes
    ]
    if missing:
        zh, en = "、".join(missing[:_SHOWN]), ", ".join(missing[:_SHOWN])
        text = Text(f"这些结算编号没有结果：{zh}", f"these claims have no result: {en}")
        problems.append(str(text))
    if problems:
        count = len(reading.problems) + len(missing)
        listed = "\n".join(problems[:_SHOWN])
        raise WrongResults(
            Text(
                f"回执有 {count} 处不符，没有写入任何内容：\n{listed}",
                f"the answer has {count} faults; nothing was written:\n{listed}",
            ),
        )
    return {
        payee: reason for payee, (outcome, reason) in reading.outcomes.items()
        if outcome == "bounced"
    }  # fmt: skip


class _Reading:
    """Takes rows one by one; notes outcomes by payee, and what is wrong."""

    def __init__(self, file: str, lines: Sequence[Line]) -> None:
        self.file = file
        self.by_claim = {claim: line.payee for line in lines for claim in line.claims}
        self.by_entry = {str(entry): line.payee for line in lines for entry in line.entries}
        self.outcomes: dict[str, tuple[Outcome, str]] = {}
        self.problems: list[RowProblem] = []

    def take(self, row: ResultRow) -> None:
        outcome = _WORDS.get(row.result)
        if outcome is None:
            self._wrong(row, "结果", row.result, Text("不是支付结果", "is no result"),
                        Text("应为“已支付”或“退回”", "expected paid or bounced"))  # fmt: skip
            return
        if outcome == "bounced" and not row.reason:
            self._wrong(row, "原因", "", Text("退回没有原因", "bounced without a reason"),
                        Text("请填写退回原因", "expected why it came back"))  # fmt: skip
            return
        for payee in self._payees(row):
            before = self.outcomes.setdefault(payee, (outcome, row.reason))
            if before[0] != outcome:
                self._wrong(
                    row, "结果", row.result,
                    Text("与同一收款方的另一行矛盾", "contradicts another row of this payee"),
                    Text("一笔转账只有一个结果", "expected one result for one transfer"),
                )  # fmt: skip

    def _payees(self, row: ResultRow) -> Iterator[str]:
        named = [("结算编号", each, self.by_claim) for each in row.claims]
        named += [("记账号", each, self.by_entry) for each in row.entries]
        expected = Text("应为清单中的结算编号或记账号", "expected a claim or entry of the run")
        if not named:
            self._wrong(row, "结算编号", "", Text("没有编号", "names nothing"), expected)
        for column, value, known in named:
            if value in known:
                yield known[value]
            else:
                fault = Text("不在本清单的待支付项目中", "is not pending in this run")
                self._wrong(row, column, value, fault, expected)

    def _wrong(self, row: ResultRow, column: str, value: str, reason: Text, expected: Text) -> None:
        self.problems.append(
            RowProblem(self.file, row.row, column, value[:80], "wrong_result", reason, expected)
        )


def _split(text: str) -> tuple[str, ...]:
    return tuple(each for each in _BETWEEN.split(text) if each)
