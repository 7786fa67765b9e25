"""What keeps a file from being read as TOML, and how to mend it, in words an author knows."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from attrs import frozen

from jiuzhu_schemas.text import Text

_AT: Final = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")
_DATE: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_ONE_BRACKET: Final = re.compile(r"\s*\[([A-Za-z0-9_.-]+)\]\s*(?:#.*)?\Z")
_TWO_BRACKETS: Final = re.compile(r"\s*\[\[([A-Za-z0-9_.-]+)\]\]")
_KEY_AND_COLON: Final = re.compile(r"\s*[A-Za-z0-9_-]+\s*[:：]")
_PERCENT: Final = re.compile(r"=\s*([0-9.]+%)")
_SIGNS: Final = {
    "“": '"', "”": '"', "‘": '"', "’": '"', "「": '"', "」": '"', "【": "[", "】": "]",
    "〔": "[", "〕": "]", "、": ",", "。": ".", "《": "<", "》": ">", "％": "%",
}  # fmt: skip


@frozen
class Slip:
    """What is wrong, and on which line (1 is the first)."""

    line: int
    text: Text


@frozen
class _Place:
    """Where the parser stopped: its message, the line's text, the value and key on it."""

    message: str
    line: str
    key: str
    value: str


Hint: TypeAlias = Callable[[_Place], Text | None]


def explain(text: str, error: tomllib.TOMLDecodeError) -> Slip:
    """Say what a parser's error means and how to mend it."""
    found = _AT.search(str(error))
    number = int(found[1]) if found else max(text.count("\n"), 1)
    lines = text.split("\n")
    mixed = _mixed_brackets(lines, number)
    if mixed is not None:
        return mixed
    line = lines[number - 1] if number <= len(lines) else ""
    key, _, value = line.partition("=")
    place = _Place(str(error), line, key.strip(), value.strip())
    said = next(filter(None, (hint(place) for hint in _HINTS)), None)
    raw = _AT.sub("", str(error)).strip()
    if said is None:
        return Slip(number, Text(f"TOML 写法有误：{raw}", f"is not TOML: {raw}"))
    return Slip(number, Text(f"TOML 写法有误：{said.zh}", f"is not TOML: {raw}: {said.en}"))


def _colon(place: _Place) -> Text | None:
    if _KEY_AND_COLON.match(place.line) is None:
        return None
    return Text("键与值之间用半角等号 =，不用冒号", "write = between key and value, not a colon")


def _full_width(place: _Place) -> Text | None:
    """Name the first sign outside quotes and comments that a keyboard set to Chinese left."""
    for column, sign in _outside_quotes(place.line):
        narrow = _SIGNS.get(sign, unicodedata.normalize("NFKC", sign))
        code = f"U+{ord(sign):04X}"
        if sign.isspace() or unicodedata.category(sign) == "Cf":
            return Text(
                f"第{column}个字符是全角空格或看不见的字符（{code}），请删去或改为普通空格",
                f"character {column} is a wide or invisible blank ({code}):"
                " delete it or write an ordinary one",
            )
        if narrow != sign and narrow.isascii():
            return Text(
                f"第{column}个字符 {sign} 是中文（全角）符号，请改为半角 {narrow}",
                f"character {column}, {sign}, is a Chinese (full-width) sign: write {narrow}",
            )
    return None


def _outside_quotes(line: str) -> Iterator[tuple[int, str]]:
    """Yield the characters that are not ASCII, stand in no quotes and no comment."""
    quote = ""
    for column, sign in enumerate(line, start=1):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == "#":
            return
        elif not sign.isascii():
            yield column, sign


def _mixed_brackets(lines: list[str], number: int) -> Slip | None:
    """Find a row written ``[x.rows]`` where others of its table are ``[[x.rows]]``."""
    stopped = lines[number - 1] if number <= len(lines) else ""
    named = _TWO_BRACKETS.match(stopped) or _ONE_BRACKET.match(stopped)
    if named is None:
        return None
    single = [
        place
        for place, line in enumerate(lines, start=1)
        if (one := _ONE_BRACKET.match(line)) and one[1] == named[1]
    ]
    double = any((two := _TWO_BRACKETS.match(line)) and two[1] == named[1] for line in lines)
    if not single or not (double or len(single) > 1):
        return None
    name = named[1]
    return Slip(
        single[0] if double else single[1],
        Text(
            f"TOML 写法有误：“{name}”出现多次；可重复的表要用双方括号 [[{name}]]，"
            "只出现一次的表用单方括号",
            f"is not TOML: “{name}” stands more than once; a table that repeats takes two brackets,"
            f" [[{name}]], one that stands once takes one",
        ),
    )


