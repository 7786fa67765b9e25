"""``jiuzhu hospital``: the register of designated hospitals of a casebook."""

from __future__ import annotations

from typing import Final

from jiuzhu_schemas.text import Text

from . import options
from .lazy import LazyCommands

_COMMANDS: Final = {
    "add": ("hospital_add", Text("登记一个机构", "record a hospital")),
    "list": ("hospital_list", Text("列出名册", "list the register")),
    "show": ("hospital_show", Text("一个机构的全部历史", "one hospital's history")),
    "designate": ("hospital_designate", Text("定点（首次或再次）", "designate, first or again")),
    "end": ("hospital_end", Text("终止定点", "end the designation")),
    "suspend": ("hospital_suspend", Text("暂停", "suspend")),
    "resume": ("hospital_resume", Text("恢复", "resume")),
    "level": ("hospital_level", Text("更改等级", "change the level")),
    "import": ("hospital_import", Text("从文件导入，先预览", "import a file, with a preview")),
}

command = LazyCommands(
    name="hospital",
    table=_COMMANDS,
    help=options.example(
        "定点医疗机构名册：等级、区域、定点起止、暂停及原因，历史全部保留。",
        "The register of hospitals: level, region, designated and suspended when and why,"
        " with its whole history.",
        "jiuzhu hospital list fengjie.casebook",
    ),
)
