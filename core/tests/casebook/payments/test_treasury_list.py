"""The treasury's table: right, complete, recorded, and never a formula."""

from __future__ import annotations

import csv
import stat
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from jiuzhu.casebook import payments
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.casebook.payments.errors import WrongResults, WrongStep
from jiuzhu.casebook.payments.results import read_results, resolve_results
from jiuzhu.casebook.payments.writing import listing_files, safe_text, write_listing
from jiuzhu.exchange import FileError

TREASURER = Actor("treasurer", "treasurer")
HOSTILE = ("=1+1", "＝cmd", "+86", "@x", "\t=1", "-2", " =A1", "＠甲", "\r\n=1", "测试甲")


def written(office: Any, run: payments.Run, target: Path) -> list[Path]:
    files = listing_files(target)
    write_listing(payments.listing(office.book, TREASURER, run.run), *files)
    return list(files)


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8-sig").splitlines()))


def test_a_list_to_peoples_accounts(office: Any, tmp_path: Path) -> None:
    one, two = office.person(1), office.person(2)
    office.settle(one, "A-1", 100_001, 2_345)
    office.settle(one, "A-2", 7)
    office.settle(two, "A-3", 33)
    office.reverse("A-3")
    run = office.make()
    (path,) = written(office, run, tmp_path / "list.xlsx")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with CalamineWorkbook.from_path(path) as book:
        transfers, detail = (book.get_sheet_by_index(place).to_python() for place in (0, 1))
        assert book.sheet_names == ["2026-11拨付清单", "明细"]
    assert transfers[0] == [
        "序号", "姓名", "身份证号", "开户名", "开户行", "银行账号", "金额", "结算编号", "备注",
    ]  # fmt: skip
    (identity,) = office.book.one("SELECT person_id FROM people WHERE person = ?", (one,))
    assert transfers[1] == [
        1, "测试1", identity, "测试1", "重庆农商行奉节支行", "6222000011100001", 1023.53,
        "A-1、A-2", "",
    ]  # fmt: skip
    assert transfers[2][0] == "合计"
    assert transfers[2][6] == 1023.53
    assert len(transfers) == 3
    assert [row[2:4] + row[9:] for row in detail[1:-1]] == [
        ["A-1", "结算", 1023.46, ""],
        ["A-2", "结算", 0.07, ""],
        ["A-3", "结算", 0.33, "本清单内已冲抵"],
        ["A-3", "冲正", -0.33, "本清单内已冲抵"],
    ]
    action, key, detail_text = office.book.one(
        "SELECT action, subject_key, detail FROM audit ORDER BY seq DESC LIMIT 1"
    )
    assert (action, key, detail_text) == ("view.full_id", "1", '{"export":1,"people":2}')


def test_a_list_to_hospitals(office: Any, tmp_path: Path) -> None:
    one, two = office.person(1, account=False), office.person(2, account=False)
    office.settle(one, "H-1", 500, 20, channel="county_hospital")
    office.settle(one, "H-2", 30, channel="county_hospital")
    office.settle(two, "H-3", 4, channel="county_hospital")
    summary, detail = written(office, office.make("county_hospital"), tmp_path / "list.csv")
    assert detail.name == "list.detail.csv"
    assert rows_of(summary)[1] == [
        "1", "", "县内医疗机构", "2026-11", "3", "2", "5.34", "0.20", "5.54", "",
    ]  # fmt: skip
    assert len(rows_of(detail)) == 4
    assert stat.S_IMODE(detail.stat().st_mode) == 0o600


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_cell_is_a_formula(office: Any, tmp_path: Path, ending: str) -> None:
    for number, name in enumerate(HOSTILE):
        office.settle(office.person(number, name), f"A-{number}", 100)
    files = written(office, office.make(), tmp_path / f"list.{ending}")
    cells: list[str] = []
    for path in files:
        if ending == "csv":
            cells += [cell for row in rows_of(path) for cell in row]
        else:
            with CalamineWorkbook.from_path(path) as book:
                sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
            cells += [str(cell) for sheet in sheets for row in sheet for cell in row]
    assert not [cell for cell in cells if cell.strip() and cell.strip()[0] in "=+-@＝＋－＠"]
    assert "'=1+1" in cells
    assert "测试甲" in cells


