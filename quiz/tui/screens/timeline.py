"""The chronology: a line for each event under its column, filled as its questions are met."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quiz.practice.timeline import Timeline, timeline
from quiz.text import columns as cells
from quiz.tui import callbacks
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.lessons import banks_of, memories_of
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import GUTTER, MEASURE, MUTED, hanging
from quiz.tui.widgets.frame import Body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Size

    from quiz.bank.model import Bank

_DATE: Final = 12
"""Columns for the date."""
_YEAR: Final = 4
"""Characters of a date that are its year."""
_LEAST: Final = 18
"""Columns that a column of events has at least; where they lack, the events stand in one list."""
_GAP: Final = 2
_USUAL: Final = 68
"""Columns of a page from which on events stand side by side, as in a terminal of 72."""
_BLANK: Final = "· · ·"


class TimelineScreen(QuizScreen):
    """What happened when, of one bank or of all."""

    CSS_PATH = "timeline.tcss"
    GUIDE = (
        "A line for each event under its column. It says what happened once you were asked one of its questions; space "
        "shows all of them, and hides again what you have not met."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("space", "show_all(True)", "Show all", "Show what you have not met too", is_main=True),
        Command("space", "show_all(False)", "Hide", "Hide what you have not met", title="Hide again", is_main=True),
        Command("escape", "back", "Back", "Back to where you came from"),
        HELP,
    )

    def __init__(self, banks: Sequence[Bank] = ()) -> None:
        """`banks`: whose events are shown, those of the library unless given."""
        super().__init__()
        self._banks = banks
        self._shows_all = False

    def compose_body(self) -> ComposeResult:
        yield Static("", id="columns", markup=False)
        with Body(id="body"):
            yield Events()

    def on_mount(self) -> None:
        self.query_one("#body").focus()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self._show()
        callbacks.after_refresh(self, self.services.load_learning)

    def on_resize(self) -> None:
        callbacks.after_refresh(self, self._show)

    def show_changes(self) -> None:
        self._show()

    def _show(self) -> None:
        found = timeline(self._banks or banks_of(self.services.playable), memories_of(self.services))
        place, detail = (self._banks[0].title, "timeline") if self._banks else ("Timeline", "")
        figures = f"{found.met} of {len(found.events)} met" if found.events else ""
        self.title_bar.show(place, figures, detail="" if self.is_narrow else detail)
        self.query_one(Events).show(found, shows_all=self._shows_all)
        head = self.query_one("#columns", Static)
        # Before anything is laid out, the room that there will be: else the first frame would lack the head.
        width = self.query_one(Events).size.width or min(self.app.size.width, MEASURE) - 2 * GUTTER
        head.update(Content.styled(head_row(found, width), MUTED))
        head.set_class(not is_wide(found, width), "-empty")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "show_all" or (parameters == (True,)) is not self._shows_all

    def action_show_all(self, is_wanted: bool) -> None:
        self._shows_all = is_wanted
        self._show()

    def action_back(self) -> None:
        if self.navigation.is_over_another:
            self.dismiss()
        else:
            self.navigation.home()


class Events(Widget):
    """Events by date, laid out for the room there is."""

    def __init__(self) -> None:
        super().__init__(id="events")
        self._found = Timeline((), ())
        self._shows_all = False

    def show(self, found: Timeline, *, shows_all: bool) -> None:
        self._found, self._shows_all = found, shows_all
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return max(1, len(self._lines(width)))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        return list(event_lines(self._found, width, shows_all=self._shows_all))


def is_wide(found: Timeline, width: int) -> bool:
    """Say whether the columns have room side by side."""
    return width >= _USUAL and _column(found, width) >= _LEAST


def _column(found: Timeline, width: int) -> int:
    return (width - _DATE) // max(1, len(found.columns)) - _GAP


def head_row(found: Timeline, width: int) -> str:
    """Return the names of the columns over them."""
    room = _column(found, width)
    names = [name if cells(name) <= room else f"{name[: room - 1]}…" for name in found.columns]
    return " " * _DATE + "".join(name + " " * (room + _GAP - cells(name)) for name in names).rstrip()


def event_lines(found: Timeline, width: int, *, shows_all: bool) -> list[Content]:
    """Return the chronology in lines of at most so many cells; a long text hangs under its beginning."""
    if not found.events:
        return [Content.styled("There is no event in these banks.", MUTED)]
    lines: list[Content] = []
    wide, room, before = is_wide(found, width), _column(found, width), ""
    longest = max(map(cells, found.columns)) + _GAP
    has_names = width >= _USUAL and longest <= width // 3
    for one in found.events:
        event = one.event
        # A year that stands above already is quiet, as month and day are: the eye goes down the years.
        year, day = event.date[:_YEAR], event.date[_YEAR:]
        date = Content.assemble((year, MUTED if year == before else "bold"), (day.ljust(_DATE - len(year)), MUTED))
        before = year
        text = Content(event.text) if one.is_met else Content.styled(event.text if shows_all else _BLANK, MUTED)
        if wide:
            lead = date + " " * (found.columns.index(event.column) * (room + _GAP))
            lines += hanging(lead, text, lead.cell_length + room)
        else:
            column = Content.styled(event.column + " " * (longest - cells(event.column) if has_names else _GAP), MUTED)
            lines += hanging(date + column, text, width) if has_names else hanging(date, column + text, width)
    return lines
