"""What a command writes: everything or nothing, and never over what is still needed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jiuzhu.cli import main

SAMPLE = Path(__file__).parents[3] / "counties/fengjie/sample/2023-06"


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIUZHU_LANG", raising=False)


def settled(folder: Path, *more: str, claims: Path | None = None) -> int:
    register = [
        "--people",
        str(SAMPLE / "people.csv"),
        "--identities",
        str(SAMPLE / "identities.csv"),
    ]
    output = [] if "--output" in more else ["--output", str(folder / "awards.csv")]
    file = claims or SAMPLE / "claims.csv"
    return main.call(["settle", str(file), *register, "--county", "fengjie", *output, *more])


def test_an_output_that_cannot_be_written_leaves_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "awards.csv").write_text("old", encoding="utf-8")
    closing = tmp_path / "missing" / "closing.csv"
    assert settled(tmp_path, "--closing", str(closing)) == 2
    assert str(closing) in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["awards.csv"]
    assert (tmp_path / "awards.csv").read_text(encoding="utf-8") == "old"


def test_an_input_is_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = tmp_path / "claims.csv"
    shutil.copy(SAMPLE / "claims.csv", claims)
    before = claims.read_bytes()
    assert settled(tmp_path, "--output", str(claims), claims=claims) == 2
    assert "同一个文件" in capsys.readouterr().err
    assert claims.read_bytes() == before


def test_a_folder_is_no_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "awards.csv").mkdir()
    assert settled(tmp_path) == 2
    assert "文件夹" in capsys.readouterr().err


def test_balances_of_an_unknown_pool_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistyped pool was ignored once, and its cap would have been paid a second time."""
    opening = tmp_path / "opening.csv"
    text = (SAMPLE / "opening.csv").read_text(encoding="utf-8")
    opening.write_text(text.replace(",inpatient,", ",inpatients,"), encoding="utf-8")
    assert settled(tmp_path, "--opening", str(opening)) == 2
    assert "inpatients" in capsys.readouterr().err
    assert not (tmp_path / "awards.csv").exists()


def test_a_fault_of_ours_is_said_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("990000199305190010")

    monkeypatch.delenv(main.DEBUG_VARIABLE, raising=False)
    monkeypatch.setattr("jiuzhu.exchange.awards.write_awards", fail)
    assert settled(tmp_path) == 2
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "990000199305190010" not in said
    assert "Traceback" not in said
    assert not list(tmp_path.iterdir())


def test_months_with_carried_balances_equal_one_file(tmp_path: Path) -> None:
    """Splitting the month in two, each half starting with what was used, changes no award."""
    header, *rows = (SAMPLE / "claims.csv").read_text(encoding="utf-8").splitlines()
    halves = (tmp_path / "first.csv", tmp_path / "second.csv")
    for path, part in zip(halves, (rows[:1500], rows[1500:]), strict=True):
        path.write_text("\n".join([header, *part]) + "\n", encoding="utf-8")
    whole, first, second, carried = (
        tmp_path / name for name in ("whole.csv", "one.csv", "two.csv", "carried.csv")
    )
    opening = ["--opening", str(SAMPLE / "opening.csv")]
    assert settled(tmp_path, *opening, "--output", str(whole)) == 0
    closing = ["--closing", str(carried)]
    assert settled(tmp_path, *opening, "--output", str(first), *closing, claims=halves[0]) == 0
    again = ["--opening", str(carried), "--output", str(second)]
    assert settled(tmp_path, *again, claims=halves[1]) == 0
    lines = [path.read_text(encoding="utf-8").splitlines() for path in (whole, first, second)]
    assert lines[0] == [*lines[1], *lines[2][1:]]


def test_an_error_file_that_cannot_be_written_is_seen_beforehand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The awards were written once although the refused rows had nowhere to go."""
    (tmp_path / "awards.csv.errors.csv").mkdir()
    assert settled(tmp_path, "--skip-bad-rows") == 2
    assert "awards.csv.errors.csv" in capsys.readouterr().err
    assert not (tmp_path / "awards.csv").exists()


def test_the_closing_balances_are_not_written_over_the_refused_rows(tmp_path: Path) -> None:
    closing = tmp_path / "awards.csv.errors.csv"
    assert settled(tmp_path, "--skip-bad-rows", "--closing", str(closing)) == 2


def test_claims_after_the_last_review_are_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = tmp_path / "late.csv"
    header, first, *_ = (SAMPLE / "claims.csv").read_text(encoding="utf-8").splitlines()
    claims.write_text(f"{header}\n{first.replace('2023-06-01', '2030-12-31')}\n", encoding="utf-8")
    assert settled(tmp_path, claims=claims) == 0
    assert "最近核对于" in capsys.readouterr().err
