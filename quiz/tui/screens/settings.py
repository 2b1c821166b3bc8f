"""Settings: what is chosen once for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual.content import Content
from textual.widgets import Static

from quiz.paths import config_folder
from quiz.settings import FILE_NAME, Settings, SettingsProblem, save_settings
from quiz.text import clean_line
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.screens.base import QuizScreen
from quiz.tui.themes import show_theme, theme_names
from quiz.tui.widgets.form import Field, Form, choice_field

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

_RETENTIONS = (0.8, 0.85, 0.9, 0.93, 0.95, 0.97)
_NEW = (0, 5, 10, 15, 20, 30, 50)


class SettingsScreen(QuizScreen):
    """A form for the settings file."""

    CSS_PATH = "../widgets/form.tcss"
    GUIDE = "Left and right change a value, a name or number can be typed; enter saves. Comments in the file stay."
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "save", "Save", "Save the settings"),
        Command("escape", "home", "Home", "Go home without saving"),
        HELP,
    )

    def compose_body(self) -> ComposeResult:
        yield Form(_fields(self.services.settings, theme_names(self.app)), id="setup")
        yield Static("", id="message", markup=False)

    def on_mount(self) -> None:
        self.show_title("Settings", clean_line(str(config_folder() / FILE_NAME)))

    def on_form_changed(self) -> None:
        show_theme(self.app, self.query_one(Form).value("theme"))

    def action_save(self) -> None:
        form = self.query_one(Form)
        settings = Settings(**{field.name: form.value(field.name) for field in msgspec.structs.fields(Settings)})
        try:
            save_settings(config_folder(), settings)
        except SettingsProblem as problem:
            message = self.query_one("#message", Static)
            message.add_class("-urgent")
            message.update(Content(str(problem)))
            return
        self.services.apply(settings)
        show_theme(self.app, settings.theme)
        self.navigation.home()
        self.services.tell("The settings are saved.")

    def action_home(self) -> None:
        show_theme(self.app, self.services.settings.theme)
        self.navigation.home()


def _fields(settings: Settings, themes: list[str]) -> list[Field]:
    retentions = sorted({*_RETENTIONS, settings.retention})
    new = sorted({*_NEW, settings.new_per_day})
    return [
        Field(
            "learner",
            "Learner",
            settings.learner,
            (("login name", ""),),
            str.isprintable,
            lambda text: clean_line(text)[:100],
        ),
        choice_field("retention", "Retention", [(f"{share:.0%}", share) for share in retentions], settings.retention),
        choice_field("new_per_day", "New a day", [(str(count), count) for count in new], settings.new_per_day),
        choice_field("day_start", "Day begins", [(f"{hour:02}:00", hour) for hour in range(13)], settings.day_start),
        choice_field("theme", "Theme", [("default", ""), *((name, name) for name in themes)], settings.theme),
    ]
