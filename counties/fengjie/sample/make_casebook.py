"""Makes a small casebook to look at: an invented office in Fengjie, October and November 2026.

    python counties/fengjie/sample/make_casebook.py OUT.casebook

Nobody in it exists. It holds cases of every kind and in every state, a roster, a register of
hospitals, a reversal, payment runs and the close of a day. Every operator's password is
``fengjie-demo-2026``: 赵经办 (clerk), 孙审核 (reviewer), 李主管 (supervisor), 周出纳 (treasurer).
"""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import xlsxwriter
from attrs import define

from jiuzhu import Platform
from jiuzhu.casebook import cases, closing, hospitals, ledger, operators, payments, roster
from jiuzhu.casebook.actor import Actor, local_actor
from jiuzhu.casebook.clock import BEIJING
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.records import Claim
from jiuzhu_schemas.resident_id import check_character
from jiuzhu_schemas.text import Text

PASSWORD: Final = "fengjie-demo-2026"
OPERATORS: Final = {
    "赵经办": "clerk", "孙审核": "reviewer", "李主管": "supervisor", "周出纳": "treasurer",
}  # fmt: skip
PEOPLE: Final = (
    ("测试甲", "19750315", "低保对象", "永乐街道"), ("测试乙", "19420611", "低保对象", "永乐街道"),
    ("测试丙", "19880120", "特困人员", "白帝镇"), ("测试丁", "20110905", "城乡孤儿", "白帝镇"),
    ("测试戊", "19631122", "低保边缘户", "公平镇"), ("测试己", "19700228", "低保对象", "公平镇"),
    ("测试庚", "19551010", "特困人员", "吐祥镇"), ("测试辛", "19920717", "低保对象", "吐祥镇"),
    ("测试壬", "19811203", "低保边缘户", "永乐街道"), ("测试癸", "19480404", "低保对象", "白帝镇"),
)  # fmt: skip
HEADER: Final = ("序号", "身份证号", "姓名", "医疗救助身份", "镇（街）", "村（居）", "认定日期")
COUNTY_HOSPITAL: Final = "H50023600001"
CITY_HOSPITAL: Final = "H50010100001"
STAY: Final = {
    "visit": "inpatient", "hospital": COUNTY_HOSPITAL, "referral": "not_needed",
    "diagnosis": "J18.9", "total_cost": "16000.00", "in_scope_cost": "14000.00",
    "basic_paid": "8000.00", "critical_illness_paid": "1000.00",
    "account_bank": "重庆农商行奉节支行",
}  # fmt: skip


@define
class Day:
    """A clock that is set to a day and goes on a minute whenever it is read."""

    now: datetime = datetime(2026, 10, 9, 9, 0, tzinfo=BEIJING)

    def __call__(self) -> datetime:
        """Return the time."""
        self.now += timedelta(minutes=1)
        return self.now

    def begin(self, month: int, day: int) -> None:
        """Set the clock to nine in the morning of a day in 2026."""
        self.now = datetime(2026, month, day, 9, 0, tzinfo=BEIJING)


def resident_id(number: int) -> str:
    """Return the made-up ID of a person, by their place in PEOPLE."""
    first = f"500236{PEOPLE[number][1]}{number + 101:03d}"
    return first + check_character(first)


