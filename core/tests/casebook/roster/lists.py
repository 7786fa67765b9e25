"""Rosters of made-up people, as departments send them, and a casebook to put them into."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from attrs import define, field

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import BEIJING
from jiuzhu.casebook.roster import (
    Confirmed,
    ListSource,
    Preview,
    confirm_list,
    find_person,
    history_of,
    preview_list,
)
from jiuzhu.casebook.store import Casebook
from jiuzhu.loading.county import County
from jiuzhu_schemas.resident_id import check_character

HEADER = (
    "序号",
    "身份证号",
    "姓名",
    "医疗救助身份",
    "镇（街）",
    "村（居）",
    "认定日期",
    "终止日期",
)
CHANGES = (*HEADER, "变更类型")
DEATHS = ("序号", "姓名", "身份证号码", "死亡时间", "镇街", "备注")
CIVIL, RURAL = "民政局", "乡村振兴局"
CLERK = Actor("测试经办", "clerk")


def rid(number: int, born: str = "19750315") -> str:
    """Return a made-up ID with a right check character."""
    first = f"500236{born}{number:03d}"
    return first + check_character(first)


def wrong(person_id: str) -> str:
    """Return an ID whose check character does not fit."""
    return person_id[:17] + ("1" if person_id[17] != "1" else "2")


def row(number: int, category: str = "低保对象", **cells: str) -> dict[str, str]:
    """Return one row of a roster, some cells replaced by header."""
    usual = {
        "序号": str(number), "身份证号": rid(number), "姓名": f"测试{chr(0x4E00 + number)}",
        "医疗救助身份": category, "镇（街）": "测试镇", "村（居）": "测试村",
    }  # fmt: skip
    return usual | cells


def death(number: int, died_on: str, **cells: str) -> dict[str, str]:
    """Return one row of a list of deaths."""
    usual = {
        "序号": str(number), "姓名": f"测试{chr(0x4E00 + number)}", "身份证号码": rid(number),
        "死亡时间": died_on, "镇街": "测试镇", "备注": "",
    }  # fmt: skip
    return usual | cells


def csv_of(rows: Iterable[dict[str, str]], header: Sequence[str] = HEADER) -> str:
    """Return rows as CSV text under a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def xlsx_of(path: Path, rows: Iterable[dict[str, str]], header: Sequence[str] = HEADER) -> Path:
    """Write rows as a workbook, with a title above the header."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write(0, 0, "医疗救助对象花名册")
        sheet.write_row(1, 0, header)
        for at, each in enumerate(rows, 2):
            sheet.write_row(at, 0, [each.get(name, "") for name in header])
    return path


@define
class Office:
    """A casebook that stands in the folder, a county, a clock that goes on with every list."""

    folder: Path
    county: County
    now: datetime = datetime(2026, 11, 5, 9, 0, tzinfo=BEIJING)
    book: Casebook = field(init=False)
    files: int = 0

    def __attrs_post_init__(self) -> None:
        self.book = Casebook.open(self.folder / "test.casebook", lambda: self.now)

    def file(self, rows: Iterable[dict[str, str]], header: Sequence[str] = HEADER) -> Path:
        """Write rows into a new CSV file."""
        self.files += 1
        path = self.folder / f"list{self.files}.csv"
        path.write_text(csv_of(rows, header), "utf-8")
        return path

    def preview(
        self,
        rows: Iterable[dict[str, str]] | Path,
        kind: str = "full",
        month: str = "2026-11",
        department: str = CIVIL,
        **options: Any,
    ) -> Preview:
        """Preview a list."""
        header = {"full": HEADER, "changes": CHANGES, "deaths": DEATHS}[kind]
        path = rows if isinstance(rows, Path) else self.file(rows, header)
        source = ListSource(
            path=path,
            kind=kind,  # type: ignore[arg-type]
            department=department,
            month=month,
            **options,
        )
        return preview_list(self.book, self.county, CLERK, source)

    def send(
        self,
        rows: Iterable[dict[str, str]] | Path,
        *args: str,
        allow: int | None = None,
        **options: Any,
    ) -> Confirmed:
        """Preview a list and confirm it; a minute goes by."""
        preview = self.preview(rows, *args, **options)
        done = confirm_list(self.book, CLERK, preview, allow_cancelling=allow)
        self.now += timedelta(minutes=1)
        return done

    def held(self, person_id: str, known_at: str | None = None) -> list[tuple[str, str, str]]:
        """Return a person's intervals: category, first and last day ('' for none)."""
        person = find_person(self.book, person_id)
        assert person is not None
        return [
            (each.category, str(each.valid_from), str(each.valid_to or ""))
            for each in history_of(self.book, person, known_at)
        ]

    def tables(self) -> dict[str, list[Any]]:
        """Return everything in the tables that a list may touch."""
        names = ("people", "batches", "identities", "other_ids", "ambiguous_rows", "audit")
        return {name: self.book.rows(f"SELECT * FROM {name}") for name in names}
