"""Slips of an author: each is told with file, line, key path, what was expected, how to mend it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import jiuzhu_fengjie
from jiuzhu.cli.main import call
from jiuzhu.loading.checking import Finding, check_files
from jiuzhu.loading.discovery import Discovery, discover

from .slips import DOCUMENT, FIRST, RATE, SLIPS, Slip
from .toml_slips import TOML_SLIPS

REVIEWED = date(2026, 1, 1)
ALL = {**SLIPS, **TOML_SLIPS}


@pytest.fixture(scope="module")
def installed() -> Discovery:
    return discover()


def faults(installed: Discovery, file: Path) -> list[Finding]:
    findings = check_files(installed, [file], None, REVIEWED)
    return [each for each in findings if each.severity == "fault"]


def written(folder: Path, old: str, new: str) -> Path:
    assert DOCUMENT.count(old) >= 1
    file = folder / "fj.toml"
    file.write_text(DOCUMENT.replace(old, new, 1), "utf-8")
    return file


@pytest.mark.parametrize("slip", ALL.values(), ids=list(ALL))
def test_slip(installed: Discovery, tmp_path: Path, slip: Slip) -> None:
    (found,) = faults(installed, written(tmp_path, slip.old, slip.new))
    line = DOCUMENT[: DOCUMENT.index(slip.old)].count("\n") + 1 + slip.down
    assert (Path(found.file).name, found.line, found.path) == ("fj.toml", line, slip.path)
    assert slip.zh in found.text.zh
    assert slip.en in found.text.en


def test_tabs_and_a_byte_order_mark_are_no_fault(installed: Discovery, tmp_path: Path) -> None:
    file = tmp_path / "fj.toml"
    text = DOCUMENT.replace(RATE, '\trate\t=\t{ exact = "80%" }', 1)
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert faults(installed, file) == []


@pytest.mark.parametrize(
    ("raw", "line", "zh", "en"),
    [
        (DOCUMENT.encode("gb18030"), 2, "GB18030（GBK）", "seems to be GB18030"),
        (DOCUMENT.encode("utf-16"), 1, "UTF-16", "seems to be UTF-16"),
        (b"PK\x03\x04\xff\xff", 1, "压缩文件（如 .xlsx）", "an archive, such as .xlsx"),
        (b"\xff", 1, "另存为”UTF-8", "save it as UTF-8"),
        (DOCUMENT.replace("\n", "\r").encode(), 1, "换行请用 LF 或 CRLF", "line ends"),
        (b"", 0, "缺少此项", "is missing"),
    ],
    ids=["gb18030", "utf-16", "xlsx", "nonsense", "old line ends", "empty"],
)
def test_file_that_is_no_utf8_toml(
    installed: Discovery, tmp_path: Path, raw: bytes, line: int, zh: str, en: str
) -> None:
    file = tmp_path / "fj.toml"
    file.write_bytes(raw)
    first = faults(installed, file)[0]
    assert first.line == line
    assert zh in first.text.zh
    assert en in first.text.en


def test_a_department_that_only_looks_wrong_is_a_warning(
    installed: Discovery, tmp_path: Path
) -> None:
    file = written(tmp_path, 'department = "民政局"', 'department = "民正局"')
    findings = check_files(installed, [file], None, REVIEWED)
    (found,) = (each for each in findings if each.path.endswith("department"))
    assert (found.severity, found.path) == ("warning", "recipients[0].department")
    assert file.read_text("utf-8").splitlines()[found.line - 1] == 'department = "民正局"'
    assert "是否为“民政局”？" in found.text.zh


def test_departments_that_are_named_often_are_sure(installed: Discovery, tmp_path: Path) -> None:
    file = tmp_path / "fj.toml"
    file.write_text(DOCUMENT.replace('"乡村振兴局"', '"民政二局"'), "utf-8")
    findings = check_files(installed, [file], None, REVIEWED)
    assert [each for each in findings if each.path.endswith("department")] == []


def test_the_shipped_document_has_no_strange_department(installed: Discovery) -> None:
    file = Path(jiuzhu_fengjie.__file__).parent / "policy" / "fj-2023-49.toml"
    assert check_files(installed, [file], None, REVIEWED) == []


def test_files_of_other_kinds_are_checked_as_what_they_are(
    installed: Discovery, tmp_path: Path
) -> None:
    source = Path(jiuzhu_fengjie.__file__).parent / "cases" / "tilt.toml"
    file = tmp_path / "tilt.toml"
    file.write_text(source.read_text("utf-8").replace("visit =", "visti =", 1), "utf-8")
    (found,) = faults(installed, file)
    assert found.path == "case[0].claims[0].visti"
    assert "是否为“visit”？" in found.text.zh
    assert faults(installed, source) == []


def test_a_schema_line_that_leads_nowhere_is_a_warning(
    installed: Discovery, tmp_path: Path
) -> None:
    file = written(tmp_path, FIRST, FIRST)
    (found,) = check_files(installed, [file], None, REVIEWED)
    assert (found.severity, found.line) == ("warning", 1)
    assert "jiuzhu policy schema fj.toml" in found.text.zh


def test_exit_status_and_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, FIRST, "id = “fj”")
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    assert call(["policy", "check", str(file)]) == 1
    said = capsys.readouterr()
    assert f"错误 {file}:5：TOML 写法有误" in said.out
    monkeypatch.setenv("JIUZHU_LANG", "en")
    assert call(["policy", "check", str(file)]) == 1
    said = capsys.readouterr()
    assert f"fault {file}:5: is not TOML" in said.out
    assert "1 fault, 0 warnings" in said.out
    assert said.err == ""
