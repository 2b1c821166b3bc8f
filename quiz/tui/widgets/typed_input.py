"""Typing: a number, a text, or the blanks of a cloze text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from quiz.bank.questions.typed import Cloze, Number, TextQuestion
from quiz.practice.parsing import DONT_KNOW_SIGN, line_labels, parse
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.response import DontKnow, Response
from quiz.practice.wording import body, response_text
from quiz.text import clean, clean_line
from quiz.tui.commands import bindings, move
from quiz.tui.styles import MUTED
from quiz.tui.textual_private import run_own_key
from quiz.tui.widgets.answer import AnswerInput
from quiz.tui.widgets.typing import KeysInOrder, TextHistory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key

    from quiz.practice.attempt import Item


class CleanInput(KeysInOrder, Input):
    """A field in which what is pasted cannot steer the terminal, and a change can be taken back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(move("ctrl+z", "undo", "Take back the last change of the text"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._history = TextHistory()

    def insert_text_at_cursor(self, text: str) -> None:
        super().insert_text_at_cursor(clean(text))

    def replace(self, text: str, start: int, end: int) -> None:
        before = self.value
        super().replace(clean(text), start, end)
        if self.value != before:
            self._history.note(before, self.value)

    def action_undo(self) -> None:
        if (before := self._history.back()) is not None:
            self.value = before
            self.cursor_position = len(before)


class AnswerField(CleanInput):
    """A field for an answer. What enter does is for the screen."""

    def __init__(self, value: str) -> None:
        # What the field selects when the focus has come to it, letters that came meanwhile included, the next replaces.
        super().__init__(value, compact=True, select_on_focus=False)
        self.given = value

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return action != "submit"

    async def take_key(self, event: Key) -> bool:
        """Type a letter, or run what the field binds to the key; return whether it was either."""
        if event.character is None or not event.is_printable:
            return await run_own_key(self, event.key)
        if self.selection.is_empty:
            self.insert_text_at_cursor(event.character)
        else:
            self.replace(event.character, *self.selection)
        return True


class TypedInput(AnswerInput):
    """Text fields, one a line. A lone `?` in one of them is “don't know”."""

    TYPES = (Number, TextQuestion, Cloze)
    TAKES_LETTERS = True
    KEYS = "Enter submits, ? and enter is “don't know”"

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self._given: tuple[str, ...] = ("",) * self._count

    @property
    def _count(self) -> int:
        return len(line_labels(self.item.question))

    def compose(self) -> ComposeResult:
        question = self.item.question
        if (text := body(question)) is not None:
            yield Static(Content(text), classes="cloze-text")
        for number, given in enumerate(self._given, start=1):
            with Horizontal(classes="field"):
                if self._count > 1:
                    yield Static(Content.styled(f"[{number}]", MUTED), classes="label")
                yield AnswerField(given)
                if isinstance(question, Number) and question.unit:
                    yield Static(Content(question.unit), classes="unit")

    def _fields(self) -> Iterator[AnswerField]:
        yield from self.query(AnswerField)

    @property
    def takes_letters(self) -> bool:
        """Whether letters are typed here."""
        return not self.locked

    def _lines(self) -> tuple[str, ...]:
        return tuple(clean_line(field.value) for field in self._fields())

    def response(self) -> Response | None:
        lines = self._lines()
        if not any(lines):
            return None
        return parse(self.item.question, self.item.presentation, lines)

    def unsubmitted(self) -> Response | None:
        lines = self._lines()
        if not any(lines):
            return None
        return Filled(lines) if isinstance(self.item.question, Cloze) else Typed(lines[0])

    def preset(self, response: Response) -> None:
        match response:
            case Typed(text):
                self._given = (text,)
            case Filled(blanks):
                self._given = blanks
            case DontKnow():
                self._given = (DONT_KNOW_SIGN, *self._given[1:])
            case _:
                raise TypeError(response)

    async def take_key(self, event: Key) -> bool:
        """Type into the field that has the focus; where none has, the first that is empty gets it."""
        if self.screen.focused not in [*self._fields()]:
            self.focus_missing()
        field = next(field for field in self._fields() if field is self.screen.focused)
        return await field.take_key(event)

    def focus_missing(self, *, scroll: bool = True) -> None:
        fields = list(self._fields())
        if fields:
            self.screen.set_focus(next((field for field in fields if not field.value.strip()), fields[0]), scroll)

    def refresh_answer(self) -> None:
        """Put what was typed in the place of the fields; the focus leaves them with the lock."""
        lines = [Content.assemble((f"{label} ", MUTED), (given or "–", "bold")) for label, given in self._given_lines()]
        for field in self.query(".field"):
            field.display = False
        self.mount(Static(Content("\n").join(lines)))

    def _given_lines(self) -> list[tuple[str, str]]:
        match self.taken.response if self.taken is not None else None:
            case None:
                return []
            case Filled(blanks):
                return [(f"[{number}]", given) for number, given in enumerate(blanks, start=1)]
            case Typed(text):
                return [("Yours:", text)]
            case DontKnow() as response:
                return [("Yours:", response_text(response))]
            case response:
                raise TypeError(response)

    @on(Input.Changed)
    def say_changed(self, event: Input.Changed) -> None:
        event.stop()
        if isinstance(event.input, AnswerField) and event.value != event.input.given:
            event.input.scroll_visible(animate=False)
        self.post_message(self.Changed(self))
