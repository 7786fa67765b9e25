"""``jiuzhu policy check``: files outside an installation, and everything installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import jiuzhu_fengjie
from jiuzhu.cli.main import call

DOCUMENT = Path(jiuzhu_fengjie.__file__).parent / "policy" / "fj-2023-49.toml"


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.delenv("COLUMNS", raising=False)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert call(arguments) == status
    return capsys.readouterr().out


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", "from jiuzhu.cli.start import run; run()", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copy(DOCUMENT, tmp_path / "copy.toml"))


def spoil(file: Path, old: str, new: str) -> int:
    text = file.read_text("utf-8")
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_what_is_installed_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "policy", "check")
    assert "0 处错误" in text
    assert re.search(
        r"premiums\.toml:[0-9]+ premiums\[0\]\.verified：2021, 20.*年个人缴费标准待核", text
    )
    assert text.count("个人缴费标准待核") == 1


def test_one_county(capsys: pytest.CaptureFixture[str]) -> None:
    assert "fj-2023-49" not in printed(capsys, "policy", "check", "--county", "chongqing")
    assert call(["policy", "check", "--county", "nowhere"]) == 2


def test_a_sound_file_outside_an_installation(
    capsys: pytest.CaptureFixture[str], copy: Path
) -> None:
    assert "0 处错误" in printed(capsys, "policy", "check", str(copy))


def test_a_fault_names_file_line_path_and_the_nearest_word(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, copy: Path
) -> None:
    line = spoil(copy, 'categories = ["tekun"]', 'categories = ["tekum"]')
    text = printed(capsys, "policy", "check", str(copy), status=1)
    assert f"错误 {copy}:{line} outpatient.rows[0].categories：没有类别“tekum”" in text
    assert "是否为“tekun”？" in text
    assert "1 处错误" in text
    monkeypatch.setenv("JIUZHU_LANG", "en")
    text = printed(capsys, "policy", "check", str(copy), status=1)
    assert "did you mean “tekun”?" in text
    assert "goes into vocabulary/categories.toml" in text
    assert "1 fault, " in text


def test_every_fault_of_every_file_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, copy: Path
) -> None:
    spoil(copy, 'clause = "annex.tilt.1"', 'clause = "annex.tilt.9"')
    spoil(copy, '"thalassaemia"', '"thalassemia"')
    other = tmp_path / "other.toml"
    other.write_text("x = ", "utf-8")
    found: Any = json.loads(
        printed(capsys, "policy", "check", str(copy), str(other), "--format", "json", status=1)
    )
    assert found["faults"] == 3
    faults = [each for each in found["findings"] if each["severity"] == "fault"]
    assert {(Path(each["file"]).name, each["path"]) for each in faults} == {
        ("copy.toml", "tilt.rows[0].clause"),
        ("copy.toml", "disease_lists[0].classes"),
        ("other.toml", ""),
    }
    assert all(each["line"] > 0 and each["text"]["zh"] for each in faults)


def test_a_fault_that_shows_only_over_the_municipal_document(
    capsys: pytest.CaptureFixture[str], copy: Path
) -> None:
    spoil(copy, 'rate = { exact = "80%" }', 'pool = "joint"\nrate = { exact = "80%" }')
    text = printed(capsys, "policy", "check", str(copy), status=1)
    assert "没有名为“joint”的年度限额" in text
    assert str(copy) in text


def test_a_document_that_extends_what_is_not_installed(
    capsys: pytest.CaptureFixture[str], copy: Path
) -> None:
    spoil(copy, 'extends = "cq-2012-78"', 'extends = "cq-2099-1"')
    assert "cq-2099-1" in printed(capsys, "policy", "check", str(copy), status=1)


def test_late_review_is_a_warning(capsys: pytest.CaptureFixture[str], copy: Path) -> None:
    written = next(x for x in copy.read_text("utf-8").splitlines() if x.startswith("last_review"))
    line = spoil(copy, written, "last_review = 2024-01-01")
    text = printed(capsys, "policy", "check", str(copy))
    assert f"注意 {copy}:{line} last_review：" in text


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert call(["policy", "check", str(tmp_path / "nowhere.toml")]) == 2
    assert f"没有文件 {tmp_path / 'nowhere.toml'}" in capsys.readouterr().err
    assert call(["policy", "check", str(tmp_path)]) == 2
    assert "是文件夹，不是文件" in capsys.readouterr().err


def test_check_in_a_process_of_its_own(copy: Path) -> None:
    assert run("policy", "check", str(copy)).returncode == 0
    spoil(copy, '"80%"', '"180%"')
    done = run("policy", "check", str(copy))
    assert done.returncode == 1
    assert "inpatient.rows[0].rate" in done.stdout.decode()
    assert done.stderr == b""
