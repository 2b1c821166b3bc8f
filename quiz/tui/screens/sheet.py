"""The answer sheet: what is answered, flagged and open, to jump to a question or to hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static

from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.screens.base import NOT_SAVED, Dialog
from quiz.tui.styles import FLAG_MARK, MUTED, OPEN_MARK, key_line
from quiz.tui.widgets.lines import LineList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from quiz.practice.attempt import Attempt


class Sheet(Dialog[int | Literal["hand in"] | None]):
    """The questions of an open attempt, a line each. Returns the position to go to, or that it is handed in."""

    CSS_PATH = "../widgets/list_dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "jump", "Go there", "Go to the highlighted question", in_footer=False),
        Command("h", "hand_in", "Hand in", "Hand in", in_footer=False),
        Command("escape,f6", "back", "Back", "Back to the question", in_footer=False),
        HELP,
    )
    GUIDE = "What is answered, flagged and open. Jump to a question, or hand in."

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self._attempt = attempt

    def compose(self) -> ComposeResult:
        attempt = self._attempt
        head = f"Answer sheet: {attempt.answered} of {len(attempt.items)} answered"
        if attempt.flagged:
            head += f", {len(attempt.flagged)} flagged"
        with Container(id="sheet"):
            if not self.services.store.saved:
                yield Static(Content(NOT_SAVED), classes="unsaved")
            yield Static(Content.styled(head, "bold"))
            yield LineList(id="sheet-lines")
            yield Static(key_line(("enter", "go there"), ("h", "hand in"), ("esc", "back")))

    def on_mount(self) -> None:
        lines = [(str(position), self._line(position)) for position in range(len(self._attempt.items))]
        sheet = self.query_one("#sheet-lines", LineList)
        sheet.show(lines, str(self._attempt.position))
        sheet.focus()

    def _line(self, position: int) -> Content:
        answered = self._attempt.counted[position] is not None
        prompt = " ".join(self._attempt.items[position].question.prompt.split())
        return Content.assemble(
            ("■ " if answered else f"{OPEN_MARK} ", "$text-accent" if answered else MUTED),
            (f"{FLAG_MARK if position in self._attempt.flagged else ' '} ", "$text-warning"),
            (f"{position + 1:>3}  ", MUTED),
            (f"{'answered' if answered else 'open':<10}", MUTED),
            prompt,
        )

    @on(OptionList.OptionSelected, "#sheet-lines")
    def jump_to_selected(self) -> None:
        self.action_jump()

    def action_jump(self) -> None:
        chosen = self.query_one("#sheet-lines", LineList).highlighted
        self.dismiss(chosen)

    def action_hand_in(self) -> None:
        self.dismiss("hand in")

    def action_back(self) -> None:
        self.dismiss(None)
