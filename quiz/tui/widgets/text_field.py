"""A field for text of several lines, in which nothing steers the terminal and every change can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.widgets import TextArea

from quiz.text import clean_in_place
from quiz.tui.commands import Command, bindings
from quiz.tui.widgets.typing import KeysInOrder

if TYPE_CHECKING:
    from textual.binding import BindingType


class TextField(KeysInOrder, TextArea):
    """A `TextArea` whose keys the help knows."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("ctrl+z", "undo", "Undo", "Take back the last change of the text", in_footer=False),
        Command("ctrl+y", "redo", "Redo", "Make it again", in_footer=False),
        Command("ctrl+a", "select_all", "All", "Select the whole text", in_footer=False),
        Command("ctrl+home", "top", "Top", "To the beginning of the text", in_footer=False),
        Command("ctrl+end", "bottom", "End", "To the end of the text", in_footer=False),
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(soft_wrap=True, max_checkpoints=1000, **options)
        self.cursor_blink = False  # it would be drawn anew twice a second, over the slowest line too

    def get_line(self, line_index: int) -> Text:
        return Text(clean_in_place(self.document.get_line(line_index)), end="", no_wrap=True)

    def rewrite(self, text: str) -> None:
        """Make the text another one as a single change that can be taken back."""
        self.history.checkpoint()
        self.replace(text, (0, 0), self.document.end)
        self.history.checkpoint()

    def _recompute_cursor_offset(self) -> None:
        # While a change is taken back the text is shorter already and the cursor not moved yet: Textual would crash.
        if self.cursor_location[0] < self.document.line_count:
            super()._recompute_cursor_offset()  # type: ignore[no-untyped-call]

    def action_top(self) -> None:
        self.move_cursor((0, 0))

    def action_bottom(self) -> None:
        self.move_cursor(self.document.end)
