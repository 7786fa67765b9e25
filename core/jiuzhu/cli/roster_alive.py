"""``jiuzhu roster alive``: a death that was recorded by mistake is taken back."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option
from .asking import confirm


@click.command(
    name="alive",
    help=options.example(
        "更正误登记的死亡：清除死亡日期，并恢复因此终止的身份；须写明理由。",
        "Take back a death that was recorded by mistake: the identities that it ended come back."
        " Say why.",
        "jiuzhu roster alive fengjie.casebook --person 500236…"
        " --reason 公安局来函更正 --operator 李主管",
    ),
)
@options.casebook_argument
@click.option("--person", "person_id", required=True, help=str(Text("身份证号", "resident ID")))
@click.option("--reason", required=True, help=str(Text("理由", "why")))
@click.option("--yes", is_flag=True, help=str(Text("不再询问", "do not ask")))
@operator_option
@options.format_option
def command(
    casebook: Path, person_id: str, reason: str, yes: bool, operator: str | None, form: str
) -> int:
    """Show, ask, record."""
    from jiuzhu.casebook.roster import recorded_death, take_back_death
    from jiuzhu.casebook.store import Casebook

    with Casebook.open(casebook) as book:
        actor = actor_for(book, operator)
        death = recorded_death(book, person_id.strip().upper())
        shown = [
            f"{each.category} {each.first}..{each.last or ''} {each.department}"
            for each in death.restored
        ]
        if form == "text":
            day = death.person.died_on
            text = Text(
                f"{death.person.masked_id} 登记于 {day} 死亡（第{death.batch}批）；恢复身份："
                f"{'；'.join(shown) or '无'}",
                f"{death.person.masked_id} was recorded as dead on {day} (batch {death.batch});"
                f" identities to come back: {'; '.join(shown) or 'none'}",
            )
            click.echo(str(text))
        if not yes:
            confirm(Text("确认更正？", "Take the death back?"))
        take_back_death(book, actor, death, reason)
    if form == "json":
        from .paper import write_json

        write_json(
            {
                "person": death.person.person,
                "person_id": death.person.masked_id,
                "died_on": str(death.person.died_on),
                "batch": death.batch,
                "restored": [
                    {"category": each.category, "valid_from": each.first, "valid_to": each.last,
                     "department": each.department}
                    for each in death.restored
                ],
            }
        )  # fmt: skip
    click.echo(str(Text("已更正", "taken back")), err=True)
    return 0
