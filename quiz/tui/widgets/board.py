"""The dashboard of progress: the four figures that come first, and a panel for each view."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from quiz.scores.progress.words import busiest_text, sureness
from quiz.tui.styles import MUTED
from quiz.tui.widgets.drawings import NOTHING, STATED, calendar, day_columns, strip
from quiz.tui.widgets.frame import Body
from quiz.tui.widgets.memory import state_legend
from quiz.tui.widgets.panels import Drawing, Panel
from quiz.tui.widgets.parts import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from quiz.tui.widgets.drawings import Line, Views

_BEGIN: Final = (
    "Each answer fills squares: the days you learned on, what you know of each bank and tag, and when it comes back. "
    "Escape goes home; enter there begins."
)
_PAIRED: Final = ("due", "calibration", "time", "scores")
"""The views that stand in pairs, both of one height."""


class Board(Body, can_focus=False):
    """All panels; one of them has the focus."""

    def compose(self) -> ComposeResult:
        yield Card(Static(_BEGIN, markup=False), title="Your progress", id="begin", classes="-lead")
        yield Drawing(id="strip")
        yield Panel("calendar", is_framed=False)
        yield Horizontal(Panel("due"), Panel("calibration"), classes="pair")
        for name in STATED:
            yield Panel(name)
        yield Horizontal(Panel("time"), Panel("scores"), classes="pair")
        yield Panel("hardest")
        yield Panel("leeches")

    def show(self, views: Views) -> None:
        """Show the figures, as much of each as the room is for."""
        is_empty = not views.progress.responses
        self.query_one("#begin").display = is_empty
        head = self.query_one("#strip", Drawing)
        head.display = not is_empty
        head.show(partial(strip, views.progress))
        for panel in self.query(Panel):
            panel.display = panel.view in views.tables
            if panel.display:
                title = views.tables[panel.view].title.partition(":")[0]
                panel.show(title, self._drawing(panel.view, views), self._notes(panel.view, views))

    @property
    def panels(self) -> list[Panel]:
        """The panels that are shown, in their order."""
        return [panel for panel in self.query(Panel) if panel.display]

    def go_to(self, panel: Panel) -> None:
        """Give a panel the focus; with the first comes what stands above it."""
        panel.focus()
        if panel is self.panels[0]:
            self.scroll_home(animate=False)

    def _drawing(self, name: str, views: Views) -> Line:
        progress, size = views.progress, self._size_of(name)
        is_paired = name in _PAIRED and not self.screen.has_class("-narrow")
        if name == "calendar":
            return lambda width: calendar(progress, width, views.goal)
        found = views.lines(name)
        if not found:
            return partial(_wrapped, Content.styled(NOTHING.get(name, ""), MUTED), size if is_paired else 0)
        if name == "due":
            return lambda width: day_columns(progress.forecast, width, size)
        blank = (_blank,) * (size - len(found)) if is_paired else ()
        legend = (state_legend,) if name == self._last_bars(views) else ()
        return lambda width: Content("\n").join(line(width) for line in (*found[:size], *blank, *legend))

    def _size_of(self, name: str) -> int:
        """Return how many rows a panel has at most."""
        is_tall = self.screen.has_class("-tall")
        if name in STATED:
            return 7 if is_tall else 4
        return 4 if is_tall else 3

    def _last_bars(self, views: Views) -> str:
        """Return under which bars of states their legend stands: the last, or the first where those come into view."""
        shown = [name for name in STATED if views.tables.get(name) is not None and views.tables[name].rows]
        return next(iter(shown if self.screen.has_class("-tall") else reversed(shown)), "")

    def _notes(self, name: str, views: Views) -> Sequence[str]:
        """Return what the lower frame of a panel says, the first of these that fits."""
        if name == "due":
            return (busiest_text(views.progress),) if views.progress.responses else ()
        if name == "calibration":
            said = sureness(views.progress.calibration).rstrip(".")
            return (said[:1].lower() + said[1:], said.partition(" when ")[0].lower()) if said else ()
        rows, shown = len(views.tables[name].rows), self._size_of(name)
        more = f"{shown} of {rows}" if rows > shown else ""
        order = "weakest first" if name in STATED and rows > 1 else ""
        return (", ".join(filter(None, (order, more))), more)


def _blank(_: int) -> Content:
    return Content("")


def _wrapped(text: Content, rows: int, width: int) -> Content:
    """Return text in lines, so many at least."""
    found = list(text.wrap(max(1, width)))
    return Content("\n").join([*found, *[Content("")] * (rows - len(found))])
