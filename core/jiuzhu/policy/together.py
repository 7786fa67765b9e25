"""What documents in force together must satisfy: names that fit, pools that can be settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from jiuzhu_schemas.policy import Cell, PolicyDocument
from jiuzhu_schemas.terms import Terms
from jiuzhu_schemas.text import Text

from .check import relief_tables
from .conditions import list_named
from .edition import Edition, Rule
from .errors import Fault, PolicyError
from .files import LoadedDocument
from .nearest import unknown
from .references import no_such_list

_ROW: Final = re.compile(r"(?P<document>[^#]+)#(?P<path>.+)")


def refuse_misfits(one: LoadedDocument, upper: Sequence[PolicyDocument]) -> None:
    """Refuse names of a document that neither it nor those it extends explain.

    Raises PolicyError for an ``upper_as`` that no upper document names, or whose owner one names
    itself, and for a condition on a disease list that no document has.
    """
    faults = [*_misread(one, upper), *_without_list(one, upper)]
    if faults:
        raise PolicyError(one.source.file, faults)


def _misread(one: LoadedDocument, upper: Sequence[PolicyDocument]) -> Iterator[Fault]:
    named = list(dict.fromkeys(each.category for doc in upper for each in doc.recipients))
    for place, recipient in enumerate(one.document.recipients):
        target, category = recipient.upper_as, recipient.category
        if target and target not in named:
            sentence = Text(
                f"“{target}”不是上级文件的救助对象",
                f"“{target}” is no recipient of an upper document",
            )
            text = unknown(sentence, target, named)
        elif target and category in named:
            text = Text(
                f"上级文件已列入“{category}”，不能另按“{target}”对待",
                f"an upper document names “{category}” itself, so it is not read as “{target}”",
            )
        else:
            continue
        yield one.source.fault(f"recipients[{place}].upper_as", text)


def _without_list(one: LoadedDocument, upper: Sequence[PolicyDocument]) -> Iterator[Fault]:
    known = [each.id for document in (one.document, *upper) for each in document.disease_lists]
    for path, conditions in _conditions(one.document):
        for fact, cell in conditions.items():
            listed = list_named(fact, cell)
            if listed and listed not in known:
                yield one.source.fault(f"{path}.if.{fact}", no_such_list(listed, known))


def _conditions(document: PolicyDocument) -> Iterator[tuple[str, Mapping[str, Cell]]]:
    """Yield everything that has conditions on claims, with its key path."""
    for place, refusal in enumerate(document.refuse):
        yield f"refuse[{place}]", refusal.conditions
    for name, table, _ in relief_tables(document):
        for place, entry in enumerate(table.entry):
            yield f"{name}.entry[{place}]", entry.conditions
        for place, row in enumerate(table.rows):
            yield f"{name}.rows[{place}]", row.conditions
    handoffs = document.charity_handoff
    for place, handoff in enumerate(handoffs.rows if handoffs else ()):
        yield f"charity_handoff.rows[{place}]", handoff.conditions


def refuse_shared_tilt(edition: Edition, loaded: Iterable[LoadedDocument]) -> None:
    """Refuse a tilt that draws on the pool of a stage: neither could be settled first."""
    stages = {name: rules for name, rules in edition.stages.items() if name != "tilt"}
    relief = {
        rule.answer.pool
        for rules in stages.values()
        for rule in _rules(rules.by_category.values())
        if isinstance(rule.answer, Terms)
    }
    tilt = edition.stages.get("tilt")
    for rule in _rules(tilt.by_category.values()) if tilt else ():
        if isinstance(rule.answer, Terms) and rule.answer.pool in relief:
            pool = rule.answer.pool
            place = _ROW.fullmatch(rule.row)
            assert place is not None, rule.row
            source = next(x.source for x in loaded if x.document.id == place["document"])
            text = Text(
                f"限额“{pool}”既用于救助又用于倾斜救助，请分设",
                f"relief and tilt both draw on the pool “{pool}”; give the tilt one of its own",
            )
            raise PolicyError(source.file, [source.fault(f"{place['path']}.pool", text)])


def _rules(found: Iterable[Sequence[Rule]]) -> Iterable[Rule]:
    return (rule for rules in found for rule in rules)
