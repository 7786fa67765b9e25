"""Checks I1 to I3: hostile, mutated and damaged files are refused, or what they change is shown.

``JIUZHU_SOAK=1`` runs all mutations instead of a sample.
"""

from __future__ import annotations

import os
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
import xlsxwriter

from jiuzhu.casebook.roster import Preview, confirm_list
from jiuzhu.casebook.roster.checking import check_roster
from jiuzhu.casebook.store import Casebook
from jiuzhu.exchange import FileError
from jiuzhu_schemas.errors import JiuzhuError

from .lists import CLERK, HEADER, Office, csv_of, rid, row, xlsx_of

SOAK: Final = os.environ.get("JIUZHU_SOAK") == "1"
MUTATIONS: Final = 500 if SOAK else 40
ROWS: Final = [
    row(1, 认定日期="2026-03-01", 终止日期="2027-06-30"),
    row(2, "特困人员(救助)"),
    row(3, "7141", **{"镇（街）": "朱衣镇", "村（居）": "测试社区"}),
    row(4),
    row(5),
]


@pytest.fixture
def full(office: Office) -> Office:
    office.send(ROWS, month="2026-10")
    return office


# -- I1


def test_i1_a_cell_far_away(full: Office) -> None:
    path = full.folder / "far.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(FileError, match=r"far\.xlsx.*工作簿过大"):
        full.preview(path)


@pytest.mark.parametrize("what", ["bomb", "doctype", "entries"])
def test_i1_archives_built_to_unfold(full: Office, what: str) -> None:
    path = xlsx_of(full.folder / "bad.xlsx", ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        if what == "bomb":
            with archive.open("xl/media/a.bin", "w", force_zip64=True) as part:
                for _ in range(64):
                    part.write(bytes(1 << 20))
        elif what == "doctype":
            archive.writestr("xl/extra.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>')
        else:
            for number in range(2100):
                archive.writestr(f"xl/{number}.bin", b"")
    with pytest.raises(FileError, match=r"bad\.xlsx"):
        full.preview(path)


# -- I2

Mutation = Callable[[random.Random, bytes], bytes]


def _flip(chance: random.Random, data: bytes) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _remove(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 60) :]


def _repeat(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randint(1, 200)]
    return data[:start] + piece * chance.randint(2, 5) + data[start:]


def _insert(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data))
    odd = (b"\0", b'"', b",,,,", b"\r", b"\n\n", b"\xff\xfe", b"\xef\xbb\xbf", "＝一，".encode())
    return data[:start] + chance.choice(odd) + data[start:]


_BYTES: Final[tuple[Mutation, ...]] = (_flip, _cut, _remove, _repeat, _insert)
_CELLS: Final = (
    "", "-", "#N/A", "=1+1", "5.00236E+17", "null", "2026-02-30", "９９９", "\u200b", "a" * 40_000,
    "500236197503150018 ", "低保对象(", "7131.0", "true", "1899-12-31", "测试\n甲", "\ufffd",
)  # fmt: skip


def _cells(chance: random.Random) -> list[dict[str, str]]:
    rows = [dict(each) for each in ROWS]
    for _ in range(chance.randint(1, 4)):
        chance.choice(rows)[chance.choice(HEADER)] = chance.choice(_CELLS)
    return rows


def _mutated(folder: Path, number: int) -> Path:
    chance = random.Random(number)
    ending = chance.choice((".csv", ".xlsx"))
    path = folder / f"mutated{number}{ending}"
    if chance.random() < 0.4:
        rows = _cells(chance)
        if ending == ".xlsx":
            return xlsx_of(path, rows)
        path.write_text(csv_of(rows), "utf-8")
        return path
    if ending == ".xlsx":
        data = xlsx_of(path, ROWS).read_bytes()
    else:
        data = csv_of(ROWS).encode(chance.choice(("utf-8", "utf-8-sig", "gb18030")))
    path.write_bytes(chance.choice(_BYTES)(chance, data))
    return path


