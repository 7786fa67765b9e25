"""``jiuzhu roster``: what an operator types and sees."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from jiuzhu.cli.main import call

from .lists import HEADER, csv_of, rid, row, wrong, xlsx_of

TEN = [row(n) for n in range(1, 11)]
COMMANDS = ("import", "queue", "resolve", "returned", "show", "list", "batches")
Send = Callable[..., int]


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def db(tmp_path: Path, make_casebook: Callable[[Path], Path]) -> Path:
    return make_casebook(tmp_path / "office.casebook")


@pytest.fixture
def send(db: Path, tmp_path: Path) -> Send:
    def run(rows: list[dict[str, str]], *options: str, month: str = "2026-10") -> int:
        path = tmp_path / f"list-{month}.csv"
        path.write_text(csv_of(rows), "utf-8")
        return roster(
            "import", db, path, "--department", "民政局", "--kind", "full", "--month", month,
            "--county", "fengjie", *options,
        )  # fmt: skip

    return run


def roster(*arguments: object) -> int:
    return call(["roster", *map(str, arguments)])


def document(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert roster(name, "--help") == 0
    assert f"jiuzhu roster {name} fengjie.casebook" in capsys.readouterr().out


def test_a_month_in_and_the_next(send: Send, capsys: pytest.CaptureFixture[str], db: Path) -> None:
    assert send(TEN, "--yes") == 0
    capsys.readouterr()
    assert send([*TEN[:9], row(11)], "--yes", month="2026-11") == 0
    shown = capsys.readouterr()
    assert "已导入，第2批" in shown.err
    assert "取消（1）" in shown.out
    assert rid(10) not in shown.out + shown.err
    assert roster("list", db, "--on", "2026-11-01", "--format", "json") == 0
    assert len(document(capsys)) == 10
    assert roster("batches", db, "--format", "json") == 0
    assert [each["counts"]["added"] for each in document(capsys)] == [1, 10]
    assert roster("batches", db) == roster("list", db, "--on", "2026-11-01") == 0


def test_a_preview_writes_nothing(
    send: Send, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = db.read_bytes()
    assert send([*TEN, row(12, 身份证号=wrong(rid(12)))], "--preview-only",
                "--errors", str(tmp_path / "e.csv")) == 1  # fmt: skip
    assert db.read_bytes() == before
    assert not (tmp_path / "e.csv").exists()
    assert "没有写入任何内容" in capsys.readouterr().err


def test_five_bad_rows_go_back_and_come_in_again(
    send: Send, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = [
        row(11, 身份证号=wrong(rid(11))), row(12, 身份证号="5.00236E+17"), row(13, "重残"),
        row(14, "低宝对象"), row(15, 认定日期="2026-02-30"),
    ]  # fmt: skip
    target = tmp_path / "back.csv"
    assert send([*TEN, *bad], "--yes", "--errors", str(target)) == 2
    assert "5 行有误" in capsys.readouterr().err
    assert len(target.read_text("utf-8-sig").splitlines()) == 6
    assert roster("returned", db, "--format", "json") == 1
    assert [each["row"] for each in document(capsys)] == [12, 13, 14, 15, 16]
    assert roster("returned", db) == 1
    assert send([*TEN, *bad], "--yes", "--skip-bad-rows") == 1
    mended = [row(n) for n in range(11, 16)]
    assert send([*TEN, *mended], "--yes", month="2026-11") == 0
    assert "5 行已更正返回" in capsys.readouterr().err
    assert roster("returned", db) == 0


def test_the_same_file_says_so(send: Send, capsys: pytest.CaptureFixture[str]) -> None:
    send(TEN, "--yes")
    capsys.readouterr()
    assert send(TEN, "--yes") == 0
    said = capsys.readouterr()
    assert "没有改动任何内容" in said.err
    assert said.out == ""


BAD = row(11, "低宝对象", 身份证号=wrong(rid(11)))


def test_a_known_file_with_wrong_rows_is_not_returned_again(
    send: Send, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "back.csv"
    assert send([*TEN, BAD], "--yes", "--skip-bad-rows", "--errors", str(target)) == 1
    said = capsys.readouterr().err
    assert said.index("已导入，第1批") < said.index("请退回民政局更正")
    target.unlink()
    assert send([*TEN, BAD], "--yes", "--skip-bad-rows", "--errors", str(target)) == 0
    said = capsys.readouterr().err
    assert "请退回" not in said
    assert "校验位" not in said
    assert not target.exists()


def test_a_no_returns_nothing(
    send: Send, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    target = tmp_path / "back.xlsx"
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert send([*TEN, BAD], "--skip-bad-rows", "--errors", str(target)) == 2
    assert "请退回" not in capsys.readouterr().err
    assert not target.exists()
    assert roster("returned", db) == 0


@pytest.mark.parametrize("name", ["back.jsonl", "back.parquet", "back.txt", "no/back.csv"])
def test_wrong_rows_go_where_they_can_be_written(
    send: Send, db: Path, tmp_path: Path, name: str
) -> None:
    assert send([*TEN, BAD], "--yes", "--skip-bad-rows", "--errors", str(tmp_path / name)) == 2
    assert roster("batches", db) == 0
    assert roster("returned", db) == 0


def test_an_unknown_category_names_the_nearest(
    send: Send, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "back.xlsx"
    assert send([*TEN, BAD], "--yes", "--skip-bad-rows", "--errors", str(target)) == 1
    said = capsys.readouterr().err
    cells = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()[1]
    assert cells[1] == wrong(rid(11))
    assert int(cells[-3]) == 12
    roster("returned", db)
    for text in (said, str(cells[-1]), capsys.readouterr().out):
        assert "不是认识的救助对象类别；是否为 低保对象" in text
        assert "jiuzhu policy show" in text
        assert len(text.partition("是否为 ")[2].partition("？")[0].split("、")) <= 5


def test_categories_are_in_words(send: Send, db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    send(TEN, "--yes")
    capsys.readouterr()
    given = ("list", db, "--on", "2026-11-01", "--category")
    for word in ("低保对象", "dibao"):
        roster(*given, word)
        said = capsys.readouterr().out
        assert "低保对象" in said
        assert "dibao" not in said
    roster(*given, "dibao", "--format", "json")
    assert {each["category"] for each in document(capsys)} == {"dibao"}
    roster(*given, "tekun")
    assert "没有在册的人" in capsys.readouterr().out


def test_many_cancellations_need_the_number(send: Send, capsys: pytest.CaptureFixture[str]) -> None:
    send(TEN, "--yes")
    assert send(TEN[:5], "--yes", month="2026-11") == 2
    assert "--allow-cancelling 5" in capsys.readouterr().err
    assert send(TEN[:5], "--yes", "--allow-cancelling", "4", month="2026-11") == 2
    assert send(TEN[:5], "--yes", "--allow-cancelling", "5", month="2026-11") == 0


def test_queue_and_resolve(send: Send, db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    send(TEN, "--yes")
    assert send([*TEN[:9], row(10, 姓名="测试改名")], "--yes", month="2026-11") == 1
    capsys.readouterr()
    assert roster("queue", db, "--format", "json") == 1
    (item,) = document(capsys)
    assert (item["item"], item["candidate"]) == (1, 10)
    assert "*" in item["person_id"]
    assert roster("queue", db) == 1
    assert roster("resolve", db, 1) == 2
    assert roster("resolve", db, 1, "--other", "--yes") == 2
    capsys.readouterr()
    assert roster("resolve", db, 1, "--same", "--yes", "--format", "json") == 0
    assert document(capsys)["person"] == 10
    assert roster("queue", db) == 0


def test_show_says_who_wins_in_each_stage(
    send: Send, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """F gives severe disability less than the minimum living allowance in every stage."""
    send([row(1)], "--yes")
    disabled = xlsx_of(tmp_path / "cl.xlsx", [row(1, "7069")])
    assert roster("import", db, disabled, "--department", "残联", "--kind", "full",
                  "--month", "2026-10", "--county", "fengjie", "--yes") == 0  # fmt: skip
    capsys.readouterr()
    show = ("show", db, "--person", rid(1), "--county", "fengjie", "--on")
    assert roster(*show, "2026-10-05", "--format", "json") == 0
    found = document(capsys)
    assert [each["category"] for each in found["identities"]] == ["dibao", "severe_disability"]
    stages = [(each["stage"], each["hospital_level"]) for each in found["best"]]
    assert stages == [
        ("outpatient", 0), ("inpatient", 1), ("inpatient", 2), ("inpatient", 3),
        ("major_disease", 0), ("large_expense", 0),
    ]  # fmt: skip
    assert {each["winner"] for each in found["best"]} == {"dibao"}
    assert all(len(each["others"]) == 1 for each in found["best"])
    assert roster(*show, "2026-10-05") == 0
    text = capsys.readouterr().out
    assert "低保对象" in text
    assert rid(1) not in text
    assert roster(*show, "2026-09-30") == 0
    assert "当日没有身份" in capsys.readouterr().out
    assert roster(*show, "2026-10-05", "--known-at", "2020-01-01") == 0
    assert "当日没有身份" in capsys.readouterr().out


def test_wrong_arguments_are_said_plainly(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(csv_of(TEN, HEADER), "utf-8")
    rest = ("--kind", "full", "--month", "2026-10", "--county", "fengjie", "--yes")
    assert roster("import", db, path, "--department", "财政局", *rest) == 2
    assert "民政局" in capsys.readouterr().err
    assert roster("import", db, tmp_path / "b.csv", "--department", "民政局", *rest) == 2
    assert "b.csv" in capsys.readouterr().err
    assert roster("import", tmp_path / "no.db", path, "--department", "民政局", *rest) == 2
    assert "casebook init" in capsys.readouterr().err
    assert roster("show", db, "--person", rid(1), "--county", "fengjie") == 2
    assert rid(1) not in capsys.readouterr().err