class DemoOffice:
    """The office's people at work, each under their own name."""

    def __init__(self, book: Casebook, day: Day) -> None:
        self.book = book
        self.day = day
        self.platform = Platform.load()
        self.county = self.platform.county("fengjie")
        self.made = 0
        self.clerk, self.reviewer, self.supervisor, self.treasurer = (
            self._hired(name, role) for name, role in OPERATORS.items()
        )

    def _hired(self, name: str, role: str) -> Actor:
        first = operators.add_operator(self.book, local_actor(), name, role)
        return operators.change_password(self.book, name, first, PASSWORD)

    def import_roster(self) -> None:
        """Import the civil affairs department's full list, from a workbook as it sends them."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "民政局2026年10月花名册.xlsx"
            with xlsxwriter.Workbook(path) as workbook:
                sheet = workbook.add_worksheet("花名册")
                sheet.write(0, 0, "医疗救助对象花名册")
                sheet.write_row(1, 0, HEADER)
                for number, (name, _, category, township) in enumerate(PEOPLE):
                    cells = (resident_id(number), name, category, township, "一社", "2024-01-01")
                    sheet.write_row(number + 2, 0, (str(number + 1), *cells))
            source = roster.ListSource(path=path, kind="full", department="民政局", month="2026-10")
            preview = roster.preview_list(self.book, self.county, self.clerk, source)
            roster.confirm_list(self.book, self.clerk, preview)

    def register_hospitals(self) -> None:
        """Fill the register; one hospital is suspended."""
        since = date(2020, 1, 1)
        for code, name, level, region in (
            (COUNTY_HOSPITAL, "奉节县示例人民医院", 2, "county"),
            ("H50023600002", "奉节县示例中心卫生院", 1, "county"),
            (CITY_HOSPITAL, "重庆市示例医院", 3, "city"),
        ):
            hospitals.add_hospital(
                self.book, self.supervisor, code=code, name=name, level=level, region=region,
                since=since,
            )  # fmt: skip
        hospitals.suspend(
            self.book, self.supervisor, "H50023600002", date(2026, 11, 1), "年度考核整改"
        )

    def one_stop(self, number: int, claim_id: str, day: date, base: int) -> None:
        """Record a one-stop claim of the county's hospital; ``base`` in fen."""
        claim = Claim(
            claim_id=claim_id, person_id=resident_id(number), visit="inpatient", settled_on=day,
            hospital_level=2, hospital_region="county", referral="not_needed", diagnosis="K35.8",
            total_cost=base * 2, in_scope_cost=base * 2, basic_paid=base, critical_illness_paid=0,
        )  # fmt: skip
        prepared = ledger.prepare_claim(self.book, self.county, claim)
        with self.book.gate() as gate:
            ledger.record_claim(gate, self.book, self.clerk, prepared, channel="county_hospital")

    def manual(self, number: int, day: date, **fields: str) -> cases.Case:
        """Open a complete manual case of a person who left hospital the day before."""
        self.made += 1
        given = STAY | {
            "settled_on": day.isoformat(),
            "admitted_on": (day - timedelta(days=12)).isoformat(),
            "discharged_on": (day - timedelta(days=1)).isoformat(),
            "invoice": f"DEMO-{self.made:04d}",
            "account_holder": PEOPLE[number][0],
            "account_number": f"62220000111{number:05d}",
        }
        return self.open("manual", number, given | fields)

    def open(self, kind: cases.CaseKind, number: int | None, fields: dict[str, str]) -> cases.Case:
        """Open a case with all its documents."""
        documents = tuple(each.id for each in cases.kind_of(kind).documents)
        person_id = "" if number is None else resident_id(number)
        draft = cases.Draft(kind=kind, person_id=person_id, fields=fields, documents=documents)
        return cases.open_case(self.book, self.county, self.clerk, draft)

    def accepted(self, case: cases.Case) -> cases.Case:
        """Take a draft through acceptance."""
        return cases.accept_case(self.book, self.county, self.clerk, case.seen)

    def reviewed(self, case: cases.Case) -> cases.Case:
        """Take a draft through review."""
        return cases.review_case(self.book, self.county, self.reviewer, self.accepted(case).seen)

    def approved(self, case: cases.Case) -> cases.Case:
        """Take a draft through approval."""
        seen = self.reviewed(case).seen
        return cases.approve_case(self.book, self.county, self.supervisor, seen)

    def sent(self, month: str, channel: str) -> payments.Run:
        """Make a month's payment run and send it."""
        run = payments.make_run(self.book, self.treasurer, month, channel)
        return payments.send_run(self.book, self.treasurer, run.run)


