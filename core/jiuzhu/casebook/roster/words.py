"""What an import's counts, reasons and contradictions are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jiuzhu_schemas.text import Text

COUNTS: Final[Mapping[str, Text]] = {
    "added": Text("新增", "added"),
    "changed": Text("变更", "changed"),
    "reappearing": Text("其中重新出现", "of these reappearing"),
    "cancelled": Text("取消", "cancelled"),
    "unchanged": Text("不变", "unchanged"),
    "waiting": Text("缺席但暂不取消", "absent, not cancelled yet"),
    "kept_starts": Text("认定日期较晚，仍按已知起始", "later first day, known one kept"),
    "held": Text("待核（无法确定是谁）", "held back, person uncertain"),
    "contradictions": Text("矛盾", "contradictions"),
    "wrong_rows": Text("有误的行", "wrong rows"),
    "without_effect": Text("无效果（不在册或不认识）", "without effect"),
    "repeats": Text("重复的行", "repeated rows"),
}
REASONS: Final[Mapping[str, Text]] = {
    "name_differs": Text("身份证号已知，姓名不同", "known ID, another name"),
    "id_differs": Text(
        "与已知的人同名同生日，身份证号不同", "name and birth date of somebody with another ID"
    ),
    "repeated": Text("文件中同一人的行互相矛盾", "rows of one person contradict each other"),
}
KINDS: Final[Mapping[str, Text]] = {
    "exclusive": Text("身份互斥", "categories exclude each other"),
    "two_departments": Text("两个部门认定同一身份", "one category from two departments"),
    "dead": Text("已登记死亡，仍在名单中，不再认定", "recorded as dead, but in the list"),
    "other_death": Text("死亡日期与此前登记不同", "another day of death than recorded"),
}
WHAT: Final[Mapping[str, Text]] = {
    "category": Text("身份", "category"),
    "dates": Text("起止日期", "dates"),
    "township": Text("镇村", "township"),
    "home_care": Text("院外维持治疗", "home care"),
    "name": Text("姓名", "name"),
    "died": Text("死亡", "death"),
}
LISTS: Final[Mapping[str, Text]] = {
    "full": Text("全量名单", "full list"),
    "changes": Text("增减名单", "additions and removals"),
    "deaths": Text("死亡名单", "deaths"),
    "decision": Text("经办判定", "decision"),
}
"""Kinds of lists."""
LOSES: Final[Mapping[str, Text]] = {
    "won": Text("按此身份", "settled by it"),
    "lower": Text("待遇较低", "gives less"),
    "later": Text("待遇相同，顺序在后", "gives the same, comes later"),
    "denied": Text("不予救助", "denied"),
    "no_answer": Text("本项没有待遇", "gives nothing here"),
    "not_recipient": Text("不是救助对象", "makes no recipient"),
    "refused": Text("不予救助", "refused"),
    "single_rule": Text("只按一个身份", "one identity counts only"),
}
"""What became of an identity in a stage."""
