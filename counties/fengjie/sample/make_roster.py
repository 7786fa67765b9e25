"""Makes the rosters for practice again: a full list with five wrong rows, and a doubtful one.

    python counties/fengjie/sample/make_roster.py

Nobody in them exists. docs/casebook.md walks through the first; two rows of the second, a list of
decisions, wait in the queue of the practice casebook until somebody says whom they speak of.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import xlsxwriter

from jiuzhu_schemas.resident_id import check_character

TARGET: Final = Path(__file__).parent / "civil-affairs-2026-11.xlsx"
HEADER: Final = (
    "序号", "身份证号", "姓名", "医疗救助身份", "镇（街）", "村（居）", "认定日期", "终止日期",
)  # fmt: skip
GOOD: Final = (
    ("测试甲", "19750315", "低保对象(救助)", "永乐街道"),
    ("测试乙", "19420611", "低保对象", "永乐街道"),
    ("测试丙", "19880120", "特困人员", "白帝镇"), ("测试丁", "20110905", "城乡孤儿", "白帝镇"),
    ("测试戊", "19631122", "低保边缘户", "公平镇"), ("测试己", "19700228", "低保对象", "公平镇"),
)  # fmt: skip


DOUBTFUL: Final = Path(__file__).parent / "doubtful-2026-11.xlsx"


def resident_id(born: str, number: int) -> str:
    """Return a made-up ID with a right check character."""
    first = f"500236{born}{number:03d}"
    return first + check_character(first)


def main() -> None:
    """Write the workbook."""
    rows: list[tuple[str | float, ...]] = [
        (resident_id(born, 101 + at), name, category, township, "一社", "2024-01-01", "")
        for at, (name, born, category, township) in enumerate(GOOD)
    ]
    right = resident_id("19660707", 301)
    wrong = right[:17] + ("1" if right[17] != "1" else "2")
    backwards = ("2026-10-01", "2026-09-30")
    rows += [
        (wrong, "测试子", "低保对象", "吐祥镇", "", "", ""),
        (500236196607073021.0, "测试丑", "低保对象", "吐祥镇", "", "", ""),
        (resident_id("19660707", 303), "测试寅", "贫困户", "吐祥镇", "", "", ""),
        (resident_id("19660707", 304), "测试卯", "低保对象", "吐祥镇", "", "2026-13-01", ""),
        (resident_id("19660707", 305), "测试辰", "低保对象", "吐祥镇", "", *backwards),
    ]  # fmt: skip
    _write(TARGET, "奉节县2026年11月医疗救助对象花名册（演示）", HEADER, rows)
    since = ("低保对象", "永乐街道", "一社", "2026-11-01", "", "新增")
    _write(
        DOUBTFUL,
        "奉节县2026年11月新增救助对象（演示，两行须核对）",
        (*HEADER, "变更类型"),
        [
            (resident_id("19750315", 101), "测试家", *since),  # Known under another name.
            (resident_id("19420611", 902), "测试乙", *since),  # Known by another number.
        ],
    )


def _write(
    target: Path, title: str, header: Sequence[str], rows: Sequence[tuple[str | float, ...]]
) -> None:
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write(0, 0, title)
        sheet.write_row(1, 0, header)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number + 1, 0, (str(number), *row))


if __name__ == "__main__":
    main()
