"""What a person has chosen once for all: one TOML file in the config folder."""

from __future__ import annotations

import getpass
import os
import re
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
from msgspec import Meta

from quiz.files import SETTINGS_LIMIT, FileProblem, read_bounded, write_private
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME: Final = "settings.toml"
NAMELESS: Final = "learner"
LEAST: Final = 1
MOST: Final = 500
"""What a goal, a set and a quota can be at most."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """The settings with their defaults. In the file each key is written with dashes: `new-per-day = 20`."""

    learner: Annotated[
        str, Meta(max_length=100, description="The name under which scores are kept; empty for the login name.")
    ] = ""
    retention: Annotated[
        float,
        Meta(ge=0.7, le=0.99, description="How likely an answer is to be known when it is due again, 0.7 to 0.99."),
    ] = 0.9
    goal: Annotated[int, Meta(ge=LEAST, le=MOST, description="The goal of a day in responses, 1 to 500.")] = 20
    set_size: Annotated[
        int,
        Meta(ge=LEAST, le=MOST, description="How many questions a set of today, review or mistakes has, 1 to 500."),
    ] = 12
    new_per_day: Annotated[int, Meta(ge=LEAST, le=MOST, description="New questions a day, 1 to 500.")] = 10
    until_right: Annotated[
        bool, Meta(description="Whether a question that was not right is asked again at the end, true or false.")
    ] = True
    day_start: Annotated[int, Meta(ge=0, le=12, description="The hour at which a learning day begins, 0 to 12.")] = 4
    theme: Annotated[str, Meta(max_length=100, description="The colours of the app; empty for its own.")] = ""


DEFAULTS: Final = Settings()
KEYS: Final = tuple(field.encode_name for field in msgspec.structs.fields(Settings))


class SettingsProblem(Exception):
    """The settings cannot be written; the message names the file."""


def load_settings(folder: Path) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings of a config folder, and what is wrong with them.

    A wrong value is named by its key and its default is used; an unknown key is named too, and left alone; a file that
    cannot be read leaves all defaults.
    """
    path = folder / FILE_NAME
    if not os.path.lexists(path):
        return DEFAULTS, ()
    name = clean_line(str(path))
    import tomllib

    try:
        text = read_bounded(path, SETTINGS_LIMIT).decode("utf-8-sig")
        table = tomllib.loads(text)
    except FileProblem as problem:
        return DEFAULTS, (f"{name}: {problem.message}. The defaults are used.",)
    except UnicodeDecodeError:
        return DEFAULTS, (f"{name}: it is not written in UTF-8; save it as UTF-8. The defaults are used.",)
    except (ValueError, RecursionError) as error:  # not only TOMLDecodeError: a number too long, brackets too deep
        return DEFAULTS, (f"{name}: {clean_line(str(error))}. The defaults are used.",)
    return _checked(table, name, text)


def _checked(table: Mapping[str, Any], name: str, text: str) -> tuple[Settings, tuple[str, ...]]:
    values: dict[str, Any] = {}
    problems: list[str] = []
    for field in msgspec.structs.fields(Settings):
        if (key := field.encode_name) not in table:
            continue
        try:
            values[field.name] = msgspec.convert(table[key], field.type)
        except msgspec.ValidationError:
            wanted = _description(field.type)
            shown = clean_line(str(table[key]))[:60]
            place = f"{name}:{_line_of(key, text)}"
            default = str(field.default).lower() if isinstance(field.default, bool) else repr(field.default)
            problems.append(f"{place}: {key} = {shown} cannot be used. {wanted} {default} is used.")
    problems += (_unknown(key, name, text) for key in table if key not in KEYS)
    return Settings(**values), tuple(problems)


def _unknown(key: str, name: str, text: str) -> str:
    """Say that there is no such setting, and which one may be meant."""
    from difflib import get_close_matches

    close = get_close_matches(key.casefold().replace("_", "-"), KEYS, n=1)
    help_ = f"Did you mean {close[0]}?" if close else f"The settings are {', '.join(KEYS)}."
    return f"{name}:{_line_of(key, text)}: there is no setting {clean_line(key)[:60]}. {help_}"


def _line_of(key: str, text: str) -> int:
    """Return the line of a key of the top level, counted from 1: TOML is read without places."""
    found = re.search(rf"""^[ \t]*\[?[ \t]*["']?{re.escape(key)}["']?[ \t]*[\]=.]""", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _description(annotated: Any) -> str:
    return next((str(meta.description) for meta in annotated.__metadata__ if isinstance(meta, Meta)), "")


def settings_of(chosen: Mapping[str, str]) -> Settings:
    """Return the settings in which some have other values than usual; the usual ones where one makes no sense."""
    try:
        return msgspec.convert(chosen, Settings)
    except msgspec.ValidationError:
        return DEFAULTS


def save_settings(folder: Path, settings: Settings) -> None:
    """Write the settings that differ from what the file says; comments and unknown keys stay as they are.

    Raises `SettingsProblem`, and then the file is as it was.
    """
    import tomlkit
    import tomlkit.exceptions

    path = folder / FILE_NAME
    name = clean_line(str(path))
    try:
        text = read_bounded(path, SETTINGS_LIMIT).decode("utf-8-sig") if os.path.lexists(path) else ""
        document = tomlkit.parse(text)
        before, _ = load_settings(folder)
        for field in msgspec.structs.fields(Settings):
            value = getattr(settings, field.name)
            if value != getattr(before, field.name) or (
                field.encode_name in document and document[field.encode_name] != value
            ):
                document[field.encode_name] = value
        write_private(path, tomlkit.dumps(document).encode("utf-8"))
    except FileProblem as problem:
        raise SettingsProblem(f"{name}: {problem.message}") from problem
    except (ValueError, RecursionError, tomlkit.exceptions.TOMLKitError) as error:
        raise SettingsProblem(f"{name}: it is not sound TOML, so nothing was saved; mend or remove it") from error


def learner_name(given: str | None = None, settings: Settings = DEFAULTS) -> str:
    """Return the learner: the name given, else `QUIZ_LEARNER`, else the setting, else the login name."""
    names = map(clean_line, (given or "", os.environ.get("QUIZ_LEARNER", ""), settings.learner))
    if name := next(filter(None, names), ""):
        return name
    try:
        return clean_line(getpass.getuser()) or NAMELESS
    except (KeyError, OSError, ImportError):
        return NAMELESS
