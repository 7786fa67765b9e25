"""What the floor audit tells besides conflicts: who is not named, what it did not look at."""

from __future__ import annotations

from collections.abc import Iterator

from jiuzhu.loading.county import County
from jiuzhu.policy.check import relief_tables
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.quoting import Quoting
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import STAGE_LABELS

from . import wording
from .floor_scope import scope_findings, scope_notes
from .own import own_documents, stages_with_code


def notes_of(county: County, edition: Edition, upper: Edition | None) -> Iterator[Text]:
    """Yield the notes on an edition; ``upper`` is what the documents above say alone."""
    if upper is None:
        yield Text(
            "当日本县自己的文件未生效，或没有上级文件，无可比较",
            "no document of the county's own over another one is in force that day",
        )
        return
    quoting = Quoting(county.policy, edition)
    own = {each.document.id for each in own_documents(county)}
    yield from _categories(quoting, upper, own)
    yield from _refusals(quoting, own)
    above = Quoting(county.policy, upper)
    yield from scope_notes(quoting, above)
    yield from _lists(county, edition, upper, {each.id for each in scope_findings(quoting, above)})
    yield from _pools(edition, upper)
    for stage in stages_with_code(county):
        label = STAGE_LABELS[stage]
        yield Text(
            f"{label.zh}另有插件代码，代码给出的标准不在本审核之内",
            f"{label.en}: a plugin has code for it, which this audit does not see",
        )


def _categories(quoting: Quoting, upper: Edition, own: set[str]) -> Iterator[Text]:
    here = quoting.edition.recipients
    named = set(_named(quoting.edition, own))
    for category in upper.ranked(frozenset(upper.recipients)):
        helped, label = here[category], quoting.category(category)
        above = wording.source(
            quoting.reference(
                f"{upper.recipients[category].document.id}#"
                f"{upper.recipients[category].recipient.clause}"
            )
        )
        read_as = quoting.counts_as(helped.recipient)
        if helped.document.id not in own and category in named:
            yield Text(
                f"{label.zh}：{above.zh} 列入，本县文件的救助对象（recipients）未列明，"
                "但标准中写到：按本县的行执行，其余按上级文件",
                f"{label.en}: named by {above.en}, not among the county's recipients, but in its"
                " rows: these answer, elsewhere the upper document",
            )
        elif helped.document.id not in own:
            yield Text(
                f"{label.zh}：{above.zh} 列入，本县文件未列明；未列明的按上级文件执行",
                f"{label.en}: named by {above.en}, not by the county; the upper document answers",
            )
        elif read_as is not None:
            yield Text(
                f"{label.zh}：{above.zh} 列入，本县按{read_as.zh}对待",
                f"{label.en}: named by {above.en}; the county reads it as {read_as.en}",
            )


def _named(edition: Edition, own: set[str]) -> Iterator[str]:
    """Yield the categories that rows of the county's own documents name."""
    for document in edition.documents:
        if document.id in own:
            for _, table, _ in relief_tables(document):
                yield from (each for row in table.rows for each in row.categories)
            for given in document.subsidy.rows if document.subsidy else ():
                yield from given.categories


def _refusals(quoting: Quoting, own: set[str]) -> Iterator[Text]:
    for refusal in quoting.edition.refusals:
        reference = quoting.reference(refusal.denied.clause)
        if reference.document in own:
            when = wording.conditions(quoting.conditions(refusal.tests))
            yield Text(
                f"本县另规定不予救助的情形：{when.zh}（{wording.source(reference).zh}），请人工核对",
                f"the county refuses {when.en} ({wording.source(reference).en}): compare by hand",
            )


def _lists(county: County, edition: Edition, upper: Edition, told: set[str]) -> Iterator[Text]:
    """Yield lists that leave out diseases and are no finding, ids of which are ``told``."""
    diseases = county.policy.vocabulary.diseases
    for name, (_, listed) in upper.disease_lists.items():
        document, mine = edition.disease_lists[name]
        lacking = [diseases[each] for each in listed.classes if each not in mine.classes]
        if lacking and not any(each.endswith(f":disease_list:{name}") for each in told):
            zh = "、".join(each.zh for each in lacking)
            en = ", ".join(each.en for each in lacking)
            yield Text(
                f"病种目录 {name}：{document.number} 未列 {zh}，请人工核对",
                f"disease list {name}: {document.number} leaves out {en}: compare by hand",
            )


def _pools(edition: Edition, upper: Edition) -> Iterator[Text]:
    """Yield stages that share a pool here, but not in the upper documents."""
    here, above = _shared(edition), _shared(upper)
    for pool, stages in here.items():
        if len(stages) > 1 and not any(stages <= each for each in above.values()):
            zh = "、".join(STAGE_LABELS[each].zh for each in sorted(stages))
            en = ", ".join(STAGE_LABELS[each].en for each in sorted(stages))
            yield Text(
                f"{zh}共用年度限额 {pool}，上级文件分设，请人工核对",
                f"{en} share the annual pool {pool}, apart in the upper documents: compare by hand",
            )


def _shared(edition: Edition) -> dict[str, set[str]]:
    pools: dict[str, set[str]] = {}
    for name, rules in edition.stages.items():
        for found in rules.by_category.values():
            for rule in found:
                pool = getattr(rule.answer, "pool", None)
                if pool:
                    pools.setdefault(pool, set()).add(name)
    return pools
