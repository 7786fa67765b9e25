"""What a bureau reads at the end of a run: by stage and category, caps, refusals, money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import numpy as np
from numpy.typing import NDArray

from jiuzhu.settlement.settlement import Settlement
from jiuzhu_schemas import words
from jiuzhu_schemas.text import Text

from .summed import Answers, Named, of_settlement
from .wording import listed

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from jiuzhu.loading.county import County
    from jiuzhu.settlement.subsidy import Subsidies

_NARROWEST: Final = 110
"""Columns a table may always take: a figure that is cut short would be a wrong figure."""

_MONEY_COLUMNS: Final = (
    Text("人数", "people"),
    Text("笔数", "claims"),
    Text("政策内自付", "base"),
    Text("救助", "relief"),
    Text("倾斜", "tilt"),
    Text("个人负担", "left"),
)


def print_summary(
    county: County,
    settlement: Settlement,
    output: Path,
    answers: Answers | None = None,
    *,
    repeated: int = 0,
) -> None:
    """Print a settlement's summary to standard error, so that pipes stay clean.

    ``answers``: those of the file where some were settled before, and ``repeated``: how many.
    """
    console = _console()
    answers = answers or of_settlement(settlement)
    everything = np.ones(len(answers.base), np.bool_)
    _money_table(
        console,
        Text("按救助类型", "By stage"),
        answers,
        [
            *_by_code(answers.stage, words.STAGE_LABELS),
            (Text("合计", "Total"), everything),
        ],
    )
    relieved = answers.stage[1] != answers.stage[0].index(words.NO_STAGE)
    labels = {c.id: c.label for c in county.policy.vocabulary.categories.values()}
    _money_table(
        console,
        Text("按身份类别（予以救助的）", "By category (relieved claims)"),
        answers,
        [(label, rows & relieved) for label, rows in _by_code(answers.identity, labels)],
    )
    edition = county.policy.editions[-1]
    handoffs = {each: edition.handoff_label(each) for each in answers.charity[0]}
    _reasons(console, settlement, answers, handoffs)
    if repeated:
        text = Text(
            f"其中 {repeated:,} 笔以前记过，为首次结果",
            f"{repeated:,} of them were recorded before: their first answers",
        )
        console.print(str(text))
    _where(output, len(answers.base))


def print_subsidies(
    county: County,
    subsidies: Subsidies,
    output: Path,
) -> None:
    """Print a summary of premium subsidies to standard error."""
    console = _console()
    table = _table(Text("资助参保", "Premium subsidies"))
    for place, name in enumerate(
        (Text("身份类别", "category"), Text("部门", "department"), Text("人次", "enrolments"),
         Text("个人缴费", "premium"), Text("资助", "subsidy"), Text("自缴", "own payment"))
    ):  # fmt: skip
        table.add_column(str(name), justify="right" if place > 1 else "left", no_wrap=place > 1)
    labels = {c.id: c.label for c in county.policy.vocabulary.categories.values()}
    for code, identity in enumerate(subsidies.identities):
        rows = subsidies.identity == code
        if rows.any():
            departments = {subsidies.departments[d] for d in np.unique(subsidies.department[rows])}
            premium, subsidy = (
                int(subsidies.premium[rows].sum()),
                int(subsidies.subsidy[rows].sum()),
            )
            label = labels.get(identity, Text("不资助", "not subsidised"))
            table.add_row(
                str(label), str(listed(sorted(departments))), f"{rows.sum():,}",
                _yuan(premium), _yuan(subsidy), _yuan(premium - subsidy),
            )  # fmt: skip
    console.print(table)
    _print_counts(console, Text("不资助的原因", "Why not"), (subsidies.reasons, subsidies.reason))
    _where(output, len(subsidies.premium))


def _console() -> Console:
    from rich.console import Console

    console = Console(stderr=True, highlight=False, markup=False)
    console.width = max(console.width, _NARROWEST)
    return console


def _table(title: Text) -> Table:
    from rich import box
    from rich.table import Table

    return Table(title=str(title), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)


def _money_table(
    console: Console,
    title: Text,
    answers: Answers,
    groups: Sequence[tuple[Text, NDArray[np.bool_]]],
) -> None:
    table = _table(title)
    table.add_column("")
    for column in _MONEY_COLUMNS:
        table.add_column(str(column), justify="right", no_wrap=True)
    for label, rows in groups:
        if not rows.any():
            continue
        sums = [answers.base, answers.award, answers.tilt, answers.self_pay]
        people = len(np.unique(answers.person[rows]))
        table.add_row(
            str(label), f"{people:,}", f"{rows.sum():,}",
            *(_yuan(int(column[rows].sum())) for column in sums),
        )  # fmt: skip
    console.print(table)


def _by_code(named: Named, labels: Mapping[str, Text]) -> list[tuple[Text, NDArray[np.bool_]]]:
    names, codes = named
    return [
        (labels.get(name, Text(name, name)), codes == place)
        for place, name in enumerate(names)
        if name
    ]


def _reasons(
    console: Console,
    settlement: Settlement,
    answers: Answers,
    handoffs: Mapping[str, Text],
) -> None:
    title = Text("未足额救助的原因", "Why not, or not in full")
    _print_counts(console, title, answers.reason)
    cut = settlement.award < settlement.due
    if cut.any():
        people = len(np.unique(settlement.claims.person[cut]))
        lost = int((settlement.due[cut] - settlement.award[cut]).sum())
        text = Text(
            f"达到年度限额 {people:,} 人 {cut.sum():,} 笔，限额外 {_yuan(lost)} 元",
            f"caps reached by {people:,} people in {cut.sum():,} claims: {_yuan(lost)} cut off",
        )
        console.print(str(text))
    title = Text("转介", "Handed on to")
    _print_counts(console, title, answers.charity, handoffs)


def _print_counts(
    console: Console,
    title: Text,
    named: Named,
    labels: Mapping[str, Text] = words.REASON_LABELS,
) -> None:
    names, codes = named
    counts = np.bincount(codes, minlength=len(names))
    lines = [
        f"  {labels.get(name, Text(name, name))} {count:,}"
        for name, count in zip(names, counts.tolist(), strict=True)
        if name and count
    ]
    if lines:
        console.print(str(title))
        for line in lines:
            console.print(line)


def _where(output: Path, rows: int) -> None:
    click.echo(
        str(Text(f"已写入 {output}（{rows:,} 行）", f"wrote {output} ({rows:,} rows)")), err=True
    )


def _yuan(fen: int) -> str:
    """Write fen as yuan with thousands apart, for reading."""
    yuan, rest = divmod(fen, 100)
    return f"{yuan:,}.{rest:02d}"
