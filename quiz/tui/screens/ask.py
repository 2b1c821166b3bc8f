"""Asking for a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from quiz.text import clean_line
from quiz.tui.commands import bindings, move
from quiz.tui.screens.base import Dialog
from quiz.tui.widgets.answer_field import CleanInput
from quiz.tui.widgets.key_rows import KeyFlow

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType


class Ask(Dialog[str | None]):
    """A field over the screen; returns what was typed, or None.

    `refuse` says why a text will not do. `value` stands there at first.
    """

    CSS_PATH = "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(move("escape", "back", "Back"))

    def __init__(self, question: str, refuse: Callable[[str], str | None], value: str = "") -> None:
        super().__init__()
        self._question = question
        self._refuse = refuse
        self._value = value

    def compose(self) -> ComposeResult:
        with Vertical(id="choice", classes="overlay"):
            yield Static(Content.styled(self._question, "bold"))
            yield CleanInput(self._value, select_on_focus=False)
            yield Static("", id="ask-refusal", markup=False)
            yield KeyFlow(("enter", "go on"), ("esc", "back"))

    @on(Input.Submitted)
    def give(self, event: Input.Submitted) -> None:
        text = clean_line(event.value)
        if refusal := self._refuse(text):
            self.query_one("#ask-refusal", Static).update(Content.styled(refusal, "$text-warning"))
        else:
            self.dismiss(text)

    def action_back(self) -> None:
        self.dismiss(None)
