"""``jiuzhu casebook person``: what a person was given, what is left of the caps, what they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import frozen

from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option

if TYPE_CHECKING:
    from jiuzhu.casebook.ledger import Entry, PoolUse
    from jiuzhu.casebook.roster import PersonRow, Recognised
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.loading.county import County


@frozen(kw_only=True)
class Claim:
    """A claim of the person: its first answer, the one that stands, its case."""

    first: Entry
    last: Entry
    case: str
    """Empty where it was settled at a hospital's desk."""

    @property
    def became(self) -> Text:
        """What became of it since it was settled."""
        if self.last.kind == "reverse":
            return Text("已冲正", "reversed")
        return Text("已调整", "adjusted") if self.last.kind == "adjust" else Text("", "")


@frozen(kw_only=True)
class Known:
    """What the casebook knows of a person."""

    row: PersonRow
    identities: tuple[Recognised, ...]
    claims: tuple[Claim, ...]
    pools: tuple[PoolUse, ...]


@click.command(
    name="person",
    help=options.example(
        "列出一个人的费用（现行结果，已冲正、已调整的标明，及所属案件）、各年度限额的已用和剩余、现有身份。"
        "身份证号部分隐藏。",
        "Show a person's claims with the answers that stand, reversed and adjusted ones marked, and"
        " their cases; what was used and is left of each year's caps; the identities held now.",
        "jiuzhu casebook person fengjie.casebook --person 身份证号 --year 2026",
    ),
)
@options.casebook_argument
@click.option("--person", "person_id", required=True, help=str(Text("身份证号", "resident ID")))
@click.option("--year", type=int, help=str(Text("只列此年度", "only this year")))
@click.option("--county", default="fengjie", show_default=True,
              help=str(Text("县，身份和限额按其名称显示", "county, for the names of categories")),
)  # fmt: skip
@operator_option
@options.format_option
def command(
    casebook: Path, person_id: str, year: int | None, county: str, operator: str | None, form: str
) -> int:
    """Print them: 0 done."""
    from jiuzhu.casebook.roster import require_person, see_person
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.platform import Platform

    loaded = Platform.load().county(county)
    with Casebook.open(casebook, read_only=operator is None) as book:
        actor = actor_for(book, operator)
        row = see_person(book, actor, require_person(book, person_id.strip().upper()))
        known = _known(book, row, year)
    if form == "json":
        from .paper import write_json

        write_json(_document(known))
    else:
        _print(known, loaded)
    return 0


def _known(book: Casebook, row: PersonRow, year: int | None) -> Known:
    from jiuzhu.casebook.cases.reading import number_of_claim
    from jiuzhu.casebook.ledger import entries_of_person, pools_of
    from jiuzhu.casebook.roster import identities_on

    of_claim: dict[str, list[Entry]] = {}
    for each in entries_of_person(book, row.person, year):
        of_claim.setdefault(each.claim_id, []).append(each)
    return Known(
        row=row,
        identities=tuple(identities_on(book, row.person, book.clock().date())),
        claims=tuple(
            Claim(first=entries[0], last=entries[-1], case=number_of_claim(book, claim_id) or "")
            for claim_id, entries in of_claim.items()
        ),
        pools=tuple(pools_of(book, row.person, year)),
    )


def _print(known: Known, county: County) -> None:
    from .paper import Paper

    paper, row = Paper(), known.row
    died = ("，已登记死亡", ", died") if row.died_on else ("", "")
    shown = f"{row.name} {row.masked_id} {row.township}{row.village}"
    paper.heading(Text(f"{shown}{died[0]}", f"{shown}{died[1]}"))
    names = {code: each.label for code, each in county.policy.vocabulary.categories.items()}
    held = [str(names.get(each.category, each.category)) for each in known.identities]
    none = Text("没有", "none")
    paper.line(
        Text(
            f"现有身份：{'、'.join(held) or none.zh}",
            f"Identities now: {', '.join(held) or none.en}",
        )
    )
    paper.heading(Text("费用（元）", "Claims (yuan)"))
    if known.claims:
        paper.table(
            (
                Text("结算编号", "claim"), Text("结算日期", "settled on"), Text("救助", "relief"),
                Text("倾斜", "tilt"), Text("原结果", "at first"), Text("说明", "since"),
                Text("案件", "case"), Text("记账", "entry"),
            ),
            [_claim_line(each) for each in known.claims],
        )  # fmt: skip
    else:
        paper.line(none)
    paper.heading(Text("年度限额（元）", "Caps of the year (yuan)"))
    if known.pools:
        paper.table(
            (Text("年度", "year"), Text("限额", "cap of"), Text("限额金额", "cap"),
             Text("已用", "used"), Text("剩余", "left")),
            [_pool_line(each, county) for each in known.pools],
        )  # fmt: skip
    else:
        paper.line(Text("没有动用", "nothing was used"))


def _claim_line(each: Claim) -> tuple[str, ...]:
    changed = each.last.paid != each.first.paid
    return (
        each.last.claim_id, each.last.settled_on, format_yuan(each.last.award),
        format_yuan(each.last.tilt), format_yuan(each.first.paid) if changed else "",
        str(each.became), each.case, str(each.last.entry),
    )  # fmt: skip


def _pool_line(each: PoolUse, county: County) -> tuple[str, ...]:
    used = format_yuan(each.used)
    name = str(_pool_name(county, each))
    if each.cap is None:
        return str(each.year), name, str(Text("不封顶", "no cap")), used, ""
    return str(each.year), name, format_yuan(each.cap), used, format_yuan(each.cap - each.used)


def _pool_name(county: County, pool: PoolUse) -> Text:
    """Return what a pool is called by the rules of its year's last day; its code if unknown."""
    from datetime import date

    from jiuzhu_schemas.errors import JiuzhuError
    from jiuzhu_schemas.words import STAGE_LABELS

    try:
        known = county.policy.on(date(pool.year, 12, 31)).pools.get(pool.pool)
    except JiuzhuError:
        known = None
    if known is None:
        return STAGE_LABELS.get(pool.pool, Text(pool.pool, pool.pool))
    return Text(known[1].zh, known[1].en)


def _document(known: Known) -> dict[str, Any]:
    row = known.row
    return {
        "person": row.person,
        "person_id": row.masked_id,
        "name": row.name,
        "township": row.township,
        "died_on": row.died_on.isoformat() if row.died_on else None,
        "identities": [
            {"category": each.category, "department": each.department,
             "valid_from": each.valid_from.isoformat(),
             "valid_to": each.valid_to.isoformat() if each.valid_to else None}
            for each in known.identities
        ],
        "claims": [
            {"claim_id": each.last.claim_id, "year": each.last.year,
             "settled_on": each.last.settled_on, "award_fen": each.last.award,
             "tilt_fen": each.last.tilt, "first_award_fen": each.first.award,
             "first_tilt_fen": each.first.tilt, "stands_by": each.last.kind, "case": each.case,
             "entry": each.last.entry}
            for each in known.claims
        ],
        "pools": [
            {"year": each.year, "pool": each.pool, "cap_fen": each.cap, "used_fen": each.used,
             "left_fen": None if each.cap is None else each.cap - each.used}
            for each in known.pools
        ],
    }  # fmt: skip
