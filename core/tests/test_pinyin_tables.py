"""Phrases are held once and read as pypinyin reads them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pypinyin
from pypinyin.constants import PHRASES_DICT

from jiuzhu.pinyin import syllables
from jiuzhu.pinyin_tables import phrases

FILE = Path(pypinyin.__file__).with_name("phrases_dict.json")


def test_no_phrase_is_lost_or_read_otherwise() -> None:
    whole = json.loads(FILE.read_text("utf-8"))
    found = phrases(FILE)
    assert found == whole
    assert whole.items() <= PHRASES_DICT.items()
    assert len({id(each) for read_as in found.values() for each in read_as}) < 2_000


def test_phrases_decide_how_a_character_is_read() -> None:
    assert syllables("重庆市重点银行") == ["chong", "qing", "shi", "zhong", "dian", "yin", "hang"]
    assert "PYPINYIN_NO_PHRASES" not in os.environ
