"""What the case commands have in common: options, opening the casebook, printing a case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from attrs import frozen

from jiuzhu_schemas.text import Text

from . import asking, options
from .acting import actor_for, operator_option

if TYPE_CHECKING:
    from jiuzhu.casebook.actor import Actor
    from jiuzhu.casebook.cases import Case, Seen, Step
    from jiuzhu.casebook.store import Casebook

F = TypeVar("F", bound=Callable[..., Any])

number_argument: Final = click.argument("number", metavar="NUMBER")
note_option: Final = click.option(
    "--note", default="", help=str(Text("说明或理由", "note, or the reason"))
)
reason_option: Final = click.option(
    "--note", required=True, help=str(Text("理由（必填）", "the reason (needed)"))
)
anyway_option: Final = click.option(
    "--anyway",
    is_flag=True,
    help=str(Text("有重复提示仍保存，并记录在案", "save in spite of duplicate warnings; recorded")),
)
yes_option: Final = click.option(
    "--yes", is_flag=True, help=str(Text("不再询问", "do not ask again"))
)
seen_option: Final = click.option(
    "--seen",
    type=int,
    metavar="VERSION",
    help=str(
        Text(
            "所依据的案件版本；之后若被他人改动则拒绝。默认为当前版本",
            "the version of the case you looked at: refused if changed since; default: as it is",
        )
    ),
)


def step_options(command: F) -> F:
    """Add what every step takes: casebook, number, version, operator, form."""
    for option in (
        options.format_option, operator_option, seen_option, number_argument,
        options.casebook_argument,
    ):  # fmt: skip
        command = option(command)
    return command


@frozen(kw_only=True)
class StepAsked:
    """What a step of a case was given on the command line."""

    casebook: Path
    number: str
    seen: int | None
    operator: str | None
    form: str
    note: str = ""
    anyway: bool = False
    yes: bool = False

    def run(self, step: Callable[[Casebook, Actor, Seen], Case]) -> int:
        """Take the step and print the case after it."""
        from jiuzhu.casebook.cases import Seen, case_of
        from jiuzhu.casebook.store import Casebook

        with Casebook.open(self.casebook) as book:
            actor = actor_for(book, self.operator)
            version = case_of(book, self.number).version if self.seen is None else self.seen
            case = step(book, actor, Seen(self.number, version))
            print_outcome(case, self.form)
        return 0

    def sure(
        self, book: Casebook, actor: Actor, at: Seen, step: Step, question: Callable[[], Text]
    ) -> None:
        """Ask before a step, unless ``--yes``; click's Abort if the answer is no.

        Who may not take the step is refused before: nobody says yes to what they may not do.
        """
        if not self.yes:
            from jiuzhu.casebook.cases.stepping import permit

            permit(book, actor, at, step, self.note)
            asking.confirm(question())


def step_command(
    name: str, zh: str, en: str, example: str, *more: Callable[[Any], Any]
) -> Callable[[Callable[[StepAsked], int]], click.Command]:
    """Make a command of a step; ``more``: the options it takes beside those of every step."""

    def made(take: Callable[[StepAsked], int]) -> click.Command:
        def command(**given: Any) -> int:
            return take(StepAsked(**given))

        command.__doc__ = take.__doc__
        for option in reversed(more):
            command = option(command)
        return click.command(name=name, help=options.example(zh, en, example))(
            step_options(command)
        )

    return made


def confirm(question: Text, *, yes: bool) -> None:
    """Ask before what cannot be undone; click's Abort if the answer is no."""
    if not yes:
        asking.confirm(question)


def tell_remarks(case: Case) -> None:
    """Say on standard error what should be looked at again."""
    from jiuzhu.casebook.cases import remarks_on

    for each in remarks_on(case):
        click.echo(str(Text(f"注意：{each.zh}", f"note: {each.en}")), err=True)


def print_outcome(case: Case, form: str) -> None:
    """Print where a case stands after a step: one line, or its whole view as JSON."""
    from .case_views import case_view, headline

    if form == "json":
        from .paper import write_json

        write_json(case_view(case))
    else:
        from .paper import safe

        click.echo(safe(str(headline(case))))
