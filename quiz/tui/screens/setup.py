"""Setting up an attempt: which banks, which mode, how many, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from quiz.bank.questions.base import DIFFICULTIES
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.practice.draw import Options
from quiz.practice.types import DEFAULT_COUNT, Mode
from quiz.scores.recorder import new_seed
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.screens.base import QuizScreen
from quiz.tui.widgets.form import Field, Form, choice_field, flag_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from quiz.library.library import LibraryEntry

_COUNTS = (5, DEFAULT_COUNT, 20, 50)
_MINUTES = (5, 10, 20, 30, 45, 60, 90)


class SetupScreen(QuizScreen):
    """A form for a new attempt, filled in as the last time."""

    CSS_PATH = "../widgets/form.tcss"
    GUIDE = "Up and down choose a line, left and right change it; a number of questions or a seed can be typed."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "start", "Start", "Start with these settings"),
        Command("escape", "home", "Home", "Go home"),
        HELP,
    )

    def __init__(
        self,
        entries: Sequence[LibraryEntry],
        chosen: Sequence[str],
        mode: Mode = Mode.PRACTICE,
        options: Options | None = None,
    ) -> None:
        """`chosen` are the ids of the banks that are on from the start."""
        super().__init__()
        self._entries = list(entries)
        self._form = Form(_fields(self._entries, set(chosen), mode, options or Options()), id="setup")

    def compose_body(self) -> ComposeResult:
        yield self._form
        yield Static("", id="message", markup=False)

    def on_mount(self) -> None:
        self.show_title("New quiz", self.services.learner)

    def on_form_changed(self) -> None:
        self._say("")

    def _say(self, text: str) -> None:
        message = self.query_one("#message", Static)
        message.set_class(bool(text), "-urgent")
        message.update(Content(text))

    def action_start(self) -> None:
        entries = [entry for place, entry in enumerate(self._entries) if self._form.value(f"bank:{place}")]
        if not entries:
            self._say("Switch at least one bank on.")
            return
        seed = self._form.value("seed")
        self.navigation.begin(entries, self._options(), seed or new_seed(), self._form.value("mode"))

    def _options(self) -> Options:
        value = self._form.value
        minutes = value("time")
        return Options(
            count=value("count") or None,
            tags=value("tag"),
            types=value("type"),
            difficulties=value("difficulty"),
            unseen_first=value("unseen"),
            confidence=value("confidence"),
            time_limit=minutes * 60.0 if minutes else None,
        )

    def action_home(self) -> None:
        self.navigation.home()


def _fields(entries: Sequence[LibraryEntry], chosen: set[str], mode: Mode, options: Options) -> list[Field]:
    tags = sorted(
        {tag for entry in entries if entry.bank for question in entry.bank.questions for tag in question.tags}
    )
    chosen_tags = options.tags if set(options.tags) <= set(tags) else ()
    counts = dict.fromkeys((*_COUNTS, options.count or DEFAULT_COUNT))
    minutes = dict.fromkeys((*_MINUTES, *([options.time_limit / 60] if options.time_limit else [])))
    return [
        choice_field("mode", "Mode", [(one.value, one) for one in Mode], mode),
        Field(
            "count",
            "Questions",
            options.count or 0,
            (*((str(count), count) for count in sorted(counts)), ("all", 0)),
            str.isdecimal,
            lambda text: int(text[:6]) if text else None,
        ),
        *(
            flag_field(f"bank:{place}", entry.title[:30], not chosen or entry.id in chosen)
            for place, entry in enumerate(entries)
        ),
        choice_field("difficulty", "Difficulty", _any(DIFFICULTIES, options.difficulties), options.difficulties),
        choice_field("type", "Type", _any(tuple(QUESTION_TYPES), options.types), options.types),
        choice_field("tag", "Tag", _any(tuple(tags), chosen_tags), chosen_tags),
        flag_field("unseen", "Unseen first", options.unseen_first),
        flag_field("confidence", "Confidence", options.confidence),
        choice_field(
            "time",
            "Time limit",
            [("none", 0), *((f"{minute:g} min", minute) for minute in sorted(minutes))],
            options.time_limit / 60 if options.time_limit else 0,
        ),
        Field("seed", "Seed", 0, (("random", 0),), str.isdecimal, lambda text: int(text[:18]) if text else 0),
    ]


def _any(values: tuple[str, ...], chosen: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the values one by one to choose from, and those that are chosen together."""
    together = [(", ".join(chosen), chosen)] if len(chosen) > 1 else []
    return [("any", ()), *((value, (value,)) for value in values), *together]
