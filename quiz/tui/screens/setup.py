"""Setting up an attempt: which banks, which mode, how many, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from quiz.bank.questions.base import DIFFICULTIES
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.practice.draw import Options
from quiz.practice.types import DEFAULT_COUNT, Mode
from quiz.scores.recorder import new_seed
from quiz.text import counted
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import shortened
from quiz.tui.widgets.form import Field, Form, choice_field, flag_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from quiz.library.library import LibraryEntry

_COUNTS = (5, DEFAULT_COUNT, 20, 50)
_MINUTES = (5, 10, 20, 30, 45, 60, 90)
_TITLE = 30
"""Columns for the title of a bank."""


ROWS: Final = {
    "mode": (
        "Mode",
        (
            "Practice tells after each question, an exam after the last. "
            "Review asks what is due, mistakes what was not right."
        ),
    ),
    "count": ("Questions", "How many are drawn; any other number can be typed."),
    "difficulty": ("Difficulty", "Only questions of this difficulty."),
    "type": ("Type", "Only questions of this type: one choice, several, a number, an order and so on."),
    "tag": ("Tag", "Only questions on this subject."),
    "unseen": ("Unseen first", "Questions that you never met come before those that you did."),
    "confidence": (
        "Confidence",
        (
            "You say guess, unsure or sure with each answer. Sure and right earns 3, sure and wrong costs 6; "
            "the plain score stands beside it."
        ),
    ),
    "time": ("Time limit", "When the time is over, what is answered counts. It can be extended on the way."),
    "seed": ("Seed", "The same number draws the same questions in the same order; it can be typed."),
}
"""What can be set up, but for the banks: what each is called, and what it is for."""


class SetupScreen(QuizScreen):
    """A form for a new attempt, filled in as the last time."""

    CSS_PATH = "../widgets/form.tcss"
    GUIDE = "Up and down choose a line, left and right change it; a number of questions or a seed can be typed."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "start", "Start", "Start with these settings"),
        Command("escape", "home", "Home", "Go home; what was changed is asked about"),
        HELP,
    )

    def __init__(
        self,
        entries: Sequence[LibraryEntry],
        chosen: Sequence[str],
        mode: Mode = Mode.PRACTICE,
        options: Options | None = None,
        *,
        at: str = "",
    ) -> None:
        """`chosen` are the ids of the banks that are on from the start; `at` is what is highlighted first.

        options: how the last attempt was asked for, None where there was none.
        """
        super().__init__()
        self._entries = list(entries)
        self._is_remembered = options is not None
        fields = _fields(self._entries, set(chosen), mode, options or Options())
        self._form = Form(fields, id="setup", at=at)

    def compose_body(self) -> ComposeResult:
        with self._form, Horizontal(id="setup-head"):
            yield Static("", id="about", markup=False)
            yield Static("", id="origin", markup=False)

    def on_mount(self) -> None:
        self.title_bar.show("New quiz", self.services.learner)
        self._show_headline()

    def on_form_changed(self) -> None:
        self._show_headline()

    def _show_headline(self) -> None:
        count, mode = self._form.value("count"), self._form.value("mode")
        asked = counted(count, "question") if count else "All questions"
        self.query_one("#about", Static).update(Content(f"{asked}, {mode.value}"))
        origin = "as the last time" if self._is_remembered and not self._form.is_changed else ""
        self.query_one("#origin", Static).update(Content(origin))

    def action_start(self) -> None:
        entries = [entry for entry in self._entries if self._form.value(f"bank:{entry.id}")]
        if not entries:
            self._form.say("Switch at least one bank on.")
            return
        self.is_settled = True
        seed = self._form.value("seed")
        self.navigation.begin(entries, self._options(), seed or new_seed(), self._form.value("mode"))
        self.is_settled = False  # it is still here where nothing could be drawn

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

    def leave(self) -> bool:
        """Ask what is to become of what was changed here: it is remembered once an attempt is begun with it."""
        if self.is_settled or not self._form.is_changed:
            return True
        answers = {"s": "start with it", "d": "discard what you changed"}
        message = "You changed the set-up. It is remembered once you start with it."
        return self.stay_and_ask(message, answers, self._settle_leaving)

    def _settle_leaving(self, answer: str | None) -> None:
        if answer == "s":
            self.action_start()
        elif answer == "d":
            self.leave_now()


def _fields(entries: Sequence[LibraryEntry], chosen: set[str], mode: Mode, options: Options) -> list[Field]:
    tags = sorted(
        {tag for entry in entries if entry.bank for question in entry.bank.questions for tag in question.tags}
    )
    chosen_tags = options.tags if set(options.tags) <= set(tags) else ()
    counts = dict.fromkeys((*_COUNTS, options.count or DEFAULT_COUNT))
    minutes = dict.fromkeys((*_MINUTES, *([options.time_limit / 60] if options.time_limit else [])))

    def choice(key: str, choices: Sequence[tuple[str, object]], value: object) -> Field:
        return choice_field(key, *ROWS[key], choices, value)

    return [
        choice("mode", [(one.value, one) for one in Mode], mode),
        Field(
            "count",
            *ROWS["count"],
            options.count or 0,
            (*((str(count), count) for count in sorted(counts)), ("all", 0)),
            str.isdecimal,
            lambda text: int(text[:6]) if text else None,
        ),
        *(_bank_field(entry, is_on=not chosen or entry.id in chosen) for entry in entries),
        choice("difficulty", _any(DIFFICULTIES, options.difficulties), options.difficulties),
        choice("type", _any(tuple(QUESTION_TYPES), options.types), options.types),
        choice("tag", _any(tuple(tags), chosen_tags), chosen_tags),
        flag_field("unseen", *ROWS["unseen"], options.unseen_first),
        flag_field("confidence", *ROWS["confidence"], options.confidence),
        choice(
            "time",
            [("none", 0), *((f"{minute:g} min", minute) for minute in sorted(minutes))],
            options.time_limit / 60 if options.time_limit else 0,
        ),
        Field("seed", *ROWS["seed"], 0, (("random", 0),), str.isdecimal, lambda text: int(text[:18]) if text else 0),
    ]


def _bank_field(entry: LibraryEntry, *, is_on: bool) -> Field:
    questions = len(entry.bank.questions) if entry.bank is not None else 0
    return flag_field(
        f"bank:{entry.id}",
        shortened(entry.title, _TITLE),
        f"Whether to draw from this bank, {counted(questions, 'question')}.",
        is_on,
    )


def _any(values: tuple[str, ...], chosen: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the values one by one to choose from, and those that are chosen together."""
    together = [(", ".join(chosen), chosen)] if len(chosen) > 1 else []
    return [("any", ()), *((value, (value,)) for value in values), *together]
