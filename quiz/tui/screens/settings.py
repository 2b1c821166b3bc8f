"""Settings: what is chosen once for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec.structs import replace

from quiz.paths import config_folder
from quiz.settings import FILE_NAME, LEAST, MOST, Settings, SettingsProblem
from quiz.text import clean_line, percent
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.screens.base import QuizScreen
from quiz.tui.themes import show_theme, theme_names
from quiz.tui.widgets.form import Field, Form, choice_field, flag_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

_RETENTIONS = (0.8, 0.85, 0.9, 0.93, 0.95, 0.97)
_COUNTS = {"goal": (10, 20, 30, 50, 100), "set_size": (6, 12, 20, 30), "new_per_day": (5, 10, 15, 20, 30, 50)}
_REFUSAL = f"A number from {LEAST} to {MOST}, please."


ROWS: Final = {
    "learner": ("Learner", "Scores are kept under this name. Type one, or leave your login name."),
    "retention": (
        "Retention",
        "How likely you are to know an answer still when it comes back. The higher, the more often things come back.",
    ),
    "goal": ("Goal of a day", "How many answers fill a square of the week, 1 to 500."),
    "set_size": (
        "Questions a set",
        "How many questions a set of today, review or mistakes has at most, 1 to 500.",
    ),
    "new_per_day": ("New a day", "How many new questions a day brings, besides what is due, 1 to 500."),
    "until_right": (
        "Until right",
        "Whether what was not right in practice and review is asked again at the end. That counts nowhere.",
    ),
    "day_start": ("Day begins", "A learning day begins at this hour; what you do before it counts for the day before."),
    "theme": ("Theme", "The colours, shown at once. Automatic goes by the background of your terminal."),
}
"""The settings: what each is called, and what it is for."""


class SettingsScreen(QuizScreen):
    """A form for the settings file."""

    CSS_PATH = "../widgets/form.tcss"
    GUIDE = "Left and right change a value, a name or number can be typed; enter saves. Comments in the file stay."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "save", "Save", "Save the settings"),
        Command("escape", "home", "Home", "Go home; what is not saved is asked about"),
        HELP,
    )

    def __init__(self, at: str = "") -> None:
        """`at` is the setting that is highlighted first."""
        super().__init__()
        self._at = at

    def compose_body(self) -> ComposeResult:
        offered = self.services.surface.settings
        fields = _fields(self.services.settings, theme_names(self.app))
        yield Form([one for one in fields if offered is None or one.key in offered], id="setup", at=self._at)

    def on_mount(self) -> None:
        is_own = self.services.surface.is_whole
        self.title_bar.show("Settings", clean_line(str(config_folder() / FILE_NAME)) if is_own else "")

    def on_form_changed(self) -> None:
        show_theme(self.app, self.query_one(Form).value("theme"))

    def action_save(self) -> None:
        if self._save():
            self.is_settled = True
            self.navigation.home()

    def _save(self) -> bool:
        """Save what the form says; where that fails, say why and return False."""
        if self.query_one(Form).refuses():
            return False
        settings = replace(self.services.settings, **self.query_one(Form).values)
        try:
            if not self.services.save_settings(settings):
                return False
        except SettingsProblem as problem:
            self.query_one(Form).say(str(problem))
            return False
        show_theme(self.app, settings.theme)
        self.services.tell("The settings are saved.")
        return True

    def action_home(self) -> None:
        self.navigation.home()

    def leave(self) -> bool:
        """Ask what is to become of changes that are not saved."""
        if self.is_settled or not self.query_one(Form).is_changed:
            return True
        answers = {"s": "save them", "d": "discard them"}
        return self.stay_and_ask("These settings are not saved.", answers, self._settle_leaving)

    def _settle_leaving(self, answer: str | None) -> None:
        if answer == "d":
            show_theme(self.app, self.services.settings.theme)
        elif answer is None or not self._save():
            return
        self.leave_now()


def _fields(settings: Settings, themes: list[str]) -> list[Field]:
    retentions = sorted({*_RETENTIONS, settings.retention})

    def count(key: str) -> Field:
        value = getattr(settings, key)
        choices = tuple((str(one), one) for one in sorted({*_COUNTS[key], value}))
        return Field(key, *ROWS[key], value, choices, str.isdecimal, _read_count, _REFUSAL)

    def choice(key: str, options: Sequence[tuple[str, object]], value: object) -> Field:
        return choice_field(key, *ROWS[key], options, value)

    return [
        Field(
            "learner",
            *ROWS["learner"],
            settings.learner,
            (("login name", ""),),
            str.isprintable,
            lambda text: clean_line(text)[:100],
        ),
        choice("retention", [(percent(share, 0), share) for share in retentions], settings.retention),
        *map(count, _COUNTS),
        flag_field("until_right", *ROWS["until_right"], settings.until_right),
        choice("day_start", [(f"{hour:02}:00", hour) for hour in range(13)], settings.day_start),
        choice("theme", [("automatic", ""), *((name, name) for name in themes)], settings.theme),
    ]


def _read_count(text: str) -> int | None:
    """Return a number that a goal, a set or a quota can be; None for any other text."""
    number = int(text[:9]) if text.isdecimal() else 0
    return number if LEAST <= number <= MOST else None
