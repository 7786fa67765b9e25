"""``jiuzhu explain``: why one claim of a file came out as it did."""

from __future__ import annotations

import json
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from . import options
from .inputs import (
    Register,
    read_county_claims,
    read_opening,
    read_register,
    refuse_wrong_rows,
    show_wrong_rows,
    tell_columns,
)
from .progress import progress_on_terminal

if TYPE_CHECKING:
    from jiuzhu.exchange import ClaimsFile
    from jiuzhu.loading.county import County
    from jiuzhu.settlement.settlement import Settlement
    from jiuzhu_schemas.trace import Trace

_LOOKED_AT: Final = 5000
"""Claim ids that are compared with an unknown one, among those that begin or end like it."""


class UnknownClaimError(JiuzhuError):
    """The file has no claim of this id, or its row is wrong."""


@click.command(
    name="explain",
    help=options.example(
        "说明一笔结算的理由：哪一身份、哪一条款、每一步金额，或哪一条件不符。"
        "限额与之前的费用有关，因此先结算整个文件。",
        "Say why a claim came out as it did: identity, clause, every sum, or the condition that"
        " failed. The whole file is settled first, since caps depend on earlier claims.",
        "jiuzhu explain claims.csv --claim C-0001 --people people.csv --identities identities.csv"
        " --county fengjie",
    ),
)
@options.claims_argument
@click.option("--claim", "claim_id", required=True, help=str(Text("结算编号", "the claim's id")))
@options.input_options
@options.opening_option
@options.format_option
@click.option(
    "--skip-bad-rows",
    is_flag=True,
    help=str(
        Text(
            "跳过其他有误的行（余额可能因此不同）",
            "leave other wrong rows out (balances may differ)",
        )
    ),
)
def command(
    claims: Path,
    claim_id: str,
    people: Path,
    identities: Path,
    county: str,
    opening: Path | None,
    form: str,
    skip_bad_rows: bool,
) -> int:
    """Explain one claim; 0 done, 1 done but rows of the files were left out."""
    from jiuzhu.platform import Platform

    loaded = Platform.load().county(county)
    with progress_on_terminal() as progress:
        register = read_register(loaded, people, identities, progress)
        batch = read_county_claims(loaded, claims, register.people, progress)
        place = _find(batch, claim_id)
        files = (batch, register.people, register.identities)
        tell_columns(loaded, *files)
        if not skip_bad_rows:
            refuse_wrong_rows(*files)
        before = read_opening(opening, register)
        settlement = loaded.settle(
            register.people.columns, register.identities.columns, batch.columns, before, progress
        )
    left_out = show_wrong_rows(*files) if skip_bad_rows else 0
    if left_out:
        click.echo(
            str(
                Text(
                    "有误的行没有计入，身份和年度限额余额可能因此不同。",
                    "The wrong rows were left out; identities and balances may differ for it.",
                )
            ),
            err=True,
        )
    _show(_explain(loaded, settlement, register, batch, place), form)
    return 1 if left_out else 0


def _explain(
    county: County, settlement: Settlement, register: Register, batch: ClaimsFile, place: int
) -> Trace:
    from jiuzhu.explanation.build import explain
    from jiuzhu_schemas.resident_id import mask
    from jiuzhu_schemas.trace import TracedPerson

    people = register.people
    person = int(batch.columns.person[place])
    return explain(
        county,
        settlement,
        people.columns,
        register.identities.columns,
        place,
        TracedPerson(person_id=mask(people.keys[person]), name=people.names[person] or ""),
        batch.keys[place],
    )


def _show(trace: Trace, form: str) -> None:
    from jiuzhu.explanation.text import render
    from jiuzhu_schemas.converter import unstructure

    if form == "json":
        document = json.dumps(unstructure(trace), ensure_ascii=False, indent=2)
        click.echo(document.encode())
    else:
        click.echo(render(trace), nl=False)


def _find(batch: ClaimsFile, claim_id: str) -> int:
    """Return the claim's position; raise what is wrong with its row, or which ids are alike."""
    place = batch.row(claim_id)
    if place is not None:
        return place
    faults = _faults(batch, claim_id)
    if faults:
        raise UnknownClaimError(
            Text("；".join(text.zh for text in faults), "; ".join(text.en for text in faults)),
            batch.file,
        )
    near = _near(batch, claim_id)
    raise UnknownClaimError(
        Text(
            f"没有编号为“{claim_id}”的费用" + (f"；是否为 {'、'.join(near)}？" if near else ""),
            f"there is no claim “{claim_id}”"
            + (f"; did you mean {', '.join(near)}?" if near else ""),
        ),
        batch.file,
    )


def _faults(batch: ClaimsFile, claim_id: str) -> list[Text]:
    """Return what is wrong with the refused rows that bear the id."""
    refused = batch.refused
    found: list[Text] = []
    for place, cells in enumerate(refused.cells.iter_rows()):
        if not any(str(cell or "").strip() == claim_id for cell in cells):
            continue
        number = int(refused.numbers[place])
        for fault in refused.findings:
            if refused.rows[place] in fault.rows:
                header = refused.headers[fault.place] if fault.place >= 0 else ""
                reason, expected = fault.reason, fault.expected
                found.append(
                    Text(
                        f"第{number}行 列“{header}”{reason.zh}，{expected.zh}",
                        f"row {number} column “{header}” {reason.en}, {expected.en}",
                    )
                )
    return found


def _near(batch: ClaimsFile, claim_id: str) -> list[str]:
    """Return up to three ids that are much like an unknown one."""
    begins = batch.keys.str.starts_with(claim_id[:3])
    ends = batch.keys.str.ends_with(claim_id[-3:])
    alike = batch.keys.filter(begins | ends).head(_LOOKED_AT).to_list()
    return get_close_matches(claim_id, alike, n=3, cutoff=0.7)
