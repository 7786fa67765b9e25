"""Takes and keeps views of the list of cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from attrs import evolve

from jiuzhu_schemas.text import Text
from jiuzhu_tui.case_source import Wanted
from jiuzhu_tui.dialogs.choice import Choice, ChoiceScreen
from jiuzhu_tui.dialogs.questions import Question, QuestionsScreen
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.screens.base import Common
from jiuzhu_tui.views import View, forget_view, load_views, save_view, views_path, why_no_name

_ALL: Final = "all"
_SAVE: Final = "save"
_FORGET: Final = "forget"


class CaseViews:
    """An operator's views of one list. ``take`` shows one."""

    def __init__(self, screen: Common[object], take: Callable[[View], None]) -> None:
        self._screen = screen
        self._take = take
        self._wanted = Wanted()
        self._columns: tuple[str, ...] = ()

    def offer(self, wanted: Wanted, columns: tuple[str, ...]) -> None:
        """Offer the views there are, and to keep what is shown as one."""
        self._wanted, self._columns = wanted, columns
        views = {f"view:{each.name}": each for each in self._mine()}
        choices = [
            Choice(_ALL, Text("全部案件", "Every case"), Text("不筛选", "no filter")),
            *(Choice(id, view.name, _about(view)) for id, view in views.items()),
            Choice(_SAVE, Text("保存当前", "Keep this"), Text("筛选和列", "filters and columns")),
        ]
        if views:
            choices.append(Choice(_FORGET, Text("删除视图", "Remove a view")))
        title = Text("视图", "Views")
        self._screen.ask(ChoiceScreen(title, choices), lambda chosen: self._chosen(chosen, views))

    def _chosen(self, chosen: str, views: Mapping[str, View]) -> None:
        if chosen == _ALL:
            self._take(View("", Wanted()))
        elif chosen == _SAVE:
            self._ask_name()
        elif chosen == _FORGET:
            listed = [Choice(each.name, each.name, _about(each)) for each in views.values()]
            self._screen.ask(ChoiceScreen(Text("删除哪一个", "Remove which"), listed), self._forget)
        else:
            self._take(views[chosen])

    def _ask_name(self) -> None:
        name = Question(id="name", label=Text("名称", "name"), check=why_no_name)
        what = Text(
            "保存当前的筛选和列；查找的内容不保存。",
            "Filters and columns are kept; what was searched for is not.",
        )
        act = Text("保存视图", "Keep as a view")
        self._screen.ask(QuestionsScreen(act, what, [name]), lambda got: self._save(got["name"]))

    def _save(self, name: str) -> None:
        # Neither what was searched for nor a single person is anything to keep.
        filters = evolve(self._wanted.filters, search="", person=None, due_by="")
        view = View(name, evolve(self._wanted, filters=filters), self._columns)
        save_view(views_path(), self._operator, view)
        the_app(self._screen).say(Text(f"已保存视图 {name}", f"kept as {name}"))

    def _forget(self, name: str) -> None:
        forget_view(views_path(), self._operator, name)
        the_app(self._screen).say(Text(f"已删除视图 {name}", f"{name} removed"))

    @property
    def _operator(self) -> str:
        actor = the_app(self._screen).actor
        return actor.name if actor is not None else ""

    def _mine(self) -> list[View]:
        return load_views(views_path(), self._operator)


def _about(view: View) -> Text:
    words = view.wanted.words({})
    return Text("，".join(each.zh for each in words), ", ".join(each.en for each in words))
