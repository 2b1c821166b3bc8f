"""One view of progress alone: all its rows, drawn or as a table, one of them highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from quiz.tui.render import table_rows
from quiz.tui.styles import MUTED
from quiz.tui.widgets.drawings import NOTHING, STATED
from quiz.tui.widgets.lines import LineList
from quiz.tui.widgets.memory import state_legend, week_legend
from quiz.tui.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from quiz.tui.widgets.drawings import Line, Views


class LargeView(Container):
    """What a view comes to in a sentence, its rows, and what its signs mean."""

    def compose(self) -> ComposeResult:
        yield Static("", id="said", markup=False)
        yield LineList(id="rows")
        yield Static("", id="legend", markup=False)

    @property
    def highlighted(self) -> int | None:
        """The place of the highlighted row in the table of the view; None where it has no rows."""
        at = self.query_one("#rows", LineList).highlighted_id if self.is_mounted else None
        return int(at) if at is not None else None

    def show(self, name: str, views: Views, *, as_table: bool, at: int = 0) -> None:
        """Show a view with a row highlighted."""
        table = views.tables[name]
        said = self.query_one("#said", Static)
        said.display = bool(table.said)
        said.update(Content(table.said))
        meaning = None if as_table else self._meaning(name, views)
        legend = self.query_one("#legend", Static)
        legend.display = meaning is not None
        legend.update(meaning or "")
        head, body = _rows(name, views, as_table=as_table)
        rows = self.query_one("#rows", LineList)
        with self.app.batch_update():
            rows.clear_options()
            if head is not None:
                rows.add_option(Option(Row(head), disabled=True))
            rows.add_options([Option(Row(line), id=str(place)) for place, line in enumerate(body)])
            if body:
                rows.highlighted = rows.get_option_index(str(min(at, len(body) - 1)))
            else:
                rows.add_option(Option(Content.styled(NOTHING.get(name, "Nothing yet."), MUTED), disabled=True))

    def _meaning(self, name: str, views: Views) -> Content | None:
        """Return what the squares of a view mean; None where it has none."""
        if name == "calendar":
            return week_legend(views.goal)
        return state_legend(self.app.size.width - 6) if name in STATED else None


def _rows(name: str, views: Views, *, as_table: bool) -> tuple[Line | None, Sequence[Line]]:
    """Return the head of a view, if it has one, and its rows."""
    if as_table:
        head, *rows = table_rows(views.tables[name])
        return head, rows
    found = views.lines(name, is_large=True)
    return (found[0], found[1:]) if name == "calendar" and found else (None, found)
