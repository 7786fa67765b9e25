"""``jiuzhu case new | edit | document``: intake."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from jiuzhu_schemas.text import Text

from . import options, words
from .acting import actor_for, operator_option
from .case_shared import (
    StepAsked,
    anyway_option,
    note_option,
    print_outcome,
    step_options,
    tell_remarks,
)

if TYPE_CHECKING:
    from jiuzhu.casebook.actor import Actor
    from jiuzhu.casebook.cases import Case, Seen
    from jiuzhu.casebook.store import Casebook

_set_option: Final = click.option(
    "--set",
    "pairs",
    multiple=True,
    metavar="FIELD=VALUE",
    help=str(
        Text(
            "填写一个字段，可重复；金额用元，日期 YYYY-MM-DD，空值清除；字段见 case fields",
            "fill in a field, repeatable; yuan, dates YYYY-MM-DD; an empty value clears it;"
            " for the fields see case fields",
        )
    ),
)
_claim_option: Final = click.option(
    "--claim",
    "file",
    type=options.FILE,
    help=str(
        Text(
            "字段的 JSON 文件：{“字段”: “值”}，写法同 --set",
            "JSON file of fields, {“field”: “value”}, written as with --set",
        )
    ),
)
_claims_option: Final = click.option(
    "--claims",
    type=options.FILE,
    help=str(
        Text(
            "一站式月度案件：结算编号的文本文件，每行一个",
            "for a hospital's month: text file of claim ids, one a line",
        )
    ),
)


@click.command(
    name="new",
    help=options.example(
        "新建案件（草稿），可先填一部分，之后用 edit 补填。材料全部收到时用 --documents all。",
        "Open a case as a draft; what is missing can be filled in later with edit. --documents all"
        " ticks off every document.",
        "jiuzhu case new fengjie.casebook --kind manual --person 50023619700101001X"
        " --set visit=inpatient --set total_cost=16000.00 --operator 赵经办",
    ),
)
@options.casebook_argument
@click.option("--kind", type=words.KIND, required=True, help=str(Text("类别", "kind")))
@click.option("--county", default="fengjie", show_default=True, help=str(Text("县", "the county")))
@click.option("--person", default="", metavar="ID", help=str(Text("身份证号", "resident ID")))
@click.option(
    "--name", default="", help=str(Text("姓名（名册中没有此人时）", "name, of somebody unknown"))
)
@click.option(
    "--township", default="", help=str(Text("镇街（名册中没有时）", "township, if unknown"))
)
@_set_option
@_claim_option
@_claims_option
@click.option(
    "--documents", default="", help=str(Text("已收材料，逗号分隔，或 all", "documents, or all"))
)
@note_option
@anyway_option
@operator_option
@options.format_option
def new(
    casebook: Path,
    kind: Any,
    county: str,
    person: str,
    name: str,
    township: str,
    pairs: tuple[str, ...],
    file: Path | None,
    claims: Path | None,
    documents: str,
    note: str,
    anyway: bool,
    operator: str | None,
    form: str,
) -> int:
    """Open a case and print it."""
    from jiuzhu.casebook.cases import Draft, open_case
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.platform import Platform

    from .case_fields import given_fields, named_documents

    draft = Draft(
        kind=kind,
        person_id=person.strip().upper(),
        name=name,
        township=township,
        fields=given_fields(pairs, file, claims),
        documents=named_documents(kind, documents),
        note=note,
    )
    with Casebook.open(casebook) as book:
        actor = actor_for(book, operator)
        loaded = Platform.load().county(county)
        case = open_case(book, loaded, actor, draft, anyway=anyway)
    tell_remarks(case)
    _tell_other_name(case, name)
    print_outcome(case, form)
    return 0


def _tell_other_name(case: Case, name: str) -> None:
    if name and case.name != name:
        said = Text(
            f"注意：案卷库中此人姓名为“{case.name}”，--name 未采用；请核对身份证号",
            f"note: the casebook knows this person as “{case.name}”; --name was not used:"
            " check the ID",
        )
        click.echo(str(said), err=True)


@click.command(
    name="edit",
    help=options.example(
        "修改草稿或退回的案件的字段；退回的案件由此变回草稿。",
        "Set fields of a draft, or of a returned case, which becomes a draft again.",
        "jiuzhu case edit fengjie.casebook FJ2026-000001 --set invoice=FP-0017 --operator 赵经办",
    ),
)
@step_options
@_set_option
@_claim_option
@_claims_option
@note_option
@anyway_option
def edit(pairs: tuple[str, ...], file: Path | None, claims: Path | None, **given: Any) -> int:
    """Change fields and print the case."""
    from jiuzhu.casebook.cases import edit_case

    from .case_counties import county_of
    from .case_fields import given_fields

    asked, fields = StepAsked(**given), given_fields(pairs, file, claims)

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        loaded = county_of(book, asked.number)
        case = edit_case(book, loaded, actor, at, fields, note=asked.note, anyway=asked.anyway)
        tell_remarks(case)
        return case

    return asked.run(step)


@click.command(
    name="document",
    help=options.example(
        "登记已收材料；--missing 改为未收；--waive 由主管豁免一份材料，须写理由。",
        "Note documents as handed in; --missing takes that back; with --waive a supervisor lets"
        " the case go without one, saying why.",
        "jiuzhu case document fengjie.casebook FJ2026-000001 invoice cost_list --operator 赵经办",
    ),
)
@step_options
@click.argument("documents", nargs=-1)
@click.option("--missing", multiple=True, help=str(Text("改为未收", "not handed in after all")))
@click.option("--waive", help=str(Text("豁免这份材料（主管）", "waive this one (supervisor)")))
@note_option
def document(
    documents: tuple[str, ...], missing: tuple[str, ...], waive: str | None, **given: Any
) -> int:
    """Tick off, or waive, and print the case."""
    from jiuzhu.casebook.cases import case_of, tick_documents, waive_document

    from .case_fields import named_documents

    if bool(waive) == bool(documents or missing):
        raise click.UsageError(
            str(Text("请给出材料，或只用 --waive", "name documents, or use --waive alone"))
        )

    asked = StepAsked(**given)

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        kind = case_of(book, asked.number).kind
        if waive:
            (waived,) = named_documents(kind, waive)
            return waive_document(book, actor, at, waived, asked.note)
        here = named_documents(kind, ",".join(documents))
        gone = named_documents(kind, ",".join(missing))
        return tick_documents(book, actor, at, here, missing=gone, note=asked.note)

    return asked.run(step)