def _repeated(place: _Place) -> Text | None:
    if "overwrite" not in place.message and "Duplicate" not in place.message:
        return None
    return Text(
        f"“{place.key}”在同一个表里写了两次，请删去一处",
        f"“{place.key}” stands twice in one table: delete one",
    )


def _date(place: _Place) -> Text | None:
    found = _DATE.match(place.value)
    if found is None:
        return None
    year, month, day = found.groups()
    written = f"{year}-{int(month):02}-{int(day):02}"
    if found[0] == written:
        return Text(f"没有 {written} 这一天", f"there is no day {written}")
    return Text(
        f"日期写作 {written}，月、日各两位，不加引号",
        f"a date is written {written}, two digits each, without quotes",
    )


def _bare_percent(place: _Place) -> Text | None:
    found = _PERCENT.search(place.line)
    if found is None:
        return None
    return Text(
        f'比例要连百分号一起加引号，写作 "{found[1]}"',
        f'a rate is quoted whole: write "{found[1]}"',
    )


def _bare_value(place: _Place) -> Text | None:
    if "Invalid value" not in place.message:
        return None
    word = place.value
    if word in ("True", "False", "TRUE", "FALSE"):
        return Text(f"{word} 请写作 {word.lower()}", f"write {word.lower()} for {word}")
    boolean = re.search(r"=\s*(True|False|TRUE|FALSE)\b", place.line)
    if boolean:
        return Text(
            f"{boolean[1]} 请写作 {boolean[1].lower()}",
            f"write {boolean[1].lower()} for {boolean[1]}",
        )
    if not word:
        return Text("“=”后面没有值", "there is no value after “=”")
    return Text(
        '文字须加半角双引号，例如 "低保"；前后引号都要有',
        'a text stands in double quotes, such as "dibao": one before and one after',
    )


def _open_quote(place: _Place) -> Text | None:
    if "Illegal character" not in place.message and "Unterminated" not in place.message:
        return None
    return Text("引号没有配对：缺少后一个引号", "a quotation mark has no partner on its line")


def _key(place: _Place) -> Text | None:
    if "Invalid statement" not in place.message and "after a key" not in place.message:
        return None
    if place.line.strip() and not place.line.strip()[0].isascii():
        return Text(
            f"键“{place.key[:20]}”须用英文，可用的键见 docs/policy-files.md；说明文字前要有 #",
            f"the key “{place.key[:20]}” must be English, see docs/policy-files.md;"
            " a remark begins with #",
        )
    return Text(
        "每行应为 键 = 值，或表头 [[…]]；说明文字前要有 #",
        "a line is key = value, or a header [[…]]; a remark begins with #",
    )


def _header(place: _Place) -> Text | None:
    if "declaration" not in place.message:
        return None
    return Text(
        "表头两边的方括号数目要相同，例如 [[inpatient.rows]]",
        "a header has as many brackets on both sides, such as [[inpatient.rows]]",
    )


def _list(place: _Place) -> Text | None:
    header = "Invalid value" in place.message and place.line.lstrip().startswith("[")
    if "Unclosed array" not in place.message and not header:
        return None
    above = Text("上面的", " above") if header else Text("", "")
    return Text(
        f"{above.zh}方括号没有配对，或两项之间缺少半角逗号",
        f"a bracket{above.en} has no partner, or a comma is missing between two items",
    )


def _inline_table(place: _Place) -> Text | None:
    inline = "Unclosed inline table" in place.message or (
        "key part" in place.message and "{" in place.line
    )
    if not inline:
        return None
    return Text(
        "花括号 { … } 要写在一行内，各项用半角逗号分开，最后一项后面没有逗号",
        "{ … } stands on one line, with commas between its parts and none after the last",
    )


def _rest(place: _Place) -> Text | None:
    if "Expected newline" in place.message:
        return Text(
            "值后面有多余的内容：金额、比例要整个加引号，说明文字前要有 #",
            "something stands after the value: sums and rates are quoted whole,"
            " a remark begins with #",
        )
    if "Unescaped" in place.message:
        return Text(r"引号内的 \ 要写成 \\", r"inside quotes \ is written \\")
    if "invalid character" in place.message:
        return Text(
            "有不能出现的控制字符；换行请用 LF 或 CRLF，用编辑器另存即可",
            "there is a control character; save the file with ordinary line ends",
        )
    return None


_HINTS: Final[tuple[Hint, ...]] = (
    _colon, _full_width, _date, _bare_percent, _repeated, _list, _bare_value, _open_quote, _key,
    _header, _inline_table, _rest,
)  # fmt: skip
