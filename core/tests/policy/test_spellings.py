"""How a county's own files spell columns and words, and what its declared facts are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiuzhu.exchange.dialects import dialects
from jiuzhu.policy.errors import PolicyError
from jiuzhu.policy.spellings import Spellings, read_spellings
from jiuzhu.policy.vocabulary import read_facts
from jiuzhu_schemas.file_columns import FILE_COLUMNS, FILE_WORDS
from jiuzhu_schemas.vocabulary import DeclaredFact, FactLabel

DOCTOR = DeclaredFact(
    id="family_doctor",
    zh="家庭医生",
    en="family doctor",
    values=("unsigned", "signed"),
    labels=(FactLabel(value="signed", zh="已签约", en="signed up", words=("是",)),),
)
HEADERS = """
[[columns]]
table = "claims"
column = "claim_id"
words = ["流水号"]

[[columns]]
table = "claims"
column = "family_doctor"
words = ["签约否"]

[[words]]
column = "hospital_region"
word = "梯内"
means = "county"
"""


def read(folder: Path, text: str) -> Spellings:
    file = folder / "headers.toml"
    file.write_text(text, "utf-8")
    return read_spellings([file], [DOCTOR])


def test_headers_words_and_the_labels_of_facts(tmp_path: Path) -> None:
    found = read(tmp_path, HEADERS)
    assert found.headers == {
        ("claims", "claim_id"): ("流水号",),
        ("claims", "family_doctor"): ("签约否",),
    }
    assert found.words["hospital_region"] == {"梯内": "county"}
    assert found.words["family_doctor"] == {
        "已签约": "signed",
        "signed up": "signed",
        "是": "signed",
    }


@pytest.mark.parametrize(
    ("old", "new", "path", "said"),
    [
        ('"claim_id"', '"claim_ib"', "columns[0].column", "did you mean “claim_id”"),
        ('table = "claims"', 'table = "people"', "columns[0].column", "no column “claim_id”"),
        ('table = "claims"', 'table = "balances"', "columns[0].table", "expected one of"),
        ('"签约否"', '"流水号"', "columns[1].words", "stands for “claim_id” already"),
        ('column = "hospital_region"', 'column = "diagnosis"', "words[0].column", "no fixed words"),
        (
            'words = ["流水号"]',
            'words = ["total_cost"]',
            "columns[0].words",
            "“total_cost” already",
        ),
        ('word = "梯内"', 'word = "city"', "words[0].word", "stands for “city” already"),
        ('means = "county"', 'means = "country"', "words[0].means", "did you mean “county”"),
    ],
)
def test_what_stands_for_nothing_or_for_two_things(
    tmp_path: Path, old: str, new: str, path: str, said: str
) -> None:
    with pytest.raises(PolicyError) as refused:
        read(tmp_path, HEADERS.replace(old, new, 1))
    assert [fault.path for fault in refused.value.faults] == [path]
    assert said in refused.value.faults[0].text.en
    assert refused.value.faults[0].line


def test_a_word_that_means_two_things(tmp_path: Path) -> None:
    twice = HEADERS + '[[words]]\ncolumn = "hospital_region"\nword = "梯内"\nmeans = "city"\n'
    with pytest.raises(PolicyError, match=r"words\[1\].word"):
        read(tmp_path, twice)


@pytest.mark.parametrize(
    ("labels", "path"),
    [
        ('[{ value = "sighed", zh = "一", en = "one" }]', "facts[0].labels[0].value"),
        (
            '[{ value = "signed", zh = "一", en = "one" },'
            ' { value = "unsigned", zh = "一", en = "two" }]',
            "facts[0].labels[1].words",
        ),
        ('[{ value = "signed", zh = "unsigned", en = "one" }]', "facts[0].labels[0].words"),
    ],
)
def test_labels_of_no_value_or_of_two(tmp_path: Path, labels: str, path: str) -> None:
    file = tmp_path / "facts.toml"
    file.write_text(
        f'[[facts]]\nid = "f"\nzh = "甲"\nen = "a"\nvalues = ["unsigned", "signed"]\n'
        f"labels = {labels}\n",
        "utf-8",
    )
    with pytest.raises(PolicyError) as refused:
        read_facts([file])
    assert [fault.path for fault in refused.value.faults] == [path]


def test_the_columns_that_can_be_renamed_are_those_that_are_read() -> None:
    known = dialects().columns
    assert FILE_COLUMNS.keys() < known.keys()
    for table, columns in FILE_COLUMNS.items():
        assert set(columns) == set(known[table]), table
    named = {column for columns in FILE_COLUMNS.values() for column in columns}
    assert FILE_WORDS.keys() <= named
