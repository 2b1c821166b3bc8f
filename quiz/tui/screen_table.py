"""The table of screens: by name, each loaded when it is first asked for."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from textual.screen import Screen

SCREENS: Final = {
    "home": "home:HomeScreen",
    "attempt": "attempt:AttemptScreen",
    "result": "result:ResultScreen",
    "scores": "scores:ScoresScreen",
    "progress": "progress:ProgressScreen",
    "lookback": "lookback:LookbackScreen",
    "map": "map:MapScreen",
    "unfinished": "unfinished:UnfinishedScreen",
    "lesson": "lesson:LessonScreen",
    "lessons": "lessons:LessonsScreen",
    "timeline": "timeline:TimelineScreen",
    "question": "question:QuestionScreen",
    "setup": "setup:SetupScreen",
    "settings": "settings:SettingsScreen",
    "author": "author:AuthorScreen",
    "preview": "preview:PreviewScreen",
    "import_preview": "import_preview:ImportPreview",
    "help": "help:Help",
    "ask": "ask:Ask",
    "decision": "decision:Decision",
    "pick": "pick:Pick",
    "sheet": "sheet:Sheet",
    "note": "note:NoteDialog",
    "report": "report:ReportDialog",
    "sources": "sources:Sources",
    "source_form": "source_form:SourceForm",
    "waiting": "waiting:Waiting",
}
"""The screens: name to module and class in `quiz.tui.screens`, loaded when first asked for."""


def screen_class(name: str) -> type[Screen[Any]]:
    """Return the class of a screen. Raises `KeyError` for a name that is not in the table."""
    module, _, kind = SCREENS[name].partition(":")
    found: type[Screen[Any]] = getattr(importlib.import_module(f"quiz.tui.screens.{module}"), kind)
    return found


def new_screen(name: str, *arguments: Any, **named: Any) -> Screen[Any]:
    """Return a new screen by name."""
    return screen_class(name)(*arguments, **named)


def is_screen(screen: Screen[Any], name: str) -> bool:
    """Tell whether a screen is the one of a name, without loading that one."""
    module, _, kind = SCREENS[name].partition(":")
    return (type(screen).__module__, type(screen).__name__) == (f"quiz.tui.screens.{module}", kind)


def styles_of(name: str) -> list[Path]:
    """Return the files of styles of a screen. Raises `KeyError` for a name that is not in the table."""
    found = screen_class(name)
    named = found.CSS_PATH or []
    folder = Path(inspect.getfile(found)).parent
    return [(folder / path).resolve() for path in ([named] if isinstance(named, str | PurePath) else named)]
