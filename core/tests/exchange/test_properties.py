from __future__ import annotations

import random
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from jiuzhu.exchange import FileError, PeopleFile, read_claims
from jiuzhu.exchange.amounts import in_yuan, parse_amounts, quick_fen
from jiuzhu.exchange.archives import check_archive
from jiuzhu.exchange.csv_files import quotes_are_regular
from jiuzhu.exchange.days import parse_day
from jiuzhu.exchange.ids import check_ids
from jiuzhu.settlement.columns import day_number
from jiuzhu_schemas.errors import MoneyError, ResidentIdError
from jiuzhu_schemas.money import format_yuan, parse_yuan
from jiuzhu_schemas.resident_id import birth_date

from .samples import FIRST_DAY, claim, csv_text, people_file, resident_id, write
from .test_kinds_of_files import workbook

LARGEST = 99_999_999_999
NUMBERISH = st.text("0123456789.-+, eE¥", max_size=14)


@given(st.lists(st.integers(0, LARGEST), min_size=1))
def test_fen_to_text_and_back(fen: list[int]) -> None:
    text = in_yuan(sum=np.array(fen))["sum"].cast(pl.String)
    assert text.to_list() == [format_yuan(each) for each in fen]
    quick = text.to_frame("t").select(quick_fen("t", pl.String())).to_series()
    assert quick.to_list() == fen
    assert parse_amounts(text).fen.tolist() == fen


@given(st.integers(-LARGEST, -1))
def test_negative_fen(fen: int) -> None:
    assert parse_amounts(pl.Series([format_yuan(fen)])).fen.tolist() == [fen]


@given(st.lists(NUMBERISH, min_size=1))
def test_the_quick_way_never_says_anything_else_than_the_scalar_rule(texts: list[str]) -> None:
    quick = pl.DataFrame({"t": texts}).select(quick_fen("t", pl.String())).to_series()
    for text, fen in zip(texts, quick.to_list(), strict=True):
        if fen is not None:
            assert fen == parse_yuan(text)


@given(st.lists(st.text("0123456789.-+ eE", max_size=14), min_size=1))
def test_the_slow_way_accepts_what_the_scalar_rule_accepts(texts: list[str]) -> None:
    parsed = parse_amounts(pl.Series(texts))
    for text, fen, bad in zip(texts, parsed.fen, parsed.wrong | parsed.empty, strict=True):
        try:
            assert (fen, bad) == (parse_yuan(text.strip()), False)
        except MoneyError:
            assert bad


@given(
    st.lists(
        st.one_of(
            st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True),
            st.builds(
                lambda born, number: resident_id(number, born.strftime("%Y%m%d")),
                st.dates(date(1900, 1, 1), date(2100, 1, 1)),
                st.integers(0, 999),
            ),
            st.text(max_size=20),
        ),
        min_size=1,
    )
)
def test_ids_by_the_column_agree_with_the_scalar_rule(ids: list[str]) -> None:
    checked = check_ids(pl.Series(ids))
    for text, fault, born_on in zip(ids, checked.fault, checked.born_on, strict=True):
        try:
            born = birth_date(text)
        except ResidentIdError:
            assert fault != 0
        else:
            assert (fault, born_on) == (0, day_number(born))
            assert ric.calc_check_digit(text) == text[17]


@given(st.dates(date(1900, 1, 1), date(9999, 12, 31)))
def test_every_day_is_read(day: date) -> None:
    assert parse_day(day.isoformat()) == day_number(day)
    assert parse_day(f"{day.year}/{day.month}/{day.day}") == day_number(day)
    assert parse_day(day.strftime("%Y%m%d")) == day_number(day)


@given(st.text('a,"\n\r', max_size=30))
def test_regular_quotes_are_what_both_readers_agree_on(text: str) -> None:
    import csv
    from io import StringIO

    data = ("x,y\n" + text + "\n").encode()
    if not quotes_are_regular(data):
        return
    lines = list(csv.reader(StringIO(data.decode(), newline=""), strict=True))
    assert sum(cell.count("\n") for line in lines for cell in line) <= text.count("\n")


def test_mutated_csv_never_crashes(tmp_path: Path) -> None:
    rows = [claim(claim_id=f"C{n}", note='"x, y"' if n % 3 else "") for n in range(6)]
    original = csv_text(rows).encode()
    mutate(tmp_path, original, "csv")


def test_mutated_workbooks_never_crash(tmp_path: Path) -> None:
    row = claim()
    path = workbook(tmp_path / "good.xlsx", [list(row), list(row.values())])
    mutate(tmp_path, path.read_bytes(), "xlsx")


def test_workbooks_with_mutated_sheets_never_crash(tmp_path: Path) -> None:
    row = claim()
    path = workbook(tmp_path / "good.xlsx", [list(row), list(row.values())])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(7)
    people = people_file(tmp_path)
    for _ in range(150):
        name = chance.choice([each for each in parts if each.endswith(".xml")])
        changed = BytesIO()
        with zipfile.ZipFile(changed, "w") as archive:
            for each, content in parts.items():
                archive.writestr(each, mutated(chance, content) if each == name else content)
        survives(tmp_path / "bad.xlsx", changed.getvalue(), people)


def mutate(folder: Path, original: bytes, ending: str) -> None:
    chance = random.Random(20250601)
    people = people_file(folder)
    for _ in range(500):
        survives(folder / f"bad.{ending}", mutated(chance, original), people)


def mutated(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed)) if changed else 0
        kind = chance.randrange(4)
        if kind == 0:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del changed[at : at + chance.randint(1, 40)]
        elif kind == 2:
            changed[at:at] = chance.choice(
                [b'"', b",", b"\n", b"\r", b"\x00", b"\xff", b"=", b"e9"]
            )
        else:
            changed[at:at] = changed[at : at + chance.randint(1, 60)]
    return bytes(changed)


def survives(path: Path, content: bytes, people: PeopleFile) -> None:
    path.write_bytes(content)
    try:
        read = read_claims(path, people, first_day=FIRST_DAY)
    except FileError as raised:
        said = raised
    else:
        assert len(read.columns) == len(read.keys) == len(read.source_rows)
        assert all(problem.row >= 1 and problem.reason.zh for problem in read.problems)
        return
    assert said.message.zh
    assert said.message.en
    assert said.place


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "1048576"),
        (b"<row r='900000'><c r='AZ900000'><v>1</v></c></row>", "900000"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>', "DOCTYPE"),
        (b" " * (30 << 20), "压缩比"),
    ],
)
def test_hostile_workbooks_are_refused_unread(tmp_path: Path, content: bytes, said: str) -> None:
    path = archive(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": content})
    with pytest.raises(FileError, match=said):
        check_archive(path)
    with pytest.raises(FileError):
        read_claims(path, people_file(tmp_path), first_day=FIRST_DAY)


def test_too_many_parts(tmp_path: Path) -> None:
    path = archive(tmp_path / "many.xlsx", {f"p{n}": b"" for n in range(2001)})
    with pytest.raises(FileError, match="2001"):
        check_archive(path)


def test_an_old_workbook_that_is_junk(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"junk" * 400)
    with pytest.raises(FileError):
        read_claims(path, people_file(tmp_path), first_day=FIRST_DAY)


def test_a_text_file_called_xlsx(tmp_path: Path) -> None:
    path = write(tmp_path / "claims.xlsx", csv_text([claim()]))
    with pytest.raises(FileError):
        read_claims(path, people_file(tmp_path), first_day=FIRST_DAY)
