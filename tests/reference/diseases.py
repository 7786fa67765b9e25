"""The listed diseases (特殊病种) of both documents, as ICD-10 prefixes.

Neither document prints codes; the prefixes are the project's own mapping.
"""

from __future__ import annotations

# M 二(三)1: the 22 classes.
MUNICIPAL: dict[str, tuple[str, ...]] = {
    "肺癌": ("C34",),
    "食道癌": ("C15",),
    "胃癌": ("C16",),
    "结肠癌": ("C18", "C19"),
    "直肠癌": ("C20",),
    "乳腺癌": ("C50",),
    "宫颈癌": ("C53",),
    "严重多器官衰竭": ("R65.3", "R68.800x001"),
    "再生障碍性贫血": ("D60", "D61"),
    "终末期肾病": ("N18.5", "N19.x01"),
    "耐多药肺结核": ("A15.000x016", "A15.000x026", "A15.100x005", "A15.100x010"),
    "艾滋病机会性感染": ("B20", "B21", "B22"),
    "重性精神病": ("F20", "F22", "F25", "F31", "F06.8", "F72"),
    "血友病": ("D66", "D67"),
    "肝肾移植前透析和手术后抗排异治疗": (
        "Z94.0",
        "Z94.4",
        "T86.1",
        "T86.4",
        "Z49.1",
        "Z49.2",
        "Z99.2",
    ),
    "慢性粒细胞白血病": ("C92.1",),
    "急性心肌梗塞": ("I21", "I22"),
    "脑梗死": ("I63",),
    "重症甲型H1N1": ("J10.001", "J10.101", "J10.801", "J10.802"),
    "1型糖尿病": ("E10",),
    "甲亢": ("E05",),
    "唇腭裂": ("Q35", "Q36", "Q37"),
}

# F annex: the same 22 and three more (the text says 26 classes and prints 25).
COUNTY: dict[str, tuple[str, ...]] = {
    **MUNICIPAL,
    "地中海贫血": ("D56",),
    "白血病": ("C91", "C92", "C93", "C94", "C95"),
    "精神分裂症": ("F20",),
}

# M 二(三)1, second paragraph: children's diseases paid by fixed quotas.
QUOTA: dict[str, tuple[str, ...]] = {
    "儿童急性白血病": ("C91.0", "C92.0", "C92.4"),
    "先天性心脏病": ("Q21.0", "Q21.1", "Q25.0", "Q22.1"),
}


def is_on(diseases: dict[str, tuple[str, ...]], diagnosis: str) -> bool:
    """Whether a diagnosis begins with one of the listed codes."""
    code = diagnosis.strip().upper()
    for prefixes in diseases.values():
        for prefix in prefixes:
            if code.startswith(prefix.upper()):
                return True
    return False