def test_i2_mutated_files(full: Office) -> None:
    """Each is refused, naming file or row and column, or goes in whole."""
    template, full_book = full.folder / "template", full.book
    shutil.copy(full_book.path, template)
    outcomes = {"refused": 0, "in": 0, "same": 0}
    for number in range(MUTATIONS):
        path = _mutated(full.folder, number)
        copy = full.folder / f"copy{number}"
        shutil.copy(template, copy)
        with Casebook.open(copy, lambda: full.now) as book:
            full.book = book
            outcomes[_try(full, path, skip=number % 2 == 0)] += 1
        copy.unlink()
        path.unlink()
    full.book = full_book
    assert outcomes["refused"] > MUTATIONS // 4
    assert outcomes["in"] > 0


def _try(office: Office, path: Path, *, skip: bool) -> str:
    before = office.tables()
    (people,) = office.book.one("SELECT count(*) FROM people")
    refused = None
    try:
        preview = office.preview(path, skip_bad_rows=skip)
        _require_named(preview)
        done = confirm_list(office.book, CLERK, preview)
    except JiuzhuError as error:
        refused = str(error)
    if refused is not None:
        assert path.name in refused
        assert office.tables() == before
        return "refused"
    assert office.book.one("SELECT count(*) FROM people") == (people + done.counts["added"],)
    assert list(check_roster(office.book)) == []
    assert office.book.one("SELECT count(*) FROM batches") == (2,)
    return "in"


def _require_named(preview: Preview) -> None:
    for problem in preview.read.file.problems:
        assert problem.row >= 1
        assert problem.column
        assert problem.file == str(preview.source.path)


# -- I3


def _detected(office: Office, path: Path, lines: object) -> bool:
    """Tell whether a damaged file is refused, or what it would change is to be seen."""
    try:
        preview = office.preview(path)
    except FileError:
        return True
    seen = preview.refusals or preview.held or preview.contradictions or preview.too_many
    seen = seen or preview.read.unknown_columns or preview.counts["kept_starts"]
    harmless = [line[1:] for line in preview.read.lines] == lines
    return bool(seen) or harmless or preview.counts["unchanged"] != len(ROWS)


@pytest.mark.parametrize("kind", ["utf-8", "gb18030", ".xlsx"])
def test_i3_one_damaged_byte(full: Office, kind: str) -> None:
    path = full.folder / ("damaged.xlsx" if kind == ".xlsx" else "damaged.csv")
    data = xlsx_of(path, ROWS).read_bytes() if kind == ".xlsx" else csv_of(ROWS).encode(kind)
    path.write_bytes(data)
    lines = [line[1:] for line in full.preview(path).read.lines]
    chance = random.Random(3)
    places = range(len(data)) if SOAK else sorted(chance.sample(range(len(data)), 50))
    undetected = []
    for place in places:
        damaged = bytearray(data)
        damaged[place] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        if not _detected(full, path, lines):
            undetected.append((place, damaged[place]))
    assert undetected == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5"])
def test_i3_wrong_encodings_are_refused(full: Office, encoding: str) -> None:
    path = full.folder / "wrong.csv"
    path.write_bytes(csv_of(ROWS).encode(encoding, errors="replace"))
    with pytest.raises(FileError, match=r"wrong\.csv"):
        full.preview(path)


def test_i3_text_saved_once_too_often(full: Office) -> None:
    """UTF-8 read as Latin-1 or GB18030, and saved again."""
    for wrong in ("latin-1", "gb18030"):
        path = full.folder / "wrong.csv"
        text = csv_of(ROWS).encode().decode(wrong, errors="replace")
        path.write_bytes(text.encode("utf-8"))
        with pytest.raises(FileError, match=r"wrong\.csv"):
            full.preview(path)


def test_i3_a_broken_byte_under_plain_headers(full: Office) -> None:
    """Under ASCII headers one broken byte made a UTF-8 file GB18030, with other names in it."""
    rows = [[rid(n), f"测试{chr(0x4E00 + n)}", "dibao"] for n in range(1, 6)]
    data = "\n".join(",".join(each) for each in [["person_id", "name", "category"], *rows])
    broken = data.encode().replace("试".encode(), b"\xe8\xaf\xff", 1)
    path = full.folder / "broken.csv"
    path.write_bytes(broken)
    with pytest.raises(FileError, match="第2行有损坏的字节"):
        full.preview(path)
