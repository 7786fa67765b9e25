from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from jiuzhu.exchange import FileError, read_claims
from jiuzhu.settlement.columns import day_date
from jiuzhu_schemas.text import Text

from .samples import FIRST_DAY, ONE, TWO, claim, claims_file, csv_text, people_file, write


def test_a_good_claim_becomes_columns(tmp_path: Path) -> None:
    read = claims_file(tmp_path, claim(), claim(claim_id="C2", person_id=TWO, visit="outpatient"))
    columns = read.columns
    assert read.problems == []
    assert read.keys.to_list() == ["C1", "C2"]
    assert read.source_rows.tolist() == [2, 3]
    assert columns.person.tolist() == [0, 1]
    assert columns.visit.tolist() == [1, 0]
    assert columns.hospital_level.tolist() == [2, 2]
    assert columns.in_scope.tolist() == [1_000_050] * 2
    assert columns.base.tolist() == [400_000] * 2
    assert day_date(int(columns.settled_on[0])).isoformat() == "2025-06-01"
    assert columns.diagnoses[columns.diagnosis[0]] == "C34.9"
    assert (columns.person.dtype, columns.visit.dtype) == (np.int32, np.uint8)
    assert (columns.settled_on.dtype, columns.base.dtype) == (np.int32, np.int64)
    assert read.row("C2") == 1
    assert read.row("C3") is None


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("claim_id", "", "empty"),
        ("claim_id", "=1+1", "claim_id"),
        ("claim_id", "＝1", "claim_id"),
        ("claim_id", "-5", "claim_id"),
        ("claim_id", "@x", "claim_id"),
        ("claim_id", "a b", "claim_id"),
        ("claim_id", "x" * 65, "claim_id"),
        ("claim_id", "1.23E+19", "id_as_number"),
        ("person_id", "", "empty"),
        ("person_id", "5.00236E+17", "id_as_number"),
        ("person_id", ONE[:17], "id_shape"),
        ("person_id", ONE[:17] + "a", "id_shape"),
        ("person_id", ONE[:17] + ("0" if ONE[17] != "0" else "1"), "id_check"),
        ("person_id", "990000199002300011", "id_check"),
        ("visit", "", "empty"),
        ("visit", "inpatiant", "unknown_word"),
        ("therapy", "surgery", "unknown_word"),
        ("settled_on", "", "empty"),
        ("settled_on", "2025-02-29", "not_a_date"),
        ("settled_on", "２０２５-13-01", "not_a_date"),
        ("settled_on", "45810", "not_a_date"),
        ("settled_on", "2012-07-23", "before_policy"),
        ("hospital_level", "4", "unknown_word"),
        ("hospital_region", "moon", "unknown_word"),
        ("referral", "", "empty"),
        ("diagnosis", "", "empty"),
        ("diagnosis", "M00500", "chronic_code"),
        ("diagnosis", "肺癌", "not_icd10"),
        ("total_cost", "", "empty"),
        ("total_cost", "--", "empty"),
        ("total_cost", "—", "empty"),
        ("total_cost", "12000.001", "not_money"),
        ("total_cost", "1e5", "not_money"),
        ("total_cost", "+5", "not_money"),
        ("total_cost", "1234567890", "not_money"),
        ("total_cost", "12000.", "not_money"),
        ("total_cost", ".50", "not_money"),
        ("total_cost", "٣٤", "not_money"),
        ("total_cost", "NaN", "not_money"),
        ("in_scope_cost", "12000.01", "above_total"),
        ("in_scope_cost", "6000.49", "payments_above_in_scope"),
        ("basic_paid", "-1.00", "negative"),
        ("critical_illness_paid", "x", "not_money"),
        ("large_sum_paid", "x", "not_money"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, column: str, value: str, code: str) -> None:
    bad = claim(claim_id="C2") | {column: value}
    read = claims_file(tmp_path, claim(), bad, claim(claim_id="C3"))
    (problem,) = read.problems
    assert (problem.row, problem.column, problem.code) == (3, column, code)
    assert problem.file.endswith("claims.csv")
    assert problem.reason.zh
    assert problem.expected.en
    if column == "person_id":
        assert value[6:14] not in problem.value or len(value) < 14
    else:
        assert problem.value == value
    assert read.keys.to_list() == ["C1", "C3"]
    assert read.source_rows.tolist() == [2, 4]
    assert read.refused.numbers.tolist() == [3]


