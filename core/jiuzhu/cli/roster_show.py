"""``jiuzhu roster show``: a person's identities on a day, and the best one stage by stage."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from jiuzhu_schemas.text import Text

from . import options

_BETWEEN: Final = Text("；", "; ")

if TYPE_CHECKING:
    from jiuzhu.casebook.roster import PersonRow, Recognised, StageBest
    from jiuzhu.loading.county import County
    from jiuzhu_schemas.trace_rules import HeldIdentity


@click.command(
    name="show",
    help=options.example(
        "显示某人某日的身份、来源，及各类救助按哪个身份结算（就高），其余身份为何未用。",
        "Show a person's identities of a day, where they are from, and stage by stage which one"
        " wins and which lose.",
        "jiuzhu roster show fengjie.casebook --person 身份证号 --on 2026-11-20 --county fengjie",
    ),
)
@options.casebook_argument
@click.option("--person", "person_id", required=True, help=str(Text("身份证号", "resident ID")))
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help=str(Text("日期（默认今天）", "the day (default: today)")),
)
@click.option(
    "--known-at",
    type=click.DateTime(["%Y-%m-%d %H:%M:%S", "%Y-%m-%d"]),
    help=str(
        Text(
            "按那时案卷库所知（北京时间；默认现在）",
            "as it was known then (Beijing time; default: now)",
        )
    ),
)
@options.county_option
@options.format_option
def command(
    casebook: Path,
    person_id: str,
    day: datetime | None,
    known_at: datetime | None,
    county: str,
    form: str,
) -> int:
    """Print the identities and the best of each stage."""
    from jiuzhu.casebook.roster import best_by_stage, identities_on, person_of, require_person
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.platform import Platform
    from jiuzhu_schemas.records import Identity

    loaded = Platform.load().county(county)
    with Casebook.open(casebook, read_only=True) as book:
        on = day.date() if day else book.clock().date()
        at = known_at.strftime("%Y-%m-%d %H:%M:%S") if known_at else None
        person = person_of(book, require_person(book, person_id.strip().upper()))
        held = identities_on(book, person.person, on, at)
    record = person.record
    identities = [
        Identity(record.person_id, each.category, each.valid_from, each.valid_to) for each in held
    ]
    best = best_by_stage(loaded, record, identities, on) if held else ()
    if form == "json":
        from .paper import write_json

        write_json(_document(person, held, best))
    else:
        _print(person, held, best, loaded)
    return 0


def _print(
    person: PersonRow, held: list[Recognised], best: tuple[StageBest, ...], county: County
) -> None:
    from .paper import Paper
    from .roster_preview import label_of

    paper = Paper()
    died = f"，{person.died_on} 死亡" if person.died_on else ""
    place = f"{person.township}{person.village}"
    paper.heading(
        Text(
            f"{person.name} {person.masked_id} {place}{died}",
            f"{person.name} {person.masked_id} {place}"
            + (f", died on {person.died_on}" if person.died_on else ""),
        )
    )
    if not held:
        paper.line(Text("当日没有身份", "no identity on that day"))
        return
    paper.table(
        [Text("身份", "category"), Text("部门", "department"), Text("起", "from"),
         Text("止", "to"), Text("批次", "batch"), Text("录入时间", "known since")],
        [
            (label_of(each.category, county), each.department, each.valid_from.isoformat(),
             each.valid_to.isoformat() if each.valid_to else "", str(each.batch), each.known_from)
            for each in held
        ],
    )  # fmt: skip
    paper.table(
        [Text("救助类型", "stage"), Text("医院等级", "level"), Text("按此身份", "settled by"),
         Text("其余身份", "the others")],
        [
            (str(each.label), str(each.hospital_level or ""),
             str(each.winner.label) if each.winner else str(Text("无", "none")),
             str(_BETWEEN).join(_loses(one) for one in each.others))
            for each in best
        ],
    )  # fmt: skip


def _loses(one: HeldIdentity) -> str:
    from jiuzhu.casebook.roster.words import LOSES

    label, why = one.label, LOSES[one.offer.outcome]
    return str(Text(f"{label.zh}（{why.zh}）", f"{label.en} ({why.en})"))


def _document(
    person: PersonRow, held: list[Recognised], best: tuple[StageBest, ...]
) -> dict[str, Any]:
    return {
        "person": person.person,
        "person_id": person.masked_id,
        "name": person.name,
        "township": person.township,
        "village": person.village,
        "died_on": person.died_on.isoformat() if person.died_on else None,
        "identities": [
            {
                "category": each.category, "department": each.department,
                "valid_from": each.valid_from.isoformat(),
                "valid_to": each.valid_to.isoformat() if each.valid_to else None,
                "batch": each.batch, "known_from": each.known_from, "known_to": each.known_to,
            }
            for each in held
        ],
        "best": [
            {
                "stage": each.stage, "hospital_level": each.hospital_level,
                "winner": each.winner.category if each.winner else None,
                "others": [
                    {"category": one.category, "outcome": one.offer.outcome}
                    for one in each.others
                ],
            }
            for each in best
        ],
    }  # fmt: skip
