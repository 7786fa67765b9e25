"""``jiuzhu casebook replay``: every entry settled again under the policy of its time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.text import Text

from . import options
from .progress import progress_on_terminal

if TYPE_CHECKING:
    from jiuzhu.casebook.ledger import Difference

_SHOWN: Final = 20
_KINDS: Final = {
    "policy": Text("笔结算时的政策文件与现在载入的不同", "settled under other policy documents"),
    "answer": Text("笔结果不同", "come out differently"),
    "unsettled": Text("笔现在无法结算", "cannot be settled now"),
}


@click.command(
    name="replay",
    help=options.example(
        "按每笔记账自己的凭据（事实、身份、余额、政策）重新结算并比较。全部相同则无输出，退出码 0；"
        "否则列出不同之处，退出码 1。",
        "Settle every entry again from its own receipt (facts, identities, balances, policy) and"
        " compare. All equal: no output, exit status 0; else the differences, exit status 1.",
        "jiuzhu casebook replay fengjie.casebook",
    ),
)
@options.casebook_argument
@options.format_option
def command(casebook: Path, form: str) -> int:
    """Replay it; 0 all equal, 1 something differs."""
    from jiuzhu.casebook.ledger import replay
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.platform import Platform

    with Casebook.open(casebook, read_only=True) as book, progress_on_terminal() as progress:
        found = list(replay(book, Platform.load().county, progress))
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        from .paper import write_json

        write_json({"equal": not found, "differences": unstructure(found)})
    else:
        _show(found)
    return 1 if found else 0


def _show(found: list[Difference]) -> None:
    for each in found[:_SHOWN]:
        click.echo(f"{each.entry} {each.claim_id} {each.message}")
    if len(found) > _SHOWN:
        more = len(found) - _SHOWN
        click.echo(str(Text(f"……另有 {more} 笔", f"... and {more} more")))
    for kind, count in Counter(each.kind for each in found).items():
        label = _KINDS[kind]
        click.echo(str(Text(f"{count} {label.zh}", f"{count} {label.en}")), err=True)
