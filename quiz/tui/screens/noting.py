"""What the screens of one question share: keys to note, star and report it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from quiz.tui.commands import Command
from quiz.tui.screens.base import Guest

if TYPE_CHECKING:
    from quiz.practice.remarks import RemarkKind
    from quiz.practice.types import Key

NOTE: Final = Command("n", "note", "Note", "Write down something of your own about this question", weight=24)
STAR: Final = Command("asterisk", "star", "Star", "Star this question, or take the star off", weight=22)
REPORT: Final = Command("exclamation_mark", "report", "Report", "Report what is wrong with this question", weight=23)
NOTING: Final = (NOTE, STAR, REPORT)
"""The keys where nothing is answered any more."""
FROM_PALETTE: Final = tuple(command.without_key for command in NOTING)
"""The same where keys answer: in the palette alone."""


class NotingScreen(Guest):
    """A screen with a question that a learner keeps something of."""

    @property
    def noted_key(self) -> Key | None:
        """The question that is meant; None where there is none."""
        raise NotImplementedError

    @property
    def noted_attempt(self) -> str | None:
        """The id of the attempt in which it was met."""
        return None

    def show_noted(self) -> None:
        """Show a note or a star that has changed."""
        raise NotImplementedError

    def action_note(self, _: str = "") -> None:
        if (key := self.noted_key) is None:
            return
        services = self.services
        note, unsaved = services.note(key), services.unsaved_notes.kept(services.learner, key)
        keep = partial(services.unsaved_notes.keep, services.learner, key)
        saved = note.text if note is not None else ""
        self.navigation.ask("note", saved, unsaved, keep, then=partial(self._save_note, key))

    def _save_note(self, key: Key, text: str | None) -> None:
        if text is not None and self.services.save_note(key, text):
            self.services.unsaved_notes.keep(self.services.learner, key, None)
            self.show_noted()

    def action_star(self, _: str = "") -> None:
        if (key := self.noted_key) is not None:
            self.services.turn_star(key)
            self.show_noted()

    def action_report(self, _: str = "") -> None:
        if (key := self.noted_key) is not None:
            self.navigation.ask("report", then=partial(self._report, key))

    def _report(self, key: Key, remark: tuple[RemarkKind, str] | None) -> None:
        if remark is not None and self.services.report(key, *remark, self.noted_attempt):
            self.services.tell("Reported. It is kept with your scores, for who writes the bank.")
