"""Slips of an author in a policy document, and what must be said of each."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

import jiuzhu_fengjie

DOCUMENT = (Path(jiuzhu_fengjie.__file__).parent / "policy" / "fj-2023-49.toml").read_text("utf-8")
RATE = 'rate = { exact = "80%" }'
CAP = 'annual_cap = { at_least = "6000.00" }'
TEKUN = 'categories = ["tekun"]'
LEVEL = "if = { hospital_level = [3] }"
TILT = 'clause = "annex.tilt.1"\ncategories = ["dibao"'
FIRST = 'id = "fj-2023-49"'
STAY = "inpatient.rows[0]"


@frozen(kw_only=True)
class Slip:
    """What is written in place of what, and what must be said of it."""

    old: str
    new: str
    path: str
    zh: str
    en: str
    down: int = 0
    """Lines from the one where the change begins to the one that is named."""


SLIPS = {
    # -- keys
    "misspelt key": Slip(
        old=RATE, new='rates = { exact = "80%" }', path=f"{STAY}.rates",
        zh="是否为“rate”？", en="did you mean “rate”?",
    ),
    "misspelt key that is needed": Slip(
        old='cite = "一"', new='cites = "一"', path="clauses[0].cites",
        zh="是否为“cite”？", en="did you mean “cite”?",
    ),
    "since for from": Slip(
        old="from = 2023-06-21", new="since = 2023-06-21", path="since",
        zh="是否为“from”？", en="did you mean “from”?",
    ),
    "misspelt table": Slip(
        old="[[inpatient.rows]]", new="[[inpatent.rows]]", path="inpatent",
        zh="是否为“inpatient”？", en="did you mean “inpatient”?",
    ),
    "row for rows": Slip(
        old="[[inpatient.rows]]", new="[[inpatient.row]]", path="inpatient.row",
        zh="是否为“rows”？", en="did you mean “rows”?",
    ),
    "clause left out": Slip(
        old=TILT, new='categories = ["dibao"', path="tilt.rows[0].clause", down=-1,
        zh='请补上，例如 clause = "…"', en='write one, such as clause = "…"',
    ),
    "number left out": Slip(
        old='number = "奉节府办发〔2023〕49号"\n', new="", path="number", down=-1,
        zh='请补上，例如 number = "…"', en='write one, such as number = "…"',
    ),
    # -- words
    "misspelt category": Slip(
        old=TEKUN, new='categories = ["tekum"]', path="outpatient.rows[0].categories",
        zh="没有类别“tekum”，是否为“tekun”？", en="did you mean “tekun”?",
    ),
    "category in Chinese": Slip(
        old=TEKUN, new='categories = ["特困人员"]', path="outpatient.rows[0].categories",
        zh="没有类别“特困人员”，是否为“tekun”？", en="did you mean “tekun”?",
    ),
    "category with a blank": Slip(
        old=TEKUN, new='categories = ["tekun "]', path="outpatient.rows[0].categories",
        zh="多余的空格", en="holds a blank",
    ),
    "category with an invisible sign": Slip(
        old=TEKUN, new='categories = ["tekun\u200b"]', path="outpatient.rows[0].categories",
        zh="看不见的字符", en="invisible",
    ),
    "stage that is none": Slip(
        old='stage = ["inpatient", "major', new='stage = ["inpatients", "major',
        path="tilt.entry[0].if.stage",
        zh='是否为 ["inpatient", "major_disease", "large_expense"]？',
        en='did you mean ["inpatient", "major_disease", "large_expense"]?',
    ),
    "clause that is not declared": Slip(
        old=TILT, new=TILT.replace("tilt.1", "titl.1"), path="tilt.rows[0].clause",
        zh="没有条款“annex.titl.1”，是否为“annex.tilt.1”？", en="did you mean “annex.tilt.1”?",
    ),
    "disease class in a long list": Slip(
        old='"thalassaemia", "leukaemia"', new='"thalassemia", "leukaemia"',
        path="disease_lists[0].classes", zh="是否为“thalassaemia”？",
        en="did you mean “thalassaemia”?",
    ),
    "disease class in Chinese": Slip(
        old='"leukaemia", "schizo', new='"白血病", "schizo', path="disease_lists[0].classes",
        zh="病种目录中没有“白血病”，是否为“leukaemia”？", en="did you mean “leukaemia”?",
    ),
    "reason with a blank": Slip(
        old='deny = "not_covered"', new='deny = "not covered"', path="outpatient.rows[5].deny",
        zh="是否为“not_covered”？", en="did you mean “not_covered”?",
    ),
    "identity rule": Slip(
        old='"per_stage"', new='"per stage"', path="settings.identity_rule",
        zh='是否为 "per_stage"？', en='did you mean "per_stage"?',
    ),
    "upper document": Slip(
        old='extends = "cq-2012-78"', new='extends = "cq-2012-87"', path="extends",
        zh="是否为“cq-2012-78”？", en="did you mean “cq-2012-78”?",
    ),
    "pool": Slip(
        old=RATE, new=f'pool = "inpatiant"\n{RATE}', path=f"{STAY}.pool",
        zh="没有名为“inpatiant”的年度限额，是否为“inpatient”？", en="did you mean “inpatient”?",
    ),
    # -- figures
    "rate as a float": Slip(
        old=RATE, new="rate = { exact = 0.8 }", path=f"{STAY}.rate",
        zh='例如 "70%"，实为 0.8；是否为 "80%"？', en='did you mean "80%"?',
    ),
    "rate without a percent sign": Slip(
        old=RATE, new='rate = { exact = "80" }', path=f"{STAY}.rate",
        zh="“80”不是比例，应为 0% 到 100%，例如 70%；是否为 80%？", en="did you mean 80%?",
    ),
    "rate as a bare text": Slip(
        old=RATE, new='rate = "80%"', path=f"{STAY}.rate",
        zh='是否为 { exact = "80%" }？', en='did you mean { exact = "80%" }?',
    ),
    "rate in full-width digits": Slip(
        old=RATE, new='rate = { exact = "８０％" }', path=f"{STAY}.rate",
        zh="是否为 80%？", en="did you mean 80%?",
    ),
    "kind of a rate": Slip(
        old='rate = { at_least = "60%" }', new='rate = { atleast = "60%" }',
        path="outpatient.rows[3].rate", zh='是否为 { at_least = "60%" }？',
        en='did you mean { at_least = "60%" }?',
    ),
    "rate above the whole": Slip(
        old=RATE, new='rate = { exact = "180%" }', path=f"{STAY}.rate",
        zh="应为 0% 到 100%", en="expected 0% to 100%",
    ),
    "sum as a number": Slip(
        old=CAP, new="annual_cap = { at_least = 6000 }", path="pools[1].annual_cap",
        zh='实为 6000；是否为 "6000.00"？', en='did you mean "6000.00"?',
    ),
    "sum with a comma and a unit": Slip(
        old=CAP, new='annual_cap = { at_least = "6,000元" }', path="pools[1].annual_cap",
        zh="“6,000元”不是金额", en="did you mean 6000.00?",
    ),
    "sum in ten thousands": Slip(
        old=CAP, new='annual_cap = { at_least = "0.6万元" }', path="pools[1].annual_cap",
        zh="是否为 6000.00？", en="did you mean 6000.00?",
    ),
    "negative cap": Slip(
        old=CAP, new='annual_cap = { at_least = "-6000.00" }', path="pools[1].annual_cap",
        zh='应为不小于 0 的金额，实为 "-6000.00"', en="a sum that is not negative",
    ),
    "threshold without its kind": Slip(
        old='threshold = { deduct = "3000.00" }', new='threshold = "3000"',
        path="tilt.rows[0].threshold", zh='是否为 { deduct = "3000.00" }？',
        en='did you mean { deduct = "3000.00" }?',
    ),
    # -- dates
    "date with strokes": Slip(
        old="from = 2023-06-21", new='from = "2023/6/21"', path="from",
        zh="应为日期 YYYY-MM-DD，实为 \"2023/6/21\"；是否为 2023-06-21？",
        en="did you mean 2023-06-21?",
    ),
    "date of one digit": Slip(
        old="from = 2023-06-21", new="from = 2023-6-21", path="",
        zh="日期写作 2023-06-21，月、日各两位", en="a date is written 2023-06-21",
    ),
    "no such day": Slip(
        old="from = 2023-06-21", new="from = 2023-06-31", path="",
        zh="没有 2023-06-31 这一天", en="there is no day 2023-06-31",
    ),
    "last day before the first": Slip(
        old="last_review", new="to = 2022-01-01\nlast_review", path="to",
        zh="2022-01-01 早于施行日期 from = 2023-06-21", en="before the document's first day",
    ),
    # -- conditions
    "misspelt condition": Slip(
        old=LEVEL, new="if = { hospital_levl = [3] }", path="inpatient.rows[1].if.hospital_levl",
        zh="是否为“hospital_level”？", en="did you mean “hospital_level”?",
    ),
    "level as a text": Slip(
        old=LEVEL, new='if = { hospital_level = ["3"] }',
        path="inpatient.rows[1].if.hospital_level", zh="是否为 [3]？", en="did you mean [3]?",
    ),
    "level without a list": Slip(
        old=LEVEL, new="if = { hospital_level = 3 }", path="inpatient.rows[1].if.hospital_level",
        zh='是否为 [3], ">= 3"？', en='did you mean [3], ">= 3"?',
    ),
    "level in Chinese": Slip(
        old=LEVEL, new='if = { hospital_level = ["三级"] }',
        path="inpatient.rows[1].if.hospital_level", zh="是否为 [3]？", en="did you mean [3]?",
    ),
    "levels as a comparison": Slip(
        old=LEVEL, new='if = { hospital_level = ">= 3" }',
        path="inpatient.rows[1].if.hospital_level", zh="是否为 [3]？", en="did you mean [3]?",
    ),
    "flag in Chinese": Slip(
        old="home_care = true", new='home_care = "是"', path="outpatient.rows[1].if.home_care",
        zh='实为 "是"；是否为 true？', en="did you mean true?",
    ),
    "column in Chinese": Slip(
        old='columns = ["hospital_level"]', new='columns = ["医院等级"]', path="inpatient.columns",
        zh="没有事实“医院等级”，是否为“hospital_level”？", en="did you mean “hospital_level”?",
    ),
    "comparison with one sign": Slip(
        old='age = ">= 80"', new='age = "≥80"', path="outpatient.rows[2].if.age",
        zh='实为 "≥80"；是否为 ">= 80"？', en='did you mean ">= 80"?',
    ),
    "comparison in words": Slip(
        old='in_scope = "> 30000.00"', new='in_scope = "超过3万元"',
        path="large_expense.entry[0].if.in_scope", zh='是否为 "> 30000.00"？',
        en='did you mean "> 30000.00"?',
    ),
    "list without in:": Slip(
        old='disease = "not in:major"', new='disease = "major"',
        path="large_expense.entry[0].if.disease", zh='是否为 "in:major"？',
        en='did you mean "in:major"?',
    ),
    "two rows that tie": Slip(
        old=LEVEL, new="if = { hospital_level = [2, 3] }", path="inpatient.rows[1]", down=-3,
        zh="与同表 rows[0]（文件第375行）对同一类别、同一条件都成立，无法取舍；请改 if 的条件",
        en="as rows[0] (line 375): change an if",
    ),
    "text for a list": Slip(
        old=TEKUN, new='categories = "tekun"', path="outpatient.rows[0].categories",
        zh='应为列表 [...]，实为 "tekun"；是否为 ["tekun"]？', en='did you mean ["tekun"]?',
    ),
}  # fmt: skip
