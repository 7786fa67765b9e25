"""Every sentence in two languages: Chinese unless English is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

import pytest

from jiuzhu_schemas import words
from jiuzhu_schemas.errors import JiuzhuError, SchemaError
from jiuzhu_schemas.text import LANGUAGE_VARIABLE, Text, chosen_language

ONE = Text("一", "one")


@pytest.mark.parametrize(
    ("asked", "language"),
    [("en", "en"), ("EN", "en"), ("en_GB.UTF-8", "en"), ("zh", "zh"), ("", "zh"), ("fr", "zh")],
)
def test_the_language_asked_for(monkeypatch: pytest.MonkeyPatch, asked: str, language: str) -> None:
    monkeypatch.setenv(LANGUAGE_VARIABLE, asked)
    assert chosen_language() == language
    assert str(ONE) == {"zh": "一", "en": "one"}[language]
    assert str(JiuzhuError(ONE)) == str(ONE)


def test_chinese_if_nothing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LANGUAGE_VARIABLE, raising=False)
    assert str(ONE) == "一"
    assert ONE.in_language("en") == "one"


def test_an_error_names_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LANGUAGE_VARIABLE, "en")
    assert str(JiuzhuError(ONE, place="claims.csv")) == "claims.csv: one"
    error = SchemaError([("id", ONE), ("pools[0]", ONE)])
    assert str(error) == "id: one; pools[0]: one"
    monkeypatch.delenv(LANGUAGE_VARIABLE)
    assert str(error) == "id：一；pools[0]：一"


def labels() -> Iterator[Any]:
    for name in dir(words):
        if name.endswith("_LABELS"):
            yield pytest.param(getattr(words, name), id=name)


@pytest.mark.parametrize("labelled", list(labels()))
def test_every_label_has_both_languages_and_no_twin(labelled: Mapping[Any, Text]) -> None:
    for language in (0, 1):
        names = [label[language] for label in labelled.values()]
        assert all(name.strip() for name in names)
        assert len(set(names)) == len(names)


def test_every_word_of_the_contract_has_a_label() -> None:
    for kind, labelled in (
        (words.Visit, words.VISIT_LABELS),
        (words.Therapy, words.THERAPY_LABELS),
        (words.Region, words.REGION_LABELS),
        (words.Referral, words.REFERRAL_LABELS),
        (words.Insurance, words.INSURANCE_LABELS),
        (words.HospitalLevel, words.LEVEL_LABELS),
    ):
        assert list(labelled) == list(get_args(kind))
    assert set(get_args(words.Stage)) <= set(words.STAGE_LABELS)
