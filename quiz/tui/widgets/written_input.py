"""Writing an answer, seeing the model answer, and judging what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.content import Content
from textual.widgets import TextArea

from quiz.practice.parsing import DONT_KNOW_SIGN
from quiz.practice.questions.typed import Typed
from quiz.practice.questions.written import JUDGEMENTS, JUDGING, NOTHING, Judgement, SelfGraded
from quiz.practice.response import DONT_KNOW, DontKnow, Response
from quiz.text import clean
from quiz.tui.commands import Command, bindings
from quiz.tui.styles import MUTED
from quiz.tui.textual_private import run_own_key
from quiz.tui.widgets.answer import LEAD, AnswerInput, Incomplete, Line, feedback_line, row_label
from quiz.tui.widgets.text_field import TextField
from quiz.tui.widgets.typed_input import AnswerLines

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key

    from quiz.practice.attempt import Item


_AS: Final = {Judgement.RIGHT: "right", Judgement.PARTLY: "partly right", Judgement.WRONG: "wrong"}


class WrittenInput(AnswerInput):
    """A text of several lines; below it, once it is settled, the model answer by which it is judged."""

    KEYS = "Ctrl+s shows the model answer"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("ctrl+s", "settle", "Model answer", "Show the model answer; what is written stays as it is", weight=70),
        *(
            Command(key, f"judge('{one}')", one.capitalize(), f"Judge what you had as {_AS[one]}", weight=70)
            for key, one in JUDGEMENTS.items()
        ),
    )

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self._text = ""
        self._judgement: Judgement | None = None
        self._is_given_up = False
        self.is_revealed = False
        """Whether the model answer is shown, so that the text stays as it is."""

    def compose(self) -> ComposeResult:
        yield TextField(text=self._text, show_line_numbers=False, tab_behavior="focus")
        yield AnswerLines("")

    def on_mount(self) -> None:
        self._show()

    @property
    def _field(self) -> TextField:
        return self.query_one(TextField)

    @property
    def call(self) -> str:
        return JUDGING if self.is_revealed else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return action not in {"settle", "judge"} or (not self.locked and self.is_revealed is (action == "judge"))

    @property
    def takes_letters(self) -> bool:
        return not (self.locked or self.is_revealed)

    @property
    def _written(self) -> str:
        if self.is_revealed or not self.is_mounted:
            return self._text
        return clean(self._field.text).strip()

    def response(self) -> Response | None:
        if self._is_given_up:
            return DONT_KNOW
        return SelfGraded(self._text, self._judgement) if self._judgement is not None else None

    def unsubmitted(self) -> Response | None:
        return Typed(self._written) if self._written and not self.is_revealed else None

    def submitted(self, *, as_it_is: bool) -> Response:
        if self.response() is None:
            raise Incomplete(f"{self.call or self.KEYS}.", counts=False)
        return super().submitted(as_it_is=as_it_is)

    def preset(self, response: Response) -> None:
        match response:
            case Typed(text) | SelfGraded(text, _):
                self._text = text
            case DontKnow():
                pass
            case _:
                raise TypeError(response)

    def reveal(self, text: str) -> None:
        self._text, self.is_revealed, self.can_focus = text, True, True
        if self.is_mounted:
            self._show()
            self.focus_missing(scroll=False)
            self.refresh_bindings()

    async def take_key(self, event: Key) -> bool:
        if self.is_revealed or event.key == "ctrl+s":
            return await run_own_key(self, event.key)
        field = self._field
        if self.screen.focused is not field:
            self.screen.set_focus(field)
        text = "\n" if event.key == "enter" else event.character
        if text is not None and (event.key == "enter" or event.is_printable):
            field.replace(text, *field.selection)
            return True
        return await run_own_key(field, event.key)

    def focus_missing(self, *, scroll: bool = True) -> None:
        self.screen.set_focus(self if self.is_revealed else self._field, scroll)

    def action_settle(self) -> None:
        """Have what is written kept, then show the model answer; a lone `?` is “don't know”."""
        if self.locked or self.is_revealed:
            return
        if self._written == DONT_KNOW_SIGN:
            self._is_given_up = True
            self.post_message(self.Given(self))
        elif self.settles(text := self._written):
            self.reveal(text)
            self.post_message(self.Changed(self))

    def action_judge(self, judgement: str) -> None:
        if self.is_revealed and not self.locked:
            self._judgement = Judgement(judgement)
            self.post_message(self.Given(self))

    @on(TextArea.Changed)
    def say_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._written != self._text:
            self.post_message(self.Changed(self))

    # Showing

    def _show(self) -> None:
        if self.is_revealed and not self.locked:
            self._field.display = False
            own = Line(row_label(" ", MUTED, "")[:LEAD], Content(self._text or NOTHING), "yours", state="neutral")
            self.query_one(AnswerLines).show([own, *self._lines])

    def refresh_answer(self) -> None:
        self._field.display = False
        self.query_one(AnswerLines).show(self._lines)

    @property
    def _lines(self) -> list[Line]:
        lines = [feedback_line(self.item, row, "") for row in self.feedback]
        return [line._replace(label=line.label[:LEAD]) for line in lines]  # there are no keys
