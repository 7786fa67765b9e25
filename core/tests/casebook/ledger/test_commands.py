"""``settle --casebook``, ``reverse``, ``casebook replay`` and ``casebook explain``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jiuzhu.casebook.store import Casebook
from jiuzhu.cli import main
from jiuzhu_schemas.records import Person

from .samples import someone

HEADER = (
    "claim_id,person_id,visit,therapy,settled_on,hospital_level,hospital_region,referral,"
    "diagnosis,total_cost,in_scope_cost,basic_paid,critical_illness_paid"
)


class Office:
    """A folder with a casebook and the files of one person, who has held dibao for long."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.book, self.out = folder, folder / "book", folder / "out.csv"
        self.person: Person = someone()
        (folder / "people.csv").write_text(
            f"person_id,name,home_care\n{self.person.person_id},测试甲,0\n", "utf-8"
        )
        (folder / "identities.csv").write_text(
            f"person_id,category,valid_from,valid_to\n{self.person.person_id},dibao,2020-01-01,\n",
            "utf-8",
        )
        Casebook.init(self.book).close()

    def settle(
        self, *claims: tuple[str, str], more: tuple[str, ...] = (), files: bool = True
    ) -> int:
        rows = [
            f"{claim_id},{self.person.person_id},inpatient,,2024-05-06,3,county,not_needed,J18.900,"
            f"90000.00,30000.00,{30000 - float(base):.2f},0.00"
            for claim_id, base in claims
        ]
        path = self.folder / "claims.csv"
        path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
        register = [
            "--people", str(self.folder / "people.csv"),
            "--identities", str(self.folder / "identities.csv"),
        ]  # fmt: skip
        return main.call(
            [
                "settle", str(path), *(register if files else []), "--county", "fengjie",
                "--casebook", str(self.book), "--output", str(self.out), *more,
            ]
        )  # fmt: skip

    def reverse(self, claim_id: str, *more: str) -> int:
        return main.call(
            [
                "reverse", "--casebook", str(self.book), "--claim", claim_id, "--reason", "退费",
                *more,
            ]
        )  # fmt: skip

    def answers(self) -> list[tuple[str, str, str]]:
        header, *rows = self.out.read_text("utf-8").splitlines()
        names = header.split(",")
        return [
            tuple(row.split(",")[names.index(name)] for name in ("claim_id", "award", "tilt"))  # type: ignore[misc]
            for row in rows
        ]

    def entries(self) -> int:
        with Casebook.open(self.book, read_only=True) as book:
            return int(book.one("SELECT count(*) FROM entries")[0])


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.delenv("JIUZHU_LANG", raising=False)
    return Office(tmp_path)


def test_a_file_draws_on_what_earlier_files_left(office: Office) -> None:
    assert office.settle(("A", "10000.00")) == 0
    assert office.answers() == [("A", "6000.00", "700.00")]
    assert office.settle(("B", "5000.00")) == 0
    assert office.answers() == [("B", "0.00", "1400.00")]


