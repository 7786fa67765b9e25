"""``jiuzhu roster import``: a department's list, previewed, then recorded as one batch."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option
from .inputs import show_wrong_rows

if TYPE_CHECKING:
    from jiuzhu.casebook.actor import Actor
    from jiuzhu.casebook.roster import Confirmed, Preview
    from jiuzhu.casebook.store import Casebook

KIND_HELP = Text(
    "full 全量在册名单；changes 新增与取消；deaths 死亡名单",
    "full: everybody in force; changes: additions and removals; deaths",
)


@click.command(
    name="import",
    help=options.example(
        "导入部门名单：先显示与在册情况的比较，确认后一次记入。"
        "退出码：0 已导入（或同一文件早已导入），1 有行被跳过、待核或只作预览，"
        "2 整个文件不予导入。",
        "Import a department's list: first what it would change, then all of it at once."
        " Exit status: 0 in (or in already), 1 rows left out or held back, or a preview only,"
        " 2 refused whole.",
        "jiuzhu roster import fengjie.casebook 名单.xlsx --department 民政局 --kind full"
        " --month 2026-11 --county fengjie",
    ),
)
@options.casebook_argument
@click.argument("file", type=options.FILE)
@click.option("--department", required=True, help=str(Text("发送名单的部门", "who sent it")))
@click.option(
    "--kind",
    type=click.Choice(["full", "changes", "deaths"]),
    required=True,
    help=str(KIND_HELP),
)
@click.option("--month", required=True, help=str(Text("月份，如 2026-11", "such as 2026-11")))
@options.county_option
@click.option(
    "--effective",
    type=click.DateTime(["%Y-%m-%d"]),
    help=str(
        Text("变动生效日（默认该月1日）", "first day of the changes (default: the month's first)")
    ),
)
@click.option(
    "--skip-bad-rows",
    is_flag=True,
    help=str(
        Text(
            "跳过有误的行；这样导入全量名单时不取消任何人",
            "leave wrong rows out; a full list then cancels nobody",
        )
    ),
)
@click.option(
    "--allow-cancelling",
    type=click.IntRange(min=0),
    metavar="N",
    help=str(
        Text("允许取消较多的人，须等于预览所示人数", "allow many to be cancelled: the number shown")
    ),
)
@click.option(
    "--most-cancelled",
    type=click.IntRange(0, 100),
    default=30,
    show_default=True,
    metavar="PERCENT",
    help=str(Text("不须说明即可取消的比例", "the share that may be cancelled unasked")),
)
@click.option(
    "--errors",
    type=options.FILE,
    help=str(Text("把有误的行写成退回部门的文件", "write wrong rows into a file to return")),
)
@click.option("--preview-only", is_flag=True, help=str(Text("只预览", "preview only")))
@click.option("--yes", is_flag=True, help=str(Text("不再询问", "do not ask")))
@operator_option
@options.format_option
def command(
    casebook: Path,
    file: Path,
    department: str,
    kind: str,
    month: str,
    county: str,
    effective: datetime | None,
    skip_bad_rows: bool,
    allow_cancelling: int | None,
    most_cancelled: int,
    errors: Path | None,
    preview_only: bool,
    yes: bool,
    operator: str | None,
    form: str,
) -> int:
    """Preview, ask, record."""
    from jiuzhu.casebook.roster import ListSource, preview_list
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.platform import Platform

    from .outputs import check_targets
    from .progress import progress_on_terminal

    check_targets([errors], [casebook, file])
    _check_errors(errors)
    loaded = Platform.load().county(county)
    source = ListSource(
        path=file,
        kind=kind,  # type: ignore[arg-type]  # click lets no other word in
        department=department,
        month=month,
        effective=effective.date() if effective else None,
        skip_bad_rows=skip_bad_rows,
    )
    with Casebook.open(casebook) as book:
        actor = actor_for(book, operator)
        with progress_on_terminal() as progress:
            preview = preview_list(
                book, loaded, actor, source, most_cancelled=most_cancelled, progress=progress
            )
        if preview.already is not None:
            return _tell_known(preview, preview.already, form)
        show_wrong_rows(preview.read.file)
        if form == "text":
            from .roster_preview import print_preview

            print_preview(preview, loaded)
        confirmed = None
        if preview_only:
            _tell_refusals(preview)
        else:
            confirmed = _confirm(book, actor, preview, allow_cancelling, yes, errors)
        _report(preview, confirmed, form)
        if confirmed is not None and confirmed.done:
            _return(book, actor, preview, errors)
    return _status(preview, confirmed)


def _check_errors(errors: Path | None) -> None:
    """Refuse a file for wrong rows that could not be written once the list is in."""
    from jiuzhu.exchange import FileError
    from jiuzhu.exchange.error_files import require_error_ending

    if errors is None:
        return
    require_error_ending(errors)
    if not errors.absolute().parent.is_dir():
        raise FileError(
            Text("无法写入：没有这个文件夹", "cannot be written: there is no such folder"),
            str(errors),
        )


def _tell_known(preview: Preview, batch: int, form: str) -> int:
    """Say that this very file went in before: nothing else is said or done."""
    if form == "json":
        from .paper import write_json
        from .roster_preview import preview_document

        write_json(preview_document(preview, None))
        return 0
    text = Text(
        f"同一文件已在第{batch}批导入，没有改动任何内容；尚未更正的行见 jiuzhu roster returned",
        f"the same file went in as batch {batch}; nothing was changed. Rows that did not come"
        " back corrected: jiuzhu roster returned",
    )
    click.echo(str(text), err=True)
    return 0


def _return(book: Casebook, actor: Actor, preview: Preview, errors: Path | None) -> None:
    """Write the wrong rows of a list that was decided on, if there are any and a file is named."""
    if errors is None or not preview.counts["wrong_rows"]:
        return
    from jiuzhu.casebook.roster import return_rows

    count = return_rows(book, actor, preview, errors)
    text = Text(
        f"{count} 行有误，已写入 {errors}，请退回{preview.read.department}更正",
        f"{count} wrong rows went to {errors}: return it to {preview.read.department}",
    )
    click.echo(str(text), err=True)


def _tell_refusals(preview: Preview) -> None:
    from jiuzhu.casebook.roster.confirm import refuse_reasons

    reasons, options = refuse_reasons(preview)
    for each in reasons:
        click.echo(str(each), err=True)
    if options:
        click.echo(" ".join(options), err=True)


def _confirm(
    book: Casebook,
    actor: Actor,
    preview: Preview,
    allow_cancelling: int | None,
    yes: bool,
    errors: Path | None,
) -> Confirmed:
    from jiuzhu.casebook.roster import RosterRefused, confirm_list
    from jiuzhu.casebook.roster.confirm import refuse

    try:
        refuse(preview, allow_cancelling)
    except RosterRefused:
        _return(book, actor, preview, errors)
        raise
    if not yes:
        from .asking import confirm

        confirm(Text("确认导入？", "Import it?"))
    return confirm_list(book, actor, preview, allow_cancelling=allow_cancelling)


def _report(preview: Preview, confirmed: Confirmed | None, form: str) -> None:
    if form == "json":
        from .paper import write_json
        from .roster_preview import preview_document

        write_json(preview_document(preview, confirmed))
        return
    if confirmed is None:
        text = Text("只作预览，没有写入任何内容", "a preview only; nothing was written")
    elif not confirmed.done:
        text = Text(
            f"同一文件刚由他人作为第{confirmed.batch}批导入，没有再改动任何内容",
            f"somebody has just imported the same file as batch {confirmed.batch}; nothing more"
            " was changed",
        )
    else:
        text = Text(
            f"已导入，第{confirmed.batch}批；此前退回的行有 {confirmed.came_back} 行已更正返回",
            f"imported as batch {confirmed.batch}; {confirmed.came_back} rows returned earlier"
            " came back corrected",
        )
    click.echo(str(text), err=True)


def _status(preview: Preview, confirmed: Confirmed | None) -> int:
    if confirmed is not None and not confirmed.done:
        return 0
    return 1 if confirmed is None or preview.counts["wrong_rows"] or preview.held else 0
