"""Scores: the attempts, filtered and sorted, a page at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quiz.practice.types import Mode
from quiz.scores.store.records import SORTS, Sort, Summary
from quiz.text import clean_line, decimals, percent
from quiz.tui.commands import HELP, PROGRESS, Command, bindings
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import MUTED
from quiz.tui.widgets.lines import LineList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

PAGE: Final = 200
_TIMES: Final = ((None, "any time"), (7, "last 7 days"), (30, "last 30 days"), (365, "last year"))
T = TypeVar("T")


class ScoresScreen(QuizScreen):
    """The list of attempts."""

    CSS_PATH = "scores.tcss"
    GUIDE = (
        "Enter opens the highlighted attempt and shows it response by response, as it was taken. b, m, t and l filter "
        "by bank, mode, time and learner, o sorts."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "look", "Open", "Open the highlighted attempt, or continue an open one from home"),
        Command("a", "again", "Again", "Take the same questions again"),
        Command("w", "wrong", "Wrong ones", "Take only those again that were not wholly right"),
        Command("d", "delete", "Delete", "Delete the highlighted attempt"),
        Command("u", "restore", "Undo", "Take the last deletion back"),
        Command("b", "filter('bank')", "Bank", "Only one bank"),
        Command("m", "filter('mode')", "Mode", "Only one mode"),
        Command("t", "filter('time')", "Time", "Only a time"),
        Command("l", "filter('learner')", "Learner", "Only one learner"),
        Command("o", "filter('sort')", "Sort", "Newest, oldest, best or worst first"),
        PROGRESS,
        Command("escape", "home", "Home", "Go home"),
        HELP,
    )

    def __init__(self) -> None:
        super().__init__()
        self._summaries: list[Summary] = []
        self._more = True
        self._deleted: list[str] = []
        self._bank: str | None = None
        self._mode: Mode | None = None
        self._days: int | None = None
        self._learner: str | None = None
        self._sort: Sort = "newest"

    def compose_body(self) -> ComposeResult:
        with Container(id="scores"):
            yield Static("", id="filters", markup=False)
            yield Static("", id="head", markup=False)
            yield LineList(id="attempts")
            yield Static("", id="none", markup=False)

    def on_mount(self) -> None:
        self._learner = self.services.learner
        self.reload()
        self.query_one("#attempts", LineList).focus()

    def reload(self) -> None:
        """Read the first page anew."""
        self.show_title("Scores", clean_line(self._learner) if self._learner is not None else "all learners")
        self._summaries = []
        attempts = self.query_one("#attempts", LineList)
        attempts.clear_options()
        self._load_page()
        if self._summaries:
            attempts.highlighted = 0
        self.query_one("#head", Static).update(Content.styled(_HEAD if self._summaries else "", MUTED))
        self.query_one("#filters", Static).update(Content.styled(self._told(), MUTED))
        none = self.query_one("#none", Static)
        none.display = not self._summaries
        none.update(Content("No attempt here. Escape goes home; enter there starts a quiz."))
        self.refresh_bindings()

    def _told(self) -> str:
        time = next(words for days, words in _TIMES if days == self._days)
        mode = self._mode.value if self._mode is not None else "all modes"
        return f"{self._sort} first · {self._bank or 'all banks'} · {mode} · {time}"

    def _load_page(self) -> None:
        """Read the next attempts from the store; they come a page at a time however many there are."""
        since = datetime.now(UTC) - timedelta(days=self._days) if self._days is not None else None
        page = self.services.read(
            lambda store: store.summaries(
                learner=self._learner,
                bank=self._bank,
                mode=self._mode,
                since=since,
                sort=self._sort,
                limit=PAGE,
                offset=len(self._summaries),
            ),
            list[Summary](),
        )
        self._more = len(page) == PAGE
        self._summaries += page
        everyone = self._learner is None
        self.query_one("#attempts", LineList).add_options([Option(_line(one, everyone=everyone)) for one in page])

    @on(OptionList.OptionHighlighted, "#attempts")
    def load_more(self, event: OptionList.OptionHighlighted) -> None:
        if self._more and event.option_index >= len(self._summaries) - 1:
            self._load_page()
        self.refresh_bindings()

    @on(OptionList.OptionSelected, "#attempts")
    def look_at_selected(self) -> None:
        self.action_look()

    @property
    def _chosen(self) -> Summary | None:
        place = self.query_one("#attempts", LineList).highlighted if self.is_mounted else None
        return self._summaries[place] if place is not None and place < len(self._summaries) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        match action:
            case "look" | "again" | "wrong" | "delete":
                return self._chosen is not None
            case "restore":
                return bool(self._deleted)
            case _:
                return True

    def action_look(self) -> None:
        if (chosen := self._chosen) is not None:
            self.navigation.look_back(chosen.uid)

    def action_again(self) -> None:
        if (chosen := self._chosen) is not None:
            self.navigation.retake(chosen.uid, only_wrong=False)

    def action_wrong(self) -> None:
        if (chosen := self._chosen) is not None:
            self.navigation.retake(chosen.uid, only_wrong=True)

    def action_delete(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return

        def delete(answer: str | None) -> None:
            if answer == "d":
                self.services.delete(chosen.uid)
                self._deleted.append(chosen.uid)
                self.reload()

        message = f"Delete the attempt of {chosen.started.astimezone():%Y-%m-%d %H:%M} with all its responses?"
        self.navigation.decide(message, {"d": "delete it; u takes it back"}, delete)

    def action_restore(self) -> None:
        uid = self._deleted.pop()
        self.services.read(lambda store: store.restore(uid), None)
        self.reload()

    def action_filter(self, what: str) -> None:
        match what:
            case "bank":
                entries = self.services.library.entries if self.services.library is not None else ()
                self._bank = _next((None, *dict.fromkeys(entry.id for entry in entries)), self._bank)
            case "mode":
                self._mode = _next((None, *Mode), self._mode)
            case "time":
                self._days = _next([days for days, _ in _TIMES], self._days)
            case "learner":
                learners = self.services.read(lambda store: store.learners(), list[str]())
                self._learner = _next((None, *learners), self._learner)
            case _:
                self._sort = _next(SORTS, self._sort)
        self.reload()

    def action_home(self) -> None:
        self.navigation.home()


def _next(values: Sequence[T], value: T) -> T:
    return values[(values.index(value) + 1) % len(values)] if value in values else values[0]


_HEAD: Final = "Started           Score           Answered  Banks"


def _line(summary: Summary, *, everyone: bool) -> Content:
    started = f"{summary.started.astimezone():%Y-%m-%d %H:%M}"
    share = percent(summary.fraction, 0) if summary.finished else "open"
    points = f"{'–' if summary.holds_back else decimals(summary.score)}/{decimals(summary.possible)}"
    answered = f"{summary.answered}/{summary.questions}"
    return Content.assemble(
        (f"{started}  ", MUTED),
        (f"{share:>6} ", "bold"),
        f"{points:<9}",
        (f"{answered:>8}  ", MUTED),
        ", ".join(summary.banks),
        (f" · {summary.mode}", MUTED),
        (f" · {summary.learner}" if everyone else "", MUTED),
    )
