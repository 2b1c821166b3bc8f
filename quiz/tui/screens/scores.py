"""Scores: the attempts day by day, filtered and sorted, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quiz.practice.schedule import learning_day
from quiz.practice.types import Mode
from quiz.scores.now import local_now
from quiz.scores.store.records import SORTS, Sort, Summary
from quiz.text import clean_line, day_text, decimals
from quiz.tui.commands import HELP, PROGRESS, Command, bindings
from quiz.tui.render import banks_text, clock_text
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import MUTED, fitted
from quiz.tui.widgets.lines import LEAD, LineList
from quiz.tui.widgets.parts import meter, share_runs
from quiz.tui.widgets.rows import Row, split

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual.app import ComposeResult
    from textual.binding import BindingType

PAGE: Final = 200
_TIMES: Final = ((None, "any time"), (7, "last 7 days"), (30, "last 30 days"), (365, "last year"))
_FILTERS: Final = {"bank": "Bank", "mode": "Mode", "days": "Time", "learner": "Learner", "sort": "Order"}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which attempts are shown, in which order; None lets everything through. days: how old they are at most."""

    learner: str | None
    bank: str | None = None
    mode: Mode | None = None
    days: int | None = None
    sort: Sort = "newest"

    @property
    def is_by_day(self) -> bool:
        return self.sort in ("newest", "oldest")


class Banks(NamedTuple):
    """The titles of the banks of an attempt, and how many banks there are in all."""

    titles: Sequence[str]
    everything: int


