"""Files of a payment run: the treasury's table, and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jiuzhu.casebook.payments import Run, listing
from jiuzhu.exchange.problems import FileError
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.questions import Question, QuestionsScreen
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.screens.base import Common


def export_run(screen: Common[Any], run: Run) -> None:
    """Ask where to, then write the run's table there; that it was written is recorded."""
    actor = the_app(screen).actor
    if actor is None:
        return

    def work(desk: Desk, target: Path) -> tuple[Path, ...]:
        from jiuzhu.casebook.payments.writing import listing_files, write_listing

        files = listing_files(target)
        for each in files:
            if each.exists():
                raise _taken(each)
        write_listing(listing(desk.book, actor, run.run), *files)
        return files

    def written(files: tuple[Path, ...]) -> None:
        names = "、".join(str(each) for each in files)
        the_app(screen).say(Text(f"已写入 {names}", f"wrote {names}"))

    def answered(answers: Mapping[str, str]) -> None:
        target = Path(answers["file"]).expanduser()
        screen.look(lambda desk: work(desk, target), written)

    what = Text(
        "含完整身份证号和银行账号，导出会留痕。.xlsx 带明细表；.csv 另写一个明细文件。",
        "It holds full IDs and account numbers; the export is recorded. .xlsx has a sheet of"
        " detail, .csv a second file.",
    )
    question = Question(
        id="file",
        label=Text("写到", "to"),
        value=f"{run.month}-{run.channel}-{run.run}.xlsx",
        check=a_table,
    )
    screen.ask(QuestionsScreen(Text("导出给财政的表格", "Export"), what, [question]), answered)


def results_of(desk: Desk, run: int, path: str) -> dict[str, str]:
    """Return who bounced by the treasury's file; nobody without one. Raises what reading does."""
    if not path:
        return {}
    from jiuzhu.casebook.payments.results import read_results, resolve_results

    file = Path(path).expanduser()
    return resolve_results(desk.book, run, read_results(file), str(file))


def a_table(answer: str) -> Text | None:
    """Take a path that a table can be written to."""
    target = Path(answer).expanduser()
    if target.suffix.lower() not in (".xlsx", ".csv"):
        return Text("应以 .xlsx 或 .csv 结尾", "must end in .xlsx or .csv")
    return new_file(answer)


def new_file(answer: str) -> Text | None:
    """Take a path where no file stands yet, in a folder that is there."""
    target = Path(answer).expanduser()
    if not answer or target.is_dir():
        return Text("请写文件名", "write a file's name")
    if not target.parent.is_dir():
        return Text("没有这个文件夹", "there is no such folder")
    return (
        Text("文件已存在，请换名", "a file stands there; choose another name")
        if (target.exists())
        else None
    )


def a_file_or_nothing(answer: str) -> Text | None:
    """Take nothing, or a path at which a file stands."""
    if not answer or Path(answer).expanduser().is_file():
        return None
    return Text("没有这个文件", "there is no such file")


def _taken(target: Path) -> FileError:
    return FileError(
        Text("文件已存在，没有改动；请换名", "a file stands here; choose another name"), str(target)
    )
