"""Typing a number."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Final

from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Static

from quiz.bank.questions.number import Number
from quiz.practice.questions.base import Unreadable
from quiz.practice.questions.typed import Typed
from quiz.tui.widgets.answer_field import AnswerField
from quiz.tui.widgets.steady_text import SteadyText
from quiz.tui.widgets.typed_input import AnswerLines, TypedInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

_YEAR: Final = re.compile(r"\b(?:which|what)\s+year\b", re.IGNORECASE)


def placeholder(question: Number, *, decimal_comma: bool = False) -> str:
    """Say what form an answer has, and nothing that depends on the answer itself."""
    if question.unit is None and _YEAR.search(question.prompt):
        return "a year in 4 digits"
    return "such as 1500 or 2,5" if decimal_comma else "such as 1500 or 2.5"


class NumberInput(TypedInput):
    """A text field with the unit beside it; below it stands how a number is read that is written in another way."""

    def compose(self) -> ComposeResult:
        question = self.item.question
        assert isinstance(question, Number)
        hint = placeholder(question, decimal_comma=self.item.presentation.decimal_comma)
        with Container(classes="fields"), Horizontal(classes="field -number"):
            yield AnswerField(self._given[0], hint)
            if question.unit:
                yield Static(Content(question.unit), classes="unit")
        yield SteadyText(classes="reading")
        yield AnswerLines("")

    def _show_typed(self) -> None:
        if self.locked:
            return
        (line,) = self._lines()
        read = None
        with contextlib.suppress(Unreadable):
            read = self.response()
        number = read.text if isinstance(read, Typed) else line
        self.query_one(".reading", SteadyText).show(Content("" if number == line else f"read as {number}"))
