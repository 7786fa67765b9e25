"""Chinese for what textual says in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.validation import Failure, Length, Number, Validator

from jiuzhu_schemas.text import Text

_FIELD: Final[Mapping[str, Text]] = {
    "cursor_left": Text("左移", "left"),
    "cursor_left(True)": Text("向左选择", "select left"),
    "cursor_left_word": Text("左移一词", "a word left"),
    "cursor_left_word(True)": Text("向左选一词", "select a word left"),
    "cursor_right": Text("右移", "right"),
    "cursor_right(True)": Text("向右选择", "select right"),
    "cursor_right_word": Text("右移一词", "a word right"),
    "cursor_right_word(True)": Text("向右选一词", "select a word right"),
    "delete_left": Text("删除左边一字", "delete to the left"),
    "select_all": Text("全选", "select all"),
    "home": Text("到开头", "to the start"),
    "end": Text("到末尾", "to the end"),
    "home(True)": Text("选到开头", "select to the start"),
    "end(True)": Text("选到末尾", "select to the end"),
    "delete_right": Text("删除右边一字", "delete to the right"),
    "submit": Text("提交", "submit"),
    "delete_left_word": Text("删除左边一词", "delete a word to the left"),
    "delete_left_all": Text("删除左边全部", "delete all to the left"),
    "delete_right_word": Text("删除右边一词", "delete a word to the right"),
    "delete_right_all": Text("删除右边全部", "delete all to the right"),
    "cut": Text("剪切", "cut"),
    "copy": Text("复制", "copy"),
    "paste": Text("粘贴", "paste"),
    "press": Text("按下", "press"),
    "select": Text("选定", "select"),
    "toggle_option": Text("选中或取消", "toggle"),
    "show_overlay": Text("展开", "show the choices"),
    "dismiss": Text("收起", "close"),
    "scroll_up": Text("向上滚动", "scroll up"),
    "scroll_down": Text("向下滚动", "scroll down"),
    "scroll_left": Text("向左滚动", "scroll left"),
    "scroll_right": Text("向右滚动", "scroll right"),
    "scroll_home": Text("滚到开头", "scroll to the start"),
    "scroll_end": Text("滚到末尾", "scroll to the end"),
    "page_up": Text("上一页", "page up"),
    "page_down": Text("下一页", "page down"),
    "page_left": Text("左一页", "page left"),
    "page_right": Text("右一页", "page right"),
    "cursor_up": Text("上一项", "up"),
    "cursor_down": Text("下一项", "down"),
    "first": Text("第一项", "first"),
    "last": Text("最后一项", "last"),
}

ROLES: Final[Mapping[str, Text]] = {
    "clerk": Text("经办", "clerk"),
    "reviewer": Text("审核", "reviewer"),
    "treasurer": Text("财务", "treasurer"),
    "supervisor": Text("主管", "supervisor"),
    "administrator": Text("管理员", "administrator"),
    "auditor": Text("审计", "auditor"),
    "local": Text("本机", "local"),
}


def built_in(action: str) -> str:
    """Return what an action of textual's own fields does; empty for any other."""
    words = _FIELD.get(action)
    return str(words) if words else ""


def why_not(failure: Failure) -> str:
    """Return why a value is not taken, in the chosen language, for a field's validators."""
    return str(_because(failure.validator, failure))


def _because(validator: Validator, failure: Failure) -> Text:
    if isinstance(validator, Length):
        return _length(validator)
    if isinstance(validator, Number):
        if isinstance(failure, Number.NotInRange):
            low, high = validator.minimum, validator.maximum
            return Text(f"应在 {low} 与 {high} 之间", f"must be between {low} and {high}")
        return Text("应为数字", "must be a number")
    description = failure.description or ""
    own = description and not description.startswith("Must")
    return Text(description, description) if own else _ODD


def _length(validator: Length) -> Text:
    low, high = validator.minimum, validator.maximum
    if low is None:
        return Text(f"最多 {high} 个字符", f"at most {high} characters")
    if high is None:
        return Text(f"至少 {low} 个字符", f"at least {low} characters")
    return Text(f"应为 {low} 至 {high} 个字符", f"takes {low} to {high} characters")


_ODD: Final = Text("格式不对", "is not of the right form")
