"""What was left open: every attempt that can be gone on with, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList

from quiz.text import counted
from quiz.tui import callbacks
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.render import open_attempt_text
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import MUTED
from quiz.tui.widgets.home_rows import begun_text
from quiz.tui.widgets.lines import LEAD, LineList
from quiz.tui.widgets.rows import split

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from quiz.scores.store.records import Summary


class UnfinishedScreen(QuizScreen):
    """The attempts that were left open."""

    CSS_PATH = "unfinished.tcss"
    GUIDE = "Enter goes on with the highlighted attempt at the same question; d discards it with its responses."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "go_on", "Go on", "Go on with the highlighted attempt"),
        Command("d", "discard", "Discard", "Discard the highlighted attempt and its responses"),
        Command("escape", "back", "Back", "Back to home"),
        HELP,
    )

    def __init__(self) -> None:
        super().__init__()
        self._open: dict[str, Summary] = {}

    def compose_body(self) -> ComposeResult:
        with Container(id="unfinished", classes="page -barred"):
            yield LineList(id="attempts")

    def on_mount(self) -> None:
        self.query_one(LineList).focus()
        self.reload()

    def on_resize(self) -> None:
        callbacks.after_refresh(self, self._show)

    def reload(self) -> None:
        """Read anew what is open; where nothing is any more, go back."""
        learner = self.services.learner
        nothing: list[Summary] = []
        found = self.services.read(lambda store: store.summaries(learner=learner, open_only=True), nothing)
        self._open = {summary.uid: summary for summary in found}
        if self._open:
            self._show()
        else:
            self.dismiss()

    def _show(self) -> None:
        self.title_bar.show("Left open", counted(len(self._open), "attempt"))
        attempts = self.query_one(LineList)
        width = max(20, (attempts.scrollable_content_region.width or self.size.width - 4) - LEAD)
        rows = [(uid, self._row(summary, width)) for uid, summary in self._open.items()]
        attempts.show(rows, attempts.highlighted_id)

    def _row(self, summary: Summary, width: int) -> Content:
        figure = f"{summary.answered} of {summary.questions}"
        begun = "" if self.is_narrow else f"{begun_text(summary.started)}   "
        name = open_attempt_text(summary, self.services.lines, self.services.bank_names(summary))
        return split(Content(name), Content.assemble((begun, MUTED), f"{figure:>9}"), width)

    @property
    def _chosen(self) -> Summary | None:
        return self._open.get(self.query_one(LineList).highlighted_id or "")

    @on(OptionList.OptionSelected)
    def go_on_with_selected(self) -> None:
        self.action_go_on()

    def action_go_on(self) -> None:
        if (summary := self._chosen) is not None:
            self.navigation.resume(summary.uid)

    def action_discard(self) -> None:
        if (summary := self._chosen) is not None:
            self.navigation.discard(summary, self.reload)

    def action_back(self) -> None:
        self.dismiss()
