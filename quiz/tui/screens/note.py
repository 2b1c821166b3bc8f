"""Writing down something of one's own about a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from quiz.practice.notes import NOTE_LIMIT, Refused, note_text
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.screens.base import Dialog
from quiz.tui.styles import MUTED
from quiz.tui.widgets.key_rows import KeyFlow
from quiz.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

_TAKEN_UP = "This was not saved yet; ctrl+z brings back what is."


class NoteDialog(Dialog[str | None]):
    """A field for a note over the screen; returns what is to be saved, or None.

    What is not saved stands there again the next time.
    """

    CSS_PATH = "note.tcss"
    GUIDE = "For you alone: it is shown with the explanation. Without any text the note is gone."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("ctrl+s", "save", "Save", "Save the note"),
        Command("escape", "back", "Back", "Back; what is not saved stands here the next time"),
        HELP,
    )

    def __init__(self, saved: str, unsaved: str | None, keep: Callable[[str | None], None]) -> None:
        """`unsaved`: what was written another time and not saved. `keep` keeps such a text, None for none."""
        super().__init__()
        self._saved = saved
        self._unsaved = unsaved
        self._keep = keep

    def compose(self) -> ComposeResult:
        with Vertical(id="note-card", classes="overlay") as card:
            card.border_title = Content("Your note")
            yield TextField(id="note-text", show_line_numbers=False, tab_behavior="focus")
            yield Static("", id="note-said", markup=False)
            yield KeyFlow(("ctrl+s", "save"), ("esc", "back"))

    def on_mount(self) -> None:
        field = self.field
        field.load_text(self._saved)
        if self._unsaved is not None and self._unsaved != self._saved:
            field.rewrite(self._unsaved)
            self._say(_TAKEN_UP)
        field.move_cursor(field.document.end)
        field.focus()
        self._count()

    @property
    def field(self) -> TextField:
        return self.query_one(TextField)

    @on(TextArea.Changed)
    def note_change(self) -> None:
        self._count()
        if self.field.text != self._unsaved:
            self._say("")

    def _count(self) -> None:
        """Show how long the note is, from half of what it may be on."""
        length = len(self.field.text)
        style = "bold $text-error" if length > NOTE_LIMIT else MUTED
        count = Content.styled(f"{length:,} of {NOTE_LIMIT:,}", style) if length > NOTE_LIMIT // 2 else Content("")
        self.query_one("#note-card").border_subtitle = count

    def _say(self, text: str) -> None:
        self.query_one("#note-said", Static).update(Content.styled(text, "$text-warning"))

    def action_save(self) -> None:
        self.leave()  # whatever happens now, what was written is there
        try:
            text = note_text(self.field.text)
        except Refused as refused:
            self._say(f"{refused}.")
            return
        self.dismiss(text)

    def action_back(self) -> None:
        self.leave()
        self.dismiss(None)

    def leave(self) -> bool:
        """Keep what is not saved, before the dialog goes."""
        text = self.field.text
        self._keep(text if text.strip() != self._saved else None)
        return True
