"""``jiuzhu case slip``: the printed slip of a settlement."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option
from .case_shared import confirm, number_argument, yes_option


@click.command(
    name="slip",
    help=options.example(
        "打印结算单：已审批手工结算案件的费用、标准、计算、限额和经办人。身份证号部分隐藏，"
        "--full-id 显示完整号码并留痕。文件已存在时先询问。",
        "Write the slip of an approved manual settlement: costs, terms, arithmetic, caps, who"
        " decided. The ID is masked; --full-id shows it, which is recorded. Asks before it"
        " replaces a file.",
        "jiuzhu case slip fengjie.casebook FJ2026-000001 --output slip.html",
    ),
)
@options.casebook_argument
@number_argument
@click.option(
    "--output",
    type=options.FILE,
    help=str(Text(".html 或 .txt；不给则显示", ".html or .txt; without it the slip is shown")),
)
@click.option(
    "--full-id", is_flag=True, help=str(Text("显示完整身份证号，留痕", "the full ID; recorded"))
)
@yes_option
@operator_option
@options.format_option
def slip(
    casebook: Path,
    number: str,
    output: Path | None,
    full_id: bool,
    yes: bool,
    operator: str | None,
    form: str,
) -> int:
    """Write or show a slip."""
    from jiuzhu.casebook.cases import see_case
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.slip import as_text, slip_of_case, write_slip
    from jiuzhu.slip.writing import form_of
    from jiuzhu_schemas.converter import unstructure

    from .case_counties import county_of
    from .paper import write_json

    if output is not None:
        form_of(output)
        if output.exists():
            question = Text(f"{output} 已存在，替换吗？", f"{output} exists: replace it?")
            confirm(question, yes=yes)
    with Casebook.open(casebook) as book:
        actor = actor_for(book, operator)
        see_case(book, actor, number)
        made = slip_of_case(book, county_of(book, number), actor, number, full_id=full_id)
    if output is not None:
        write_slip(made, output)
    if form == "json":
        write_json(unstructure(made))
    elif output is None:
        click.echo(as_text(made), nl=False)
    return 0
