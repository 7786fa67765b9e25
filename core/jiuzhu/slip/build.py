"""Makes a slip of a trace, the ledger's entries and the case they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from jiuzhu.casebook.cases import Case, kind_of
from jiuzhu.casebook.cases.content import shown
from jiuzhu.casebook.ledger import Entry
from jiuzhu.explanation import phrases
from jiuzhu.explanation.headline import behind, headline
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Trace

from .capitals import in_capitals
from .record import Row, Section, Signature, Slip

_ENTRIES: Final = {
    "settle": Text("结算", "settled"),
    "reverse": Text("冲正", "reversed"),
    "adjust": Text("调整", "adjusted"),
}
_STAY: Final = ("visit", "hospital", "admitted_on", "discharged_on", "diagnosis", "invoice")
_COSTS: Final = (
    "total_cost", "in_scope_cost", "basic_paid", "critical_illness_paid", "large_sum_paid",
)  # fmt: skip
_ACCOUNT: Final = ("account_holder", "account_bank", "account_number")


def make_slip(
    case: Case,
    entries: Sequence[Entry],
    trace: Trace,
    *,
    person_id: str,
    hospital: str,
    printed: Text,
) -> Slip:
    """Make the slip of a recorded case.

    ``person_id`` as it is to be shown, ``hospital`` its name or nothing; the entries in order.
    What is paid out is the answer that stands after every later adjustment.
    """
    standing = entries[-1]
    mark = None
    if standing.kind == "reverse":
        mark = Text(f"已冲正（{standing.at}），作废", f"REVERSED on {standing.at}: void")
    return Slip(
        title=Text(
            f"{trace.county.label.zh}医疗救助结算单",
            f"Medical assistance settlement, {trace.county.label.en}",
        ),
        number=case.number,
        mark=mark,
        sections=tuple(_sections(case, entries, trace, person_id, hospital)),
        signatures=tuple(_signatures(case)),
        printed=printed,
    )


def _sections(
    case: Case, entries: Sequence[Entry], trace: Trace, person_id: str, hospital: str
) -> Iterator[Section]:
    standing = entries[-1]
    yield Section(Text("申请人", "Applicant"), tuple(_person(case, trace, person_id)))
    where = (Row(Text("医疗机构", "hospital"), hospital),) if hospital else ()
    yield Section(Text("就诊", "Treatment"), (*where, *_fields(case, _STAY)))
    yield Section(Text("费用（元）", "Costs (yuan)"), _fields(case, _COSTS, sums=True))
    yield Section(Text("救助标准", "Terms"), tuple(_terms(trace)))
    yield Section(Text("计算（元）", "Arithmetic (yuan)"), tuple(_lines(trace)))
    paid = standing.award + standing.tilt
    yield Section(
        Text("实给（元）", "Paid (yuan)"),
        (
            Row(Text("医疗救助", "relief"), format_yuan(standing.award), is_sum=True),
            Row(Text("倾斜救助", "tilt"), format_yuan(standing.tilt), is_sum=True),
            Row(Text("合计", "in all"), format_yuan(paid), in_capitals(paid), is_sum=True),
            *_fields(case, _ACCOUNT),
        ),
        (headline(trace), *behind(trace)) if standing.kind != "reverse" else (),
    )
    yield Section(
        Text("年度限额（元）", "Annual caps (yuan)"),
        tuple(_balances(trace, void=standing.kind == "reverse")),
    )
    if len(entries) > 1:
        yield Section(Text("记账经过（元）", "Entries (yuan)"), tuple(map(_entry, entries)))
    yield Section(Text("凭据", "Receipt"), tuple(_receipt(standing, trace)))


def _person(case: Case, trace: Trace, person_id: str) -> Iterator[Row]:
    yield Row(Text("姓名", "name"), case.name)
    yield Row(Text("身份证号", "resident ID"), person_id)
    yield Row(Text("乡镇", "township"), case.township)
    held = [each.label for each in trace.identities]
    listed = phrases.joined(held, "、", ", ") if held else Text("无", "none")
    yield Row(Text("结算日身份", "identities on the day"), listed)


def _fields(case: Case, names: Sequence[str], *, sums: bool = False) -> tuple[Row, ...]:
    kind = kind_of(case.kind)
    return tuple(
        Row(kind.field(name).label, shown(kind.field(name), case.content[name]), is_sum=sums)
        for name in names
        if name in case.content
    )


def _terms(trace: Trace) -> Iterator[Row]:
    yield Row(Text("结算日期", "settled on"), trace.claim.settled_on.isoformat())
    for label, terms in ((Text("救助", "relief"), trace.terms), (_TILT, trace.tilt.terms)):
        if terms is not None:
            clause = phrases.cited(terms.clause)
            yield Row(label, phrases.how_much(terms), clause)
    if trace.refusal is not None:
        refused = trace.refusal
        yield Row(Text("不予救助", "no relief"), refused.label, phrases.cited(refused.clause))


def _lines(trace: Trace) -> Iterator[Row]:
    for line in trace.lines:
        words = phrases.formula(line.formula)
        if line.rounded:
            zh, en = phrases.ROUNDED.zh, phrases.ROUNDED.en
            words = Text(f"{words.zh}，{zh}", f"{words.en}, {en}")
        yield Row(phrases.STEPS[line.step], format_yuan(line.amount), words, is_sum=True)


def _balances(trace: Trace, *, void: bool) -> Iterator[Row]:
    """Yield what the pools came to; of a void slip, what was taken back from them."""
    for each in trace.balances:
        before, paid, after = map(format_yuan, (each.used_before, each.paid, each.used_after))
        cap = Text("不设限额", "no cap") if each.cap is None else Text(
            f"限额 {format_yuan(each.cap)}", f"cap {format_yuan(each.cap)}"
        )  # fmt: skip
        used = Text(
            f"此前已用 {before}，本次 {paid}，累计 {after}",
            f"used before {before}, now {paid}, in all {after}",
        )
        if void:
            used = Text(f"原占用 {paid}，已冲回", f"{paid} was used and is given back")
        yield Row(Text(f"{each.year}年 {each.label.zh}", f"{each.year} {each.label.en}"), cap, used)


def _entry(entry: Entry) -> Row:
    label = _ENTRIES[entry.kind]
    return Row(
        Text(f"{label.zh} {entry.at}", f"{label.en} {entry.at}"),
        format_yuan(entry.change),
        f"{entry.actor} {entry.note}".strip(),
        is_sum=True,
    )


def _receipt(standing: Entry, trace: Trace) -> Iterator[Row]:
    yield Row(Text("结算编号", "claim"), standing.claim_id)
    yield Row(Text("账目号", "ledger entry"), str(standing.entry))
    for each in trace.edition.documents:
        yield Row(each.number, f"SHA-256 {each.sha256}")
    for plugin in trace.receipt.plugins:
        yield Row(plugin.name, f"{plugin.distribution} {plugin.version}".strip())


def _signatures(case: Case) -> Iterator[Signature]:
    last = {each.step: each.at for each in case.steps}
    yield Signature(Text("经办", "Maker"), case.accepted_by, last.get("accept", ""))
    yield Signature(Text("审核", "Reviewer"), case.reviewed_by, last.get("review", ""))
    yield Signature(Text("审批", "Approved by"), case.approved_by, last.get("approve", ""))
    yield Signature(Text("领款人", "Received by"), "")


_TILT: Final = Text("倾斜救助", "tilt")