class ScoresScreen(QuizScreen):
    """The list of attempts."""

    CSS_PATH = "scores.tcss"
    GUIDE = (
        "Enter shows the result of the highlighted attempt, from there each response as it was given; an open one goes "
        "on. b, m, t and l filter by bank, mode, time and learner, o sorts; / offers all of these in a list."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "look", "Open", "Open the highlighted attempt"),
        Command("slash", "pick_filter", "Filter", "Choose which attempts are shown, and in which order", weight=66),
        Command("a", "again", "Again", "Take the same questions again", weight=44),
        Command("w", "wrong", "Wrong ones", "Take only those again that were not wholly right", weight=42),
        Command("d", "delete", "Delete", "Delete the highlighted attempt", weight=40),
        Command("u", "restore", "Undo", "Take the last deletion back", weight=64),
        Command("b", "filter('bank')", "Bank", "Only one bank", in_footer=False),
        Command("m", "filter('mode')", "Mode", "Only one mode", in_footer=False),
        Command("t", "filter('days')", "Time", "Only a time", in_footer=False),
        Command("l", "filter('learner')", "Learner", "Only one learner", in_footer=False),
        Command("o", "filter('sort')", "Sort", "Newest, oldest, best or worst first", in_footer=False),
        PROGRESS,
        Command("escape", "home", "Home", "Go home"),
        HELP,
    )

    def __init__(self) -> None:
        super().__init__()
        self._filter = Filter(None)
        self._summaries: dict[str, Summary] = {}
        """What is listed, by the id of the attempt."""
        self._more = True
        self._read = 0
        """How many attempts were read from the store, to go on behind them."""
        self._deleted: list[str] = []
        self._days: list[DayScore] = []
        """The days that are listed, as far as they are read."""
        self._whole_days = 0
        """So many of them have told what they came to for good."""
        self._has_titles = False

    def compose_body(self) -> ComposeResult:
        with Container(id="scores", classes="page -barred"):
            yield Static("", id="filters", markup=False)
            yield LineList(id="attempts")
            yield Static("", id="none", markup=False)

    def on_mount(self) -> None:
        self._filter = Filter(self.services.learner)
        self.reload()
        self.query_one("#attempts", LineList).focus()

    def show_changes(self) -> None:
        """Call the banks by their titles once the library is read."""
        if not self._has_titles:
            self.reload()

    def reload(self, *, from_top: bool = False) -> None:
        """Read the first page anew; the highlight stays at its attempt, or goes to the one behind or to the top."""
        learner = self._filter.learner
        self.title_bar.show("Scores", clean_line(learner) if learner is not None else "all learners")
        attempts = self.query_one("#attempts", LineList)
        before, chosen = list(self._summaries), None if from_top else attempts.highlighted_id
        self._summaries, self._more, self._read = {}, True, 0
        self._days, self._whole_days = [], 0
        self._has_titles = self.services.library is not None
        with self.app.batch_update():
            attempts.clear_options()
            self._load_page()
            if self._summaries:
                attempts.highlighted = attempts.get_option_index(self._nearest(chosen, before))
        told = self.query_one("#filters", Static)
        told.display = bool(words := self._told())
        told.update(Content(words))
        none = self.query_one("#none", Static)
        none.display = not self._summaries
        none.update(Content("No attempt here. Escape goes home; enter there starts a quiz."))
        self.refresh_bindings()

    def _nearest(self, chosen: str | None, before: Sequence[str]) -> str:
        """Return which attempt to highlight: the one chosen, or the first one behind it that is still there."""
        behind = before[before.index(chosen) :] if chosen in before else ()
        return next((uid for uid in behind if uid in self._summaries), next(iter(self._summaries)))

    def _told(self) -> str:
        """Say what is filtered, and an unusual order; the learner stands in the title."""
        shown = self._filter
        filters = [self._value_name(what) for what in ("bank", "mode", "days") if getattr(shown, what) is not None]
        order = [self._value_name("sort")] if shown.sort != SORTS[0] else []
        words = ["Only " + ", ".join(filters)] if filters else []
        told = " · ".join([*words, *order])
        return told[:1].upper() + told[1:]

    def _value_name(self, what: str) -> str:
        """Return the name of the value of a filter."""
        return next((name for value, name in self._choices(what) if value == getattr(self._filter, what)), "")

    def _load_page(self) -> None:
        """Read the next attempts from the store; they come a page at a time however many there are."""
        shown = self._filter
        since = datetime.now(UTC) - timedelta(days=shown.days) if shown.days is not None else None
        page = self.services.read(
            lambda store: store.summaries(
                learner=shown.learner,
                bank=shown.bank,
                mode=shown.mode,
                since=since,
                sort=shown.sort,
                limit=PAGE,
                offset=self._read,
            ),
            list[Summary](),
        )
        self._more, self._read = len(page) == PAGE, self._read + len(page)
        # An attempt that another program began meanwhile moves all behind it on by one.
        new = [one for one in page if one.uid not in self._summaries]
        seconds = self.services.read(lambda store: store.seconds([one.uid for one in new]), dict[str, float]())
        self._summaries |= {one.uid: one for one in new}
        self._list(new, seconds)

    def _list(self, summaries: Sequence[Summary], seconds: dict[str, float]) -> None:
        """Add attempts to the list, each under the head of its day."""
        now, everyone = local_now(), self._filter.learner is None
        everything = len(self.services.playable)

        def row(one: Summary) -> Option:
            started = one.started.astimezone(now.tzinfo)
            time = f"{started:%H:%M}" if self._filter.is_by_day else f"{started:%Y-%m-%d}"
            banks = Banks([*self.services.bank_names(one).values()], everything)
            return Option(attempt_row(one, time, banks, seconds.get(one.uid), everyone=everyone), id=one.uid)

        attempts = self.query_one("#attempts", LineList)
        if not self._filter.is_by_day:
            attempts.add_options([row(one) for one in summaries])
            return
        start = self.services.settings.day_start
        today, options = learning_day(now, start), []
        for day, group in groupby(summaries, lambda one: learning_day(one.started.astimezone(now.tzinfo), start)):
            listed = list(group)
            if not self._days or self._days[-1].day != day:
                if self._days and not self.has_class("-low"):
                    options.append(Option(Content(" "), disabled=True))
                self._days.append(DayScore(day))
                options.append(Option("", id=self._head_id(len(self._days)), disabled=True))
            self._days[-1] = self._days[-1].plus(listed)
            options += [row(one) for one in listed]
        attempts.add_options(options)
        self._tell_days(today)

    def _tell_days(self, today: date) -> None:
        """Put into the heads what their days came to: those that are told now for the first time, or not whole yet."""
        attempts = self.query_one("#attempts", LineList)
        for number, day in enumerate(self._days[self._whole_days :], self._whole_days + 1):
            is_whole = number < len(self._days) or not self._more
            attempts.replace_option_prompt(self._head_id(number), day.head(today, is_whole=is_whole))
        self._whole_days = len(self._days) - 1

    @staticmethod
    def _head_id(number: int) -> str:
        return f"day {number}"

    @on(OptionList.OptionHighlighted, "#attempts")
    def load_more(self, event: OptionList.OptionHighlighted) -> None:
        attempts = self.query_one("#attempts", LineList)
        if self._more and event.option_index == attempts.option_count - 1:
            self._load_page()
        if event.option_id == next(iter(self._summaries), None):
            attempts.scroll_home(animate=False)  # the head of its day stands above it
        self.refresh_bindings()

    @on(OptionList.OptionSelected, "#attempts")
    def look_at_selected(self) -> None:
        self.action_look()

    @property
    def _chosen(self) -> Summary | None:
        chosen = self.query_one("#attempts", LineList).highlighted_id if self.is_mounted else None
        return self._summaries.get(chosen) if chosen is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        match action:
            case "look":
                return self._chosen is not None
            case "again" | "wrong" | "delete":
                return self._chosen is not None and self.services.may_take_further(self._chosen.learner)
            case "restore":
                return bool(self._deleted)
            case _:
                return True

    def action_look(self) -> None:
        if (chosen := self._chosen) is not None:
            self.navigation.show_result(chosen.uid)

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

    # Filters

    def _choices(self, what: str) -> Sequence[tuple[Any, str]]:
        """Return what a filter can be set to, each value with its name."""
        match what:
            case "bank":
                entries = self.services.library.entries if self.services.library is not None else ()
                banks = {entry.id: entry.title for entry in reversed(entries)}
                return [(None, "all banks"), *((bank, banks[bank]) for bank in reversed(banks))]
            case "mode":
                return [(None, "all modes"), *((mode, mode.value) for mode in Mode)]
            case "days":
                return _TIMES
            case "learner" if not self.services.surface.sees_others:
                return [(self.services.learner, clean_line(self.services.learner))]
            case "learner":
                learners = self.services.read(lambda store: store.learners(), list[str]())
                return [(None, "all learners"), *((learner, clean_line(learner)) for learner in learners)]
            case _:
                return [(sort, f"{sort} first") for sort in SORTS]

    def action_filter(self, what: str) -> None:
        """Set a filter to the next value that it can have."""
        values = [value for value, _ in self._choices(what)]
        value = getattr(self._filter, what)
        place = values.index(value) + 1 if value in values else 0
        self._set(what, values[place % len(values)])

    def action_pick_filter(self) -> None:
        """Let the person pick a filter, then its value."""
        names = list(_FILTERS)
        lines = [f"{_FILTERS[what]}: {self._value_name(what)}" for what in names]

        def picked(place: int | None) -> None:
            if place is not None:
                self._pick_value(names[place])

        self.navigation.ask("pick", "Which attempts?", lines, then=picked)

    def _pick_value(self, what: str) -> None:
        choices = self._choices(what)
        values = [value for value, _ in choices]
        value = getattr(self._filter, what)

        def picked(place: int | None) -> None:
            if place is not None:
                self._set(what, values[place])

        at = values.index(value) if value in values else 0
        self.navigation.ask("pick", _FILTERS[what], [name for _, name in choices], at, then=picked)

    def _set(self, what: str, value: Any) -> None:
        self._filter = replace(self._filter, **{what: value})
        self.reload(from_top=True)

    def action_home(self) -> None:
        self.navigation.home()


