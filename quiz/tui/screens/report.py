"""Reporting what is wrong with a question, to those who write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from quiz.practice.notes import Refused
from quiz.practice.remarks import RemarkKind, remark_text
from quiz.tui.commands import HELP, Command, bindings, move
from quiz.tui.screens.base import Dialog
from quiz.tui.styles import MUTED, fitted, shortened
from quiz.tui.widgets.answer_field import CleanInput
from quiz.tui.widgets.key_rows import KeyFlow
from quiz.tui.widgets.lines import LEAD, LineList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

KINDS = tuple(RemarkKind)
_WORDS = max(len(kind.word) for kind in KINDS) + 2
"""Columns of the kinds."""


class ReportDialog(Dialog[tuple[RemarkKind, str] | None]):
    """The kinds of remarks over the screen, and a line of one's own; returns both, or None."""

    CSS_PATH = "report.tcss"
    GUIDE = "It is kept with your scores; who writes the bank reads it with `quiz remarks`, here or from your results."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "go_on", "Go on", "To the line of your own; from there, report it"),
        *(move(str(number), f"kind({number - 1})", "What is wrong") for number in range(1, len(KINDS) + 1)),
        Command("shift+tab", "kinds", "Kinds", "Back to the kinds", in_footer=False),
        Command("escape", "back", "Back", "Back; nothing is reported"),
        HELP,
    )

    def compose(self) -> ComposeResult:
        with Vertical(id="report-card", classes="overlay") as card:
            card.border_title = Content("What is wrong?")
            yield LineList(id="kinds")
            yield CleanInput(id="own-words")
            yield Static("", id="report-said", markup=False)
            yield KeyFlow(("enter", "go on"), ("esc", "back"), id="report-keys")

    def on_mount(self) -> None:
        self._show_kinds()
        self.query_one(LineList).focus()

    def on_resize(self) -> None:
        self._show_kinds()

    def _show_kinds(self) -> None:
        lines = self.query_one(LineList)
        room = (lines.scrollable_content_region.width or self.size.width) - LEAD - len("1  ") - _WORDS
        rows = [
            (
                kind.value,
                Content.assemble(
                    (f"{number}  ", "bold"), fitted(kind.word, _WORDS), (shortened(kind.meaning, max(0, room)), MUTED)
                ),
            )
            for number, kind in enumerate(KINDS, start=1)
        ]
        lines.show(rows, lines.highlighted_id)

    @property
    def _kind(self) -> RemarkKind:
        return RemarkKind(self.query_one(LineList).highlighted_id or KINDS[0])

    @on(OptionList.OptionHighlighted)
    def show_what_is_asked(self) -> None:
        needed = "your own words" if self._kind.needs_text else "your own words (optional)"
        self.query_one(CleanInput).placeholder = needed
        self._say("")

    @on(OptionList.OptionSelected)
    def pick_clicked(self) -> None:
        self.action_go_on()

    def action_kind(self, place: int) -> None:
        self.query_one(LineList).highlighted = place
        self.action_go_on()

    def action_go_on(self) -> None:
        """Go from the kinds to the line of one's own."""
        self.query_one(CleanInput).focus()
        self.query_one(KeyFlow).show(("enter", "report it"), ("shift+tab", "kinds"), ("esc", "back"))

    def action_kinds(self) -> None:
        self.query_one(LineList).focus()
        self.query_one(KeyFlow).show(("enter", "go on"), ("esc", "back"))

    @on(Input.Submitted)
    def give(self, event: Input.Submitted) -> None:
        try:
            text = remark_text(self._kind, event.value)
        except Refused as refused:
            self._say(f"{refused}.")
        else:
            self.dismiss((self._kind, text))

    def _say(self, text: str) -> None:
        self.query_one("#report-said", Static).update(Content.styled(text, "$text-warning"))

    def action_back(self) -> None:
        self.dismiss(None)
