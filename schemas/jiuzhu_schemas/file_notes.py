"""What each key of golden cases and of vocabulary files is for, class by class; see `key_notes`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .text import Text

CASES: Final[Mapping[str, Mapping[str, Text]]] = {
    "GoldenFile": {
        "county": Text("按哪个县结算；文件在该县程序包内时不写", ""),
        "case": Text("算例，一个 [[case]] 一个", "the cases, one [[case]] each"),
    },
    "GoldenCase": {
        "id": Text("算例标识，不重复", "the case's name, once in the package"),
        "title": Text("一句话说明", "what it shows, in a phrase"),
        "why": Text("手工算式", ""),
        "clauses": Text("用到的条款，写作 文件#条款", ""),
        "born": Text("出生日期", "the person's day of birth"),
        "home_care": Text("是否需院外维持治疗", "whether home care is needed"),
        "identities": Text("所持身份及起止日期", "the categories held, and when"),
        "claims": Text("费用，按结算日依次结算", "what is claimed, in the order of settlement"),
        "enrolments": Text("参保缴费", "premiums paid"),
        "confirmed": Text("false：尚未手工核对，算例不通过", ""),
    },
    "GoldenIdentity": {"category": Text("类别标识，如 dibao", "the category's id, such as dibao")},
    "GoldenClaim": {
        "settled_on": Text("结算日", "the day of settlement"),
        "visit": Text("门诊 outpatient，住院 inpatient", "outpatient or inpatient"),
        "therapy": Text("放疗、化疗、透析、输血；没有不写", "none if it is left out"),
        "hospital_level": Text("医院等级：0 未定级，1、2、3", "0 none, 1, 2, 3"),
        "hospital_region": Text(
            "county 本县，city 市内县外，outside 市外", "where the hospital is"
        ),
        "referral": Text("转诊：not_needed、referred、unreferred", "whether it was referred"),
        "diagnosis": Text("诊断的 ICD-10 编码", "ICD-10"),
        "in_scope": Text(
            "政策范围内费用（元），与 base 相同时不写", "in-scope cost, if not the base"
        ),
        "base": Text("各项保险支付后的政策范围内自付（元）", "what is left after insurance, yuan"),
        "declared": Text("自有事实的取值；不写取第一个值", ""),
        "expect": Text("手工算得的结果", "what the law gives, worked by hand"),
    },
    "ExpectedAward": {
        "stage": Text("救助类型；none 不予救助", "the stage, or none"),
        "identity": Text("按哪一类别；没有写空", "the category that counted, or empty"),
        "rate": Text('比例，不写百分号，如 "70"', ""),
        "award": Text("救助金额（元）", "relief, yuan"),
        "tilt": Text("倾斜救助金额（元）", "tilt, yuan"),
        "self_pay": Text("个人负担（元）", "left to the person, yuan"),
        "charity": Text("转介去向；没有写空", "the handoff's name, or empty"),
        "reason": Text("原因代码；没有写空", "a reason code, or empty"),
        "clause": Text("依据条款：文件#条款，多条用分号", "document#clause, several by ;"),
    },
    "GoldenEnrolment": {
        "year": Text("参保年度", "the insurance year"),
        "tier": Text("缴费档次：1 或 2", "1 or 2"),
        "paid_on": Text("缴费日", "the day of payment"),
        "insurance": Text("居民 resident，职工 employee", "resident or employee"),
        "expect": Text("手工算得的结果", "what the law gives, worked by hand"),
    },
    "ExpectedSubsidy": {
        "identity": Text("按哪一类别；没有写空", "the category that counted, or empty"),
        "premium": Text("个人缴费标准（元）", "the premium, yuan"),
        "subsidy": Text("资助金额（元）", "the subsidy, yuan"),
        "own_payment": Text("个人自付（元）", "left to the person, yuan"),
        "department": Text("资助部门；没有写空", "who funds it, or empty"),
        "reason": Text("原因代码；没有写空", "a reason code, or empty"),
        "clause": Text("依据条款：文件#条款", "document#clause"),
    },
}

VOCABULARY: Final[Mapping[str, Mapping[str, Text]]] = {
    "CategoryFile": {"categories": Text("身份类别", "the categories")},
    "DiseaseCatalogue": {
        "source_zh": Text("编码的来源（中文）", "where the codes come from, in Chinese"),
        "source_en": Text("编码的来源（英文）", "where the codes come from, in English"),
        "official": Text("是否官方目录；false 为自行对照", ""),
        "classes": Text("病种", "the disease classes"),
    },
    "PremiumFile": {"premiums": Text("各年个人缴费标准", "the premiums, year by year")},
    "FactFile": {"facts": Text("自有事实（费用文件的列）", "columns of the claims of your own")},
    "HeaderFile": {
        "columns": Text("表头的其他叫法", "other headers for a column"),
        "words": Text("单元格里的其他说法", "other words in a column"),
    },
    "ColumnNames": {
        "table": Text("哪一种文件", "which file"),
        "column": Text("平台的列名", "the column's own name"),
        "words": Text("该列在来文中的表头", "headers that files use for it"),
    },
    "WordMeaning": {
        "column": Text("平台的列名", "the column's own name"),
        "word": Text("来文中的写法", "the word that files use"),
        "means": Text("对应平台的哪个值", "the value that it stands for"),
    },
    "DeadlineFile": {"deadlines": Text("期限", "the deadlines")},
    "DeadlineRule": {
        "clause": Text("依据条款：文件#条款", ""),
        "label": Text("要做什么", ""),
        "who": Text("谁来做", ""),
        "every": Text("month 每月，year 每年", "month or year"),
        "occasion": Text("由哪一事由起算", "the event that it follows from"),
        "after": Text("事由的说法", ""),
        "due": Text("何时到期", "when it is due"),
    },
    "Due": {
        "working_days": Text("若干个工作日内（事由当日不算）", ""),
        "sooner": Text("两个数中较小的一个", ""),
        "years_later": Text("若干年后", "so many years later"),
        "months_later": Text("若干月后；-1 为上个月", ""),
        "month": Text("几月", ""),
        "day": Text("几日；不写为月末", ""),
    },
    "Category": {"words": Text("文件中的其他名称、国家代码", "")},
    "DiseaseClass": {"codes": Text("归入本病种的编码", "the codes that belong to it")},
    "DiseaseCode": {
        "system": Text("编码体系；目前只用 icd10", "only icd10 is matched so far"),
        "match": Text("prefix 以它开头，exact 完全相同", "prefix or exact"),
        "code": Text("编码，如 C34", "the code, such as C34"),
        "exclude": Text("其中不算的编码", "sub-prefixes that do not belong"),
    },
    "Premium": {
        "year": Text("参保年度", "the insurance year"),
        "tier_1": Text("一档个人缴费", "tier 1"),
        "tier_2": Text("二档个人缴费", "tier 2"),
        "source": Text("出处", "where it stands"),
        "verified": Text("是否与当年通知核对过", "whether it was compared with a notice"),
    },
    "DeclaredFact": {
        "id": Text("费用文件的列名", "the column of the claims"),
        "values": Text("可取的值；没有该列时取第一个", "its words; the first where it is missing"),
        "labels": Text("各值的名称", ""),
    },
    "FactLabel": {
        "value": Text("取值", "the value"),
        "words": Text("文件中的其他写法", "other words that files use"),
    },
}