@pytest.mark.parametrize(
    ("column", "value", "fen"),
    [
        ("total_cost", "¥12000", 0),
        ("total_cost", "￥12,000.00", 0),
        ("total_cost", " 12000.5\t", 0),
        ("total_cost", "１２０００．００", 0),
        ("total_cost", "\u200b12000.00\ufeff", 0),
        ("total_cost", "999999999.99", 0),
        ("large_sum_paid", "", 50),
        ("large_sum_paid", "--", 50),
        ("large_sum_paid", "0", 50),
        ("basic_paid", "4999.9", 10),
    ],
)
def test_an_odd_spelling_is_read(tmp_path: Path, column: str, value: str, fen: int) -> None:
    cell = f'"{value}"' if "," in value else value
    read = claims_file(tmp_path, claim(**{column: cell}))
    assert read.problems == []
    assert read.columns.base.tolist() == [400_000 + fen]


@pytest.mark.parametrize(
    "written",
    ["2025/6/1", "20250601", "2025.6.1", "2025年6月1日", "２０２５-06-01", "2025-06-01 08:30:00"],
)
def test_spellings_of_a_date(tmp_path: Path, written: str) -> None:
    read = claims_file(tmp_path, claim(settled_on=written))
    assert read.problems == []
    assert day_date(int(read.columns.settled_on[0])).isoformat() == "2025-06-01"


def test_a_quick_and_a_slow_cell_side_by_side(tmp_path: Path) -> None:
    read = claims_file(
        tmp_path, claim(), claim(claim_id="C2", person_id=f"'{ONE}\t", total_cost="¥ 12000")
    )
    assert read.problems == []
    assert read.columns.person.tolist() == [0, 0]


def test_a_negative_sum_is_told_to_be_a_reversal(tmp_path: Path) -> None:
    (problem,) = claims_file(tmp_path, claim(total_cost="-12000.00")).problems[:1]
    assert "冲正" in problem.expected.zh
    assert "reversal" in problem.expected.en


def test_an_unknown_person_is_refused_and_masked(tmp_path: Path) -> None:
    from .samples import resident_id

    stranger = resident_id(77)
    (problem,) = claims_file(tmp_path, claim(person_id=stranger)).problems
    assert problem.code == "unknown_person"
    assert problem.value == f"990{'*' * 13}{stranger[-2:]}"
    assert stranger not in problem.line("zh") + problem.line("en")


def test_a_settlement_before_birth_is_refused(tmp_path: Path) -> None:
    from jiuzhu.exchange import read_people

    from .samples import resident_id

    child = resident_id(5, "20250602")
    people = read_people(write(tmp_path / "p.csv", f"person_id,name,home_care\n{child},测试丙,0\n"))
    rows = [claim(person_id=child), claim(claim_id="C2", person_id=child, settled_on="2025-06-02")]
    path = write(tmp_path / "claims.csv", csv_text(rows))
    (problem,) = read_claims(path, people, first_day=FIRST_DAY).problems
    assert (problem.row, problem.code) == (2, "before_birth")


def test_a_repeated_claim_id_refuses_both_rows(tmp_path: Path) -> None:
    read = claims_file(tmp_path, claim(), claim(claim_id="C2"), claim())
    assert [(problem.row, problem.code) for problem in read.problems] == [
        (2, "repeated"),
        (4, "repeated"),
    ]
    assert "第2、4行" in read.problems[0].reason.zh
    assert read.keys.to_list() == ["C2"]


def test_a_row_with_several_faults_names_each(tmp_path: Path) -> None:
    read = claims_file(tmp_path, claim(visit="x", total_cost="y", diagnosis="z"))
    assert sorted(problem.column for problem in read.problems) == [
        "diagnosis",
        "total_cost",
        "visit",
    ]
    assert len(read.refused) == 1


def test_the_line_of_a_problem(tmp_path: Path) -> None:
    (problem,) = claims_file(tmp_path, claim(total_cost="12x")).problems
    assert problem.line("zh") == (
        f"{tmp_path / 'claims.csv'} 第2行 列“total_cost” 值“12x”："
        "不是金额；应为元，最多两位小数，如 1234.56"
    )
    assert problem.line("en").startswith(f"{tmp_path / 'claims.csv'} row 2 column “total_cost”")


