"""Progress: a view a figure, each as a chart with axes or as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.scores.progress.tables import Table, tables
from quiz.tui import callbacks
from quiz.tui.commands import HELP, Command, bindings, move
from quiz.tui.render import table_content
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import MUTED
from quiz.tui.widgets.chart import CHARTS, Chart, calendar_content
from quiz.tui.widgets.frame import Body

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from quiz.practice.types import Key
    from quiz.scores.progress.figures import Progress

_DRAWN = {*CHARTS, "calendar"}


class ProgressScreen(QuizScreen):
    """One figure at a time."""

    CSS_PATH = "progress.tcss"
    GUIDE = "Left and right go through the figures; t shows a chart as a table and back."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("right", "turn(1)", "Next", "The next figure"),
        Command("left", "turn(-1)", "Previous", "The figure before"),
        Command("t", "table", "Table", "The same figures as a table, or as a chart"),
        Command("enter", "question", "Question", "The page of the first question listed"),
        *(move(str(number % 10), f"pick({number - 1})", "Go to a figure by number") for number in range(1, 11)),
        Command("escape", "home", "Home", "Go home"),
        HELP,
    )

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress
        self._tables = tables(progress)
        self._place = 0
        self._as_table = False

    @property
    def _table(self) -> Table:
        return self._tables[self._place]

    def compose_body(self) -> ComposeResult:
        yield Static("", id="said", markup=False)
        yield Chart(id="chart")
        with Body(id="body"):
            yield Static("", id="figures", markup=False)

    def on_mount(self) -> None:
        self.query_one("#body").focus()
        self.show_view()

    def on_resize(self) -> None:
        callbacks.after_refresh(self, self.show_view)

    def show_view(self) -> None:
        """Show the present figure; where a chart has no room, or nothing to draw, its table stands for it."""
        table = self._table
        self.title_bar.show(table.title, f"{self._place + 1} of {len(self._tables)}")
        said = self.query_one("#said", Static)
        said.display = bool(table.said)
        said.update(Content(table.said))
        roomy = not self.is_narrow and not self.has_class("-low") and not self.has_class("-flat")
        drawn = roomy and not self._as_table and table.name in _DRAWN and bool(table.rows)
        chart, body = self.query_one(Chart), self.query_one("#body")
        chart.display = drawn and table.name in CHARTS
        body.display = not chart.display
        if chart.display:
            chart.draw(table.name, self._progress)
        elif drawn:
            self.query_one("#figures", Static).update(calendar_content(self._progress))
        else:
            figures = table_content(table, self.size.width - 4) if table.rows else Content.styled("Nothing yet.", MUTED)
            self.query_one("#figures", Static).update(figures)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        match action:
            case "table":
                return self._table.name in _DRAWN
            case "question":
                return self._listed() is not None
            case _:
                return True

    def _listed(self) -> Key | None:
        listed = {"hardest": self._progress.hardest, "leeches": self._progress.leeches}.get(self._table.name, ())
        return listed[0].key if listed else None

    def action_turn(self, step: int) -> None:
        self.action_pick((self._place + step) % len(self._tables))

    def action_pick(self, place: int) -> None:
        if place < len(self._tables):
            self._place = place
            self.query_one("#body", VerticalScroll).scroll_home(animate=False)
            self.show_view()

    def action_table(self) -> None:
        self._as_table = not self._as_table
        self.show_view()

    def action_question(self) -> None:
        listed = {"hardest": self._progress.hardest, "leeches": self._progress.leeches}.get(self._table.name, ())
        if listed:
            self.navigation.pick_question([one.key for one in listed], [one.prompt for one in listed])

    def action_home(self) -> None:
        self.navigation.home()
