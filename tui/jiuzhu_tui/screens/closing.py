"""The close of a day: what the ledger comes to, the digest, the check, a backup."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit.digest import Digest, read_digest, write_digest
from jiuzhu.casebook.checking.fault import Fault
from jiuzhu.casebook.closing import Close, Copied, Standing, backup, close_day, standing
from jiuzhu.casebook.operators import ACTS
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_tui.background import Progress, long_work
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.confirm import ConfirmScreen
from jiuzhu_tui.dialogs.questions import Question, QuestionsScreen
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Line, Plain
from jiuzhu_tui.screens.payments_export import new_file
from jiuzhu_tui.screens.work import WorkScreen

_MOST_FAULTS: Final = 50
_ACTS: Final = {"close": "casebook.close", "digest": "casebook.close", "backup": "casebook.backup"}

_COLUMNS: Final = (
    Column[Close](id="at", label=Text("日结时间", "closed at"), width=19, value=lambda r: r.at),
    Column[Close](
        id="actor", label=Text("办理人", "by"), width=10, value=lambda r: r.actor, grows=True
    ),
    Column[Close](
        id="entries", label=Text("记账笔数", "entries"), width=10, align="right",
        value=lambda r: str(r.entries),
    ),
    Column[Close](
        id="sum", label=Text("记账金额", "sum"), width=14, align="right",
        value=lambda r: format_yuan(r.sum),
    ),
    Column[Close](
        id="records", label=Text("审计记录", "records"), width=10, align="right",
        value=lambda r: str(r.records),
    ),
)  # fmt: skip


class ClosingScreen(WorkScreen):
    """What a close would count now, over the closes there were."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f7", "close", Text("日结", "Close the day"), "closing.close",
              more=Text("记入审计链，给出笔数、金额和摘要", "count, sum and digest, recorded")),
        bound("f8", "digest", Text("存摘要", "Save digest"), "closing.digest",
              more=Text("把刚才日结的摘要存为文件", "writes the digest of this close to a file")),
        bound("ctrl+k", "check", Text("检查", "Check"), "closing.check",
              more=Text("检查整个案卷库，可对照以前的摘要", "checks the whole casebook")),
        bound("ctrl+o", "backup", Text("备份", "Back up"), "closing.backup",
              more=Text("备份到新文件并检查副本", "copies it into a new file, checked")),
    ]  # fmt: skip
    HELP_TEXT = Text(
        "F7 日结：给出记账笔数、金额和摘要。把摘要一行抄在报财政的月报上，并用 F8 存为文件，"
        "放在案卷库之外。Ctrl+K 检查案卷库，Ctrl+O 备份。",
        "F7 closes the day: count, sum and digest. Put the digest's line on the report to the"
        " treasury, save it with F8, and keep both outside the casebook. Ctrl+K checks the"
        " casebook, Ctrl+O backs it up.",
    )
    DEFAULT_CSS = """
    ClosingScreen #now, ClosingScreen #told { width: 1fr; padding: 0 1; }
    ClosingScreen #told { border-top: solid $panel; max-height: 10; overflow-y: auto; }
    ClosingScreen .title { text-style: bold; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._digest: Digest | None = None

    def heading(self) -> Text:
        """Return the screen's name."""
        return Text("日结", "Day-close")

    def body(self) -> ComposeResult:
        """Lay out the sums over the closes over what came of the last act."""
        yield Plain(id="now")
        yield Line(Text("以往日结", "Closes before"), classes="title")
        yield PagedList(_COLUMNS, id="closes")
        yield Plain(id="told")

    def load(self) -> None:
        """Count anew."""
        self.look(lambda desk: standing(desk.book), self._show, group="standing")

    def _show(self, now: Standing) -> None:
        before = now.closes[0] if now.closes else None
        entries, total = now.entries, now.sum
        lines = [
            Text(
                f"账目共 {entries} 笔，{format_yuan(total)} 元",
                f"the ledger: {entries} entries, {format_yuan(total)} yuan",
            )
        ]
        if before is not None:
            more, change = entries - before.entries, format_yuan(total - before.sum)
            lines.append(
                Text(
                    f"上次日结 {before.at}，其后 {more} 笔，{change} 元",
                    f"last closed {before.at}; since then {more} entries, {change} yuan",
                )
            )
        self.query_one("#now", Plain).show("\n".join(str(each) for each in lines))
        closes: PagedList[Close] = self.query_one(PagedList)
        closes.source = Rows(now.closes)
        closes.reload()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the operator's role allows; the digest only after a close."""
        if action in _ACTS:
            actor = the_app(self).actor
            may = actor is not None and actor.role in ACTS[_ACTS[action]]
            return may and (action != "digest" or self._digest is not None)
        return super().check_action(action, parameters)

    def _tell(self, text: Text | str) -> None:
        self.query_one("#told", Plain).show(text)

    def action_close(self) -> None:
        """Ask, then close the day."""
        actor = the_app(self).actor
        if actor is None:
            return
        now = self.query_one("#now", Plain).text
        what = Text(
            f"{now}\n\n日结记入审计链，给出摘要。同一天可以再次日结。",
            f"{now}\n\nThe close is recorded and gives a digest. A day can be closed again.",
        )
        question = ConfirmScreen(Text("日结", "close the day"), what)

        def close(_: bool) -> None:
            self.look(lambda desk: close_day(desk.book, actor), self._show_digest)

        self.ask(question, close)

    def _show_digest(self, digest: Digest) -> None:
        self._digest = digest
        total = format_yuan(digest.sum)
        self._tell(
            Text(
                f"已日结 {digest.at}：记账 {digest.entries} 笔，{total} 元，审计记录"
                f" {digest.records} 条\n摘要（抄在月报上）：\n{digest.line}\nF8 存为文件",
                f"closed {digest.at}: {digest.entries} entries, {total} yuan, {digest.records}"
                f" audit records\nDigest (for the report):\n{digest.line}\nF8 saves it",
            )
        )
        self.load()

    def action_digest(self) -> None:
        """Ask where to, then save the digest."""
        digest = self._digest
        if digest is None:
            return

        def save(answers: Mapping[str, str]) -> None:
            target = Path(answers["file"]).expanduser()
            self.look(
                lambda desk: write_digest(digest, target),
                lambda _: the_app(self).say(Text(f"已写入 {target}", f"wrote {target}")),
            )

        name = Question(
            id="file", label=Text("写到", "to"), value=f"{digest.at[:10]}.json", check=new_file
        )
        what = Text("摘要不含个人信息。", "The digest holds no personal data.")
        self.ask(QuestionsScreen(Text("存摘要", "Save the digest"), what, [name]), save)

    def action_check(self) -> None:
        """Ask for an earlier digest, then check the casebook in the background."""
        what = Text(
            "可填以前日结的摘要：JZ1: 开头的一行，或摘要文件；填了才能发现截尾和整链重写。",
            "An earlier digest may be given: the line that begins with JZ1:, or its file. Only"
            " with one are a cut tail and a rewritten trail found.",
        )
        given = Question(id="digest", label=Text("摘要（可不填）", "digest (may be left out)"))
        self.ask(
            QuestionsScreen(Text("检查案卷库", "Check the casebook"), what, [given]),
            lambda answers: self._check(answers["digest"]),
        )

    def _check(self, given: str) -> None:
        def work(desk: Desk, progress: Progress) -> list[Fault]:
            from jiuzhu.casebook.checking.check import check_file

            digest = read_digest(given) if given else None
            with closing(check_file(desk.book.path, digest, desk.clock, progress.step)) as found:
                return list(islice(found, _MOST_FAULTS))

        long_work(self, Text("正在检查案卷库", "checking the casebook"), work, self._checked)

    def _checked(self, faults: list[Fault]) -> None:
        if not faults:
            self._tell(Text("检查完毕，案卷库完好。", "Checked: the casebook is well."))
            return
        many = "+" if len(faults) == _MOST_FAULTS else ""
        first = Text(f"！发现 {len(faults)}{many} 处问题", f"! {len(faults)}{many} faults found")
        self._tell("\n".join([str(first), *(str(each.sentence) for each in faults)]))

    def action_backup(self) -> None:
        """Ask where to, then copy the casebook and check the copy, in the background."""
        actor, app = the_app(self).actor, the_app(self)
        if actor is None or app.casebook is None:
            return
        name = f"{app.casebook.stem}-{app.clock():%Y-%m-%d}.casebook"
        file = Question(id="file", label=Text("备份到", "to"), value=name, check=new_file)
        what = Text(
            "备份含全部个人信息，只有本机用户可读写；备份后完整检查副本。",
            "A backup holds all personal data; only its owner can read it. The copy is checked.",
        )
        self.ask(
            QuestionsScreen(Text("备份", "Back up"), what, [file]),
            lambda answers: self._back_up(actor, Path(answers["file"]).expanduser()),
        )

    def _back_up(self, actor: Actor, target: Path) -> None:
        def work(desk: Desk, progress: Progress) -> Copied:
            progress.step(0)
            return backup(desk.book, actor, target)

        long_work(self, Text("正在备份", "backing up"), work, self._backed_up)

    def _backed_up(self, done: Copied) -> None:
        lines = [
            Text(
                f"备份完好：{done.path}（审计记录 {done.records} 条，记账 {done.entries} 笔）",
                f"backup made and checked: {done.path} ({done.records} audit records,"
                f" {done.entries} entries)",
            )
        ]
        if not done.recorded:
            lines.append(
                Text("！这次备份没有记入审计链", "! the trail could not be told of this backup")
            )
        self._tell("\n".join(str(each) for each in lines))
        self.load()
