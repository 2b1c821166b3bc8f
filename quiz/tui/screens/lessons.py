"""The lessons in their order, each with what was done of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static

from quiz.practice.lessons import LessonState, next_lesson
from quiz.tui import callbacks
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.lessons import aside_of, has_events, memories_of, path_of, turn_aside
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import MUTED, fitted
from quiz.tui.widgets.lines import LEAD, LineList
from quiz.tui.widgets.rows import split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from quiz.bank.lessons import FullName
    from quiz.practice.lessons import PathLesson

_MARKS: Final = {LessonState.DONE: "■", LessonState.BEGUN: "▫", LessonState.NEW: "·"}
_ASIDE: Final = "–"
_STYLES: Final = {LessonState.DONE: "$text-success", LessonState.BEGUN: "$text-warning", LessonState.NEW: MUTED}
_BANK: Final = 16
"""Columns for the title of the bank."""
_STATE: Final = 12
"""Columns for the state in words."""
_ROOMY: Final = 64
"""Columns from which on the bank stands beside the lesson."""


class LessonsScreen(QuizScreen):
    """The path through the lessons of all banks."""

    CSS_PATH = "lessons.tcss"
    GUIDE = (
        "The lessons of all banks in their order, which locks nothing: ■ done, each of its questions was right once; "
        "▫ begun; · new; – put aside. Enter opens one, a puts it aside or takes it back."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "open", "Open", "Read the highlighted lesson"),
        Command("a", "aside(True)", "Put aside", "Do not offer the highlighted lesson again", weight=60),
        Command("a", "aside(False)", "Take back", "Offer the highlighted lesson again", weight=60),
        Command("y", "timeline", "Timeline", "What happened when, as far as you have met it", weight=52),
        Command("escape", "leave", "Home", "Go home"),
        HELP,
    )

    def __init__(self) -> None:
        super().__init__()
        self._aside: frozenset[FullName] = frozenset()

    def compose_body(self) -> ComposeResult:
        with Container(id="lessons", classes="page -barred"):
            yield LineList(id="path")
            yield Static("", id="none", markup=False)

    def on_mount(self) -> None:
        self.query_one(LineList).focus()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self._aside = aside_of(self.services)
        self._show()
        callbacks.after_refresh(self, self.services.load_learning)

    def on_resize(self) -> None:
        callbacks.after_refresh(self, self._show)

    def show_changes(self) -> None:
        self._show()

    @property
    def _path(self) -> Sequence[PathLesson]:
        return path_of(self.services)

    def _show(self) -> None:
        path, memories = self._path, memories_of(self.services)
        done = sum(one.state(memories) is LessonState.DONE for one in path)
        self.title_bar.show("Lessons", f"{done} of {len(path)} done" if path else "")
        shown = self.query_one(LineList)
        width = max(20, (shown.scrollable_content_region.width or self.size.width - 4) - LEAD)
        following = next_lesson(path, memories, self._aside)
        rows = [("/".join(one.name), self._row(one, width, is_next=one is following)) for one in path]
        shown.show(rows, shown.highlighted_id or ("/".join(following.name) if following is not None else None))
        none = self.query_one("#none", Static)
        none.display = not path and self.services.library is not None
        none.update(Content("There is no lesson in your banks."))
        self.refresh_bindings()

    def _row(self, one: PathLesson, width: int, *, is_next: bool) -> Content:
        memories = memories_of(self.services)
        state = one.state(memories)
        mark, style = (_ASIDE, MUTED) if one.name in self._aside else (_MARKS[state], _STYLES[state])
        said = "put aside" if one.name in self._aside else state.value
        if state is LessonState.BEGUN:
            said = f"{one.right(memories)} of {len(one.keys)}"
        if is_next:
            said, style = "next", "bold $text-primary"
        bank = Content.styled(fitted(one.bank.title, _BANK) if width >= _ROOMY else "", MUTED)
        end = bank + Content.styled(f"{said:>{_STATE if width >= _ROOMY else 0}}", style)
        title = Content.styled(one.lesson.title, MUTED if one.name in self._aside else "")
        return split(Content.assemble((f"{mark}  ", style), title), end, width)

    @property
    def _chosen(self) -> PathLesson | None:
        chosen = self.query_one(LineList).highlighted_id if self.is_mounted else None
        return next((one for one in self._path if "/".join(one.name) == chosen), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        chosen = self._chosen
        match action:
            case "open":
                return chosen is not None
            case "aside":
                return chosen is not None and (parameters == (True,)) is not (chosen.name in self._aside)
            case "timeline":
                return has_events(self.services)
            case _:
                return True

    @on(OptionList.OptionHighlighted)
    def show_keys(self) -> None:
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def open_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if (chosen := self._chosen) is not None:
            self.navigation.open("lesson", chosen)

    def action_aside(self, _: bool) -> None:
        if (chosen := self._chosen) is not None:
            turn_aside(self.services, chosen.name)
            self._aside = aside_of(self.services)
            self.services.load_learning()
            self._show()

    def action_timeline(self) -> None:
        self.navigation.open("timeline")

    def action_leave(self) -> None:
        self.navigation.home()
