"""The printed slip: what it says, for whom, and that nothing in it acts."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.exchange import FileError
from jiuzhu.slip import NoSlip, Slip, as_html, as_text, slip_of_case, write_slip
from jiuzhu.slip.capitals import in_capitals

from .offices import CLERK, SUPERVISOR, Office, resident_id


def approved(office: Office, number: int = 1) -> cases.Case:
    return office.through(office.draft(office.person(number)), "accept", "review", "approve")


def slip(office: Office, case: cases.Case, actor: Actor = CLERK, *, full_id: bool = False) -> Slip:
    return slip_of_case(office.book, office.county, actor, case.number, full_id=full_id)


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"), (1, "壹分"), (50, "伍角整"), (100, "壹元整"), (105, "壹元零伍分"),
        (1_000_000, "壹万元整"), (1_002_030, "壹万零贰拾元叁角整"), (400_000, "肆仟元整"),
        (10_101_010, "壹拾万壹仟零壹拾元壹角整"), (10_000_000_000, "壹亿元整"),
        (123_456_789, "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
        (10_000_000_105, "壹亿零壹元零伍分"), (-400_000, "负肆仟元整"),
    ],
)  # fmt: skip
def test_sums_in_capitals(fen: int, words: str) -> None:
    assert in_capitals(fen) == words


def test_a_slip_says_what_was_given_and_why(office: Office) -> None:
    """Base 5000.00 at 80 %: 4000.00 of the cap of 6000.00."""
    text = as_text(slip(office, approved(office)), "zh")
    for part in (
        "奉节县医疗救助结算单", "4000.00  肆仟元整", "80%", "限额 6000.00", "医疗机构 ",
        "奉节府办发〔2023〕49号 附件 住院1", "赵经办", "孙审核", "李主管", "领款人",
    ):  # fmt: skip
        assert part in text
    assert resident_id(1) not in text
    assert "6222000011112222" not in text
    assert "已冲正" not in text


def test_a_full_id_is_recorded(office: Office) -> None:
    case = approved(office)
    assert resident_id(1) in as_text(slip(office, case, full_id=True))
    (seen,) = office.book.one("SELECT count(*) FROM audit WHERE action = 'view.full_id'")
    assert seen == 1
    with pytest.raises(NotAllowed):
        slip(office, case, Actor("审计员", "auditor"), full_id=True)


def test_a_reversed_case_has_a_slip_that_says_so(office: Office) -> None:
    made = slip(office, office.take(approved(office), "reverse"))
    assert made.mark is not None
    text = as_text(made, "zh")
    assert "！已冲正" in text
    assert "零元整" in text
    assert "-4000.00" in text


def test_what_was_not_recorded_has_no_slip(office: Office) -> None:
    case = office.through(office.draft(office.person(1)), "accept", "review")
    with pytest.raises(NoSlip, match=case.number):
        slip(office, case)


def test_a_name_does_nothing_in_a_page(office: Office) -> None:
    case = approved(office)
    with office.book.gate() as gate:
        gate.execute("UPDATE people SET name = ?", ("<script>alert(1)</script>&\"'",))
    page = as_html(slip(office, case, SUPERVISOR))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in page
    assert "http" not in page.replace("http-equiv", "")


def test_files_are_for_their_owner(office: Office, tmp_path: Path) -> None:
    made = slip(office, approved(office))
    for name in ("slip.html", "slip.txt"):
        write_slip(made, tmp_path / name)
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    with pytest.raises(FileError):
        write_slip(made, tmp_path / "slip.pdf")
    assert len(list(tmp_path.glob("slip.*"))) == 2


def test_english(office: Office) -> None:
    text = as_text(slip(office, approved(office)), "en")
    assert "Medical assistance settlement" in text
    assert "in all" in text
