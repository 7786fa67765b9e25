"""Which county the office is of: said by a setting, chosen by the operator, or the only one."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from . import background
from .commands import Command
from .desk import Desk
from .faults import AsideError
from .hosting import the_app
from .keys import keys_path

if TYPE_CHECKING:
    from jiuzhu.loading.county import County

    from .app import JiuzhuApp
    from .screens.base import Common

COUNTY_VARIABLE: Final = "JIUZHU_COUNTY"
"""Names the office's county; it comes before what an operator chose."""
_TABLE: Final = "county"
_LANGUAGE: Final = Text("语言 中文 英文 English", "Language: English 英文, Chinese 中文")
_AT_THE_START: Final = Text("启动时选定：jiuzhu --lang en tui", "chosen at the start: --lang zh")
_HOW_TO_CHANGE: Final = Text(
    "语言在启动时选定：按 Ctrl+Q 退出，再运行 jiuzhu --lang en tui（或设 JIUZHU_LANG=en）",
    "The language is chosen at the start: Ctrl+Q quits, then run jiuzhu --lang zh tui"
    " (or set JIUZHU_LANG=zh)",
)


class OfficeFileError(AsideError):
    """The file that remembers the office's county cannot be read."""


@frozen
class Office:
    """The county whose rules the office works by. ``others``: those it may be instead, by id."""

    county: str
    name: Text
    others: Mapping[str, Text]
    is_certain: bool
    """Somebody said so, or there is no other of its kind."""


def office_path() -> Path:
    """Return where the choice stands: beside the user's keys."""
    return keys_path().with_name("office.toml")


def remembered_county(casebook: Path | None) -> str:
    """Return the county that is set, or was chosen for a casebook; '' if none.

    Raises OfficeFileError, naming the file and the line that is wrong.
    """
    named = os.environ.get(COUNTY_VARIABLE, "")
    if named or casebook is None:
        return named
    found = _read(office_path()).get(str(casebook.absolute()), "")
    return found if isinstance(found, str) else ""


def remember_county(casebook: Path, county: str) -> None:
    """Remember a county for a casebook. Raises OfficeFileError, FileError."""
    from jiuzhu.exchange.replacing import replacing

    path = office_path()
    chosen = {**_read(path), str(casebook.absolute()): county}
    lines = [
        f"[{_TABLE}]",
        *(f"{_quoted(book)} = {_quoted(each)}" for book, each in chosen.items()),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary:
        temporary.write_text("\n".join(lines) + "\n", "utf-8")


def find_office(desk: Desk, named: str) -> Office:
    """Work the county out, in the background; it is in doubt where several are no baseline.

    Raises CountyRefused and the errors of policy files.
    """
    from .counties import office_county

    platform = desk.platform
    settling = {each.id: each.name for each in platform.counties() if each.problem is None}
    county = office_county(platform, named)
    mine = county.manifest
    certain = bool(named)
    if not certain:
        documents = {each: _documents(platform.county(each)) for each in settling}
        alone = [
            each
            for each, rests_on in documents.items()
            if not any(rests_on < theirs for theirs in documents.values())
        ]
        certain = len(alone) < 2
    others = {each: name for each, name in settling.items() if each != mine.id}
    return Office(mine.id, mine.name, others, certain)


def name_office(screen: Common[Any]) -> None:
    """Find out whose office it is, once, and show it; ask if that is in doubt."""
    app = the_app(screen)
    if app.office is not None or (app.casebook is not None and app.actor is None):
        return
    named = app.county

    def find(desk: Desk) -> Office | None:
        try:
            return find_office(desk, named)
        except JiuzhuError:
            return None  # The screens that need a county say what is wrong with it.

    def show(office: Office | None) -> None:
        if office is None or app.office is not None:
            return
        app.office = office
        _show_heading(app)
        if not office.is_certain and app.casebook is not None:
            choose_county(app)

    background.look(screen, find, show, group="office")


def commands(app: JiuzhuApp) -> Sequence[Command]:
    """Return what says how to change the language, and what changes to another county if any."""
    language = Command(_LANGUAGE, lambda: app.say(_HOW_TO_CHANGE), _AT_THE_START)
    if app.office is None or not app.office.others:
        return (language,)
    return (
        Command(
            Text("换县", "Change county"),
            lambda: choose_county(app),
            Text("本单位按哪个县的政策办理", "by which county's policy the office works"),
        ),
        language,
    )


def choose_county(app: JiuzhuApp) -> None:
    """Ask which county it is; what is chosen is remembered for this casebook."""
    from .dialogs.choice import Choice, ChoiceScreen
    from .screens.base import Common

    office, screen = app.office, app.screen
    if office is None or not isinstance(screen, Common):
        return
    now = Text("现在", "now")
    choices = [Choice(office.county, office.name, f"{office.county}  {now}")]
    choices += [Choice(each, name, each) for each, name in office.others.items()]
    title = Text("本单位属于哪个县", "Which county is this office of")
    screen.ask(ChoiceScreen(title, choices), lambda county: take_county(app, county))


def take_county(app: JiuzhuApp, county: str) -> None:
    """Work by another county's rules from now on. Cases keep the county they were opened in."""
    office = app.office
    if office is None:
        return
    names = {office.county: office.name, **office.others}
    others = {each: name for each, name in names.items() if each != county}
    app.county = county
    app.office = Office(county, names[county], others, is_certain=True)
    if app.casebook is not None:
        remember_county(app.casebook, county)
    _show_heading(app)
    name = names[county]
    app.say(Text(f"按{name.zh}的政策办理", f"working by the policy of {name.en}"))


def _show_heading(app: JiuzhuApp) -> None:
    from .screens.work import WorkScreen

    for each in app.screen_stack:
        if isinstance(each, WorkScreen) and each.is_mounted:
            each.show_heading()


def _documents(county: County) -> frozenset[str]:
    return frozenset(each.id for each in county.policy.editions[-1].documents)


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OfficeFileError(
            Text(f"本单位设置无法读取：{error}", f"the office's settings cannot be read: {error}"),
            str(path),
        ) from error
    found = content.get(_TABLE, {})
    return found if isinstance(found, dict) else {}


def _quoted(value: str) -> str:
    """Return a text as TOML: its basic strings are those of JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
