"""Looking back: an attempt response by response, as it was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from quiz.practice.types import Key
from quiz.text import span_text
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.render import verdict_line
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import MUTED
from quiz.tui.widgets.feedback import first_url
from quiz.tui.widgets.question_pane import QuestionPane

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from quiz.practice.attempt import Attempt


class LookbackScreen(QuizScreen):
    """One response of a past attempt with its explanation and sources."""

    CSS_PATH = "../widgets/question.tcss"
    GUIDE = "The questions stand as they were when they were drawn, whatever became of the bank."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("right,n,enter", "turn(1)", "Next", "The next question"),
        Command("left,p", "turn(-1)", "Previous", "The question before"),
        Command("f8", "open_source", "Source", "Open the source in a browser"),
        Command("i", "page", "Its page", "Every response to this question, and its schedule"),
        Command("escape", "back", "Back", "Back to the list"),
        HELP,
    )

    def __init__(self, attempt: Attempt, position: int = 0, *, only_wrong: bool = False) -> None:
        """`only_wrong`: whether to turn only among the questions that were not wholly right."""
        super().__init__()
        self.attempt = attempt
        self.position = position
        self._positions = attempt.wrong_positions() if only_wrong else range(len(attempt.items))

    def compose_body(self) -> ComposeResult:
        yield QuestionPane()

    async def on_mount(self) -> None:
        await self.show_question()

    async def show_question(self) -> None:
        item, taken = self.attempt.items[self.position], self.attempt.counted[self.position]
        pane = self.query_one(QuestionPane)
        with self.app.batch_update():
            self.show_title(
                f"{item.bank_title} · {self.attempt.started.astimezone():%d %b %Y}",
                f"Question {self.position + 1} of {len(self.attempt.items)}",
            )
            await pane.show(item, taken.response if taken is not None else None, is_read=True)
            if taken is not None:
                seconds = Content.styled(f"  {span_text(taken.seconds)}", MUTED)
                pane.settle(taken, verdict_line(taken, item.question.points) + seconds)
            else:
                pane.say(Content.styled("– No response", f"bold {MUTED}"))
                if self.attempt.finished is not None:  # what is still to be answered must not be told
                    pane.explain()
        pane.body.scroll_home(animate=False)
        pane.body.focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "turn":
                place = self._positions.index(self.position) + (1 if parameters == (1,) else -1)
                return 0 <= place < len(self._positions)
            case "open_source":
                return first_url(self.attempt.items[self.position]) is not None
            case _:
                return True

    async def action_turn(self, step: int) -> None:
        self.position = self._positions[self._positions.index(self.position) + step]
        await self.show_question()

    def action_open_source(self) -> None:
        if (url := first_url(self.attempt.items[self.position])) is not None:
            self.services.open_shown_url(url)

    def action_page(self) -> None:
        item = self.attempt.items[self.position]
        self.navigation.show_question(Key(item.bank, item.question.id))

    def action_back(self) -> None:
        self.dismiss()