def test_texts_are_made_safe() -> None:
    made = [safe_text(each) for each in HOSTILE]
    assert made == ["'=1+1", "'＝cmd", "'+86", "'@x", "' =1", "'-2", "' =A1", "'＠甲", "' =1",
                    "测试甲"]  # fmt: skip


def test_ids_stay_text_in_csv(office: Any, tmp_path: Path) -> None:
    office.settle(office.person(1), "A-1", 100)
    transfers, _ = written(office, office.make(), tmp_path / "list.csv")
    assert transfers.read_bytes().startswith(b"\xef\xbb\xbf")
    cells = rows_of(transfers)[1]
    assert len(cells[2]) == 19
    assert cells[5] == "6222000011100001\t"


def test_who_may_not_see_full_ids_exports_nothing(office: Any) -> None:
    office.settle(office.person(1), "A-1", 100)
    run = office.make()
    for actor in (Actor("auditor", "auditor"), Actor("local:x", "local")):
        with pytest.raises(NotAllowed):
            payments.listing(office.book, actor, run.run)
    scoped = Actor("elsewhere", "treasurer", frozenset({"公平镇"}))
    with office.book.gate() as gate:
        gate.execute("UPDATE people SET township = '永乐街道'")
    with pytest.raises(NotAllowed):
        payments.listing(office.book, scoped, run.run)
    payments.cancel_run(office.book, TREASURER, run.run, "错")
    with pytest.raises(WrongStep):
        payments.listing(office.book, TREASURER, run.run)


def test_other_endings_are_refused() -> None:
    with pytest.raises(FileError, match=r"\.pdf"):
        listing_files(Path("list.pdf"))


def answered(office: Any, tmp_path: Path, *lines: str) -> dict[str, str]:
    one, two, three = (office.person(number) for number in (1, 2, 3))
    first = office.settle(one, "A-1", 100)
    office.settle(one, "A-2", 100)
    office.settle(two, "A-3", 200)
    office.settle(three, "A-4", 300)
    office.settle(three, "A-5", 300)
    assert first.entry == 1
    run = office.send(office.make())
    path = tmp_path / "answer.csv"
    path.write_text("\n".join(["结算编号,记账号,支付结果,退回原因", *lines]), "gb18030")
    return resolve_results(office.book, run.run, read_results(path), str(path))


def test_an_answer_is_read_by_claim_or_entry(office: Any, tmp_path: Path) -> None:
    bounced = answered(
        office, tmp_path, "A-1、A-2,,已支付,", ",3,退票,账号有误", "A-4,,paid,", ",,,"
    )
    assert bounced == {"person:000000000002": "账号有误"}
    settled = payments.settle_run(office.book, TREASURER, 1, bounced)
    assert (settled.paid, settled.bounced) == (800, 200)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("A-1,,已支付,", "A-3,,已支付,"), "没有结果：A-4"),
        (("A-1,,已支付,", "A-2,,退回,错", "A-3,,已支付,", "A-4,,已支付,"), "第3行.*矛盾"),
        (("A-1,,已支付,", "A-3,,也许,", "A-4,,已支付,"), "第3行.*“也许”.*不是支付结果"),
        (("A-1,,已支付,", "A-3,,退回,", "A-4,,已支付,"), "第3行.*退回没有原因"),
        (("A-1,,已支付,", "A-3,,已支付,", "A-4,,已支付,", "B-9,,已支付,"), "第5行.*“B-9”"),
        (("A-1,,已支付,", "A-3,,已支付,", "A-4,,已支付,", ",99,已支付,"), "第5行.*“99”"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_written(
    office: Any, tmp_path: Path, lines: tuple[str, ...], said: str
) -> None:
    with pytest.raises(WrongResults, match=said):
        answered(office, tmp_path, *lines)
    assert payments.run_of(office.book, 1).state == "sent"
