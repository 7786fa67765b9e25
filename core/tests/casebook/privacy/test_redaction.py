"""S4: no resident ID, bank card or telephone number leaves in a log or traceback."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from attrs import frozen

from jiuzhu.casebook.privacy import (
    RedactingFormatter,
    guard_logging,
    redact,
    redacted_traceback,
)

ID = "500236199001011234"
ID_X = "50023619900101123X"
CARD = "6228480012345678901"
MOBILE = "13912345678"
FULL_WIDTH = ID.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


@pytest.mark.parametrize(
    "text",
    [
        f"张三{ID}已受理", f"身份证{ID_X}号", f"身份证{ID_X.lower()}的人", f"甲{FULL_WIDTH}乙",
        f"id={ID}", f"_{ID}_", f"a{ID}b", f"{ID}{ID}", f"['{ID}']", f'{{"person_id":"{ID}"}}',
        f"b'{ID}'", f"500236 19900101 1234，{ID}", "500236-19900101-1234", "50023619900101123Ｘ",
        f"卡号{CARD}开户", "6228 4800 1234 5678 901", "6228-4800-1234-5678-901",
        f"电话{MOBILE}。", f"+86{MOBILE}", f"86-{MOBILE}", "139 1234 5678", "139-1234-5678",
        "１３９１２３４５６７８", "致电023-56781234转", "500236900101123（旧号）",
    ],
)  # fmt: skip
def test_what_is_hidden(text: str) -> None:
    shown = redact(text)
    for piece in ("19900101", "１９９００１０１", "900101123", "12345678", "1234 5678", "1234-5678",
                  "１２３４５６７８", "56781234", "48001234"):  # fmt: skip
        assert piece not in shown
    assert "*" in shown
    assert redact(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21 09:30:00", "20261121093000", "第123456789012号人员", "12,345,678.90元",
        "C34.900x001", "claim FJ202306-1905", "person 12345678", "C20260302-0001",
        "sha256 0cc175b9c0f1b6a831c399e269772661", "渝府发〔2012〕78号", "H50023600001",
    ],
)  # fmt: skip
def test_what_stays(text: str) -> None:
    assert redact(text) == text


def test_a_little_stays_to_tell_numbers_apart() -> None:
    assert redact(f"张三{ID}，") == "张三500*************34，"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    factory = logging.getLogRecordFactory()
    last = logging.lastResort
    kept = last.formatter if last else None
    logger = logging.getLogger("jiuzhu.test")
    handler = logging.StreamHandler(written := io.StringIO())
    logger.addHandler(handler)
    logger.propagate = False
    yield written
    logger.removeHandler(handler)
    logging.setLogRecordFactory(factory)
    if last is not None:
        last.setFormatter(kept)


@frozen
class Record:
    person_id: str


def fail_twice() -> None:
    try:
        raise KeyError(ID)
    except KeyError as error:
        raise ValueError(f"张三{ID_X}的记录有误", Record(ID)) from error


def test_messages_arguments_and_tracebacks(stream: io.StringIO) -> None:
    logger = logging.getLogger("jiuzhu.test")
    guard_logging(logger)
    logger.warning(f"甲{ID}乙")
    logger.warning("参数 %s %r", ID, Record(ID))
    logger.warning("字典 %(who)s", {"who": ID})
    try:
        fail_twice()
    except ValueError:
        logger.exception("失败：%s", ID)
    logger.warning("带栈", stack_info=True)
    written = stream.getvalue()
    assert "19900101" not in written
    assert "KeyError" in written
    assert "ValueError" in written
    assert "fail_twice" in written
    assert "带栈" in written


def test_a_handler_of_somebody_else_sees_only_redacted_records(stream: io.StringIO) -> None:
    guard_logging()
    seen: list[logging.LogRecord] = []

    class Other(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(record)

    logger = logging.getLogger("jiuzhu.test")
    logger.addHandler(other := Other())
    try:
        fail_twice()
    except ValueError:
        logger.exception("失败 %s", ID)
    logger.removeHandler(other)
    assert "19900101" not in str(vars(seen[0]))
    assert "KeyError" in str(seen[0].exc_text)


def test_a_message_that_does_not_fit_its_arguments_is_not_printed_raw(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    guard_logging()
    logging.getLogger("jiuzhu.test").warning("数 %d", ID)
    assert "19900101" not in stream.getvalue() + capsys.readouterr().err
    assert "500****" in stream.getvalue()


def test_what_is_added_to_a_record_on_its_way(stream: io.StringIO) -> None:
    logger = logging.getLogger("jiuzhu.test")
    logger.handlers[0].setFormatter(logging.Formatter("%(message)s %(who)s"))
    guard_logging(logger)
    guard_logging(logger)
    logger.warning("受理", extra={"who": f"张三{ID}"})
    assert stream.getvalue() == "受理 张三500*************34\n"


def test_the_formatter_alone() -> None:
    record = logging.LogRecord("x", logging.INFO, "x", 1, "甲%s", (ID,), None)
    assert RedactingFormatter().format(record) == "甲500*************34"


def test_a_traceback_for_a_person() -> None:
    with pytest.raises(ValueError, match="记录有误") as failed:
        fail_twice()
    shown = redacted_traceback(failed.value)
    assert "19900101" not in shown
    assert "direct cause" in shown
