"""What is written in a field, read: the value as the casebook takes it, or what is wrong with it.

None of these keeps state or looks anything up. A full resident ID or account number never stands
in what they say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Final

from attrs import field, frozen

from jiuzhu.casebook.cases.remarks import is_icd10
from jiuzhu.exchange.days import parse_day
from jiuzhu.settlement.columns import day_date
from jiuzhu_schemas.errors import MoneyError, ResidentIdError
from jiuzhu_schemas.money import format_yuan, parse_yuan
from jiuzhu_schemas.resident_id import birth_date
from jiuzhu_schemas.text import Text
from jiuzhu_tui.commands import NOTHING

ID_LENGTH: Final = 18
_MOST: Final = 200
"""Characters of a text of one line, so that it can still be read in a list and on a slip."""
_SEX: Final = 16
"""The place of a resident ID whose parity tells the sex, from 0."""
_DAY_LETTERS: Final = frozenset("0123456789-/.年月日 ")
_DIGITS_OF_A_DAY: Final = 8
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?\Z")
_ACCOUNT: Final = re.compile(r"[0-9]{8,32}\Z")
_ACCOUNT_LENGTH: Final = 8
_MONTH: Final = re.compile(r"([0-9]{4})[-/.年]?(0?[1-9]|1[0-2])月?\Z")
_CODE: Final = re.compile(r"[A-Za-z][0-9A-Za-z.+*/\-]*\Z")


@frozen(kw_only=True)
class Reading:
    """What a field's text says.

    ``value``: as the casebook takes it, empty if nothing is written. ``problem``: a sentence; then
    the value counts for nothing. ``hint``: what is shown where there is no problem. ``tidy``: how
    the field shows the value once one has left it.
    """

    value: str = field(default="", repr=False)
    problem: Text | None = None
    hint: Text = NOTHING
    tidy: str = field(default="", repr=False)


Reader = Callable[[str], Reading]
NOTHING_WRITTEN: Final = Reading()


def read_text(text: str) -> Reading:
    """Read a text of one line."""
    written = text.strip()
    if not written.isprintable():
        return _wrong("不能有控制字符", "takes no control characters")
    if len(written) > _MOST:
        return _wrong(f"最多{_MOST}字", f"at most {_MOST} characters")
    return Reading(value=written, tidy=written)


def read_yuan(text: str) -> Reading:
    """Read a sum in yuan with at most two decimals, not negative; commas and wide digits too."""
    written = _narrow(text).replace(" ", "").lstrip("¥").removesuffix("元")
    if not written:
        return NOTHING_WRITTEN
    if len(written) > 1:
        written = written.removesuffix(".")  # Its decimals are still to come.
    if _THOUSANDS.match(written):
        written = written.replace(",", "")
    if written.startswith("-"):
        return _wrong("金额不能小于 0", "a sum is not negative")
    try:
        shown = format_yuan(parse_yuan(written))
    except MoneyError:
        return _wrong("应为元，最多两位小数，如 1234.56", "takes yuan with two decimals: 1234.56")
    return Reading(value=shown, tidy=shown)


def day_reader(today: Callable[[], date]) -> Reader:
    """Return a reader of days that remarks on those to come."""

    def read(text: str) -> Reading:
        reading = read_day(text)
        if reading.value and date.fromisoformat(reading.value) > today():
            return Reading(
                value=reading.value,
                tidy=reading.tidy,
                hint=Text("注意：晚于今天", "note: this is after today"),
            )
        return reading

    return read


def read_day(text: str) -> Reading:
    """Read a day: 2026-11-02, 20261102, 2026.11.2 or 2026年11月2日."""
    written = _narrow(text)
    if not written:
        return NOTHING_WRITTEN
    number = parse_day(written)
    if number is not None:
        day = day_date(number).isoformat()
        return Reading(value=day, tidy=day)
    if not set(written) <= _DAY_LETTERS:
        return _wrong("应为日期，例如 2026-11-02", "takes a day, such as 2026-11-02")
    if sum(letter.isdigit() for letter in written) < _DIGITS_OF_A_DAY:
        return _wrong("日期未写完，例如 2026-11-02", "the day goes on, such as 2026-11-02")
    return _wrong("没有这一天", "there is no such day")


def read_month(text: str) -> Reading:
    """Read a month: 2026-11, 202611 or 2026年11月."""
    written = _narrow(text)
    if not written:
        return NOTHING_WRITTEN
    found = _MONTH.match(written)
    if found is None:
        return _wrong("应为月份，例如 2026-11", "takes a month, such as 2026-11")
    month = f"{found[1]}-{int(found[2]):02d}"
    return Reading(value=month, tidy=month)


def read_account(text: str) -> Reading:
    """Read the number of a bank account; blanks between the digits do not count."""
    written = "".join(_narrow(text).split())
    if not written:
        return NOTHING_WRITTEN
    if not written.isdigit():
        return _wrong("账号只能是数字", "an account has digits only")
    if len(written) < _ACCOUNT_LENGTH:
        return _wrong("账号至少 8 位", "an account has at least 8 digits")
    if _ACCOUNT.match(written) is None:
        return _wrong("账号最多 32 位", "an account has at most 32 digits")
    return Reading(
        value=written, tidy=written, hint=Text(f"{len(written)} 位", f"{len(written)} digits")
    )


def read_claims(text: str) -> Reading:
    """Read claim ids with blanks or commas between."""
    claims = [each for each in re.split(r"[\s,，、]+", text) if each]
    if len(set(claims)) < len(claims):
        return _wrong("有重复的结算编号", "a claim id is there twice")
    count = len(claims)
    hint = Text(f"{count} 笔", f"{count} claims") if claims else NOTHING
    return Reading(value=" ".join(claims), tidy=" ".join(claims), hint=hint)


def read_diagnosis(text: str) -> Reading:
    """Read a code of a diagnosis, such as J18.9; its letters may be small.

    What has another shape is taken as it is written, and said: it does not tell the disease.
    """
    written = _narrow(text)
    if not written:
        return NOTHING_WRITTEN
    if _CODE.match(written) is None:
        return _wrong(
            "应为编码，如 J18.9，或从列表中选病种", "takes a code (J18.9), or choose a disease"
        )
    if is_icd10(written):
        code = written[:1].upper() + written[1:]
        return Reading(value=code, tidy=code)
    return Reading(
        value=written,
        hint=Text(
            "注意：不是 ICD-10 编码（如 J18.9），看不出病种",
            "note: no ICD-10 code such as J18.9; it does not tell the disease",
        ),
    )


def looks_like_id(text: str) -> bool:
    """Tell whether somebody is writing a resident ID: digits only, perhaps with an X at the end."""
    written = _narrow(text).upper()
    return bool(written) and (written.isdigit() or (written[:-1].isdigit() and written[-1] == "X"))


def id_reader(today: Callable[[], date]) -> Reader:
    """Return a reader of resident IDs: shape, check character, birth date."""

    def read(text: str) -> Reading:
        written = _narrow(text).replace(" ", "").upper()
        if not written:
            return NOTHING_WRITTEN
        if not looks_like_id(written):
            return _wrong("身份证号应为 18 位", "a resident ID has 18 places")
        if len(written) != ID_LENGTH:
            return _wrong_length(len(written))
        try:
            born = birth_date(written)
        except ResidentIdError as error:
            return Reading(problem=error.message)
        return Reading(value=written, tidy=written, hint=_about(written, born, today()))

    return read


def _about(written: str, born: date, today: date) -> Text:
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    male = int(written[_SEX]) % 2 == 1
    return Text(
        f"{'男' if male else '女'}，{born} 出生，{years} 岁",
        f"{'male' if male else 'female'}, born {born}, {years} years",
    )


def _wrong_length(length: int) -> Reading:
    if length > ID_LENGTH:
        return _wrong(f"多了 {length - ID_LENGTH} 位", f"{length - ID_LENGTH} places too many")
    return _wrong(
        f"身份证号还差 {ID_LENGTH - length} 位", f"{ID_LENGTH - length} places are missing"
    )


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _wrong(zh: str, en: str) -> Reading:
    return Reading(problem=Text(zh, en))
