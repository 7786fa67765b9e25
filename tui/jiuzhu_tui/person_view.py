"""What the casebook knows of a person, read for the screen and put into words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from attrs import field, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases.reading import number_of_claim
from jiuzhu.casebook.ledger import Entry, PoolUse, entries_of_person, pools_of
from jiuzhu.casebook.roster import (
    PersonRow,
    Recognised,
    StageBest,
    best_by_stage,
    history_of,
    see_person,
)
from jiuzhu.casebook.roster.words import LOSES
from jiuzhu.loading.county import County
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.records import Identity
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_tui.category_names import names_of, pool_name
from jiuzhu_tui.counties import office_county
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.gauges import gauge
from jiuzhu_tui.timeline import Bar


@frozen
class Asked:
    """Which day's identities, and as they were known when: ``known_on`` None: now."""

    day: date
    known_on: date | None = None

    @property
    def known_at(self) -> datetime | None:
        """The end of the day as it was known on."""
        return datetime.combine(self.known_on, time(23, 59, 59)) if self.known_on else None


@frozen
class Settled:
    """An entry of the ledger, and the case it is of; '' if it was settled at the counter."""

    entry: Entry
    case: str


@frozen(kw_only=True)
class SeenPerson:
    """All that the screen shows of a person."""

    row: PersonRow
    asked: Asked
    intervals: tuple[Recognised, ...]
    best: tuple[StageBest, ...]
    no_best: str
    """Why the rules say nothing of the day; '' if they do."""
    pools: tuple[tuple[Text, PoolUse], ...]
    settled: tuple[Settled, ...] = field(repr=False)
    names: Mapping[str, Text]


def read_person(desk: Desk, actor: Actor, county: str, person: int, asked: Asked) -> SeenPerson:
    """Read everything. Raises UnknownPerson, NotAllowed, and what finding a county does."""
    book, rules = desk.book, office_county(desk.platform, county)
    row = see_person(book, actor, person)
    intervals = tuple(history_of(book, person, asked.known_at))
    best, no_best = _best(rules, row, intervals, asked.day)
    entries = entries_of_person(book, person)
    return SeenPerson(
        row=row,
        asked=asked,
        intervals=intervals,
        best=best,
        no_best=no_best,
        pools=tuple(
            (pool_name(rules, each.pool, asked.day), each)
            for each in pools_of(book, person, asked.day.year)
        ),
        settled=tuple(
            Settled(each, number_of_claim(book, each.claim_id) or "") for each in reversed(entries)
        ),
        names=names_of(rules),
    )


def _best(
    rules: County, row: PersonRow, intervals: Sequence[Recognised], day: date
) -> tuple[tuple[StageBest, ...], str]:
    held = [
        Identity(row.person_id, each.category, each.valid_from, each.valid_to)
        for each in intervals
        if each.holds(day)
    ]
    if not held:
        return (), str(Text("当日没有身份", "no identity on that day"))
    try:
        return best_by_stage(rules, row.record, held, day), ""
    except JiuzhuError as error:
        return (), str(error)


def bars(seen: SeenPerson) -> list[Bar]:
    """Return the identities for the time line."""
    return [
        Bar(_interval(each, seen.names), _known(each), each.valid_from, each.valid_to)
        for each in seen.intervals
    ]


def _interval(each: Recognised, names: Mapping[str, Text]) -> str:
    name = names.get(each.category, each.category)
    until = each.valid_to or Text("至今", "now")
    return f"{name}  {each.department}  {each.valid_from} - {until}"


def _known(each: Recognised) -> str:
    known = each.known_from[:10]
    return str(Text(f"第{each.batch}批，{known} 录入", f"batch {each.batch}, known since {known}"))


def facts(seen: SeenPerson, shown_id: str) -> list[str]:
    """Return who the person is. ``shown_id``: masked, or in full if that was asked for."""
    row = seen.row
    place = visible(f"{row.township} {row.village}".strip())
    lines = [f"{visible(row.name)}  {shown_id}  {place}"]
    if row.died_on:
        lines.append(str(Text(f"！已登记死亡：{row.died_on}", f"! died on {row.died_on}")))
    if row.home_care:
        lines.append(str(Text("需院外维持治疗", "needs home care")))
    if row.account_number:
        other = Text("（户名与姓名不同！）", " (another holder's!)")
        holder = str(other) if row.account_holder not in ("", row.name) else ""
        account = visible(f"{row.account_bank} {mask(row.account_number)}")
        lines.append(f"{Text('收款账户', 'account')}: {account}{holder}")
    if seen.asked.known_on:
        day = seen.asked.known_on
        lines.append(
            str(
                Text(
                    f"！以下身份为 {day} 当时所知，并非现在所知（F7 改回）",
                    f"! identities as they were known on {day}, not as now (F7 changes it)",
                )
            )
        )
    return lines


def stages(seen: SeenPerson) -> list[str]:
    """Return, stage by stage, which identity of the day wins and which lose."""
    day = seen.asked.day
    lines = [
        str(
            Text(
                f"{day} 各类救助按哪个身份（就高）    F7 换日期",
                f"which identity counts on {day}    F7: other day",
            )
        )
    ]
    if seen.no_best:
        return [*lines, f"  {seen.no_best}"]
    for each in seen.best:
        lines += [f"  {line}" for line in _stage(each)]
    return lines


def _stage(each: StageBest) -> Iterator[str]:
    level = each.hospital_level
    where = Text(f"（{level}级医院）", f" (level {level})") if level else Text("", "")
    winner = each.winner.label if each.winner else Text("都没有待遇", "nobody is given anything")
    yield f"{each.label}{where}: {winner}"
    for one in each.others:
        yield f"    {one.label}: {LOSES[one.offer.outcome]}"


def pools(seen: SeenPerson, width: int) -> list[str]:
    """Return the year's pools as gauges with their numbers."""
    year = seen.asked.day.year
    lines = [str(Text(f"{year} 年救助限额", f"pools of {year}"))]
    if not seen.pools:
        lines.append(f"  {Text('本年没有救助', 'nothing was given this year')}")
    for name, pool in seen.pools:
        used = format_yuan(pool.used)
        if pool.cap is None:
            lines.append(f"  {name}: {used} {Text('（不封顶）', '(no cap)')}")
            continue
        cap, left = format_yuan(pool.cap), format_yuan(pool.cap - pool.used)
        lines.append(f"  {name}: {Text(f'余 {left}', f'left {left}')}")
        lines.append(f"  {gauge(pool.used, pool.cap, width)} {used} / {cap}")
    return lines
