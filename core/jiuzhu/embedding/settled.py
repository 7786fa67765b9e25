"""Claims settled from a program: the awards, the closing balances, and why each came out so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Generic, TypeVar

from attrs import frozen

from jiuzhu.exchange import (
    ClaimsFile,
    RowProblem,
    award_columns,
    read_balances,
    shown_awards,
    shown_balances,
)
from jiuzhu.exchange.reading import ReadFile
from jiuzhu.loading.county import County
from jiuzhu.settlement.settlement import Settlement
from jiuzhu_schemas.award import Award
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Language, Text
from jiuzhu_schemas.trace import Trace, TracedPerson

from .columns import column_notes
from .reading import Register, read_county_claims, read_register
from .review import review_notes
from .tables import Given, like, source_of

Table = TypeVar("Table")

_SHOWN = 5
"""How many faults stand in the error's own sentence."""


class RowsRefused(JiuzhuError):
    """Rows of the input are wrong, so nothing was settled.

    ``problems``: the first faults (`jiuzhu.exchange.problems.SHOWN_LIMIT` of each table), with
    table, row from 1, column, value and reason. ``count``: how many there are in all.
    """

    def __init__(self, problems: Sequence[RowProblem], count: int) -> None:
        self.problems = tuple(problems)
        self.count = count
        zh = "；".join(each.line("zh") for each in self.problems[:_SHOWN])
        en = "; ".join(each.line("en") for each in self.problems[:_SHOWN])
        more = count > _SHOWN
        super().__init__(
            Text(
                f"共 {count} 处有误，没有结算：{zh}" + ("……" if more else ""),
                f"{count} faults, nothing was settled: {en}" + ("; ..." if more else ""),
            )
        )


class UnknownClaim(JiuzhuError):
    """No claim of this id was settled."""


@frozen(eq=False, slots=False, repr=False, kw_only=True)
class Settled(Generic[Table]):
    """Settled claims. Tables that it gives are of the kind that the claims were given as."""

    county: County
    settlement: Settlement
    """Columns in numpy: sums in int64 fen."""
    refused: tuple[RowProblem, ...]
    """With ``skip_bad_rows``: the first faults of the rows that were left out."""
    refused_count: int
    notes: tuple[Text, ...]
    """What whoever uses the figures should know: a column that was not read, a document not
    reviewed since."""
    _given: Given
    _register: Register
    _claims: ClaimsFile

    def __len__(self) -> int:
        return len(self.settlement)

    def __repr__(self) -> str:
        return f"<Settled: {len(self)} claims by {self.county.manifest.id}>"

    @cached_property
    def awards(self) -> Table:
        """The awards, a row a claim in the order given, in the columns of an awards file.

        Sums are yuan with two decimals, `decimal.Decimal` or a Decimal(18, 2) column; ``rate``
        is text in percent, empty where none was applied; all else is text, empty for none.
        """
        columns = shown_awards(award_columns(self.settlement, self._claims.keys))
        awards: Table = like(self._given, columns)
        return awards

    @cached_property
    def closing(self) -> Table:
        """What each person has used of each annual pool after these claims, opening included.

        Columns ``person_id``, ``year``, ``pool``, ``used`` (yuan): the next batch's ``opening``.
        """
        columns = shown_balances(self.settlement.closing(), self._register.people)
        closing: Table = like(self._given, columns)
        return closing

    def award(self, claim_id: str) -> Award:
        """Return one claim's outcome as a record: sums in fen, rate in basis points.

        Raises UnknownClaim.
        """
        return self.settlement.one(self._place(claim_id), claim_id)

    def trace(self, claim_id: str) -> Trace:
        """Return why a claim came out as it did: sums in fen, the resident ID masked.

        `jiuzhu_schemas.converter.unstructure` makes plain data of it. Raises UnknownClaim.
        """
        from jiuzhu.explanation.build import explain

        place = self._place(claim_id)
        people = self._register.people
        person = int(self.settlement.claims.person[place])
        return explain(
            self.county,
            self.settlement,
            people.columns,
            self._register.identities.columns,
            place,
            TracedPerson(person_id=mask(people.keys[person]), name=people.names[person] or ""),
            claim_id,
        )

    def text(self, claim_id: str, language: Language | None = None) -> str:
        """Return the same as a page to read, in Chinese unless English was chosen.

        Raises UnknownClaim.
        """
        from jiuzhu.explanation.text import render

        return render(self.trace(claim_id), language)

    def _place(self, claim_id: str) -> int:
        place = self._claims.row(claim_id)
        if place is None:
            raise UnknownClaim(
                Text(f"没有结算编号为“{claim_id}”的费用", f"no claim “{claim_id}” was settled"),
                self._claims.file,
            )
        return place


def settle_given(
    county: County,
    claims: Given,
    *,
    people: Given,
    identities: Given,
    opening: Given | None = None,
    skip_bad_rows: bool = False,
) -> Settled[Table]:
    """Settle what a program gives; see `jiuzhu.Platform.settle`."""
    register = read_register(
        county, source_of(people, "people"), source_of(identities, "identities")
    )
    batch = read_county_claims(county, source_of(claims, "claims"), register.people)
    before = None
    if opening is not None:
        before = read_balances(source_of(opening, "opening"), register.people)
        _refuse_faults(before)
    files = (register.people, register.identities, batch)
    if not skip_bad_rows:
        _refuse_faults(*files)
    settlement = county.settle(
        register.people.columns,
        register.identities.columns,
        batch.columns,
        before.columns if before else None,
    )
    return Settled(
        county=county,
        settlement=settlement,
        refused=tuple(problem for each in files for problem in each.problems),
        refused_count=sum(each.problem_count for each in files),
        notes=(*column_notes(county, files), *review_notes(county, settlement)),
        given=claims,
        register=register,
        claims=batch,
    )


def _refuse_faults(*files: ReadFile) -> None:
    count = sum(each.problem_count for each in files)
    if count:
        raise RowsRefused([problem for each in files for problem in each.problems], count)
