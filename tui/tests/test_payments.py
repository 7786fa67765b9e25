"""Payments and the close of the day: previewed, made, sent, settled, exported; and who may not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from jiuzhu.casebook import cases, operators, payments
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit.digest import read_digest
from jiuzhu.casebook.checking.check import check_file
from jiuzhu.casebook.store import Casebook
from jiuzhu_tui.dialogs.problem import ProblemScreen
from jiuzhu_tui.lists import PagedList
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.case import CaseScreen
from jiuzhu_tui.screens.closing import ClosingScreen
from jiuzhu_tui.screens.payments import PaymentsScreen
from jiuzhu_tui.screens.payments_preview import PreviewScreen
from jiuzhu_tui.screens.payments_run import RunScreen
from jiuzhu_tui.testing import frame, settled

from .demo_office import TREASURER, made
from .sizes import check_sizes, keys

pytestmark = pytest.mark.usefixtures("no_fault")
BACK = 2
"""The run of the demo in which a transfer came back."""
UNDER_WAY = 3


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(made(), tmp_path / "demo.casebook"))


async def fill(app: Any, pilot: Any, **answers: str) -> None:
    """Answer a dialog's questions and take it."""
    for name, answer in answers.items():
        app.screen.query_one(f"#answer-{name}", Input).value = answer
    await pilot.press("f9")
    await settled(pilot)


