"""Check I5: a bad file cannot cancel everyone; and whatever is refused is refused whole."""

from __future__ import annotations

import pytest

from jiuzhu.casebook.roster import (
    RosterRefused,
    UnknownDepartment,
    confirm_list,
    find_person,
    identities_on,
)
from jiuzhu.exchange import FileError

from .lists import CIVIL, CLERK, HEADER, Office, rid, row, wrong

TEN = [row(n) for n in range(1, 11)]


@pytest.fixture
def full(office: Office) -> Office:
    """Ten people in force since October."""
    office.send(TEN, month="2026-10")
    return office


def refused(office: Office, *args: object, **options: object) -> str:
    """Confirm a list that must be refused; return why. Nothing may have changed."""
    before = office.tables()
    preview = office.preview(*args, **options)  # type: ignore[arg-type]
    with pytest.raises(RosterRefused) as error:
        confirm_list(office.book, CLERK, preview)
    assert office.tables() == before
    return error.value.message.zh


def test_a_row_without_an_id_refuses_the_file(full: Office) -> None:
    rows = [*TEN[:9], row(10, 身份证号="")]
    assert "第11行缺身份证号" in refused(full, rows)
    assert "第11行缺身份证号" in refused(full, rows, skip_bad_rows=True)


def test_a_row_without_a_category_refuses_the_file(full: Office) -> None:
    assert "第3行缺身份证号或救助身份" in refused(
        full, [TEN[0], row(2, ""), *TEN[2:]], skip_bad_rows=True
    )


@pytest.mark.parametrize("rows", [[], [row(1, 身份证号=wrong(rid(1)))]])
def test_a_file_without_a_good_row_is_refused(full: Office, rows: list[dict[str, str]]) -> None:
    assert "没有一行有效" in refused(full, rows, skip_bad_rows=True)


def test_wrong_rows_refuse_the_file_unless_asked(full: Office) -> None:
    assert "1 行有误" in refused(full, [*TEN[:9], row(10, 身份证号=wrong(rid(10)))])


def test_more_than_the_share_needs_the_number(full: Office) -> None:
    """Of ten people three may go (30 %), four may not; the number must be the right one."""
    assert office_counts(full, TEN[:7]) == (3, None)
    assert office_counts(full, TEN[:6])[0] == 4
    assert "须写明人数 4" in refused(full, TEN[:6])
    preview = full.preview(TEN[:6])
    for number in (0, 3, 5, 10):
        with pytest.raises(RosterRefused):
            confirm_list(full.book, CLERK, preview, allow_cancelling=number)
    assert confirm_list(full.book, CLERK, preview, allow_cancelling=4).counts["cancelled"] == 4


def office_counts(office: Office, rows: list[dict[str, str]]) -> tuple[int, object]:
    preview = office.preview(rows)
    return preview.cancelling, preview.too_many


def test_dates_of_the_past_cancel_too(full: Office) -> None:
    """A file that names everybody, each with a last day gone by, would cancel everyone."""
    rows = [row(n, 终止日期="2026-10-15") for n in range(1, 11)]
    assert "将取消 10 人" in refused(full, rows)


def test_removals_count_too(full: Office) -> None:
    rows = [row(n, 变更类型="取消") for n in range(1, 11)]
    assert "将取消 10 人" in refused(full, rows, "changes")


def test_with_rows_left_out_nobody_is_cancelled(full: Office) -> None:
    """The person of the unreadable ID is among those who seem to be absent: nobody goes."""
    rows = [*TEN[:8], row(10, 身份证号=wrong(rid(10))), row(11)]
    preview = full.preview(rows, skip_bad_rows=True)
    assert preview.counts["cancelled"] == 0
    assert preview.counts["waiting"] == 2
    assert preview.counts["added"] == 1
    confirm_list(full.book, CLERK, preview)
    for number in (9, 10):
        assert full.held(rid(number)) == [("dibao", "2026-10-01", "")]


def test_with_rows_left_out_no_category_ends(office: Office) -> None:
    """The missing row may be the person's other category."""
    office.send([row(1), row(1, "城乡孤儿"), row(2)], month="2026-10")
    rows = [row(1), row(1, "不认识的类别"), row(2)]
    office.send(rows, skip_bad_rows=True)
    assert {each[0] for each in office.held(rid(1))} == {"dibao", "orphan"}
    assert all(not each[2] for each in office.held(rid(1)))


def test_the_corrected_list_cancels(full: Office) -> None:
    full.send([*TEN[:8], row(10, 身份证号=wrong(rid(10)))], skip_bad_rows=True)
    full.send([*TEN[:8], TEN[9]])
    assert full.held(rid(9)) == [("dibao", "2026-10-01", "2026-10-31")]
    assert full.held(rid(10)) == [("dibao", "2026-10-01", "")]


def test_ids_typed_as_numbers_are_named(full: Office) -> None:
    preview = full.preview([*TEN[:9], row(10, 身份证号="5.00236E+17")])
    (problem,) = preview.read.file.problems
    assert (problem.row, problem.column, problem.code) == (11, "身份证号", "id_as_number")


def test_a_file_of_other_columns_is_refused(full: Office) -> None:
    with pytest.raises(FileError, match="category"):
        full.preview(full.file(TEN, HEADER[:3]))


def test_an_unknown_department_is_refused(full: Office) -> None:
    with pytest.raises(UnknownDepartment, match=CIVIL):
        full.preview(TEN, department="财政局")


def test_a_month_that_is_none(full: Office) -> None:
    for month in ("2026-13", "2026", "202611", "2026-1", "２０２６-11"):
        with pytest.raises(RosterRefused):
            full.preview(TEN, month=month)


def test_a_shuffled_name_column_is_no_queue(office: Office) -> None:
    """More ambiguous rows than anybody can look at: the file is wrong, not the people."""
    office.send([row(n) for n in range(1, 520)], month="2026-10")
    names = [row(n)["姓名"] for n in range(2, 521)]
    rows = [row(n, 姓名=name) for n, name in enumerate(names, 1)]
    assert "无法确定是谁" in refused(office, rows)


def test_a_failing_statement_leaves_nothing(full: Office) -> None:
    preview = full.preview([*TEN, row(11)])
    before = full.tables()
    full.book.db.conn.execute(
        "CREATE TEMP TRIGGER full_disk BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    with pytest.raises(Exception, match="SQLITE"):
        confirm_list(full.book, CLERK, preview)
    assert full.tables() == before
    person = find_person(full.book, rid(11))
    assert person is None
    assert identities_on(full.book, 1, full.now.date())
