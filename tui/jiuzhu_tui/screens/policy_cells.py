"""An effective policy as one list: every cell, recipient, refusal, cap and question, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from jiuzhu.loading.county import CORE_PLUGIN, County
from jiuzhu.policy import words
from jiuzhu.policy.show import show_policy
from jiuzhu.policy.views import CellView, PolicyView, Reference, TableView
from jiuzhu.stages.facade import STAGE_HOOK_NAMES
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text
from jiuzhu_tui.counties import office_county
from jiuzhu_tui.desk import Desk


@frozen
class PolicyCell:
    """One thing that a policy says. ``table`` and ``category``: of a cell of a table."""

    part: str
    who: str
    when: str
    says: str
    source: str
    whole: str
    clauses: frozenset[str] = frozenset()
    """Every clause it rests on, by both names that traces have for it; see `names_of`."""
    question: str = ""
    table: TableView | None = field(default=None, repr=False)
    category: str = ""


@frozen
class SeenPolicy:
    """A county's policy on a day, and the counties there are."""

    view: PolicyView
    cells: tuple[PolicyCell, ...]
    counties: tuple[tuple[str, str], ...]
    """Ids and names of those that settle."""


def see_policy(desk: Desk, named: str, day: date) -> SeenPolicy | JiuzhuError:
    """Read a county's policy on a day, or why there is none; the office's if none is named."""
    try:
        return _see(desk, office_county(desk.platform, named), day)
    except JiuzhuError as error:
        return error


def _see(desk: Desk, county: County, day: date) -> SeenPolicy:
    code = {name: _plugins_with_code(county, name) for name in STAGE_HOOK_NAMES}
    view = show_policy(county.policy, county.manifest.id, county.manifest.name, day, code)
    settling = [each for each in desk.platform.counties() if each.problem is None]
    maker = _Maker(view, _clauses(county, day))
    return SeenPolicy(
        view, tuple(maker.cells()), tuple((each.id, str(each.name)) for each in settling)
    )


def _plugins_with_code(county: County, hook: str) -> list[str]:
    found = reversed(getattr(county.manager.hook, hook).get_hookimpls())
    return [each.plugin_name for each in found if each.plugin_name != CORE_PLUGIN]


def _clauses(county: County, day: date) -> Mapping[str, str]:
    """Return what each clause in force says, in a few words."""
    return {
        f"{document.id}#{clause.id}": clause.says
        for document in county.policy.on(day).documents
        for clause in document.clauses
    }


def names_of(*sources: Reference) -> frozenset[str]:
    """Return clauses as ``document#clause``, and as the document's number and the place in it."""
    return frozenset(
        name for each in sources for name in (_ref(each), f"{each.number} {each.cite}".strip())
    )


def _ref(source: Reference) -> str:
    return f"{source.document}#{source.clause}"


class _Maker:
    """Puts a view into cells, each with its clauses and their documents."""

    def __init__(self, view: PolicyView, clauses: Mapping[str, str]) -> None:
        self._view = view
        self._clauses = clauses
        self._documents = {each.id: each for each in view.documents}

    def cells(self) -> Iterator[PolicyCell]:
        view = self._view
        for table in (*view.stages, *([view.subsidy] if view.subsidy else [])):
            yield from self._table(table)
        yield from self._recipients()
        yield from self._limits()
        for each in view.disease_lists:
            names = str(Text("、", ", ")).join(str(name) for name in each.diseases)
            yield self._one(Text("病种目录", "disease list"), each.id, "", names, each.source)
        for question in view.open_questions:
            reading = question.reading or words.UNDECIDED
            yield self._one(
                Text("未决事项", "open question"), question.id, str(question.asks), str(reading),
                question.source, question=question.id,
            )  # fmt: skip

    def _table(self, table: TableView) -> Iterator[PolicyCell]:
        for entry in table.entry:
            when = words.conditions(entry.conditions)
            label = Text("归入本项", "belongs here")
            yield self._one(table.label, str(label), when, str(label), entry.source)
        for row in table.rows:
            name = words.category_name(row)
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield self._cell(table, row.category, name, words.column_heading(column), cell)

    def _cell(
        self, table: TableView, category: str, name: str, when: str, cell: CellView
    ) -> PolicyCell:
        lines = words.cell_lines(cell, table.portion)
        sources = [cell.source]
        if cell.terms is not None and cell.terms.cap_source is not None:
            sources.append(cell.terms.cap_source)
        return PolicyCell(
            str(table.label), name, when.replace("\n", "; "), lines.split("\n")[0],
            words.source(cell.source),
            f"{table.label}  {name}\n{when}\n{lines}\n{self._behind(*sources)}",
            names_of(*sources), cell.question, table, category,
        )  # fmt: skip

    def _recipients(self) -> Iterator[PolicyCell]:
        view = self._view
        label = Text("救助对象", "recipient")
        for each in view.recipients:
            name, read_as = str(each.label), ""
            if each.counts_as is not None:
                read_as = str(Text(f"视同{each.counts_as.zh}", f"as {each.counts_as.en}"))
            yield self._one(label, name, read_as, each.department, each.source)
        for refusal in (*view.refusals, *view.subsidy_refusals):
            yield self._one(
                Text("不予救助", "refused"), "", words.conditions(refusal.conditions),
                str(refusal.label), refusal.source, question=refusal.question,
            )  # fmt: skip

    def _limits(self) -> Iterator[PolicyCell]:
        own, none = Text("见各行", "see the rows"), Text("不设限额", "no cap")
        for pool in self._view.pools:
            said = str(none if pool.uncapped else own)
            if pool.annual_cap:
                said = words.yuan(pool.annual_cap)
            label = Text("年度限额", "annual pool")
            yield self._one(label, str(pool.label), "", said, pool.source)
        for each in self._view.handoffs:
            when = words.conditions(each.conditions)
            said = words.occasion(each)
            yield self._one(
                Text("转介", "handed on"), str(each.label), when, said, each.source,
                question=each.question,
            )  # fmt: skip

    def _one(
        self, part: Text, who: str, when: str, says: str, source: Reference, *, question: str = ""
    ) -> PolicyCell:
        cite = words.source(source)
        whole = "\n".join(
            each
            for each in (f"{part}  {who}", when, says, cite, self._behind(source))
            if each.strip()
        )
        return PolicyCell(str(part), who, when, says, cite, whole, names_of(source), question)

    def _behind(self, *sources: Reference) -> str:
        """Say what the clauses say, and which documents they stand in."""
        lines = []
        for each in dict.fromkeys(sources):
            says = self._clauses.get(_ref(each), "")
            if says:
                lines.append(f"{Text('条款', 'clause')} {each.cite}: {says}")
        for document in dict.fromkeys(each.document for each in sources):
            found = self._documents[document]
            lines.append(f"{found.number}《{found.title}》{found.since} - {found.until or ''}")
        return "\n".join(lines)
