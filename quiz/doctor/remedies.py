"""Commands that mend, as they are typed into the shell of this system."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from quiz.text import shell_line

if TYPE_CHECKING:
    from pathlib import Path

_WINDOWS = os.name == "nt"


def quiz(*words: str | Path) -> str:
    """Return a command of this program."""
    return shell_line("quiz", *map(str, words))


def move(path: Path, target: Path) -> str:
    """Return the command that gives a file or folder another name."""
    return shell_line("move" if _WINDOWS else "mv", str(path), str(target))


def remove(path: Path) -> str:
    """Return the command that removes a file."""
    return shell_line("del" if _WINDOWS else "rm", str(path))


def remove_folder(path: Path) -> str:
    """Return the command that removes a folder with all that it holds."""
    return shell_line(*(("rmdir", "/s", "/q") if _WINDOWS else ("rm", "-r")), str(path))


def make_folder(path: Path) -> str:
    return shell_line(*(("mkdir",) if _WINDOWS else ("mkdir", "-p")), str(path))


def permit(rights: str, path: Path) -> str:
    """Return the command that changes the permissions of a file or folder, such as `u+rw`."""
    return shell_line("chmod", rights, str(path))


def own(path: Path) -> str:
    """Return the command by which a file or folder, with all in it, becomes the person's own."""
    return f'sudo chown -R "$(id -u)" {shell_line(str(path))}'


def set_variable(name: str, value: str) -> str:
    """Return the command that sets a variable of the environment for this shell."""
    return f"set {name}={value}" if _WINDOWS else f"export {name}={shell_line(value)}"


def unset_variable(name: str) -> str:
    return f"set {name}=" if _WINDOWS else f"unset {name}"


def free_name(path: Path, mark: str, suffix: str | None = None) -> Path:
    """Return a name beside `path` that nothing has yet: `settings.set-aside-1.toml` for the mark `set-aside`."""
    number = 1
    while os.path.lexists(name := path.with_name(f"{path.stem}.{mark}-{number}{suffix or path.suffix}")):
        number += 1
    return name