@dataclass(frozen=True, slots=True)
class DayScore:
    """What the finished attempts of a day came to, in points."""

    day: date
    score: float = 0.0
    possible: float = 0.0

    def plus(self, summaries: Sequence[Summary]) -> DayScore:
        done = [one for one in summaries if one.finished is not None]
        return replace(
            self,
            score=self.score + sum(one.score for one in done),
            possible=self.possible + sum(one.possible for one in done),
        )

    def head(self, today: date, *, is_whole: bool = False) -> Row:
        """Return the head of the day; its score, once the day is whole."""
        told = f"{decimals(self.score)} of {decimals(self.possible)} right" if is_whole and self.possible else ""
        score = Content.styled(told, MUTED)

        def lay_out(width: int) -> Content:
            name = day_text(self.day, today)
            if len(name) + 2 + len(told) > width:
                name = day_text(self.day, today, is_short=True)
            return split(Content.styled(name, "bold"), score, width)

        return Row(lay_out)


_WIDE: Final = 60
_OWNER: Final = 12


def attempt_row(summary: Summary, time: str, banks: Banks, seconds: float | None, *, everyone: bool = False) -> Row:
    """Return a row: time, banks, mode, a bar, the score, and how long it took; where it is narrow the least of it goes.

    everyone: whether it is to say whose attempt it is.
    """
    is_open = summary.finished is None
    owner = fitted(clean_line(summary.learner), _OWNER).rstrip() + ": " if everyone else ""

    def lay_out(width: int) -> Content:
        is_wide = width >= _WIDE
        mode = fitted(summary.options.kind(summary.mode), 10) if is_wide else ""
        took = "open" if is_open else clock_text(seconds) if seconds is not None else ""
        last = f"{took:>8}" if is_wide else ""
        bar = _score_bar(summary, 27 if is_wide else 15)
        room = width - LEAD - len(time) - 2 - len(mode) - bar.cell_length - len(last) - 1
        name = fitted(owner + banks_text(*banks, room - cell_len(owner)), room)
        return Content.assemble(" " * LEAD, (f"{time}  ", MUTED), name, " ", (mode, MUTED), bar, (last, MUTED))

    return Row(lay_out)


def _score_bar(summary: Summary, width: int) -> Content:
    """Return the score as a bar and in words, in so many cells; of an open attempt how far it is."""
    if summary.finished is None:
        told = f"{summary.answered} of {summary.questions} answered"
        return Content.styled(f"{told if width > len(told) else 'open':>{width}}", MUTED)
    told = f"{decimals(summary.score)} of {decimals(summary.possible)}"
    length = max(0, width - 1 - max(len(told), 9 if width > 20 else 8))
    style = next(style for least, style in _STYLES if summary.fraction >= least)
    bar = meter(share_runs(summary.score, summary.possible, style), length)
    return bar + Content.styled(f"{told:>{width - length}}", "bold")


_STYLES: Final = ((0.8, "$text-success"), (0.5, "$text-warning"), (0.0, "$text-error"))
"""The least share of the points for the colours of the bar."""