def october(office: DemoOffice) -> cases.Case:
    """Fill October: what is paid, what came back; return the case that November takes back."""
    book = office.book
    for number, base in ((5, 310_000), (6, 128_050), (9, 95_533)):
        office.one_stop(number, f"FJ202610-{number:04d}", date(2026, 10, 12), base)
    office.day.begin(10, 20)
    office.approved(office.manual(0, date(2026, 10, 14)))
    wrong = office.approved(office.manual(1, date(2026, 10, 15), in_scope_cost="12500.00"))
    back = office.approved(office.manual(2, date(2026, 10, 16)))
    month = {"hospital": COUNTY_HOSPITAL, "month": "2026-10",
             "claims": "FJ202610-0005 FJ202610-0006 FJ202610-0009"}  # fmt: skip
    office.approved(office.open("one_stop_month", None, month))
    office.day.begin(10, 30)
    run = office.sent("2026-10", "county_hospital").run
    payments.settle_run(book, office.treasurer, run)
    run = office.sent("2026-10", "person_account").run
    payments.bounce(book, office.treasurer, run, back.claim_id, "银行账号与户名不符")
    payments.settle_run(book, office.treasurer, run)
    person = roster.require_person(book, back.person_id)
    corrected = payments.Account(
        holder=PEOPLE[2][0], bank="重庆农商行奉节支行", number="6222000011190002"
    )
    payments.record_account(book, office.clerk, person, corrected)
    return wrong


def november(office: DemoOffice, wrong: cases.Case) -> None:
    """Fill November: a reversal, a run that is under way, cases in every other state."""
    book = office.book
    office.day.begin(11, 9)
    paid = cases.case_of(book, wrong.number)
    cases.reverse_case(
        book, office.platform.county, office.supervisor, paid.seen, "发票与清单金额不符"
    )
    office.approved(office.manual(3, date(2026, 11, 5)))
    office.sent("2026-11", "person_account")
    office.day.begin(11, 16)
    office.approved(office.manual(4, date(2026, 11, 12)))
    far = {"hospital": CITY_HOSPITAL, "referral": "referred"}
    office.reviewed(office.manual(5, date(2026, 11, 12), **far))
    office.accepted(office.manual(6, date(2026, 11, 13)))
    office.accepted(office.manual(7, date(2026, 11, 13), **far | {"referral": "unreferred"}))
    office.manual(8, date(2026, 11, 13))
    returned = office.accepted(office.manual(9, date(2026, 11, 13)))
    cases.return_case(book, office.reviewer, returned.seen, "费用清单缺第二页")
    refused = office.accepted(office.manual(0, date(2026, 11, 10), **far))
    cases.refuse_case(book, office.reviewer, refused.seen, "同一费用已由单位补助")
    withdrawn = office.manual(1, date(2026, 11, 11))
    cases.withdraw_case(book, office.clerk, withdrawn.seen, "本人申请撤回")
    filings(office)


def filings(office: DemoOffice) -> None:
    """Open what is filed and applied for."""
    office.accepted(
        office.open(
            "inpatient_filing", 2, {"hospital": COUNTY_HOSPITAL, "admitted_on": "2026-11-15"}
        )
    )
    office.reviewed(
        office.open(
            "major_outpatient_filing", 3,
            {"hospital": COUNTY_HOSPITAL, "disease": "白血病", "therapy": "chemotherapy",
             "valid_from": "2026-11-16", "valid_to": "2027-11-15"},
        )
    )  # fmt: skip
    office.open(
        "application", 4,
        {"household": "四口之家", "illness": "慢性肾衰竭", "own_payment": "52000.00",
         "department": "民政局"},
    )  # fmt: skip


def main(target: Path) -> None:
    """Make the casebook and say what is in it."""
    day = Day()
    with Casebook.init(target, day) as book:
        office = DemoOffice(book, day)
        office.import_roster()
        office.register_hospitals()
        november(office, october(office))
        day.begin(11, 20)
        digest = closing.close_day(book, office.treasurer)
        count = cases.count_by_state(book, local_actor())
    listed = "  ".join(f"{cases.STATE_LABELS[state]} {number}" for state, number in count.items())
    print(Text(f"已生成演示案卷库 {target}", f"made a casebook to look at: {target}"))
    print(Text(f"案件：{listed}", f"cases: {listed}"))
    total = format_yuan(digest.sum)
    print(Text(f"账目 {digest.entries} 笔，合计 {total} 元", f"{digest.entries} entries, {total}"))
    names = "、".join(OPERATORS)
    print(Text(f"操作人员 {names}，密码均为 {PASSWORD}", f"{names}: password {PASSWORD}"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
