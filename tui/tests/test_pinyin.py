"""How people and commands are looked for."""

from __future__ import annotations

import pytest

from jiuzhu_tui.pinyin import name_matches, score, search_key


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("单雄信", "shan xiong xin"),
        ("曾国藩", "zeng guo fan"),
        ("解晓东", "xie xiao dong"),
        ("仇英", "qiu ying"),
        ("覃辉", "qin hui"),
        ("朴树", "piao shu"),
        ("查良镛", "zha liang yong"),
        ("盖叫天", "ge jiao tian"),
        ("区寄", "ou ji"),
        ("尉迟恭", "yu chi gong"),
        ("万俟卨", "mo qi xie"),
        ("张三", "zhang san"),
    ],
)
def test_surnames_are_read_as_surnames(name: str, words: str) -> None:
    key = search_key(name, surname=True)
    assert key.words.split()[:-1] == words.split()[:-1]
    assert key.initials[0] == words[0]


@pytest.mark.parametrize(
    "query", ["张三", "三", "zs", "zhang", "zhangsan", "zhang san", "ZS", "san", "张"]
)
def test_a_name_is_found(query: str) -> None:
    assert name_matches(query, "张三")


@pytest.mark.parametrize("query", ["李", "ls", "hang", "zhangsi", "", " "])
def test_another_name_is_not(query: str) -> None:
    assert not name_matches(query, "张三")


def test_a_surname_with_two_readings_is_found_by_both() -> None:
    assert name_matches("qinhui", "覃辉")
    assert name_matches("tanhui", "覃辉")


def test_the_closer_match_comes_first() -> None:
    key = search_key("工作台")
    ranked = [score(query, key) for query in ("工作台", "工作", "gongzuotai", "gzt", "作台", "zt")]
    assert ranked == sorted(ranked, reverse=True)
    assert all(each > 0 for each in ranked)
    assert score("工作台", search_key("案件")) == 0


def test_names_of_any_kind_have_a_key() -> None:
    for name in ("", "John", "买买提·艾力", "[bold]", "\ud800", "😀"):
        search_key(name, surname=True)
