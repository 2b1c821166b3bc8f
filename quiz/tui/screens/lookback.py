"""Looking back: an attempt response by response, as it was taken."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.practice.attempt import Attempt
from quiz.practice.types import Key
from quiz.practice.wording import instruction
from quiz.text import span_text
from quiz.tui.render import MUTED, verdict_line
from quiz.tui.screens.base import QuizScreen
from quiz.tui.widgets.feedback import Feedback, first_url, question_body
from quiz.tui.widgets.inputs import answer_input


class LookbackScreen(QuizScreen):
    """One response of a past attempt with its explanation and sources."""

    GUIDE = "The questions stand as they were when they were drawn, whatever became of the bank."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,n,enter", "turn(1)", "Next", tooltip="The next question"),
        Binding("left,p", "turn(-1)", "Previous", tooltip="The question before"),
        Binding("f8", "open_source", "Source", tooltip="Open the source in a browser"),
        Binding("i", "page", "Its page", tooltip="Every response to this question, and its schedule"),
        Binding("escape", "back", "Back", tooltip="Back to the list"),
        Binding("f1", "app.help", "Help"),
    ]

    def __init__(self, attempt: Attempt, position: int = 0) -> None:
        super().__init__()
        self.attempt = attempt
        self.position = position

    def compose_body(self) -> ComposeResult:
        yield Static("", id="verdict", markup=False)
        yield from question_body()

    async def on_mount(self) -> None:
        await self.show_question()

    async def show_question(self) -> None:
        item, taken = self.attempt.items[self.position], self.attempt.counted[self.position]
        self.add_class("-answered")
        with self.app.batch_update():
            self.show_title(
                f"{item.bank_title} · {self.attempt.started.astimezone():%d %b %Y}",
                f"Question {self.position + 1} of {len(self.attempt.items)}",
            )
            verdict = (
                verdict_line(taken, item.question.points) + Content.styled(f"  {span_text(taken.seconds)}", MUTED)
                if taken
                else Content.styled("– No response", f"bold {MUTED}")
            )
            self.query_one("#verdict", Static).update(verdict)
            self.query_one("#prompt", Static).update(Content(item.question.prompt))
            self.query_one("#instruction", Static).update(Content(instruction(item.question)))
            place = self.query_one("#answer", Container)
            await place.remove_children()
            answer = answer_input(item)
            answer.can_focus = False
            if taken is not None:
                answer.preset(taken.response)
            await place.mount(answer)
            if taken is not None:
                answer.settle(taken)
            feedback = self.query_one("#feedback", Feedback)
            # What is still to be answered must not be told.
            feedback.display = taken is not None or self.attempt.finished is not None
            if feedback.display:
                feedback.show(item, taken)
        body = self.query_one("#body", VerticalScroll)
        body.scroll_home(animate=False)
        body.focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "turn":
                return 0 <= self.position + (1 if parameters == (1,) else -1) < len(self.attempt.items)
            case "open_source":
                return first_url(self.attempt.items[self.position]) is not None
            case _:
                return True

    async def action_turn(self, step: int) -> None:
        self.position += step
        await self.show_question()

    def action_open_source(self) -> None:
        if (url := first_url(self.attempt.items[self.position])) is not None:
            self.app.open_shown_url(url)

    def action_page(self) -> None:
        item = self.attempt.items[self.position]
        self.app.show_question(Key(item.bank, item.question.id))

    def action_back(self) -> None:
        self.app.pop_screen()
