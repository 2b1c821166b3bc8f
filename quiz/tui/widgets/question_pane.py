"""A question on the screen: what is asked, where it is answered, and, once it is, the verdict and the feedback."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Container, VerticalScroll
from textual.content import Content

from quiz.practice.questions.base import Unreadable
from quiz.practice.wording import picture_text, verdict_text
from quiz.tui import callbacks
from quiz.tui.markup import prose
from quiz.tui.styles import MUTED
from quiz.tui.widgets.answer import AnswerInput, Incomplete
from quiz.tui.widgets.confidence import ConfidenceCaps
from quiz.tui.widgets.feedback import Feedback
from quiz.tui.widgets.frame import Body
from quiz.tui.widgets.headline import Headline
from quiz.tui.widgets.inputs import answer_input
from quiz.tui.widgets.texts import TextPane, Texts
from quiz.tui.widgets.wide_lines import ProseText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.app import ComposeResult
    from textual.events import Key
    from textual.geometry import Size

    from quiz.practice.attempt import Item, RecordedResponse
    from quiz.practice.knowledge import Sequel
    from quiz.practice.response import Response
    from quiz.tui.markup import Prose


class QuestionPane(TextPane):
    """One question. It says what is missing in a response and shows the feedback; keeping is for its screen.

    The prompt and the rows stay where they are when the verdict comes; only where the beginning of the explanation
    would be out of view the rows that were neither given nor right are left out.
    """

    def __init__(
        self,
        item: Item | None = None,
        response: Response | None = None,
        *,
        asks_confidence: bool = False,
        opens_pages: bool = False,
        picture_key: str = "f8",
        id: str = "pane",  # noqa: A002 - Textual's word
    ) -> None:
        """`item`, `response`: what is going to be shown first, so that all of it is made at once.

        `opens_pages`: whether a passage that was not read yet has a page of its own where rows lack.
        `picture_key`: what leads to the picture of a question, empty where nothing does.
        """
        super().__init__(id=id)
        self.texts = Texts(self, opens_pages=opens_pages)
        self.caps = ConfidenceCaps()
        self._asks_confidence = asks_confidence
        self._picture_key = picture_key
        self.item = item
        self.taken: RecordedResponse | None = None
        """The response whose feedback is shown."""
        self.note = ""
        """What the learner wrote about the question themselves; it is shown with the explanation."""
        self.is_known = False
        """Whether the learner knows by now how such a question is answered."""
        self.settles: Callable[[str], bool] = lambda _text: True
        """Keeps what is written before the model answer is shown, and says whether it is kept."""
        self._input = self._input_to(item, response) if item is not None else None
        self._is_new = item is not None
        """Whether the question was not shown yet that it was made with."""
        self._warned_of: Response | None = None
        """The response of which was said that it lacks something."""

    def compose(self) -> ComposeResult:
        yield from self.texts.compose(self.item)
        with Container(id="headline-row"):  # a margin of the headline would be one of the body as well
            yield Headline()
        with Body(id="body"):
            with Container(id="question"):
                yield ProseText(_prompt(self.item, self._picture_key), id="prompt")
                if self._input is not None:
                    yield self._input
                if self._asks_confidence:
                    yield self.caps
            yield Feedback(id="feedback")

    @property
    def is_drawn(self) -> bool:
        """Whether the question has its place on the screen, so that the next frame shows it."""
        if self.texts.is_on_page:
            return self.texts.is_drawn
        return self._input is not None and bool(self._input.size)

    @property
    def body(self) -> VerticalScroll:
        return self.query_one("#body", VerticalScroll)

    @property
    def headline(self) -> Headline:
        return self.query_one(Headline)

    @property
    def takes_letters(self) -> bool:
        """Whether letters place or type something here now."""
        return self._input is not None and self._input.takes_letters

    # Showing

    async def show(self, item: Item | None, response: Response | None = None, *, is_read: bool = False) -> None:
        """Put a question there, or none, with a response to start from; with `is_read` only to be read."""
        is_there, self._is_new = self._is_new and item is self.item, False
        self.item, self.taken, self._warned_of, self.note = item, None, None, ""
        with self.app.batch_update():
            self.query_one("#question").display = item is not None
            await self.texts.show()
            await self.query("#hint").remove()
            if not is_there:
                await self._replace(item, response, is_read=is_read)
            self._show_feedback(is_shown=False)
            self.body.scroll_home(animate=False, immediate=True)

    async def _replace(self, item: Item | None, response: Response | None, *, is_read: bool) -> None:
        if (before := self._input) is not None:
            self._input = None
            await before.remove()
        prompt = self.query_one("#prompt", ProseText)
        prompt.update(_prompt(item, self._picture_key))
        if item is not None:
            self._input = self._input_to(item, response)
            self._input.can_focus = self._input.can_focus and not is_read
            await self.query_one("#question").mount(self._input, after=prompt)

    def _input_to(self, item: Item, response: Response | None) -> AnswerInput:
        """Return where a question is answered, with a response to start from."""
        made = answer_input(item)
        made.settles = self._settle_text
        if response is not None:
            made.preset(response)
        return made

    def _settle_text(self, text: str) -> bool:
        return self.settles(text)

    def reveal(self, text: str) -> None:
        """Show the question as it is once a text was written and the model answer shown."""
        if self._input is not None:
            self._input.reveal(text)

    def settle(self, taken: RecordedResponse, follows: Sequel | None = None, notes: Iterable[str] = ()) -> None:
        """Show a response as taken, with its verdict, what follows, and the feedback; it can be changed no more."""
        assert self.item is not None
        self.taken = taken
        self.headline.judge(verdict_text(self.item.question, taken), follows, notes)
        self.explain()

    def explain(self) -> None:
        """Show the answer and the explanation, of a question without a response too."""
        if self._input is not None:
            self._input.settle(self.taken)
        self._show_feedback(is_shown=True)
        self._keep_in_view()

    def _show_feedback(self, *, is_shown: bool) -> None:
        panel = self.query_one("#feedback", Feedback)
        panel.display = False
        self.texts.fit()
        if is_shown and self.item is not None:
            panel.show(self.item, note=self.note)

    def show_note(self, note: str) -> None:
        """Show another note; where the feedback is not shown yet it comes with that."""
        if note == self.note:
            return
        self.note = note
        panel = self.query_one("#feedback", Feedback)
        if self.is_settled and self.item is not None:
            panel.show(self.item, note=note)
            if note:
                callbacks.after_refresh(self, panel.scroll_visible, False)

    def _keep_in_view(self) -> None:
        """Fold away what nobody needs where the explanation would begin out of view, and go back to the prompt."""
        if self._input is None or not self.body.size:
            return
        self._input.fold(False)
        self._input.fold(self.taken is not None and self._rows_needed() > self.body.size.height)
        self.body.scroll_home(animate=False, immediate=True)
        prompt = self.query_one("#prompt").size.height
        if prompt > self.body.size.height // 2 and self._rows_needed() > self.body.size.height:
            self.body.scroll_to(y=prompt, animate=False)  # its last line is enough of a prompt that fills the screen

    def _rows_needed(self) -> int:
        """Return the rows from the prompt to the first line of the explanation."""
        return self.rows_at(self.body.size, self.body.content_size.width)

    def rows_at(self, size: Size, width: int) -> int:
        question, panel = self.query_one("#question"), self.query_one("#feedback")
        rows = question.get_content_height(size, self.app.size, width)
        return rows + (panel.styles.margin.top + 1 if panel.display else 0)

    def on_resize(self) -> None:
        self.texts.note_resize()
        if self.is_settled:
            self._keep_in_view()

    def say(self, text: Content | str, *, urgent: bool = False) -> None:
        """Say something in the row that the verdict has later."""
        self.headline.say(text, is_urgent=urgent)

    def invite(self) -> None:
        """Say what is to be done."""
        if self._input is not None and self._input.call:
            self.say(self._input.call)
        elif self.item is not None:
            self.headline.invite(self.item.question, self.keys, is_known=self.is_known, aside=self.texts.standing)

    @property
    def keys(self) -> str:
        return self._input.keys if self._input is not None else ""

    def show_hint(self) -> None:
        if self.item is not None and (hint := self.item.question.hint) and not self.query("#hint"):
            text = prose(hint, self.item.markup, lead=Content.styled("Hint: ", "bold"))
            self.query_one("#question").mount(ProseText(text, id="hint"))

    def bring_hint_into_view(self) -> None:
        callbacks.after_refresh(self, lambda: self.query_one("#hint").scroll_visible(animate=False))

    # Answering

    async def take_key(self, event: Key) -> bool:
        """Let the answer input have a key, wherever the focus is; return whether it means anything there."""
        is_open = self._input is not None and not self._input.locked and not self.texts.is_on_page
        return is_open and self._input is not None and await self._input.take_key(event)

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
        return self._warned_of is not None and self.readable() == self._warned_of

    def response(self) -> Response | None:
        """Return the response so far, None where there is none. Raises `Unreadable`."""
        return self._input.response() if self._input is not None else None

    def readable(self) -> Response | None:
        """Return the response so far; None too where what is typed cannot be read: that is no answer."""
        with contextlib.suppress(Unreadable):
            return self.response()
        return None

    def unsubmitted(self) -> Response | None:
        """Return what stands in the answer as it is, readable or not, to start from another time."""
        return self._input.unsubmitted() if self._input is not None else None

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
        """Put the focus on what is still to be answered, else on what is to be read."""
        if self.texts.is_on_page:
            self.screen.set_focus(None)  # what is typed there must not reach a field that nobody sees
        elif self._input is not None and self.taken is None:
            self._input.focus_missing(scroll=scroll)
        else:
            self.body.focus()

    def scroll_line(self, step: int) -> None:
        scrolled = self.texts.scroll_target(step) if self.texts.is_on_page else None
        (scrolled or self.body).scroll_relative(y=step, animate=False)

    def scroll_page(self, step: int) -> None:
        """Scroll by a screen less one line, so that the eye finds its place; down for 1, up for -1.

        A text above the question is read to its end first.
        """
        is_above = step > 0 or not self.body.scroll_offset.y
        scrolled = (self.texts.scroll_target(step) if is_above else None) or self.body
        scrolled.scroll_relative(y=step * max(1, scrolled.size.height - 1), animate=False)

    def scroll_edge(self, end: bool) -> None:
        """Scroll to the end, or back to the beginning."""
        for scrolled in filter(None, (self.texts.scroll_target(1 if end else -1), self.body)):
            if end:
                scrolled.scroll_end(animate=False)
            else:
                scrolled.scroll_home(animate=False)

    @property
    def is_settled(self) -> bool:
        return self._input is not None and self._input.locked


def _prompt(item: Item | None, picture_key: str) -> Content | Prose:
    """Return what is asked, and below it what a picture shows, behind the key that leads to it where there is one."""
    if item is None:
        return Content("")
    picture = None
    if item.question.image is not None:
        picture = Content.assemble(
            f"\n{picture_key}",
            (f"{' ' if picture_key else ''}Picture  ", f"not bold {MUTED}"),
            (picture_text(item.question.image), "not bold"),
        )
    return prose(item.question.prompt, item.markup, end=picture)
