"""``jiuzhu roster resolve``: an operator says whom an ambiguous row speaks of."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option
from .asking import confirm


@click.command(
    name="resolve",
    help=options.example(
        "处理待核队列中的一条：--same 是同一人；--other 是另一人；--drop 此行作废。须三选一。",
        "Resolve an item of the queue: --same person, an --other person, or --drop the row.",
        "jiuzhu roster resolve fengjie.casebook 3 --same",
    ),
)
@options.casebook_argument
@click.argument("item", type=int)
@click.option("--same", "answer", flag_value="same", help=str(Text("是同一人", "one person")))
@click.option("--other", "answer", flag_value="other", help=str(Text("是另一人", "another person")))
@click.option(
    "--drop", "answer", flag_value="dropped", help=str(Text("此行作废", "the row is void"))
)
@click.option("--note", default="", help=str(Text("说明", "why")))
@click.option("--yes", is_flag=True, help=str(Text("不再询问", "do not ask")))
@operator_option
@options.format_option
def command(
    casebook: Path,
    item: int,
    answer: str | None,
    note: str,
    yes: bool,
    operator: str | None,
    form: str,
) -> int:
    """Resolve one item."""
    from jiuzhu.casebook.roster import resolve_item
    from jiuzhu.casebook.store import Casebook

    if answer is None:
        raise click.UsageError(
            str(Text("请选 --same、--other 或 --drop", "choose --same, --other or --drop"))
        )
    with Casebook.open(casebook) as book:
        actor = actor_for(book, operator)
        if not yes:
            confirm(Text("确认处理？", "Resolve it?"))
        done = resolve_item(book, actor, item, answer, note)  # type: ignore[arg-type]
    if form == "json":
        from .paper import write_json

        write_json(
            {"item": done.item, "answer": done.answer, "batch": done.batch, "person": done.person}
        )
    else:
        text = Text(
            f"第{item}条已处理，记入第{done.batch}批",
            f"item {item} is resolved, recorded as batch {done.batch}",
        )
        click.echo(str(text), err=True)
    return 0
