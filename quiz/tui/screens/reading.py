"""What the screens with one question on them share: its place on the screen, and the keys that scroll it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from quiz.tui.commands import bindings, move
from quiz.tui.screens.base import QuizScreen
from quiz.tui.widgets.question_pane import QuestionPane

if TYPE_CHECKING:
    from textual.binding import BindingType

_SCROLL: Final = "Scroll the question and its feedback"


class ReadingScreen(QuizScreen):
    """A screen with a question, scrolled wherever the focus is."""

    AUTO_FOCUS = ""  # the screen knows best, and each change of the focus has all that scrolls styled anew

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("up", "line(-1)", _SCROLL),
        move("down", "line(1)", _SCROLL),
        move("pagedown", "page(1)", _SCROLL),
        move("pageup", "page(-1)", _SCROLL),
        move("home", "edge(False)", _SCROLL),
        move("end", "edge(True)", _SCROLL),
    )

    @property
    def pane(self) -> QuestionPane:
        return self.query_one(QuestionPane)

    def action_line(self, step: int) -> None:
        self.pane.scroll_line(step)

    def action_page(self, step: int) -> None:
        self.pane.scroll_page(step)

    def action_edge(self, end: bool) -> None:
        self.pane.scroll_edge(end)
