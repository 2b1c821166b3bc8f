"""A question on the screen: what is asked, where it is answered, and, once it is, the verdict and the feedback."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.practice.questions.base import Unreadable
from quiz.practice.wording import instruction
from quiz.tui.widgets.answer import AnswerInput, Incomplete
from quiz.tui.widgets.feedback import Feedback
from quiz.tui.widgets.frame import Body
from quiz.tui.widgets.inputs import answer_input

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

    from quiz.practice.attempt import Item, RecordedResponse
    from quiz.practice.response import Response


class QuestionPane(Container):
    """One question. It says what is missing in a response and shows the feedback; keeping is for its screen."""

    def __init__(self, *, id: str = "pane") -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.item: Item | None = None
        self.taken: RecordedResponse | None = None
        """The response whose feedback is shown."""
        self._input: AnswerInput | None = None
        self._warned_of: Response | None = None
        """The response of which was said that it lacks something."""

    def compose(self) -> ComposeResult:
        yield Static("", id="verdict", markup=False)
        with Body(id="body"), Container(id="columns"):
            with Container(id="question"):
                yield Container(id="prompt-place")
                yield Static("", id="instruction", markup=False)
                yield Container(id="answer")
                hint = Static("", id="hint", markup=False)
                hint.display = False
                yield hint
            yield Feedback(id="feedback")

    @property
    def is_drawn(self) -> bool:
        """Whether the prompt has its place on the screen, so that the next frame shows it."""
        return any(prompt.size for prompt in self.query("#prompt"))

    @property
    def body(self) -> VerticalScroll:
        return self.query_one("#body", VerticalScroll)

    # Showing

    async def show(self, item: Item | None, response: Response | None = None, *, is_read: bool = False) -> None:
        """Put a question there, or none, with a response to start from; with `is_read` only to be read."""
        self.item, self.taken, self._warned_of, self._input = item, None, None, None
        with self.app.batch_update():
            self.query_one("#columns").display = item is not None
            place, prompt = self.query_one("#answer", Container), self.query_one("#prompt-place", Container)
            await self.query("#answer > *, #prompt-place > *").remove()
            if item is not None:
                await prompt.mount(Static(Content(item.question.prompt), id="prompt"))
                self.query_one("#instruction", Static).update(Content(instruction(item.question)))
                hint = self.query_one("#hint", Static)
                hint.display = False
                hint.update(Content.assemble(("Hint: ", "bold"), item.question.hint or ""))
                self._input = answer_input(item)
                self._input.can_focus = self._input.can_focus and not is_read
                if response is not None:
                    self._input.preset(response)
                await place.mount(self._input)
            self._show_feedback(is_shown=False)

    def settle(self, taken: RecordedResponse, verdict: Content) -> None:
        """Show a response as taken, with its verdict and the feedback; it can be changed no more."""
        self.taken = taken
        if self._input is not None:
            self._input.settle(taken)
        self.say(verdict)
        self._show_feedback(is_shown=True)

    def explain(self) -> None:
        """Show the answer and the explanation below a question without a response."""
        self._show_feedback(is_shown=True)

    def _show_feedback(self, *, is_shown: bool) -> None:
        self.set_class(self.taken is not None, "-answered")
        panel = self.query_one("#feedback", Feedback)
        panel.display = is_shown
        if is_shown and self.item is not None:
            panel.show(self.item, self.taken)

    def say(self, text: Content | str, *, urgent: bool = False) -> None:
        """Say something in the line that the verdict has later."""
        line = self.query_one("#verdict", Static)
        line.set_class(urgent, "-urgent")
        if line.content != text:
            line.update(Content(text) if isinstance(text, str) else text)

    def invite(self) -> None:
        """Say which keys answer the question."""
        self.say(self.keys)

    @property
    def keys(self) -> str:
        return self._input.KEYS if self._input is not None else ""

    def show_hint(self) -> None:
        hint = self.query_one("#hint", Static)
        hint.display = self.item is not None and bool(self.item.question.hint)

    def bring_hint_into_view(self) -> None:
        self.query_one("#hint").scroll_visible(animate=False)

    def bring_feedback_into_view(self) -> None:
        """Where the feedback does not fit below the question, begin with the answer."""
        if self.body.max_scroll_y and not self.screen.has_class("-wide"):
            self.body.scroll_to_widget(self.query_one("#feedback"), top=True, animate=False)

    # Answering

    async def take_key(self, event: Key) -> bool:
        """Let the answer input have a key, wherever the focus is; return whether it means anything there."""
        return self._input is not None and self.taken is None and await self._input.take_key(event)

    @on(AnswerInput.Changed)
    def note_change(self, event: AnswerInput.Changed) -> None:
        if event.answer is not self._input:
            event.stop()  # of a question that is gone
        elif self.taken is None and not self._is_warned:
            self._warned_of = None
            self.invite()

    @property
    def _is_warned(self) -> bool:
        """Whether the response is the one of which was said that it lacks something."""
        with contextlib.suppress(Unreadable):
            return self._warned_of is not None and self.response() == self._warned_of
        return False

    def response(self) -> Response | None:
        """Return the response so far, None where there is none. Raises `Unreadable`."""
        return self._input.response() if self._input is not None else None

    def submitted(self) -> Response | None:
        """Return the response to be taken; where it lacks something, say so once and return None."""
        if self._input is None or self.taken is not None:
            return None
        try:
            return self._input.submitted(as_it_is=self._is_warned)
        except Unreadable as problem:
            self.say(str(problem), urgent=True)
        except Incomplete as lack:
            self._warned_of = self.response() if lack.counts else None
            self.say(str(lack), urgent=True)
            self._input.focus_missing()
        return None

    # Moving about

    def focus_answer(self, *, scroll: bool = True) -> None:
        """Put the focus where the next key belongs: on what is still to be answered, else on what is to be read."""
        if self._input is not None and self.taken is None:
            self._input.focus_missing(scroll=scroll)
        else:
            self.body.focus()

    def scroll_page(self, step: int) -> None:
        """Scroll by a screen less one line, so that the eye finds its place; down for 1, up for -1."""
        self.body.scroll_relative(y=step * max(1, self.body.size.height - 1), animate=False)
