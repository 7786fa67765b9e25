"""``jiuzhu case fields``: what a case of a kind is filled in with, and the documents it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from jiuzhu_schemas.text import Text

from . import options, words

if TYPE_CHECKING:
    from jiuzhu.casebook.cases.kinds import CaseField
    from jiuzhu.loading.county import County

_TYPES: Final = {
    "text": Text("文字", "text"),
    "day": Text("日期 YYYY-MM-DD", "day YYYY-MM-DD"),
    "month": Text("月份 YYYY-MM", "month YYYY-MM"),
    "yuan": Text("金额（元）", "yuan"),
    "account": Text("8至32位数字", "8 to 32 digits"),
    "claims": Text("结算编号，空格分隔", "claim ids, blanks between"),
}


@click.command(
    name="fields",
    help=options.example(
        "列出一类案件的字段（--set 用）和材料（--documents 用）。",
        "List the fields of a kind of case, for --set, and its documents, for --documents.",
        "jiuzhu case fields --kind manual",
    ),
)
@click.option("--kind", type=words.KIND, required=True, help=str(Text("类别", "kind")))
@click.option(
    "--county",
    metavar=str(Text("县", "COUNTY")),
    help=str(
        Text("连同该县声明的事实一并列出", "list the facts that this county declared as well")
    ),
)
@options.format_option
def fields(kind: str, county: str | None, form: str) -> int:
    """Print them: 0 done."""
    from jiuzhu.casebook.cases import kind_in, kind_of
    from jiuzhu_schemas.converter import unstructure

    from .paper import Paper, write_json

    found = kind_in(_county(county), kind) if county else kind_of(kind)
    if form == "json":
        view: dict[str, Any] = unstructure(found)
        write_json({name: view[name] for name in ("fields", "documents")})
        return 0
    paper = Paper()
    paper.heading(Text("字段（--set 字段=值）", "Fields (--set FIELD=VALUE)"))
    yes, no = Text("必填", "needed"), Text("可不填", "may be left out")
    paper.table(
        (Text("字段", "field"), Text("含义", "meaning"), Text("", ""), Text("填写", "values")),
        [
            (each.name, str(each.label), str(yes if each.required else no), _values(each))
            for each in found.fields
        ],
    )
    paper.heading(Text("材料（--documents）", "Documents (--documents)"))
    paper.table((), [(each.id, str(each.label)) for each in found.documents])
    return 0


def _county(name: str) -> County:
    from jiuzhu.platform import Platform

    return Platform.load().county(name)


def _values(field: CaseField) -> str:
    from jiuzhu.casebook.cases.content import words_of

    from .wording import coded

    labels = words_of(field)
    return str(_TYPES[field.type]) if not labels else str(coded(labels))
