"""The floor audit: each county cell held against what the documents above it ask for at least.

A figure of an upper document that is 不低于, or exact, may be exceeded but not undercut; one that
is 不超过 may not be exceeded. What is found is a conflict with the loaded document, no judgement:
the county may rest on a later document that is not loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from jiuzhu.loading.county import County
from jiuzhu.policy.compile import EditionCompiler
from jiuzhu.policy.edition import Edition, StageRules
from jiuzhu.policy.grid import Column, asked, first_rule
from jiuzhu.policy.quoting import Quoting
from jiuzhu.policy.readings import upper_name
from jiuzhu.policy.show_tables import TableMaker
from jiuzhu_schemas.policy import Waiver
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import STAGE_LABELS

from .floor_cells import Cells, Conflict, PairOfCells
from .floor_notes import notes_of
from .floor_scope import scope_findings
from .joint import empty_lists, joint_columns, stages_of
from .own import upper_layers
from .records import FloorFinding, FloorReport, StaleWaiver


def audit_floor(county: County, day: date) -> FloorReport:
    """Compare what holds in a county on a day with the documents its own extends.

    Raises NoPolicyError for a day on which no document is in force.
    """
    edition = county.policy.on(day)
    upper = _upper(county, edition)
    found: list[FloorFinding] = []
    compared = 0
    if upper is not None:
        audit = _Floor(county, edition, upper, day)
        found = list(audit.conflicts())
        compared = audit.compared
    waived, stale = _waive(found, edition)
    return FloorReport(
        county=county.manifest.id,
        name=county.manifest.name,
        on=day,
        compared=compared,
        findings=tuple(each for each in found if each.id not in {w.id for w in waived}),
        stale_waivers=tuple(stale),
        waived=tuple(waived),
        notes=(*_readings(found, edition), *notes_of(county, edition, upper)),
    )


@frozen(eq=False)
class _Both:
    """The maker of cells of one edition."""

    edition: Edition
    quoting: Quoting
    maker: TableMaker

    @classmethod
    def of(cls, county: County, edition: Edition) -> _Both:
        quoting = Quoting(county.policy, edition)
        return cls(edition, quoting, TableMaker(quoting))

    def cells(self, stage: StageRules, category: str, column: Column) -> Cells:
        rule = first_rule(stage.by_category.get(category, ()), column)
        return Cells(self.maker.cell(stage, category, column), rule.answer if rule else None)


class _Floor:
    """Holds one edition against the edition of its upper documents alone."""

    def __init__(self, county: County, edition: Edition, upper: Edition, day: date) -> None:
        self._here = _Both.of(county, edition)
        self._above = _Both.of(county, upper)
        self._premiums = county.policy.vocabulary.premiums
        self._year = day.year
        self._held = _compared(edition, upper)
        self.compared = 0

    def conflicts(self) -> Iterator[FloorFinding]:
        """Yield every conflict, by stage and category."""
        upper = stages_of(self._above.edition)
        for name, mine in stages_of(self._here.edition).items():
            if name in upper:
                yield from self._stage(mine, upper[name])
        yield from scope_findings(self._here.quoting, self._above.quoting)

    def _stage(self, mine: StageRules, above: StageRules) -> Iterator[FloorFinding]:
        held = self._held
        empty = empty_lists(self._here.edition)

        def answers(column: Column) -> tuple[tuple[Conflict, ...], ...]:
            return tuple(self._pair(mine, above, each, column) for each in held)

        for column, conflicts in joint_columns(mine, above, empty, answers):
            conditions = self._here.quoting.conditions(asked(column, empty))
            for category, found in zip(held, conflicts, strict=True):
                for each in found:
                    yield FloorFinding(
                        id=f"floor:{mine.stage}:{each.figure}:{category}",
                        stage=mine.stage,
                        stage_label=STAGE_LABELS[mine.stage],
                        category=category,
                        label=self._here.quoting.category(category),
                        conditions=conditions,
                        figure=each.figure,
                        county=each.county,
                        county_source=each.county_source,
                        upper=each.upper,
                        upper_source=each.upper_source,
                    )

    def _pair(
        self, mine: StageRules, above: StageRules, category: str, column: Column
    ) -> tuple[Conflict, ...]:
        upper = self._above.cells(above, self._held[category], column)
        if upper.view.terms is None:
            return ()
        self.compared += 1
        here = self._here.cells(mine, category, column)
        return tuple(PairOfCells(here, upper, self._premiums, self._year).conflicts())


def _compared(edition: Edition, upper: Edition) -> dict[str, str]:
    """Return the categories to compare, each with the one that stands for it above."""
    top = upper.documents[0]
    named = {each: upper_name(each, edition.documents, top) for each in edition.recipients}
    return {
        category: named.get(category, category)
        for category in edition.ranked(frozenset({*edition.recipients, *upper.recipients}))
        if named.get(category, category) in upper.recipients
    }


def _upper(county: County, edition: Edition) -> Edition | None:
    """Compile what the documents above the county's own would say alone; None if there is none."""
    layers = upper_layers(county, edition)
    if not layers or layers == edition.documents:
        return None
    policy = county.policy
    compiler = EditionCompiler(layers, edition.since, policy.vocabulary, policy.spaces)
    return compiler.edition(edition.index, edition.until)


def _readings(found: Iterable[FloorFinding], edition: Edition) -> Iterator[Text]:
    """Yield what the county's document itself says of the clauses that conflict."""
    clauses = {(each.county_source.document, each.county_source.clause) for each in found}
    for document in edition.documents:
        for question in document.open_questions:
            if (document.id, question.clause) in clauses and question.reading_zh:
                yield Text(
                    f"{document.number} 未决事项 {question.id}：{question.zh}；"
                    f"现按：{question.reading_zh}",
                    f"{document.number}, open question {question.id}: {question.en};"
                    f" reading: {question.reading_en}",
                )


def _waive(
    found: Iterable[FloorFinding], edition: Edition
) -> tuple[list[FloorFinding], list[StaleWaiver]]:
    """Return the conflicts that a document in force waives, and waivers that match none."""
    waived: list[FloorFinding] = []
    stale: list[StaleWaiver] = []
    conflicts = list(found)
    for document in edition.documents:
        for place, waiver in enumerate(document.waivers):
            matching = [each for each in conflicts if _matches(waiver, each)]
            waived += [evolve(each, waiver=waiver) for each in matching]
            missing = set(waiver.categories) - {each.category for each in matching}
            if missing or not matching:
                id_ = f"floor:waiver:{document.id}:{place}"
                stale.append(StaleWaiver(id=id_, document=document.number, waiver=waiver))
    return waived, stale


def _matches(waiver: Waiver, conflict: FloorFinding) -> bool:
    source = conflict.upper_source
    return (
        waiver.stage == conflict.stage
        and (not conflict.category or conflict.category in waiver.categories)
        and waiver.figure == conflict.figure
        and waiver.against == f"{source.document}#{source.clause}"
    )
