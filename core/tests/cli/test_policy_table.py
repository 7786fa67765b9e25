"""``jiuzhu policy table`` and ``policy schema``: a file by itself, no county needed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import jiuzhu_chongqing
import jiuzhu_fengjie
from jiuzhu.cli.main import call
from jiuzhu.loading.file_kinds import KINDS
from jiuzhu_schemas import json_schema

DOCUMENT = Path(jiuzhu_fengjie.__file__).parent / "policy" / "fj-2023-49.toml"
UPPER = Path(jiuzhu_chongqing.__file__).parent / "policy" / "cq-2012-78.toml"
SMALL = """
id = "ws-2024-1"
number = "巫山府办发〔2024〕1号"
title = "巫山县医疗救助办法"
issuer = "巫山县人民政府办公室"
issued_on = 2024-01-10
from = 2024-02-01
last_review = 2099-01-01
extends = "cq-2012-78"

[[clauses]]
id = "3"
cite = "三"
says = "住院"

[[recipients]]
category = "dibao"
clause = "3"
department = "民政局"

[inpatient]
clause = "3"
columns = ["hospital_level"]

[[inpatient.rows]]
clause = "3"
categories = ["dibao"]
if = { hospital_level = [0, 1, 2] }
rate = { exact = "85%" }

[[inpatient.rows]]
clause = "3"
categories = ["dibao"]
if = { hospital_level = [3] }
rate = [{ exact = "75%", to = 2025-12-31 }, { exact = "65%", from = 2026-01-01 }]
annual_cap = { at_most = "9000.00" }
"""


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "ws.toml"
    file.write_text(SMALL, "utf-8")
    return file


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert call(["policy", *arguments]) == status
    return capsys.readouterr().out


def row(said: str, name: str) -> str:
    """Return the lines of the table's row of a category, with its blanks taken out."""
    lines = said.splitlines()
    start = next(place for place, line in enumerate(lines) if line.strip().startswith(name))
    end = next(place for place in range(start, len(lines)) if not lines[place].strip())
    return "\n".join(" ".join(line.split()) for line in lines[start:end])


def test_a_table_as_the_law_prints_it(capsys: pytest.CaptureFixture[str], small: Path) -> None:
    said = printed(capsys, "table", str(small), "--on", "2024-05-01")
    assert "2024-02-01 起执行；下表为 2024-05-01 的标准（元）" in said
    assert "普通住院 inpatient" in said
    dibao = row(said, "低保对象")
    assert "低保对象 85% 75%" in dibao
    assert "每年限额 不低于6000.00元（渝府发" not in dibao
    assert "每年限额 不超过9000.00元" in dibao
    assert "三" in dibao
    assert "巫山府办发〔2024〕1号 三" not in said
    assert "渝府发〔2012〕78号 二（二）2 [沿用市级]" in row(said, "城市三无人员")
    assert "本文件未列明、按上级文件执行：" in said
    assert "普通门诊" in said.split("按上级文件执行：")[1]


def test_another_day_shows_its_own_figures(capsys: pytest.CaptureFixture[str], small: Path) -> None:
    assert "低保对象 85% 65%" in row(printed(capsys, "table", str(small)), "低保对象")
    assert call(["policy", "table", str(small), "--on", "2001-01-01"]) == 2
    assert "2001-01-01 没有生效的政策文件" in capsys.readouterr().err


def test_a_file_that_is_not_in_force_yet_is_shown_on_its_first_day(
    capsys: pytest.CaptureFixture[str], small: Path
) -> None:
    text = SMALL.replace("from = 2024-02-01", "from = 2098-01-01").replace(
        'rate = [{ exact = "75%", to = 2025-12-31 }, { exact = "65%", from = 2026-01-01 }]',
        'rate = { exact = "65%" }',
    )
    small.write_text(text, "utf-8")
    assert "下表为 2098-01-01 的标准" in printed(capsys, "table", str(small))


