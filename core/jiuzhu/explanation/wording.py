"""What categories, stages, pools and reasons are called, with their terms, for one edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from attrs import frozen

from jiuzhu.policy.edition import Edition
from jiuzhu.policy.policy import Policy
from jiuzhu_schemas.terms import Terms
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace_rules import Citation, Named, TracedTerms
from jiuzhu_schemas.words import STAGE_LABELS

from .citations import Citations
from .conditions import ConditionWording


@frozen(eq=False)
class Wording:
    """Puts the parts of one edition into records that a person can read."""

    policy: Policy
    edition: Edition
    citations: Citations
    conditions: ConditionWording
    coders: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """By stage: the plugins that have code for it, in the order in which they are asked."""

    @classmethod
    def of(
        cls,
        policy: Policy,
        edition: Edition,
        citations: Citations,
        coders: Mapping[str, tuple[str, ...]],
    ) -> Wording:
        """Word one edition of a policy."""
        conditions = ConditionWording(policy, edition, citations)
        return cls(policy, edition, citations, conditions, coders)

    def category(self, category: str) -> Text:
        """Return what a category is called; its code if no file names it."""
        known = self.policy.vocabulary.categories.get(category)
        return known.label if known else Text(category, category)

    def categories(self, categories: Iterable[str]) -> tuple[Named, ...]:
        """Return categories with their names, by precedence."""
        ranked = self.edition.ranked(frozenset(categories))
        return tuple(Named(id=each, label=self.category(each)) for each in ranked)

    def stage(self, stage: str) -> Text:
        """Return what a stage is called."""
        return STAGE_LABELS.get(stage, Text(stage, stage))

    def pool(self, pool: str) -> Text:
        """Return what an annual pool is called."""
        known = self.edition.pools.get(pool)
        return Text(known[1].zh, known[1].en) if known else Text(pool, pool)

    def cite(self, ref: str) -> Citation:
        """Return the citation of ``document#clause``."""
        return self.citations.of(ref)

    def terms(self, terms: Terms) -> TracedTerms:
        """Return terms with their clauses and the name of their pool."""
        elsewhere = terms.cap_clause and terms.cap_clause != terms.clause
        return TracedTerms(
            clause=self.cite(terms.clause),
            cap_clause=self.cite(terms.cap_clause) if elsewhere else None,
            pool=terms.pool,
            pool_label=self.pool(terms.pool),
            annual_cap=terms.annual_cap,
            rate=terms.rate,
            bands=terms.bands,
            quota=terms.quota,
            threshold=terms.threshold,
            threshold_mode=terms.threshold_mode,
            stay_cap=terms.stay_cap,
            portion=terms.portion,
            row=terms.row,
            inherited=terms.inherited,
        )
