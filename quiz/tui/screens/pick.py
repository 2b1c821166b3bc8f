"""Picking one of some lines, by arrows or by typing a part of it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static

from quiz.text import clean_line
from quiz.tui import callbacks
from quiz.tui.commands import bindings, move
from quiz.tui.screens.base import Dialog
from quiz.tui.styles import MUTED, key_line
from quiz.tui.textual_private.wrapping import breaks
from quiz.tui.widgets.lines import LEAD, LineList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key


class Pick(Dialog[int | None]):
    """A list over the screen; returns the place of the line picked, or None. What is typed narrows the list."""

    CSS_PATH = "pick.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("enter", "pick", "Pick the highlighted line"),
        move("escape", "back", "Back without picking"),
        move("backspace", "shorten", "Delete what was typed"),
    )

    def __init__(self, title: str, lines: Sequence[str], at: int = 0) -> None:
        """`at` is the place of the line that is highlighted first."""
        super().__init__()
        self._title = title
        self._lines = [clean_line(line) for line in lines]
        self._at = at
        self._typed = ""
        self._room = 0
        self._texts: list[Content] = []

    def compose(self) -> ComposeResult:
        with Container(id="card", classes="overlay") as card:
            card.border_title = Content(self._title)
            card.border_subtitle = key_line(("type", "to narrow"), ("esc", "back"))
            yield Static("", id="typed", markup=False)
            yield LineList(id="lines")

    def on_mount(self) -> None:
        self._show(str(self._at))
        self.query_one(LineList).focus()

    def on_resize(self) -> None:
        callbacks.after_refresh(self, lambda: self._show(self.query_one(LineList).highlighted_id))

    def _show(self, highlight: str | None = None) -> None:
        words = self._typed.casefold().split()
        lines = self.query_one(LineList)
        room = (lines.scrollable_content_region.width or self.size.width) - LEAD
        found = [
            (str(place), text)
            for place, (line, text) in enumerate(zip(self._lines, self._texts_for(room), strict=True))
            if all(word in line.casefold() for word in words)
        ]
        typed = self.query_one("#typed", Static)
        typed.display = bool(self._typed) or not found
        none = "" if found else "nothing has that in it"
        typed.update(
            Content.assemble((f"{self._typed}▏  " if self._typed else "", "bold $text-primary"), (none, MUTED))
        )
        lines.show(found, highlight)

    def _texts_for(self, room: int) -> list[Content]:
        """Return the lines broken for the room. They are kept: what is typed changes nothing in it."""
        if room != self._room:
            self._room, self._texts = room, [_broken(line, room) for line in self._lines]
        return self._texts

    def on_key(self, event: Key) -> None:
        if event.character is not None and event.character.isprintable():
            event.stop()
            self._typed += event.character
            self._show()

    def action_shorten(self) -> None:
        self._typed = self._typed[:-1]
        self._show()

    @on(OptionList.OptionSelected)
    def pick_selected(self) -> None:
        self.action_pick()

    def action_pick(self) -> None:
        picked = self.query_one(LineList).highlighted_id
        if picked is not None:
            self.dismiss(int(picked))

    def action_back(self) -> None:
        self.dismiss(None)


def _broken(line: str, room: int) -> Content:
    """Return a line as rows that fit, what goes on set in by two."""
    cuts = breaks(line, max(1, room - 2))
    rows = [line[start:end].rstrip() for start, end in pairwise([0, *cuts, len(line)])]
    return Content("\n  ".join(rows))