def test_the_output_has_every_claim_in_the_files_order(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.settle(("A", "10000.00"))
    assert office.settle(("B", "5000.00"), ("A", "10000.00"), ("C", "1000.00")) == 0
    assert office.answers() == [
        ("B", "0.00", "1400.00"), ("A", "6000.00", "700.00"), ("C", "0.00", "0.00"),
    ]  # fmt: skip
    assert "已记账 2 笔；以前记过 1 笔" in capsys.readouterr().err


def test_other_content_is_refused_by_id_and_row_and_nothing_is_recorded(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.settle(("A", "10000.00"))
    office.out.unlink()
    assert office.settle(("B", "100.00"), ("A", "10000.01")) == 2
    assert "“A”（第3行）" in capsys.readouterr().err
    assert office.entries() == 1
    assert not office.out.exists()


def test_a_trial_gives_the_answers_and_records_nothing(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.settle(("A", "10000.00"), more=("--dry-run",)) == 0
    assert office.answers() == [("A", "6000.00", "700.00")]
    assert "没有记账" in capsys.readouterr().err
    assert office.entries() == 0


def test_a_missing_casebook_is_not_made(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.book.unlink()
    assert office.settle(("A", "10000.00")) == 2
    assert "案卷库不存在" in capsys.readouterr().err
    assert not office.book.exists()


def test_people_of_a_file_are_known_but_their_identities_are_the_files(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.settle(("A", "100.00"), files=False) == 2
    assert "人员表中没有这个人" in capsys.readouterr().err
    office.settle(("A", "100.00"))
    assert office.settle(("B", "100.00"), files=False) == 0
    assert office.answers() == [("B", "0.00", "0.00")]


def test_balances_and_half_a_register_are_refused(office: Office) -> None:
    opening = ("--opening", str(office.folder / "people.csv"))
    assert office.settle(("A", "100.00"), more=opening) == 2
    half = ("--people", str(office.folder / "people.csv"))
    assert office.settle(("A", "100.00"), more=half, files=False) == 2
    assert office.entries() == 0


def test_a_trial_or_an_operator_needs_a_casebook(office: Office) -> None:
    files = [str(office.folder / name) for name in ("c.csv", "people.csv", "identities.csv")]
    plain = [
        "settle", files[0], "--people", files[1], "--identities", files[2], "--county", "fengjie",
        "--output", str(office.out),
    ]  # fmt: skip
    assert main.call([*plain, "--dry-run"]) == 2
    assert main.call([*plain[:2], *plain[6:]]) == 2


def test_an_output_that_fails_afterwards_says_that_all_is_recorded(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from jiuzhu import exchange
    from jiuzhu_schemas.text import Text

    def fail(path: Path, _: object) -> None:
        raise exchange.FileError(Text("磁盘已满", "the disk is full"), str(path))

    with monkeypatch.context() as patch:
        patch.setattr("jiuzhu.exchange.awards.write_awards", fail)
        assert office.settle(("A", "10000.00")) == 2
    said = capsys.readouterr().err
    assert "磁盘已满" in said
    assert "费用已记账" in said
    assert office.entries() == 1
    assert office.settle(("A", "10000.00")) == 0
    assert office.answers() == [("A", "6000.00", "700.00")]


def test_an_output_nowhere_is_refused_before_anything_is_recorded(office: Office) -> None:
    office.out = office.folder / "missing" / "out.csv"
    assert office.settle(("A", "10000.00")) == 2
    assert office.entries() == 0


def test_balances_after_it_can_be_written(office: Office) -> None:
    closing = office.folder / "closing.csv"
    office.settle(("A", "10000.00"))
    assert office.settle(("B", "5000.00"), more=("--closing", str(closing))) == 0
    rows = closing.read_text("utf-8").splitlines()[1:]
    assert sorted(row.split(",")[2:] for row in rows) == [
        ["inpatient", "6000.00"],
        ["tilt", "2100.00"],
    ]


def test_a_reversal_shows_what_changes_and_does_it(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.settle(("A", "10000.00"), ("B", "5000.00"))
    assert office.reverse("A", "--dry-run") == 0
    assert "-4600.00" in capsys.readouterr().out
    assert office.entries() == 2
    assert office.reverse("A") == 0
    assert office.entries() == 4
    assert office.reverse("A") == 2
    assert "冲正" in capsys.readouterr().err
    assert office.settle(("A", "10000.00")) == 0
    assert "A 此后已冲正" in capsys.readouterr().err
    assert office.answers() == [("A", "6000.00", "700.00")]


def test_a_reversal_for_programs(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.settle(("A", "10000.00"), ("B", "5000.00"))
    capsys.readouterr()
    assert office.reverse("A", "--yes", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["total"] == -460_000
    assert [each["difference"] for each in document["changes"]] == [-670_000, 210_000]
    assert document["entries"] == [3, 4]


def test_replay_and_explain_go_by_the_receipts(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.settle(("A", "10000.00"), ("B", "5000.00"))
    office.reverse("A")
    capsys.readouterr()
    assert main.call(["casebook", "replay", str(office.book)]) == 0
    assert capsys.readouterr().out == ""
    assert main.call(["casebook", "explain", str(office.book), "--claim", "B"]) == 0
    said = capsys.readouterr().out
    assert "3500.00" in said
    assert "退费" in said
    explain = ["casebook", "explain", str(office.book), "--claim"]
    assert main.call([*explain, "A", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [each["kind"] for each in document["entries"]] == ["settle", "reverse"]
    assert document["trace"]["outcome"]["award"] == 600_000
    assert main.call([*explain, "Z"]) == 2


def test_the_commands_of_the_ledger_show_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["settle"], ["reverse"], ["casebook", "replay"], ["casebook", "explain"]):
        assert main.call([*words, "--help"]) == 0
        assert f"jiuzhu {' '.join(words)}" in capsys.readouterr().out


def test_an_interruption_after_recording_says_that_it_is_recorded(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jiuzhu.exchange.write_awards", interrupted)
    assert office.settle(("C1", "1000.00")) == 2
    assert "费用已记账" in capsys.readouterr().err
    assert office.entries() == 1
    assert office.settle(("C1", "1000.00"), more=("--dry-run",)) == 2
    assert "没有写入任何内容" in capsys.readouterr().err


def test_the_summary_counts_first_answers_too(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.settle(("A", "1000.00")) == 0
    assert office.settle(("A", "1000.00"), ("B", "2000.00"), more=("--summary",)) == 0
    said = capsys.readouterr().err
    assert "（2 行）" in said
    assert "其中 1 笔以前记过，为首次结果" in said
    (total,) = [line.split() for line in said.splitlines() if line.strip().startswith("合计")]
    assert total[1:4] == ["1", "2", "3,000.00"]


def test_people_whom_nobody_knows(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.settle(*((f"C{each}", "10.00") for each in range(30)), files=False) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 22
    assert "另有 10 处" in said
    assert "roster import" in said
