"""``jiuzhu payrun make``: what is to be paid, taken into a draft."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option

if TYPE_CHECKING:
    from jiuzhu.casebook.payments import Preview
    from jiuzhu.casebook.store import Casebook

# Written out, since importing them would load the casebook for every --help.
_CHANNELS: Final = ("county_hospital", "city_platform", "person_account")


@click.command(
    name="make",
    help=options.example(
        "生成拨付清单：列入该渠道截至某日尚未列入任何清单的全部账目；列出暂缓的收款方及原因。",
        "Make a run: every entry of the channel up to a day that no run holds yet; says who is"
        " held back and why.",
        "jiuzhu payrun make fengjie.casebook --month 2026-11 --channel person_account"
        " --operator 王出纳",
    ),
)
@options.casebook_argument
@click.option("--month", required=True, help=str(Text("所属月份，如 2026-11", "such as 2026-11")))
@click.option(
    "--channel",
    type=click.Choice(_CHANNELS),
    required=True,
    help=str(
        Text(
            "渠道：县内医疗机构、市级平台、个人账户",
            "hospitals in the county, the municipal platform, people's accounts",
        )
    ),
)
@click.option(
    "--up-to",
    type=click.DateTime(["%Y-%m-%d"]),
    help=str(Text("截止结算日期（默认月末）", "last day of settlement (default: end of month)")),
)
@click.option(
    "--recover",
    is_flag=True,
    help=str(Text("生成追回清单：只列净额为负的", "a recovery run: only who owes money back")),
)
@click.option(
    "--again",
    is_flag=True,
    help=str(
        Text(
            "也列入上次退回而账户未更正的（仍按原账户拨付）",
            "also who was sent back and has the same account still",
        )
    ),
)
@click.option(
    "--dry-run", is_flag=True, help=str(Text("只预览，不生成", "only show what it would take"))
)
@operator_option
@options.format_option
def command(
    casebook: Path,
    month: str,
    channel: str,
    up_to: datetime | None,
    recover: bool,
    again: bool,
    dry_run: bool,
    operator: str | None,
    form: str,
) -> int:
    """Make a run, or show what it would take; 0 done, 1 somebody is held back."""
    from jiuzhu.casebook import payments
    from jiuzhu.casebook.store import Casebook

    from .paper import write_json
    from .payrun_shown import held_fields, print_held, print_runs, run_fields

    day = up_to.date() if up_to else None
    purpose: payments.Purpose = "recover" if recover else "pay"
    with Casebook.open(casebook) as book:
        preview = payments.preview_run(book, month, channel, day, purpose=purpose, again=again)
        if dry_run:
            _show_preview(book, preview, form)
            return 1 if preview.held else 0
        actor = actor_for(book, operator)
        try:
            run = payments.make_run(book, actor, month, channel, day, purpose=purpose, again=again)
        except payments.NothingToPay:
            if form == "text":
                print_held(book, preview.held)
            raise
        if form == "json":
            held = [held_fields(book, each) for each in preview.held]
            write_json({"run": run_fields(run), "held": held})
        else:
            print_runs([run])
            print_held(book, preview.held)
    return 1 if preview.held else 0


def _show_preview(book: Casebook, preview: Preview, form: str) -> None:
    from jiuzhu_schemas.money import format_yuan

    from .paper import Paper, write_json
    from .payrun_shown import held_fields, line_fields, print_held, print_lines

    if form == "json":
        write_json(
            {
                "items": preview.items,
                "total": format_yuan(preview.total),
                "lines": [line_fields(book, each) for each in preview.lines],
                "held": [held_fields(book, each) for each in preview.held],
            }
        )
        return
    total = format_yuan(preview.total)
    Paper().line(
        Text(
            f"将列入 {preview.items} 笔，共 {total} 元；未生成清单",
            f"would take {preview.items} entries of {total} yuan; no run was made",
        )
    )
    if preview.lines:
        print_lines(book, preview.lines)
    print_held(book, preview.held)
