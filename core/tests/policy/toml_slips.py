"""Slips of an author that keep a file from being TOML at all, and what must be said of each."""

from __future__ import annotations

from .slips import FIRST, RATE, Slip

TOML_SLIPS = {
    "quote without its partner": Slip(
        old=FIRST, new='id = "fj-2023-49', path="", zh="引号没有配对", en="has no partner",
    ),
    "text without quotes": Slip(
        old=FIRST, new="id = fj-2023-49", path="", zh="文字须加半角双引号", en="double quotes",
    ),
    "full-width quotes": Slip(
        old=FIRST, new="id = “fj-2023-49”", path="",
        zh='第6个字符 “ 是中文（全角）符号，请改为半角 "', en='character 6, “, is a Chinese',
    ),
    "full-width equals sign": Slip(
        old=FIRST, new='id ＝ "fj-2023-49"', path="",
        zh="第4个字符 ＝ 是中文（全角）符号，请改为半角 =", en="write =",
    ),
    "full-width comma": Slip(
        old=f'{RATE}\n', new='rate = { exact = "80%"， to = 2030-01-01 }\n', path="",
        zh="请改为半角 ,", en="write ,",
    ),
    "colon": Slip(
        old=RATE, new='rate：{ exact = "80%" }', path="",
        zh="键与值之间用半角等号 =，不用冒号", en="write = between key and value",
    ),
    "percent without quotes": Slip(
        old=RATE, new="rate = { exact = 80% }", path="",
        zh='写作 "80%"', en='write "80%"',
    ),
    "wide blank": Slip(
        old=RATE, new='rate\u3000= { exact = "80%" }', path="",
        zh="第5个字符是全角空格", en="character 5 is a wide or invisible blank (U+3000)",
    ),
    "key in Chinese": Slip(
        old=RATE, new='比例 = { exact = "80%" }', path="",
        zh="键“比例”须用英文", en="the key “比例” must be English",
    ),
    "remark without #": Slip(
        old=FIRST, new=f"{FIRST} 本县文件", path="", zh="说明文字前要有 #", en="begins with #",
    ),
    "key twice": Slip(
        old=FIRST, new=f"{FIRST}\n{FIRST}", path="", down=1,
        zh="“id”在同一个表里写了两次", en="“id” stands twice",
    ),
    "one bracket for two": Slip(
        old="[[inpatient.rows]]", new="[inpatient.rows]", path="",
        zh="要用双方括号 [[inpatient.rows]]", en="takes two brackets, [[inpatient.rows]]",
    ),
    "brackets that do not match": Slip(
        old="[[inpatient.rows]]", new="[[inpatient.rows]", path="",
        zh="方括号数目要相同", en="as many brackets on both sides",
    ),
    "True": Slip(
        old="home_care = true", new="home_care = True", path="",
        zh="True 请写作 true", en="write true for True",
    ),
    "braces over two lines": Slip(
        old=RATE, new='rate = { exact = "80%",\n}', path="",
        zh="要写在一行内", en="stands on one line",
    ),
    "list without its end": Slip(
        old='"schizophrenia",\n]', new='"schizophrenia",', path="", down=4,
        zh="方括号没有配对", en="a bracket above has no partner",
    ),
}  # fmt: skip