def test_the_same_in_json(capsys: pytest.CaptureFixture[str], small: Path) -> None:
    found: Any = json.loads(
        printed(capsys, "table", str(small), "--on", "2024-05-01", "--format", "json")
    )
    assert found["document"]["number"] == "巫山府办发〔2024〕1号"
    assert found["on"] == "2024-05-01"
    (table,) = found["tables"]
    dibao = next(each for each in table["rows"] if each["category"] == "dibao")
    rates = [cell["terms"]["rate"] for cell in dibao["cells"]]
    assert rates == [{"kind": "exact", "value": "85%"}, {"kind": "exact", "value": "75%"}]
    caps = [cell["terms"]["annual_cap"]["value"] for cell in dibao["cells"]]
    assert caps == ["6000.00", "9000.00"]
    assert not dibao["cells"][0]["source"]["inherited"]
    assert {"zh": "普通门诊", "en": "outpatient"} in found["silent"]


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("file", [DOCUMENT, UPPER], ids=lambda file: file.stem)
def test_real_documents_fit_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, file: Path, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = printed(capsys, "table", str(file)).splitlines()
    assert max(cell_len(line) for line in lines) <= columns
    stages = [each for each in lines if each.endswith((" inpatient", " outpatient", " subsidy"))]
    assert len(stages) == 3


def test_faults_are_told_and_no_table_is_shown(
    capsys: pytest.CaptureFixture[str], small: Path
) -> None:
    small.write_text(SMALL.replace('"85%"', '"85"'), "utf-8")
    assert call(["policy", "table", str(small)]) == 1
    said = capsys.readouterr()
    assert "inpatient.rows[0].rate：“85”不是比例" in said.out
    assert "普通住院 inpatient" not in said.out
    assert "有错误，没有列出标准" in said.err
    faulty: Any = json.loads(printed(capsys, "table", str(small), "--format", "json", status=1))
    assert faulty["faults"] == 1


def test_an_upper_document_that_is_not_installed_may_be_named(
    capsys: pytest.CaptureFixture[str], small: Path, tmp_path: Path
) -> None:
    upper = tmp_path / "upper.toml"
    upper.write_text(UPPER.read_text("utf-8").replace('id = "cq-2012-78"', 'id = "up-1"'), "utf-8")
    small.write_text(SMALL.replace("cq-2012-78", "up-1"), "utf-8")
    assert "找不到政策文件“up-1”" in printed(capsys, "table", str(small), status=1)
    assert "低保对象 85%" in row(printed(capsys, "table", str(small), str(upper)), "低保对象")


# -- schema


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_printed_as_it_is_published(
    capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    said = printed(capsys, "schema", "--kind", kind)
    assert said == (json_schema.FOLDER / f"{kind}.schema.json").read_text("utf-8")


def test_a_schema_is_written_beside_the_file_and_its_line_is_said(
    capsys: pytest.CaptureFixture[str], small: Path
) -> None:
    assert call(["policy", "schema", str(small)]) == 0
    said = capsys.readouterr()
    target = small.with_name("policy-document.schema.json")
    assert said.out == f"{target}\n"
    line = "#:schema ./policy-document.schema.json"
    assert f"第一行写成：{line}" in said.err
    assert json.loads(target.read_text("utf-8")) == json_schema.schema_for(KINDS["policy-document"])
    assert small.read_text("utf-8") == SMALL
    small.write_text(f"{line}\n{SMALL}", "utf-8")
    assert call(["policy", "schema", str(small)]) == 0
    assert capsys.readouterr().err == ""
    assert "0 处错误，0 处注意" in printed(capsys, "check", str(small))


def test_a_schema_goes_where_the_file_s_first_line_leads(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for part in ("cases", "schemas"):
        (tmp_path / part).mkdir()
    file = Path(shutil.copy(DOCUMENT.parents[1] / "cases" / "referral.toml", tmp_path / "cases"))
    text = file.read_text("utf-8").split("\n", 1)[1]
    file.write_text(f"#:schema ../schemas/golden-cases.schema.json\n{text}", "utf-8")
    assert call(["policy", "schema", str(file)]) == 0
    assert (tmp_path / "schemas" / "golden-cases.schema.json").is_file()
    assert [each.name for each in (tmp_path / "cases").iterdir()] == ["referral.toml"]
    assert capsys.readouterr().err == ""


def test_a_folder_that_cannot_be_written_to(
    capsys: pytest.CaptureFixture[str], small: Path
) -> None:
    target = small.with_name("policy-document.schema.json")
    target.mkdir()
    assert call(["policy", "schema", str(small)]) == 2
    assert "无法写入" in capsys.readouterr().err
