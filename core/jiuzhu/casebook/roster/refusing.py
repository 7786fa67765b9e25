"""Why a list is refused whole: so that a bad file can neither cancel everyone nor half go in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .source import ListSource, ReadList

MOST_CANCELLED: Final = 30
"""Percent of the people in force that a list may cancel without the operator's number."""
MOST_HELD: Final = 500
"""Ambiguous rows: more of them mean that the file is wrong, not the people."""
_NAMED: Final = 10


def refusals(book: Casebook, source: ListSource, read: ReadList, held: int) -> Iterator[Text]:
    """Return every reason for which nothing of a list may go in."""
    if read.lacking:
        zh, en = _rows(read.lacking)
        what = (
            Text("身份证号或死亡时间", "an ID or a day of death")
            if source.kind == "deaths"
            else Text("身份证号或救助身份", "an ID or a category")
        )
        yield Text(f"第{zh}行缺{what.zh}，整个文件不予导入",
                   f"rows without {what.en}: {en}; the whole file is refused")  # fmt: skip
    if not read.lines:
        yield Text("没有一行有效，整个文件不予导入", "no row is good; the whole file is refused")
    elif read.file.problem_count and not source.skip_bad_rows:
        count = len(read.file.refused)
        yield Text(
            f"{count} 行有误，整个文件不予导入；请退回部门更正，或跳过有误的行，先导入其余各行",
            f"{count} rows are wrong and the whole file is refused: return them to the department,"
            " or leave them out to take in the others first",
        )
    if held > MOST_HELD:
        yield Text(
            f"{held} 行无法确定是谁（上限 {MOST_HELD}），请核对姓名列与身份证号列是否对应",
            f"of {held} rows it is uncertain whom they speak of (at most {MOST_HELD}): check"
            " whether names and IDs belong together",
        )
    if source.kind != "deaths":
        yield from _too_old(book, read)


def _too_old(book: Casebook, read: ReadList) -> Iterator[Text]:
    (latest,) = book.one(
        "SELECT max(month) FROM batches WHERE department = ? AND kind = 'full'", (read.department,)
    )
    if latest is not None and latest > read.month:
        yield Text(
            f"{read.department} {latest} 的全量名单已导入，"
            f"不能再导入更早月份（{read.month}）的名单",
            f"{read.department}'s full list of {latest} is in already; a list of {read.month}"
            " comes too late",
        )


def too_many(cancelling: int, in_force: int, most: int) -> Text | None:
    """Return why a list cancels too many to go in unasked, None if it does not."""
    if cancelling * 100 <= in_force * most:
        return None
    share = cancelling * 100 // max(in_force, 1)
    return Text(
        f"将取消 {cancelling} 人，占在册 {in_force} 人的 {share}%，超过 {most}%；"
        f"确认无误须写明人数 {cancelling}",
        f"{cancelling} of {in_force} people in force ({share} %) would be cancelled, more than"
        f" {most} %; if that is right, give the number {cancelling}",
    )


def _rows(numbers: tuple[int, ...]) -> tuple[str, str]:
    shown = [str(each) for each in numbers[:_NAMED]]
    more = "…" if len(numbers) > len(shown) else ""
    return "、".join(shown) + more, ", ".join(shown) + more
