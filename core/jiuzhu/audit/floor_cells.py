"""One county cell and the upper cell over it: figure by figure, by how firm the upper one is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from attrs import evolve, frozen

from jiuzhu.policy.edition import Answer
from jiuzhu.policy.views import CellView, Figure, Reference, TermsView
from jiuzhu.settlement.arithmetic import share
from jiuzhu_schemas.money import format_yuan, parse_percent, parse_yuan
from jiuzhu_schemas.policy import FloorFigure
from jiuzhu_schemas.terms import SubsidyTerms, Terms
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.vocabulary import Premium

from . import wording
from .curve import Curve, window

NO_CAP: Final = Text("不设限额", "no cap")
_TOP: Final = 10**8
"""A million yuan: shapes of terms are compared up to this base."""


@frozen
class Conflict:
    """A figure of the county's that the upper document does not allow, both in words."""

    figure: FloorFigure
    county: Text
    county_source: Reference
    upper: Text
    upper_source: Reference


@frozen(eq=False)
class Cells:
    """A cell as people read it, and the answer behind it."""

    view: CellView
    answer: Answer | None


@frozen(eq=False)
class PairOfCells:
    """What a category gets in one case: here, and by the upper documents alone."""

    here: Cells
    above: Cells
    premiums: Mapping[int, Premium]
    year: int

    def conflicts(self) -> Iterator[Conflict]:
        """Yield every figure in which the county falls short; the upper cell has terms."""
        mine, above = self.here.view.terms, self.above.view.terms
        assert above is not None
        if mine is None:
            here = wording.cell(self.here.view)
            yield self._conflict("covered", here, wording.terms(above))
        elif isinstance(self.above.answer, SubsidyTerms):
            yield from self._subsidy(self.above.answer)
        else:
            yield from self._relief(mine, above)
            yield from self._cap(mine, above)

    def _conflict(self, figure: FloorFigure, county: Text, upper: Text) -> Conflict:
        return Conflict(figure, county, self.here.view.source, upper, self.above.view.source)

    # -- relief

    def _relief(self, mine: TermsView, above: TermsView) -> Iterator[Conflict]:
        if _shape(mine) != _shape(above) or mine.rate is None or above.rate is None:
            yield from self._by_what_they_pay(above)
            return
        if _breaks(parse_percent(mine.rate.value), parse_percent(above.rate.value), above.rate):
            yield self._conflict("rate", wording.figure(mine.rate), wording.figure(above.rate))
        if mine.stay_cap != above.stay_cap and _cap_breaks(mine.stay_cap, above.stay_cap):
            yield self._conflict("stay_cap", _cap(mine.stay_cap), _cap(above.stay_cap))

    def _by_what_they_pay(self, above: TermsView) -> Iterator[Conflict]:
        """Compare terms of different shapes base by base, before annual caps."""
        mine, upper = self.here.answer, self.above.answer
        if not isinstance(mine, Terms) or not isinstance(upper, Terms):
            return
        curves = [Curve(evolve(each, annual_cap=None), None) for each in (mine, upper)]
        bends = [at for curve in curves for at in curve.breakpoints(_TOP)]
        bases = window(bends, _TOP)
        paid, asked = (curve.due(bases) for curve in curves)
        ceiling = above.rate is not None and above.rate.kind == "at_most"
        short = paid - asked if ceiling else asked - paid
        worst = int(np.argmax(short))
        if short[worst] > 0:
            base = format_yuan(int(bases[worst]))
            here, there = (format_yuan(int(each[worst])) for each in (paid, asked))
            yield self._conflict(
                "relief",
                Text(f"自付{base}元时救助{here}元", f"{here} of a base of {base} yuan"),
                Text(f"自付{base}元时救助{there}元", f"{there} of a base of {base} yuan"),
            )

    def _cap(self, mine: TermsView, above: TermsView) -> Iterator[Conflict]:
        if _cap_breaks(mine.annual_cap, above.annual_cap):
            yield Conflict(
                "annual_cap",
                _cap(mine.annual_cap),
                mine.cap_source or self.here.view.source,
                _cap(above.annual_cap),
                above.cap_source or self.above.view.source,
            )

    # -- subsidy

    def _subsidy(self, above: SubsidyTerms) -> Iterator[Conflict]:
        """Compare what both give of one year's premium."""
        mine = self.here.answer
        premium = self.premiums.get(self.year) or next(iter(self.premiums.values()), None)
        if not isinstance(mine, SubsidyTerms) or premium is None:
            return
        asked = self.above.view.terms
        assert asked is not None
        figure = asked.rate or asked.quota
        assert figure is not None
        here, there = _given(mine, premium), _given(above, premium)
        if _breaks(here, there, figure):
            yield self._conflict(
                "subsidy",
                _of_year(self.here.view.terms, here, premium.year),
                _of_year(asked, there, premium.year),
            )


def _shape(view: TermsView) -> object:
    """Return everything of terms but their rate and caps: alike shapes compare by their rates."""
    return (view.threshold, view.threshold_mode, view.bands, view.quota)


def _breaks(mine: int, asked: int, upper: Figure) -> bool:
    return mine > asked if upper.kind == "at_most" else mine < asked


def _cap_breaks(mine: Figure | None, above: Figure | None) -> bool:
    """Tell whether a cap is less than the upper one allows; None is no cap."""
    if above is None:
        return mine is not None
    if mine is None:
        return above.kind == "at_most"
    return _breaks(parse_yuan(mine.value), parse_yuan(above.value), above)


def _cap(cap: Figure | None) -> Text:
    return NO_CAP if cap is None else wording.money(cap)


def _given(terms: SubsidyTerms, premium: Premium) -> int:
    if terms.amount is not None:
        return terms.amount
    tier = premium.tier_1 if terms.of_tier == 1 else premium.tier_2
    given: int = share(tier.fen, terms.share)
    return given


def _of_year(view: TermsView | None, given: int, year: int) -> Text:
    said = wording.terms(view) if view else wording.NOTHING
    sum_ = format_yuan(given)
    return Text(f"{said.zh}（{year}年{sum_}元）", f"{said.en} ({sum_} yuan in {year})")
