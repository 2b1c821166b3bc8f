"""Framed views of figures that can be walked through with tab and opened large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from quiz.tui.widgets.parts import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click
    from textual.geometry import Size

    from quiz.tui.widgets.drawings import Line


class Drawing(Widget):
    """Rows that are drawn for the room they get."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._draw: Line = lambda _: Content("")
        self._drawn: dict[int, Content] = {}
        """What was drawn, for each width: it is asked for its height and for its rows, at each layout of the screen."""

    def show(self, draw: Line) -> None:
        """Show what `draw` makes for a width."""
        self._draw = draw
        self._drawn = {}
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return self._drawn_for(width).plain.count("\n") + 1

    def render(self) -> Content:
        return self._drawn_for(self.content_size.width)

    def _drawn_for(self, width: int) -> Content:
        if width not in self._drawn:
            self._drawn[width] = self._draw(width)
        return self._drawn[width]


class Panel(Card, can_focus=True):
    """One view. A click opens it large, as a key of its screen does."""

    class Picked(Message):
        """A panel was clicked."""

        def __init__(self, panel: Panel) -> None:
            super().__init__()
            self.panel = panel

    def __init__(self, view: str, *, is_framed: bool = True) -> None:
        """`view` is the name of what it shows."""
        self.view = view
        self._drawing = Drawing()
        super().__init__(self._drawing, id=view, classes="" if is_framed else "-bare")
        self._notes: Sequence[str] = ()

    def show(self, title: str, draw: Line, notes: Sequence[str] = ()) -> None:
        """Show a drawing; in the lower frame the first of the notes that fits there."""
        self.border_title = Content(title)
        self._notes = notes
        self._drawing.show(draw)
        self._fit_note()

    def _fit_note(self) -> None:
        room = self.outer_size.width - 6
        self.border_subtitle = Content(next((note for note in self._notes if len(note) <= room), ""))

    def on_resize(self) -> None:
        self._fit_note()

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(self.Picked(self))
