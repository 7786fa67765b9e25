"""``jiuzhu casebook explain``: why a recorded claim came out as it did, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text

from . import options

if TYPE_CHECKING:
    from jiuzhu.casebook.ledger import Entry
    from jiuzhu_schemas.trace import Trace

    from .paper import Paper

_KINDS: Final = {
    "settle": Text("结算", "settled"),
    "reverse": Text("冲正", "reversed"),
    "adjust": Text("调整", "adjusted"),
}


@click.command(
    name="explain",
    help=options.example(
        "说明一笔已记账费用的理由：由记账凭据还原每一步，并列出其后的冲正和调整。",
        "Say why a recorded claim came out as it did, from the entry's own receipt, and list what"
        " changed it since.",
        "jiuzhu casebook explain fengjie.casebook --claim C-0001",
    ),
)
@options.casebook_argument
@click.option("--claim", "claim_id", required=True, help=str(Text("结算编号", "the claim's id")))
@options.format_option
def command(casebook: Path, claim_id: str, form: str) -> int:
    """Explain the answer that stands; 0 done, 1 the policy loaded now gives another one."""
    from jiuzhu.casebook.ledger import entries_of, require_entry, trace_of
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.platform import Platform

    with Casebook.open(casebook, read_only=True) as book:
        entry = require_entry(book, claim_id, str(casebook))
        entries = entries_of(book, claim_id)
        trace = trace_of(book, Platform.load().county(entry.county), entry)
    shown = entry if entry.kind != "reverse" else entries[-2]
    same = (trace.outcome.award, trace.outcome.tilt) == (shown.award, shown.tilt)
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        from .paper import write_json

        history = [_plain(each) for each in entries]
        write_json({"same": same, "entries": history, "trace": unstructure(trace)})
    else:
        _show(entries, trace)
    if not same:
        text = Text(
            "现在载入的政策给出另一结果，以上说明不是当时的；请用 jiuzhu casebook replay 核对",
            "the policy loaded now gives another answer: this is not the explanation of that time;"
            " see jiuzhu casebook replay",
        )
        click.echo(str(text), err=True)
    return 0 if same else 1


def _plain(entry: Entry) -> dict[str, Any]:
    """Return an entry for programs; sums in fen."""
    names = ("entry", "kind", "replaces", "cause", "award", "tilt", "award_change", "tilt_change",
             "note", "at", "actor")  # fmt: skip
    return {name: getattr(entry, name) for name in names}


def _show(entries: list[Entry], trace: Trace) -> None:
    from jiuzhu.explanation.text import render

    from .paper import Paper

    click.echo(render(trace), nl=False)
    print_entries(Paper(), entries)


def print_entries(paper: Paper, entries: Sequence[Entry]) -> None:
    """Print a claim's entries: how it was settled, and what changed it since."""
    from jiuzhu.casebook.actor import shown_name

    paper.heading(Text("记账经过（元）", "Entries (yuan)"))
    paper.table(
        (
            Text("记账", "entry"), Text("类别", "kind"), Text("救助", "relief"),
            Text("倾斜", "tilt"), Text("变动", "change"), Text("时间", "at"),
            Text("经办", "by"), Text("原因", "reason"),
        ),
        [
            (
                str(each.entry), str(_KINDS[each.kind]), format_yuan(each.award),
                format_yuan(each.tilt), format_yuan(each.change), each.at,
                str(shown_name(each.actor)), each.note,
            )
            for each in entries
        ],
    )  # fmt: skip
