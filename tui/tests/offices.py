"""A casebook with operators and cases, made once and copied for each test."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from jiuzhu import Platform
from jiuzhu.casebook import cases, operators
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import BEIJING
from jiuzhu.casebook.hospitals import add_hospital
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.resident_id import check_character
from jiuzhu_tui.testing import HOSTILE

PASSWORD = "correct horse 9"
FIRST_PASSWORD = "chosen by another 1"
HOSPITAL = "H50023600001"
FIELDS = {
    "visit": "inpatient", "settled_on": "2026-11-02", "admitted_on": "2026-10-20",
    "discharged_on": "2026-11-01", "hospital": HOSPITAL, "referral": "not_needed",
    "diagnosis": "J18.9", "total_cost": "16000.00", "in_scope_cost": "14000.00",
    "basic_paid": "8000.00", "critical_illness_paid": "1000.00",
    "account_holder": "测试甲", "account_bank": "重庆农商行奉节支行",
    "account_number": "6222 0000 1111 2222",
}  # fmt: skip
_LOCAL = Actor("local:test", "local")
_CLERK = Actor("赵经办", "clerk")
_OPERATORS = (("赵经办", "clerk"), ("孙审核", "reviewer"), ("李主管", "supervisor"))


class _Ticking:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, 0, tzinfo=BEIJING)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def resident_id(number: int) -> str:
    first = f"50023619700101{number:03d}"
    return first + check_character(first)


@cache
def made() -> Path:
    """Return the casebook: 3 operators, one with a first password, one case a hostile name."""
    path = Path(mkdtemp()) / "book.db"
    with Casebook.init(path, _Ticking()) as book:
        add_hospital(
            book, _LOCAL, code=HOSPITAL, name="奉节县人民医院", level=2, region="county",
            since=date(2020, 1, 1),
        )  # fmt: skip
        for name, role in _OPERATORS:
            operators.add_operator(book, _LOCAL, name, role, password=FIRST_PASSWORD)
            operators.change_password(book, name, FIRST_PASSWORD, PASSWORD)
        operators.add_operator(book, _LOCAL, "吴新人", "clerk", password=FIRST_PASSWORD)
        county = Platform.load().county("fengjie")
        kind = cases.kind_of("manual")
        documents = tuple(each.id for each in kind.documents)
        for number, name in enumerate(HOSTILE):
            draft = cases.Draft(
                kind="manual",
                person_id=resident_id(number),
                name=f"测试{number}",
                township="永乐镇",
                fields=FIELDS | {"invoice": f"FP-{number:04d}"},
                documents=documents,
            )
            case = cases.open_case(book, county, _CLERK, draft, anyway=True)
            if number % 2:
                cases.accept_case(book, county, _CLERK, case.seen)
            _rename(book, number, name)
    return path


def _rename(book: Casebook, number: int, name: str) -> None:
    """Write a name as only a file from outside could bring it; SQLite takes no lone surrogate."""
    kept = name.encode("utf-8", "replace").decode("utf-8")
    with book.gate() as gate:
        gate.execute("UPDATE people SET name = ? WHERE person_id = ?", (kept, resident_id(number)))
