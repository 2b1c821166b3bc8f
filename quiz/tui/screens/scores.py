"""Scores: the attempts, the newest first."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quiz.scores.store import Summary
from quiz.text import decimals
from quiz.tui.render import MUTED
from quiz.tui.screens.base import QuizScreen
from quiz.tui.widgets.lines import Lines

PAGE = 200


class ScoresScreen(QuizScreen):
    """The list of attempts, a page at a time."""

    GUIDE = "Enter opens the highlighted attempt and shows it response by response, as it was taken."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "look", "Open", tooltip="Open the highlighted attempt"),
        Binding("escape", "home", "Home", tooltip="Go home"),
        Binding("f1", "app.help", "Help"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._summaries: list[Summary] = []
        self._more = True

    def compose_body(self) -> ComposeResult:
        with Container(id="scores"):
            yield Static("", id="head", markup=False)
            yield Lines(id="attempts")
            yield Static("", id="none", markup=False)

    def on_mount(self) -> None:
        self.show_title("Scores", self.app.learner)
        self._load_page()
        attempts = self.query_one("#attempts", Lines)
        none = self.query_one("#none", Static)
        none.display = not self._summaries
        attempts.display = bool(self._summaries)
        if self._summaries:
            self.query_one("#head", Static).update(Content.styled(_HEAD, MUTED))
            attempts.highlighted = 0
            attempts.focus()
        else:
            none.update(Content("No attempt yet. Escape goes home; enter there starts a quiz."))

    def _load_page(self) -> None:
        """Read the next attempts from the store; they come a page at a time however many there are."""
        page = self.app.read_store(
            lambda store: store.summaries(learner=self.app.learner, limit=PAGE, offset=len(self._summaries)),
            list[Summary](),
        )
        self._more = len(page) == PAGE
        self._summaries += page
        self.query_one("#attempts", Lines).add_options([Option(_line(summary)) for summary in page])

    @on(OptionList.OptionHighlighted, "#attempts")
    def load_more(self, event: OptionList.OptionHighlighted) -> None:
        if self._more and event.option_index >= len(self._summaries) - 1:
            self._load_page()

    @on(OptionList.OptionSelected, "#attempts")
    def look_at_selected(self) -> None:
        self.action_look()

    def action_look(self) -> None:
        highlighted = self.query_one("#attempts", Lines).highlighted
        if highlighted is not None:
            self.app.open_past(self._summaries[highlighted].uid)

    def action_home(self) -> None:
        self.app.go_home()


_HEAD = "Started           Score           Answered  Banks"


def _line(summary: Summary) -> Content:
    started = f"{summary.started.astimezone():%Y-%m-%d %H:%M}"
    share = f"{summary.fraction:.0%}".replace("%", " %") if summary.finished else "open"
    points = f"{decimals(summary.score)}/{decimals(summary.possible)}"
    answered = f"{summary.answered}/{summary.questions}"
    return Content.assemble(
        (f"{started}  ", MUTED),
        (f"{share:>6} ", "bold"),
        f"{points:<9}",
        (f"{answered:>8}  ", MUTED),
        ", ".join(summary.banks),
        (f" · {summary.mode}", MUTED),
    )