def test_every_screen_at_every_size(drive: Any, book: Path, check_frame: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(TREASURER)
        await keys(pilot, "ctrl+g")
        assert isinstance(app.screen, PaymentsScreen)
        await check_sizes(app, pilot, check_frame, "payments")
        await keys(pilot, "end", "enter")
        assert isinstance(app.screen, PreviewScreen)
        await check_sizes(app, pilot, check_frame, "payments-preview")
        await app.push_screen(RunScreen(BACK))
        await settled(pilot)
        await check_sizes(app, pilot, check_frame, "payments-run")
        await keys(pilot, "ctrl+z")
        assert isinstance(app.screen, ClosingScreen)
        await check_sizes(app, pilot, check_frame, "closing")

    drive(look, casebook=book)


def test_a_run_is_previewed_made_sent_bounced_and_settled(
    drive: Any, book: Path, tmp_path: Path
) -> None:
    async def look(app: Any, pilot: Any) -> None:
        app.log_in(TREASURER)
        await keys(pilot, "ctrl+g", "end", "enter")
        preview = app.screen
        assert "列入" in preview.query_one("#sums", Plain).text
        await keys(pilot, "f7", "f7")
        assert "未报送前可取消" in frame(app)  # Nothing is made before it is asked.
        with Casebook.open(book, read_only=True) as opened:
            assert payments.runs(opened)[0].run == UNDER_WAY
        await keys(pilot, "f9")
        run = app.screen
        assert isinstance(run, RunScreen)
        number = run._run
        await keys(pilot, "f7")
        with Casebook.open(book, read_only=True) as opened:
            total = payments.run_of(opened, number).total
        assert f"{total / 100:.2f}" in app.screen.query_one("#what", Plain).text
        await keys(pilot, "f9")
        assert "已报送" in frame(app)
        await keys(pilot, "ctrl+u")
        await fill(app, pilot)
        assert "必须填写" in frame(app)
        await fill(app, pilot, reason="账号有误")
        assert "退回" in run.query_one("#note", Plain).text
        with Casebook.open(book, read_only=True) as opened:
            back = payments.run_of(opened, number).bounced
        await keys(pilot, "ctrl+s")
        await fill(app, pilot, file=str(tmp_path / "no" / "run.xlsx"))
        assert "没有这个文件夹" in frame(app)
        await fill(app, pilot, file=str(tmp_path / "run.xlsx"))
        await keys(pilot, "f8")
        await fill(app, pilot, file=str(tmp_path / "none.csv"))
        assert "没有这个文件" in frame(app)
        await fill(app, pilot, file="")
        asked = app.screen._act.zh
        assert "办结：登记已支付" in frame(app)
        assert f"退回 1 个 {back / 100:.2f} 元（此前已登记 1 个）" in asked
        await keys(pilot, "f9")
        assert "已办结" in frame(app)
        assert not run.check_action("send", ())
        await keys(pilot, "enter")
        assert isinstance(app.screen, CaseScreen)

    drive(look, casebook=book, size=(120, 40))
    assert (tmp_path / "run.xlsx").stat().st_mode & 0o077 == 0
    with Casebook.open(book, read_only=True) as opened:
        run = payments.runs(opened)[0]
        assert (run.state, run.bounced > 0, run.paid + run.bounced) == ("settled", True, run.total)
        (seen,) = opened.one("SELECT count(*) FROM audit WHERE action = 'view.full_id'")
        assert seen > 0
    assert list(check_file(book)) == []


def test_the_treasurys_file_settles_a_run(drive: Any, book: Path, tmp_path: Path) -> None:
    with Casebook.open(book) as opened:
        lines = payments.lines_of(opened, UNDER_WAY)
        claim = lines[0].claims[0]
        paid = "".join(f"{each.claims[0]},已支付,\n" for each in lines[1:])
        number = cases.number_of_claim(opened, claim)
    answer = tmp_path / "answer.csv"
    answer.write_text(f"结算编号,结果,原因\nX,退回,\n{claim},退回,户名不符\n", "utf-8")

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(TREASURER)
        await app.push_screen(RunScreen(UNDER_WAY))
        await keys(pilot, "f8")
        await fill(app, pilot, file=str(answer))
        assert isinstance(app.screen, ProblemScreen)
        assert "没有写入任何内容" in frame(app)
        answer.write_text(f"结算编号,结果,原因\n{claim},退回,户名不符\n{paid}", "utf-8")
        await keys(pilot, "enter", "f8")
        await fill(app, pilot, file=str(answer))
        assert "退回 1 个" in frame(app)
        await keys(pilot, "f9")
        assert "户名不符" in frame(app)

    drive(look, casebook=book, size=(120, 40))
    with Casebook.open(book, read_only=True) as opened:
        assert number is not None
        assert cases.case_of(opened, number).state == "approved"


def test_who_entered_cannot_send_and_others_are_offered_nothing(drive: Any, book: Path) -> None:
    with Casebook.open(book) as opened:
        run = payments.make_run(opened, TREASURER, "2026-11", "person_account").run
        local = Actor("local:test", "local")
        operators.change_role(opened, local, "赵经办", "treasurer")

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(Actor("审计员", "auditor"))
        await app.push_screen(RunScreen(run))
        await settled(pilot)
        offered = {each.binding.action for each in app.screen.active_bindings.values()}
        assert not offered & {"send", "cancel", "settle", "bounce"}
        app.actor = Actor("赵经办", "treasurer")
        app.screen.load()
        await settled(pilot)
        await keys(pilot, "f7", "f9")
        assert isinstance(app.screen, ProblemScreen)
        assert "须由他人报送" in frame(app).replace("\n", "").replace(" ", "").replace("│", "")
        await keys(pilot, "enter", "ctrl+x")
        await fill(app, pilot, reason="重新汇总")
        assert "已取消" in frame(app)

    drive(look, casebook=book, size=(120, 40))


def test_the_day_is_closed_saved_checked_and_backed_up(
    drive: Any, book: Path, tmp_path: Path
) -> None:
    digest, copy = tmp_path / "day.json", tmp_path / "copy.casebook"

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(Actor("赵经办", "clerk"))
        await keys(pilot, "ctrl+z")
        assert not app.screen.check_action("close", ())
        app.actor = TREASURER
        await keys(pilot, "f5", "f7", "f9")
        told = app.screen.query_one("#told", Plain)
        assert "JZ1:" in told.text
        await keys(pilot, "f8")
        await fill(app, pilot, file=str(digest))
        await keys(pilot, "ctrl+o")
        await fill(app, pilot, file=str(copy))
        assert "备份完好" in told.text
        for given, said in ((str(digest), "完好"), ("JZ1:1", "不是日结摘要")):
            await keys(pilot, "ctrl+k")
            await fill(app, pilot, digest=given)
            assert said in (frame(app) if "不" in said else told.text)
        await keys(pilot, "enter")
        with Casebook.open(book) as opened, opened.gate() as gate:
            gate.execute("DROP TRIGGER audit_follows")
        await keys(pilot, "ctrl+k")
        await fill(app, pilot)
        assert "发现 1 处问题" in told.text

    drive(look, casebook=book, size=(120, 40))
    assert read_digest(str(digest)).entries == json.loads(digest.read_text())["entries"]
    assert list(check_file(copy, read_digest(str(digest)))) == []


def test_another_month_and_recovery_in_english(
    drive: Any, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "en")

    async def look(app: Any, pilot: Any) -> None:
        app.log_in(TREASURER)
        await keys(pilot, "ctrl+g")
        await keys(pilot, "f3")
        app.screen.query_one("#month", Input).value = "2026-10"
        await keys(pilot, "enter")
        assert "2026-10  2 runs" in app.screen.query_one("#sums", Plain).text
        assert app.screen.query_one("#runs", PagedList).count == 2
        app.screen.query_one("#month", Input).value = "2026-11"
        await keys(pilot, "end", "f8")
        assert "recovery" in frame(app)
        assert "1 entries of 1 payees" in app.screen.query_one("#sums", Plain).text

    drive(look, casebook=book)
