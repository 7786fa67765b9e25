"""Taking a previewed list in, and sending its wrong rows back: asked first, then done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from jiuzhu.casebook.roster import Confirmed, Preview, StalePreview, confirm_list, return_rows
from jiuzhu.casebook.roster.confirm import refuse
from jiuzhu.exchange.error_files import error_file_path
from jiuzhu_schemas.text import Text
from jiuzhu_tui.background import Progress, long_work
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.confirm import ConfirmScreen
from jiuzhu_tui.dialogs.questions import Question, QuestionsScreen
from jiuzhu_tui.dialogs.reading import ReadingScreen
from jiuzhu_tui.file_source import can_be_typed
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.roster_view import heading, summary
from jiuzhu_tui.screens.work import WorkScreen


def ask_to_import(screen: WorkScreen, preview: Preview, outdated: Callable[[], None]) -> None:
    """Ask in the strongest way that a list calls for, then record it.

    ``outdated`` is called if the roster turns out to have changed since the preview. Raises
    RosterRefused, with every reason, for a list that may not go in.
    """
    refuse(preview, preview.cancelling)
    act = Text("导入这份名单", "Import this list")
    what = f"{heading(preview)}\n{visible(preview.source.path.name)}\n{summary(preview.counts)}"
    if preview.too_many is None:
        screen.ask(ConfirmScreen(act, what), lambda yes: _import(screen, preview, None, outdated))
        return
    count = preview.cancelling
    number = Question(
        id="number",
        label=Text("请输入将取消的人数", "type the number of people to be cancelled"),
        check=lambda answer: (
            None if answer == str(count) else Text(f"应为 {count}", f"it is {count}")
        ),
    )
    screen.ask(
        QuestionsScreen(act, f"{what}\n\n{preview.too_many}", (number,)),
        lambda answers: _import(screen, preview, count, outdated),
    )


def _import(
    screen: WorkScreen, preview: Preview, allowed: int | None, outdated: Callable[[], None]
) -> None:
    app = the_app(screen)
    actor = app.actor
    if actor is None:
        return

    def confirm(desk: Desk, progress: Progress) -> Confirmed | StalePreview:
        progress.step(0)
        try:
            return confirm_list(desk.book, actor, preview, allow_cancelling=allowed)
        except StalePreview as error:
            return error

    def answered(answer: Confirmed | StalePreview) -> None:
        if isinstance(answer, StalePreview):
            outdated()
            app.report(answer)
            return
        app.go("roster")
        app.push_screen(ReadingScreen(_title(answer), "\n".join(_result(preview, answer))))

    long_work(screen, Text("正在写入花名册", "Writing the roster"), confirm, answered)


def _title(done: Confirmed) -> Text:
    if done.done:
        return Text(f"已导入，第{done.batch}批", f"Imported as batch {done.batch}")
    return Text(
        f"同一文件已在第{done.batch}批导入，没有改动任何内容",
        f"The same file went in as batch {done.batch}; nothing was changed",
    )


def _result(preview: Preview, done: Confirmed) -> Iterator[str]:
    yield str(heading(preview))
    yield summary(done.counts)
    if done.came_back:
        back = done.came_back
        yield str(
            Text(
                f"此前退回的行有 {back} 行已更正返回",
                f"{back} rows returned earlier came back corrected",
            )
        )
    held = done.counts["held"]
    if held and done.done:
        yield str(
            Text(
                f"{held} 行无法确定是谁，已进入待核队列",
                f"{held} rows wait in the queue: it is uncertain whom they speak of",
            )
        )


def ask_where_to_return(screen: WorkScreen, preview: Preview) -> None:
    """Ask for a file, then write a list's wrong rows into it for the department."""
    source = preview.source.path
    path = error_file_path(source)
    if not can_be_typed(path.name):
        path = source.with_name("errors.csv")
    where = Question(
        id="path",
        label=Text("写到哪个文件", "into which file"),
        value=str(path) if can_be_typed(str(path)) else "",
        check=_new_file,
    )
    count, department = preview.counts["wrong_rows"], visible(preview.read.department)
    text = Text(
        f"把 {count} 行有误的行写成文件，按{department}自己的列，附行号和原因。"
        "含完整身份证号，只有本人可读。",
        f"Writes {count} wrong rows in {department}'s own columns, with row and reason. It"
        " holds full resident IDs and only you can read it.",
    )
    title = Text("写退回部门的文件", "Write the file to return")
    screen.ask(
        QuestionsScreen(title, text, (where,)),
        lambda answers: _write_errors(screen, preview, answers),
    )


def _write_errors(screen: WorkScreen, preview: Preview, answers: Mapping[str, str]) -> None:
    app = the_app(screen)
    actor, path = app.actor, Path(answers["path"]).expanduser()
    if actor is None:
        return

    def write(desk: Desk, progress: Progress) -> int:
        progress.step(0)
        return return_rows(desk.book, actor, preview, path)

    def say(count: int) -> None:
        department = visible(preview.read.department)
        text = Text(
            f"{count} 行有误的行已写入\n{visible(str(path))}\n请退回{department}更正后重新报送。",
            f"{count} wrong rows went to\n{visible(str(path))}\nReturn it to {department}.",
        )
        app.push_screen(ReadingScreen(Text("已写出退回文件", "File to return written"), text))

    long_work(screen, Text("正在写退回文件", "Writing the file to return"), write, say)


def _new_file(answer: str) -> Text | None:
    path = Path(answer).expanduser()
    if not answer or not path.name:
        return Text("必须填写", "must be filled in")
    if path.exists():
        return Text(
            "已有同名文件，请换一个名称", "there is such a file already: choose another name"
        )
    if not path.parent.is_dir():
        return Text("没有这个文件夹", "there is no such folder")
    return None
