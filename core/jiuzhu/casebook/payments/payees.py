"""Who a run pays, in words: IDs masked."""

from __future__ import annotations

from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text


def payee_name(book: Casebook, payee: str, person: int | None) -> str:
    """Name a payee: a person by name and masked ID, a hospital by its name and code."""
    if person is not None:
        name, person_id = book.one("SELECT name, person_id FROM people WHERE person = ?", (person,))
        return f"{name} {mask(person_id)}"
    code = payee.partition(":")[2]
    found = book.one("SELECT name FROM hospitals WHERE code = ?", (code,)) if code else None
    if found:
        return f"{found[0]} {code}"
    return code or str(Text("未区分医疗机构", "hospitals together"))
