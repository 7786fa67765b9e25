"""What each key of a policy document is for, class by class; see `key_notes`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .text import Text

DOCUMENT: Final[Mapping[str, Mapping[str, Text]]] = {
    "PolicyDocument": {
        "id": Text("文件标识；条款写作 标识#条款", "short and stable; clauses are cited id#clause"),
        "number": Text("文号，照原文", "the document's number, as on the paper"),
        "title": Text("标题，照原文", "its title, as on the paper"),
        "issuer": Text("发文机关", "who issued it"),
        "issued_on": Text("印发日期", "the date of issue"),
        "from": Text("施行第一天，如 2024-01-01", "the first day in force"),
        "last_review": Text("最近核对是否仍有效的日期", "when somebody last saw that it holds"),
        "extends": Text("上级文件的 id：本文件未列明的按它执行", ""),
        "settings": Text("身份规则和优先次序", "how several identities are read"),
        "clauses": Text("条款目录：其他各处都要引用这里的 id", "the clauses that all else cites"),
        "recipients": Text("救助对象及认定部门", "whom the document helps"),
        "disease_lists": Text("病种目录", "lists of disease classes"),
        "pools": Text("年度限额", "annual pools and their caps"),
        "refuse": Text("一律不予救助的情形", "claims that no stage relieves"),
        "outpatient": Text("普通门诊救助", "outpatient care"),
        "inpatient": Text("普通住院救助", "stays"),
        "major_disease": Text("特殊病种（重大疾病）救助", "listed diseases"),
        "large_expense": Text("大额费用救助", "one stay with a high in-scope cost"),
        "tilt": Text("倾斜救助", "more relief on what is left"),
        "subsidy": Text("资助参保", "the premium subsidy"),
        "charity_handoff": Text("转介：慈善救助等", "to whom a case goes on"),
        "open_questions": Text("文件未明之处和所取读法", "what the text leaves open"),
        "waivers": Text(
            "与上级文件不一致、确有依据的登记", "conflicts that a later document allows"
        ),
    },
    "Clause": {
        "id": Text("条款标识，如 2.1 或 annex.1", "the clause's id, such as 2.1"),
        "cite": Text("在原文的第几条，如 二（一）", "where it stands on paper"),
        "says": Text("用自己的话概括，不抄原文", "what it says, in your own words"),
        "not_computable": Text("不据以计算的条款写明原因", ""),
    },
    "Settings": {
        "identity_rule": Text(
            "per_stage 逐项就高；single 只按一个身份",
            "per_stage: the best identity in each stage; single: one for everything",
        ),
        "precedence": Text("待遇相同时的先后，前者优先", ""),
    },
    "Recipient": {
        "category": Text("类别标识，如 dibao", "the category's id, such as dibao"),
        "counts_as": Text("按本文件的哪一类别对待", ""),
        "upper_as": Text("上级文件按哪一类别对待（本文件未列明时）", ""),
    },
    "DiseaseList": {
        "id": Text('目录标识；行里写 "in:标识"', 'its id: rows say "in:id"'),
        "classes": Text("病种标识的列表，见病种目录文件", "ids of the disease catalogue"),
    },
    "Pool": {
        "annual_cap": Text('每人每年限额，如 { at_most = "6000.00" }', ""),
        "uncapped": Text("不设限额写 true", ""),
    },
    "Entry": {"if": Text("哪些费用归入本项", "which claims belong to the stage")},
    "ReliefTable": {
        "clause": Text("未列明的对象不予救助时引用的条款", ""),
        "columns": Text('每行在 if 中都要写明的条件；不限写 "any"', ""),
        "entry": Text(
            "哪些费用归入本项，满足一条即可", "which claims belong here: any one is enough"
        ),
        "pool": Text("本表所用限额的 id；不写用同名的限额", ""),
        "portion": Text("比例按什么算：base 全部自付，remaining 救助后剩余", ""),
    },
    "ReliefRow": {
        "categories": Text(
            '类别标识的列表；["others"] 指本表未列明的其他类别',
            'ids of categories; ["others"] is every one that no other row names',
        ),
        "rate": Text('比例，如 { exact = "70%" }', "the share that is paid"),
        "bands": Text("分段比例，从 0 起递增", "marginal rates, rising from 0"),
        "quota": Text('定额，如 { exact = "2000.00" }', "a fixed sum"),
        "annual_cap": Text("本行自己的年度限额，代替限额表的", "the row's own cap a year"),
        "stay_cap": Text("每次的限额", "the most for one settlement"),
        "pool": Text("本行所用限额的 id；不写用本表的", ""),
    },
    "SubsidyTable": {"refuse": Text("一律不予资助的情形", "enrolments that are not subsidised")},
    "SubsidyRow": {
        "share": Text('资助比例，如 { exact = "90%" }', "the share of a tier's premium"),
        "of_tier": Text("按哪一档个人缴费计算比例", "the tier whose premium the share is of"),
        "amount": Text("定额资助", "a sum instead of a share"),
    },
    "HandoffRow": {
        "name": Text("去向：charity、school_aid 或自定", "charity, school_aid or your own"),
        "occasion": Text(
            "always 一律；cap_cut 限额截断时；left_above 剩余超过 threshold 时",
            "always; cap_cut: a cap cut relief; left_above: more than threshold is left",
        ),
        "categories": Text("只限这些类别；不写为不限", "only these; without it, anyone"),
        "only": Text("true：没有其他身份的人", "true: people who hold no other category"),
        "zh": Text("去向的中文名称（自定的去向）", "the name in Chinese of a destination of yours"),
        "en": Text("去向的英文名称", ""),
        "threshold": Text('剩余超过多少，如 { exact = "5000.00" }', "what is left is above it"),
    },
    "OpenQuestion": {
        "zh": Text("问题（中文）", "the question in Chinese"),
        "en": Text("问题（英文）", "the question in English"),
        "reading_zh": Text("所取读法；不写为未决", "the reading taken; without it, undecided"),
        "reading_en": Text("所取读法（英文）", "the reading in English"),
    },
    "Refusal": {},
    "HandoffTable": {},
    "Waiver": {
        "stage": Text("哪一项救助", "which stage"),
        "figure": Text("哪一数值，照 audit floor 的结果写", "what the audit's finding names"),
        "against": Text("与上级的哪一条不一致：文件#条款", ""),
        "superseded_by": Text("所依据的较新文件的文号", ""),
        "recorded_by": Text("登记人", "who vouches for it"),
        "recorded_on": Text("登记日期", "when it was recorded"),
    },
    "Value": {
        "exact": Text("确定的数值", "exactly this"),
        "at_least": Text("不低于", "not below this"),
        "at_most": Text("不超过", "not above this"),
        "deduct": Text("只有超过它的部分计算", "only what exceeds it counts"),
        "trigger": Text("超过它以后全部计算", "all counts once it is exceeded"),
        "above": Text("超过这一金额的部分", "the part above this sum"),
        "rate": Text("该部分的比例", "the rate on that part"),
    },
}