def test_a_declared_column(tmp_path: Path) -> None:
    declared = {"channel": (("", "green", "手工"), Text("渠道", "channel"))}
    people = people_file(tmp_path)
    channels = ["green", "", "手工"]
    rows = [claim(claim_id=f"C{n}", channel=channel) for n, channel in enumerate(channels)]
    path = write(tmp_path / "claims.csv", csv_text(rows).replace("channel", "渠道"))
    column = read_claims(path, people, first_day=FIRST_DAY, declared=declared).columns.declared
    assert column["channel"].values == ("", "green", "手工")
    assert column["channel"].code.tolist() == [1, 0, 2]
    path = write(tmp_path / "claims.csv", csv_text([claim()]))
    column = read_claims(path, people, first_day=FIRST_DAY, declared=declared).columns.declared
    assert column["channel"].code.tolist() == [0]


def test_large_sum_may_be_absent(tmp_path: Path) -> None:
    row = claim()
    del row["large_sum_paid"]
    assert claims_file(tmp_path, row).columns.base.tolist() == [400_050]


def test_blank_rows_are_no_rows(tmp_path: Path) -> None:
    text = csv_text([claim(), claim(claim_id="C2")]) + "\n\n"
    text = text.replace("\nC2", "\n\n,,,,,,,,,,,,,\nC2")
    read = read_claims(
        write(tmp_path / "claims.csv", text), people_file(tmp_path), first_day=FIRST_DAY
    )
    assert read.problems == []
    assert read.source_rows.tolist() == [2, 5]


def test_many_bad_rows_are_counted_and_not_all_spelled_out(tmp_path: Path) -> None:
    rows = [claim(claim_id=f"C{n}", total_cost=f"x{n}", visit=f"v{n}") for n in range(3000)]
    read = claims_file(tmp_path, *rows)
    assert read.problem_count == 6000
    assert len(read.problems) == 1000
    assert [problem.row for problem in read.problems] == sorted(
        problem.row for problem in read.problems
    )
    assert len(read.refused) == 3000


def test_national_names_and_values(tmp_path: Path) -> None:
    text = (
        "setl_id,certno,med_type,therapy,setl_time,医院等级,就诊地,转诊情况,dise_codg,"
        "medfee_sumamt,inscp_scp_amt,hifp_pay,hifmi_pay,hifob_pay,备注\n"
        f"S1,{ONE},21,,2025-06-01 10:20:30,三级甲等,市内,已转诊,c34.900,100,90,50,10,0,x\n"
    )
    read = read_claims(write(tmp_path / "c.csv", text), people_file(tmp_path), first_day=FIRST_DAY)
    assert read.problems == []
    columns = read.columns
    assert columns.base.tolist() == [3000]
    assert (columns.visit[0], columns.hospital_level[0], columns.hospital_region[0]) == (1, 3, 1)
    assert columns.referral[0] == 1
    assert columns.diagnoses == ("C34.900",)


def test_unverified_national_values_are_not_accepted(tmp_path: Path) -> None:
    (problem,) = claims_file(tmp_path, claim(hospital_level="03")).problems
    assert problem.code == "unknown_word"


def test_missing_columns_are_named_with_the_accepted_names(tmp_path: Path) -> None:
    row = claim()
    del row["diagnosis"]
    with pytest.raises(FileError, match=r"diagnosis.*病种编码"):
        claims_file(tmp_path, row)


def test_two_columns_of_one_meaning(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="person_id、身份证号"):
        claims_file(tmp_path, claim(身份证号=ONE))


def test_an_id_in_the_wrong_column_is_masked_too(tmp_path: Path) -> None:
    (problem,) = claims_file(tmp_path, claim(visit=f"住院{ONE}号")).problems
    assert ONE not in problem.line("zh")
    assert problem.value.startswith("住院990")


def test_a_long_value_is_cut_short(tmp_path: Path) -> None:
    (problem,) = claims_file(tmp_path, claim(visit="x" * 5000)).problems
    assert len(problem.value) == 81


def test_too_many_columns(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="512"):
        claims_file(tmp_path, claim(**{f"extra{n}": "" for n in range(600)}))


def test_the_order_of_a_long_file_is_kept(tmp_path: Path) -> None:
    rows = [claim(claim_id=f"C{n}", person_id=(ONE, TWO)[n % 2]) for n in range(60_000)]
    read = claims_file(tmp_path, *rows)
    assert read.keys.to_list() == [f"C{n}" for n in range(60_000)]
    assert (read.columns.person == np.arange(60_000) % 2).all()
    assert read.source_rows[-1] == 60_001
