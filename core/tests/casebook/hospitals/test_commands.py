"""``jiuzhu hospital`` and ``jiuzhu policy deadlines``, from the arguments to what is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jiuzhu.casebook import hospitals
from jiuzhu.casebook.store import Casebook
from jiuzhu.cli.main import call

CODE = "H50023600001"
ADD = ("--name", "测试县人民医院", "--level", "2", "--region", "county")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.delenv("COLUMNS", raising=False)
    Casebook.init(tmp_path / "a.casebook").close()
    return tmp_path / "a.casebook"


def run(capsys: pytest.CaptureFixture[str], *arguments: object, status: int = 0) -> str:
    assert call([str(each) for each in arguments]) == status
    out, err = capsys.readouterr()
    return out if status == 0 else err


def test_a_hospital_from_first_to_last(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hospital = ("hospital",)
    run(capsys, *hospital, "add", path, CODE, *ADD, "--since", "2020-01-01")
    run(capsys, *hospital, "level", path, CODE, "--level", "3", "--since", "2026-07-01")
    run(capsys, *hospital, "suspend", path, CODE, "--since", "2026-03-01", "--why", "稽核整改")
    run(capsys, *hospital, "resume", path, CODE, "--on", "2026-04-01")
    run(capsys, *hospital, "end", path, CODE, "--last-day", "2026-12-31", "--why", "协议到期")
    run(capsys, *hospital, "designate", path, CODE, "--since", "2027-07-01")
    text = run(capsys, *hospital, "show", path, CODE, "--on", "2026-03-15")
    for part in ("测试县人民医院", "二级，2026-03-01 至 2026-03-31 暂停：稽核整改", "协议到期",
                 "2026-07-01", "2027-07-01"):  # fmt: skip
        assert part in text
    shown = json.loads(
        run(capsys, *hospital, "show", path, CODE, "--on", "2026-07-01", "--format", "json")
    )
    assert (shown["on_day"]["level"], shown["on_day"]["status"]) == (3, "designated")
    assert [each["from"] for each in shown["designations"]] == ["2020-01-01", "2027-07-01"]
    listed = run(capsys, *hospital, "list", path, "--on", "2027-01-01")
    assert "定点到 2026-12-31 为止：协议到期" in listed
    (one,) = json.loads(run(capsys, *hospital, "list", path, "--format", "json"))
    assert one["code"] == CODE
    run(capsys, "casebook", "check", path)


def test_what_is_refused_is_said_in_a_sentence(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "hospital", "add", path, CODE, *ADD)
    assert "已登记" in run(capsys, "hospital", "add", path, CODE, *ADD, status=2)
    assert "从未定点" in run(capsys, "hospital", "show", path, "H9", status=2)
    missing = path.with_name("none.casebook")
    assert "案卷库不存在" in run(capsys, "hospital", "list", missing, status=2)
    assert not missing.exists()


def test_an_import_asks_first(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = path.with_name("h.csv")
    file.write_text(
        f"机构编码,机构名称,等级,区域,定点起\n{CODE},测试县人民医院,三甲,本县,2020-01-01\n", "utf-8"
    )
    seen = run(capsys, "hospital", "import", path, file, "--dry-run")
    assert "新增 1，变更 0，不变 0" in seen
    run(capsys, "hospital", "import", path, file, status=2)  # Nobody answers: stopped.
    with Casebook.open(path) as book:
        assert hospitals.hospitals(book) == {}
    told = json.loads(run(capsys, "hospital", "import", path, file, "--yes", "--format", "json"))
    assert told["rows"][0]["kind"] == "added"
    with Casebook.open(path) as book:
        assert list(hospitals.hospitals(book)) == [CODE]
    assert "不变 1" in run(capsys, "hospital", "import", path, file)  # Nothing to ask.


def test_an_import_names_its_wrong_rows(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = path.with_name("h.csv")
    file.write_text(
        f"机构编码,机构名称,等级,区域,定点起\n{CODE},测试,四级,本县,2020-01-01\n", "utf-8"
    )
    told = run(capsys, "hospital", "import", path, file, "--yes", status=2)
    assert "第2行 列“等级” 值“四级”" in told
    assert "没有写入任何内容" in told
    run(capsys, "hospital", "import", path, file, "--dry-run", status=1)


def test_the_deadlines_of_a_month(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("policy", "deadlines", "--county", "fengjie", "--month")
    text = run(capsys, *arguments, "2026-10")
    for part in ("2026-10-10 周六", "2026-10-25 周日", "2026-10-23 周五", "县财政局",
                 "2-3个工作日内", "次年12月31日", "上月末"):  # fmt: skip
        assert part in text
    assert "推算" not in text
    assert "推算" in run(capsys, *arguments, "2027-01")
    data = json.loads(run(capsys, *arguments, "2026-10", "--format", "json"))
    assert [each["date"][-2:] for each in data["deadlines"]] == ["10"] * 3 + ["15"] * 2 + ["25"]
    assert data["after_occasions"][-1]["due"]["working_days"] == 3
    assert "没有生效" in run(capsys, *arguments, "2010-01", status=2)
