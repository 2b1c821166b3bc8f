"""What the screens with one question on them share: its place on the screen, and the keys that scroll it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from quiz.tui.commands import bindings, move
from quiz.tui.screens.panning import PAN, SHIFTED_PAN, PanningScreen
from quiz.tui.widgets.question_pane import QuestionPane
from quiz.tui.widgets.texts import FOLD_TEXT, SHOW_TEXT, TEXT_ACTIONS

if TYPE_CHECKING:
    from textual.binding import BindingType

_BESIDE_TEXT: Final = frozenset({"home", "back", "line", "page", "edge", "sheet", "exam_sheet", "time"})
"""What can be done while a text is on a page of its own."""
_SCROLL: Final = "Scroll the text, the question and its feedback"


class ReadingScreen(PanningScreen):
    """A screen with a question, scrolled wherever the focus is."""

    AUTO_FOCUS = ""  # the screen knows best, and each change of the focus has all that scrolls styled anew

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("up", "line(-1)", _SCROLL),
        move("down", "line(1)", _SCROLL),
        move("pagedown", "page(1)", _SCROLL),
        move("pageup", "page(-1)", _SCROLL),
        move("home", "edge(False)", _SCROLL),
        move("end", "edge(True)", _SCROLL),
        *SHIFTED_PAN,
        FOLD_TEXT,
        SHOW_TEXT,
    )

    _pane: QuestionPane | None = None
    """The pane once it is there; each look for it goes through all that is on the screen."""

    @property
    def pane(self) -> QuestionPane:
        if self._pane is None:
            self._pane = self.query_one(QuestionPane)
        return self._pane

    def text_check(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether an action can be done as far as what is read has a say in it; None where not.

        Where the text is on a page of its own nothing can be done to the question.
        """
        if self._pane is None and not self.query(QuestionPane):  # the footer may ask before anything is there
            return False if action in TEXT_ACTIONS or action == PAN else None
        if action == PAN:
            return self.can_pan(parameters)
        texts = self.pane.texts
        if action in TEXT_ACTIONS:
            return texts.allows(action)
        return None if not texts.is_on_page or action in _BESIDE_TEXT else False

    def action_read_on(self) -> None:
        self.turn_text()

    def action_fold_text(self) -> None:
        self.turn_text()

    def action_show_text(self) -> None:
        self.turn_text()

    def turn_text(self) -> None:
        """Fold the text of the question, or show it."""
        self.pane.texts.turn()
        self.refresh_bindings()
        self.pane.focus_answer(scroll=False)

    def action_line(self, step: int) -> None:
        self.pane.scroll_line(step)

    def action_page(self, step: int) -> None:
        self.pane.scroll_page(step)

    def action_edge(self, end: bool) -> None:
        self.pane.scroll_edge(end)
